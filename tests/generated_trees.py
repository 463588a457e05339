"""Generated documents that know their tree: terms in every family of labels, statutes; what was written is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from portal.text.body import parse_body
from portal.text.tree import HEADINGS, Document, Kind, Number, UnitKind
from tests.generated import IROHA, KANJI, sentences


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it should be read: `units` are its 項, 号 and 細分 in reading order, (kind, number, words)."""

    kind: Kind
    number: Number = ()
    caption: str = ""
    units: tuple[tuple[UnitKind, Number, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A text and the clauses that stand in it, titles, records and contents aside."""

    text: str
    clauses: tuple[Clause, ...]


WITHOUT_TREE = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS)


def clauses_of(document: Document) -> tuple[Clause, ...]:
    """Return what was read in the same shape."""
    return tuple(
        Clause(clause.kind, clause.number, clause.caption, _units(clause.text))
        for clause in document
        if clause.kind not in WITHOUT_TREE
    )


def _units(text: str) -> tuple[tuple[UnitKind, Number, str], ...]:
    return tuple((unit.kind, unit.number, unit.text) for unit in parse_body(text).walk())


# --- terms ---


@dataclass(frozen=True, slots=True)
class Item:
    """A 号 or 号の細分 and what is below it."""

    words: str
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 項 and its 号."""

    words: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its 項."""

    caption: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """How a family of documents writes its labels: of an article (number, caption), a 項 (article, number) and below.

    `counts` says which number a 項 is read with; a 項 that stands alone bears none where `alone` says so.
    """

    name: str
    title: str
    heading: Callable[[int, str], str]
    paragraph: Callable[[int, int], str]
    below: tuple[Callable[[int], str], ...]
    counts: Callable[[int, int], Number] = lambda article, number: (number,)
    alone: bool = True

    def write(self, articles: tuple[Article, ...]) -> Written:
        """Return the articles as a document."""
        return _document(self.title, [self.article(number, article) for number, article in enumerate(articles, 1)])

    def article(self, number: int, article: Article) -> Written:
        """Return one article."""
        lines, units = [self.heading(number, article.caption)], []
        for place, paragraph in enumerate(article.paragraphs, 1):
            is_bare = self.alone and len(article.paragraphs) == 1
            lines.append(("" if is_bare else self.paragraph(number, place)) + paragraph.words)
            units.append((UnitKind.PARAGRAPH, () if is_bare else self.counts(number, place), paragraph.words))
            for line, unit in self._below(paragraph.items, 0):
                lines.append(line)
                units.append(unit)
        return Written("\n".join(lines), (Clause(Kind.ARTICLE, (number,), article.caption, tuple(units)),))

    def _below(self, items: tuple[Item, ...], depth: int) -> Iterator[tuple[str, tuple[UnitKind, Number, str]]]:
        kind = UnitKind.SUBITEM if depth else UnitKind.ITEM
        for number, item in enumerate(items, 1):
            yield self.below[depth](number) + item.words, (kind, (number,), item.words)
            yield from self._below(item.below, depth + 1)


def _document(title: str, articles: Sequence[Written]) -> Written:
    text = "\n\n".join((title, *(article.text for article in articles)))
    return Written(text, tuple(clause for article in articles for clause in article.clauses))


def full(number: int) -> str:
    """１２"""
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def kanji(number: int) -> str:
    """二十八, up to ninety-nine."""
    tens, ones = divmod(number, 10)
    return ("", "十", *(f"{digit}十" for digit in KANJI[1:9]))[tens] + ("", *KANJI)[ones]


def _letter(number: int) -> str:
    return "abcdefghij"[number - 1]


def _roman(number: int) -> str:
    return ("i", "ii", "iii", "iv", "v")[number - 1]


JAPANESE = (
    Family(
        "全角",
        "図書室利用規約",
        lambda n, caption: f"第{full(n)}条（{caption}）",
        lambda _, n: f"{full(n)}．",
        (lambda n: f"（{full(n)}）", lambda n: f"{IROHA[n - 1]}．", lambda n: f"（{_letter(n)}）"),
    ),
    Family(
        "半角",
        "図書室利用規約",
        lambda n, caption: f"第{n}条 {caption}",
        lambda _, n: f"{n}. ",
        (lambda n: f"({n}) ", lambda n: f"{'アイウエオ'[n - 1]}. ", lambda n: f"{_letter(n)}) "),
    ),
    Family(
        "語で書いた項",
        "図書室利用規約",
        lambda n, caption: f"第 {n} 条 （{caption}）",
        lambda _, n: f"第{full(n)}項　",
        (lambda n: "①②③④⑤"[n - 1] + " ", lambda n: f"（{'アイウエオ'[n - 1]}）", lambda n: f"({_roman(n)}) "),
        alone=False,
    ),
    Family(
        "漢数字",
        "図書室利用規程",
        lambda n, caption: f"第{kanji(n)}条（{caption}）",
        lambda _, n: f"{full(n)}　",
        (lambda n: f"{kanji(n)}　", lambda n: f"{IROHA[n - 1]}　", lambda n: f"（{full(n)}）　"),
    ),
    Family(
        "括弧",
        "図書室利用規約",
        lambda n, caption: f"【第{n}条　{caption}】",
        lambda _, n: f"{n}．",
        (lambda n: f"{n}）", lambda n: f"{_letter(n)}．", lambda n: f"({_roman(n)})"),
    ),
    Family(
        "条のない規約",
        "図書室のきまり",
        lambda n, caption: f"{n}. {caption}",
        lambda article, n: f"{article}.{n} ",
        (lambda n: f"（{n}）", lambda n: f"{IROHA[n - 1]}　", lambda n: f"{_letter(n)}. "),
        counts=lambda article, number: (article, number),
    ),
)
ENGLISH = (
    Family(
        "Article",
        "Terms of Use",
        lambda n, caption: f"Article {n} ({caption})",
        lambda _, n: f"{n}. ",
        (lambda n: f"({_letter(n)}) ", lambda n: f"({_roman(n)}) ", lambda n: f"({n}) "),
    ),
    Family(
        "Section",
        "Terms of Use",
        lambda n, caption: f"Section {n}. {caption}",
        lambda article, n: f"{article}.{n} ",
        (lambda n: f"({_letter(n)}) ", lambda n: f"({_roman(n)}) ", lambda n: f"({'ABCDE'[n - 1]}) "),
        counts=lambda article, number: (article, number),
    ),
    Family(
        "bare numbers",
        "Terms of Use",
        lambda n, caption: f"{n}. {caption}",
        lambda article, n: f"{article}.{n} ",
        (lambda n: f"({_letter(n)}) ", lambda n: f"({_roman(n)}) ", lambda n: f"({n}) "),
        counts=lambda article, number: (article, number),
    ),
    Family(
        "Markdown",
        "# Terms of Use",
        lambda n, caption: f"## {n}. {caption}\n",
        lambda _, n: f"{n}. ",
        (lambda n: f"   ({_letter(n)}) ", lambda n: f"      ({_roman(n)}) ", lambda n: f"         ({n}) "),
    ),
)


def _articles(captions: tuple[str, ...], words: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Article, ...]]:
    items: st.SearchStrategy = st.builds(Item, words)
    for _ in range(2):
        items = st.builds(Item, words, st.lists(items, max_size=2).map(tuple))
    paragraphs = st.lists(st.builds(Paragraph, words, st.lists(items, max_size=3).map(tuple)), min_size=1, max_size=3)
    article = st.builds(Article, st.sampled_from(captions), paragraphs.map(tuple))
    return st.lists(article, min_size=2, max_size=4).map(tuple)


def _japanese_articles() -> st.SearchStrategy[tuple[Article, ...]]:
    return _articles(("目的", "定義", "会費", "申込みの方法", "退会（自由）"), sentences())


def written_terms() -> st.SearchStrategy[Written]:
    """Terms in Japanese, with articles or with numbered headings, three levels deep below the 項."""
    return st.builds(Family.write, st.sampled_from(JAPANESE), _japanese_articles())


def written_by_several_hands() -> st.SearchStrategy[Written]:
    """Terms whose articles are each written in a family of their own: full and half width and 漢数字 mixed."""
    hands = st.lists(st.sampled_from(JAPANESE[:4]), min_size=4, max_size=4)
    return st.builds(_by_several_hands, _japanese_articles(), hands)


def _by_several_hands(articles: tuple[Article, ...], hands: Sequence[Family]) -> Written:
    written = [
        hand.article(number, article) for number, (article, hand) in enumerate(zip(articles, hands, strict=False), 1)
    ]
    return _document("図書室利用規約", written)


def written_english_terms() -> st.SearchStrategy[Written]:
    """Terms in English, in prose and in Markdown."""
    words = st.lists(st.sampled_from(("members", "books", "the desk", "by mail", "30 days")), min_size=1, max_size=5)
    sentence = words.map(lambda found: f"The club asks {' and '.join(found)}.")
    return st.builds(
        Family.write, st.sampled_from(ENGLISH), _articles(("Purpose", "Fees", "Return of Books", "Term"), sentence)
    )


# --- statutes ---


@dataclass(frozen=True, slots=True)
class StatuteArticle:
    """An article of a statute: what stands in it besides its sentence."""

    words: str
    items: int = 0
    branches: int = 0
    second: str = ""
    table: bool = False


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute: chapters of articles, `deleted` articles at the end of each, and supplementary provisions.

    `depth` says how many headings stand before a chapter's articles: 編, 章, 節, 款, 目.
    """

    chapters: tuple[tuple[StatuteArticle, ...], ...]
    depth: int
    deleted: int
    supplements: tuple[tuple[str, ...], ...]
    with_contents: bool

    def write(self) -> Written:
        """Return the statute as the official gazette prints it."""
        body, clauses = [], []
        for line, clause in self._main():
            body.append(line)
            clauses += [clause] if clause else []
        contents = [*(line for line in body if line.endswith("総則")), "附則"]
        head = ["図書室法", "（令和六年法律第三号）", *(("目次", *contents, "") if self.with_contents else ())]
        for line, clause in self._supplements():
            body.append(line)
            clauses += [clause] if clause else []
        return Written("\n".join((*head, *body)), tuple(clauses))

    def _main(self) -> Iterator[tuple[str, Clause | None]]:
        number = 0
        for place, chapter in enumerate(self.chapters, 1):
            for unit, kind in list(zip("編章節款目", HEADINGS, strict=True))[: self.depth]:
                yield f"第{kanji(place)}{unit}　総則", Clause(kind, (place,), "総則")
            for article in chapter:
                number += 1
                yield from self._article(article, (number,), f"第{kanji(number)}条")
                for branch in range(2, article.branches + 2):
                    label = f"第{kanji(number)}条の{kanji(branch)}"
                    yield from self._article(StatuteArticle(article.words), (number, branch), label)
            if self.deleted:
                number += self.deleted
                yield self._shell(number)

    def _shell(self, last: int) -> tuple[str, Clause]:
        first, units = last - self.deleted + 1, ((UnitKind.PARAGRAPH, (), "削除"),)
        label = f"第{kanji(last)}条" if first == last else f"第{kanji(first)}条から第{kanji(last)}条まで"
        return f"{label}　削除", Clause(Kind.ARTICLE, (first,), "", units)

    def _article(self, article: StatuteArticle, number: Number, label: str) -> Iterator[tuple[str, Clause | None]]:
        lines, units = [], [(UnitKind.PARAGRAPH, (), article.words)]
        for place in range(1, article.items + 1):
            lines.append(f"{kanji(place)}　棚")
            units.append((UnitKind.ITEM, (place,), "棚"))
        if article.table:
            rows = ("| 第三条 | 本 |", "| 第一条第二項 | 棚 |")
            lines += rows
            kind, own, words = units[-1]
            units[-1] = (kind, own, "\n".join((words, *rows)))
        if article.second:
            lines.append(f"２　{article.second}")
            units.append((UnitKind.PARAGRAPH, (2,), article.second))
        written = "\n".join(("（定義）", f"{label}　{article.words}", *lines))
        yield written, Clause(Kind.ARTICLE, number, "定義", tuple(units))

    def _supplements(self) -> Iterator[tuple[str, Clause | None]]:
        for place, paragraphs in enumerate(self.supplements):
            caption = f"（令和{full(place + 2)}年四月一日法律第{kanji(place + 1)}号）　抄" if place else ""
            head = f"附　則　{caption}".rstrip("　")
            lines = [f"{full(number)}　{words}" for number, words in enumerate(paragraphs, 1)]
            units = tuple((UnitKind.PARAGRAPH, (number,), words) for number, words in enumerate(paragraphs, 1))
            yield "\n".join((head, *lines)), Clause(Kind.SUPPLEMENTARY_PROVISION, (), caption, units)


def written_statutes() -> st.SearchStrategy[Written]:
    """Statutes with 目次, 章, 枝番, 号, tables whose cells begin with 第三条, deleted ranges and several 附則."""
    words = sentences().map(lambda sentence: sentence.replace("会は、", "会長は、"))
    article = st.builds(
        StatuteArticle, words, st.integers(0, 12), st.integers(0, 3), st.just("") | words, st.booleans()
    )
    chapters = st.lists(st.lists(article, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple)
    supplements = st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
    return st.builds(Statute, chapters, st.integers(1, 5), st.integers(0, 4), supplements, st.booleans()).map(
        Statute.write
    )


# --- what PDFs and editors do to a text without changing what it says ---

RADICALS = str.maketrans({"人": "⼈", "目": "⽬", "日": "⽇", "一": "⼀", "二": "⼆", "月": "⽉"})


@dataclass(frozen=True, slots=True)
class Disguise:
    """Changes to a text's characters that its reading must not notice."""

    line_end: str = "\n"
    trailing: str = ""
    mark: bool = False
    radicals: bool = False
    control: str = ""

    def __call__(self, text: str) -> str:
        text = text.translate(RADICALS) if self.radicals else text
        text = text.replace("\n", f"{self.trailing}{self.control}{self.line_end}")
        return "\ufeff" * self.mark + text


def disguises() -> st.SearchStrategy[Disguise]:
    """Other line ends, blanks at a line's end, a byte order mark, Kangxi radicals, control characters."""
    ends = st.sampled_from(("\n", "\r\n", "\r", "\x0c", "\u2028"))
    blanks = st.sampled_from(("", " ", "　", " \u00a0　"))
    return st.builds(Disguise, ends, blanks, st.booleans(), st.booleans(), st.sampled_from(("", "\x00", "\x1f")))
