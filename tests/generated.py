"""Texts for property tests: anything at all, structured terms, and mutations of a text."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

TOKENS = (
    *"\n\n\n \u3000\t\r\x0c\x00\ufeff\ud800\u3099\u2f00\u2028、。・「」（）()【】：|-",
    *"第一二三十１２３12のをはニイロハア①②ⅰａa",
    *(
        "第１条",
        "第二条の二",
        "（目的）",
        "第１章　総則",
        "第1節",
        "附則",
        "附　則",
        "別表第１",
        "様式",
        "目次",
        "(略)",
    ),
    *(
        "第３条から第５条まで　削除",
        "第○条",
        "第１章",
        "第一編　総則",
        "別紙",
        "Section 2. ",
        "Article 3 (Fees)",
        "Schedule 1",
    ),
    *(
        "## 料金",
        "# ",
        "- ",
        "* ",
        "**第１条**",
        "■",
        "【附則】",
        "1.1.1 ",
        "(a) ",
        "(i) ",
        "A. ",
        "ア　",
        "（イ）",
        "a. ",
    ),
    *(
        "前条",
        "次条第２項",
        "第１条（目的）第２項第３号",
        "前各号",
        "同項",
        "附則第２条",
        "第２号から第５号まで",
        "民法第３条",
    ),
    *(
        "以下「本」という",
        "「本」とは、",
        "Section 3.2(a)",
        "this Article",
        "第１項、第３項及び第５項",
        "別表第一（第一条関係）",
    ),
    *("（１）", "(2)", "１．", "2. ", "二　", "ニ　", "イ　", "1.1 ", "Article 1", "以上", "文書番号：A-1", "第２項　"),
    *(
        "令和六年四月一日",
        "2024年4月1日制定",
        "本規約は、2024年4月1日に制定する。",
        "会員は、本を借りる。",
        "| 甲 | 乙 |",
    ),
)
WORDS = (
    "会員",
    "図書室",
    "本",
    "会費",
    "申込み",
    "の",
    "を",
    "は、",
    "。",
    "１００円",
    "サービス",
    "ただし、",
    "以下",
    "by mail",
)
KANJI = "一二三四五六七八九十"
IROHA = "イロハニホヘト"


def any_text() -> st.SearchStrategy[str]:
    """Text made of what terms are made of, in any order, with characters of every other sort."""
    return st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=60).map("".join)


def sentences() -> st.SearchStrategy[str]:
    """A line that begins with no label."""
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: "会は、" + "".join(words) + "。")


@dataclass(frozen=True, slots=True)
class Terms:
    """Generated terms: articles (heading words, 項), each 項 its lines and its 号. What was written must be read."""

    articles: tuple["Article", ...]
    supplementary: tuple["Article", ...] = ()

    def write(self, form: "Form") -> str:
        """Return the text in a form of writing labels."""
        lines = ["みなと図書室利用規約", ""]
        for number, article in enumerate(self.articles, 1):
            lines += article.lines(number, form)
        if self.supplementary:
            lines.append("附則")
        for number, article in enumerate(self.supplementary, 1):
            lines += article.lines(number, form)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its caption and its 項, each a lead with the texts of its 号."""

    caption: str
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]

    def lines(self, number: int, form: "Form") -> list[str]:
        """Return the article as lines."""
        written = [form.heading(number, self.caption)]
        for place, (lead, items) in enumerate(self.paragraphs, 1):
            written.append(form.paragraph(place, len(self.paragraphs)) + lead)
            written += [form.item(item_place) + item for item_place, item in enumerate(items, 1)]
        return written


@dataclass(frozen=True, slots=True)
class Form:
    """How labels are written."""

    heading: Callable[[int, str], str]
    paragraph: Callable[[int, int], str]
    item: Callable[[int], str]
    name: str


def _full(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


FORMS = (
    Form(
        lambda n, caption: f"第{_full(n)}条（{caption}）",
        lambda n, of: f"{_full(n)}．" if of > 1 else "",
        lambda n: f"（{_full(n)}）",
        "full width",
    ),
    Form(
        lambda n, caption: f"第 {n} 条 ({caption})",
        lambda n, of: f"{n}. " if of > 1 else "",
        lambda n: f"({n}) ",
        "half",
    ),
    Form(
        lambda n, caption: f"（{caption}）\n第{KANJI[n - 1]}条　会は、次のとおりとする。",
        lambda n, of: f"{_full(n + 1)}　",
        lambda n: f"{KANJI[n - 1]}　",
        "statute",
    ),
    Form(
        lambda n, caption: f"第{n}条　{caption}",
        lambda n, of: f"{n}　" if of > 1 else "",
        lambda n: f"{IROHA[n - 1]}．",
        "bare",
    ),
)


def terms() -> st.SearchStrategy[Terms]:
    """Terms of up to six articles and an 附則."""
    captions = st.sampled_from(("目的", "定義", "会費", "申込みの方法", "退会（自由）"))
    items = st.lists(sentences(), max_size=4).map(tuple)
    paragraphs = st.lists(st.tuples(sentences(), items), min_size=1, max_size=3).map(tuple)
    articles = st.lists(st.builds(Article, captions, paragraphs), min_size=1, max_size=6).map(tuple)
    supplementary = st.lists(st.builds(Article, captions, paragraphs), max_size=2).map(tuple)
    return st.builds(Terms, articles, supplementary)


KINDS = ("drop", "double", "join", "wrap", "blank", "indent", "cut", "swap", "move")


@dataclass(frozen=True, slots=True)
class Mutation:
    """What a careless hand does to one place of a text: drop, double, join, wrap, indent, cut or move a line."""

    kind: str
    place: int
    width: int = 0

    def __call__(self, lines: Sequence[str]) -> list[str]:
        if not lines:
            return []
        at = self.place % len(lines)
        line = lines[at]
        replaced = {
            "drop": [],
            "double": [line, line],
            "join": ["".join(lines[at : at + 2])],
            "wrap": [line[start : start + self.width] for start in range(0, len(line), self.width)],
            "blank": [line, ""],
            "indent": ["　" + line],
            "cut": [line[: len(line) // 2]],
            "swap": [*lines[at + 1 : at + 2], line],
            "move": [],
        }[self.kind]
        rest = [*lines[:at], *replaced, *lines[at + (2 if self.kind in ("join", "swap") else 1) :]]
        return [*rest[: self.width], line, *rest[self.width :]] if self.kind == "move" else rest


def mutations(*, most: int = 8) -> st.SearchStrategy[tuple[Mutation, ...]]:
    """Up to `most` mutations."""
    one = st.builds(Mutation, st.sampled_from(KINDS), st.integers(0, 10_000), st.integers(1, 60))
    return st.lists(one, max_size=most).map(tuple)


def mutated(text: str, changes: Sequence[Mutation]) -> str:
    """Return `text` with the mutations applied one after another."""
    lines = text.split("\n")
    for change in changes:
        lines = change(lines)
    return "\n".join(lines)


def mutated_at_random(text: str, source: random.Random, *, most: int) -> str:
    """Return `text` with up to `most` mutations, chosen by `source`."""
    kinds = [Mutation(source.choice(KINDS), source.randrange(10_000), source.randrange(1, 60)) for _ in range(most)]
    return mutated(text, kinds[: source.randrange(most + 1)])


def rewrapped(text: str, width: int) -> str:
    """Return `text` with every line broken at `width` characters."""
    return "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, max(1, len(line)), width)
    )


def many_articles(count: int) -> str:
    """A text of `count` articles with 項 and 号."""
    articles = (
        f"第{number}条（定め{number}）\n会は、次のとおり定めます。\n（１）会費\n（２）本\n２．係が決めます。\n"
        for number in range(1, count + 1)
    )
    return "みなと規約\n" + "\n".join(articles)
