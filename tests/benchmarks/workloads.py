"""Pairs of editions to compare: real amendments of a statute many times over, careless edits, and the worst of texts.

All are texts, made with fixed seeds: the same in every run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from portal.text.parser import parse
from portal.text.tree import MAIN, Clause, Kind
from tests.benchmarks.timing import statute

Pair = tuple[str, str]
"""An old and a new edition."""

COPY_OFFSET = 1000
"""What each copy of the statute adds to the numbers of its articles; the statute has fewer than 200."""
_DISTRICTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_FREQUENT = re.compile("電気|規定|機関|委員")
_WORD = re.compile("(?<=[ぁ-ん、])[一-龥]{2,6}")
"""A word within a sentence: a label such as 十一 stands at a line's start."""
_PUT_IN = ("電磁的方法", "あらかじめ", "書面", "三十日", "100分の5", "正当な理由", "サービス", "速やかに")


# --- amendments of a statute ---


def amended_copies(count: int) -> Pair:
    """The 本則 of the statute in its old and its new state, copied until the new side has `count` articles.

    Each copy has words of its own, so that nine texts in ten stand there once, as in real terms.
    """
    old, new = [], []
    copy = 0
    while len(new) < count:
        left = count - len(new)
        here = [_copied(clause, copy) for clause in _articles("new")[:left]]
        last = _articles("new")[len(here) - 1].number
        old += [_copied(clause, copy) for clause in _articles("old") if clause.number <= last]
        new += here
        copy += 1
    return "\n".join(old), "\n".join(new)


@cache
def _articles(state: str) -> tuple[Clause, ...]:
    """The articles of the statute's 本則."""
    clauses = parse(statute(state)).document
    return tuple(clause for clause in clauses if clause.kind is Kind.ARTICLE and clause.context == MAIN)


def _copied(clause: Clause, copy: int) -> str:
    first, *branches = clause.number
    label = f"第{first + COPY_OFFSET * copy}条" + "".join(f"の{branch}" for branch in branches)
    return _article(label, clause.caption, _of_district(clause.text, copy))


def _of_district(text: str, copy: int) -> str:
    district = _DISTRICTS[copy % len(_DISTRICTS)]
    return _FREQUENT.sub(lambda word: district + word.group(), text) if copy else text


def _article(label: str, caption: str, text: str) -> str:
    heading = f"{label}（{caption}）" if caption else label
    return heading + "\n" + text.strip("\n")


# --- edits ---


def edited_everywhere(count: int, *, moved: int = 20) -> Pair:
    """`count` articles, each with a few words changed; `moved` of them stand elsewhere, and numbers run on."""
    source = random.Random(17)
    articles = _numbered_source(count)
    edited = [(caption, _edited(text, source)) for caption, text in articles]
    for _ in range(moved):
        edited.insert(source.randrange(count), edited.pop(source.randrange(count)))
    return _written(articles), _written(edited)


def renamed_and_renumbered(count: int) -> Pair:
    """`count` articles in which one term is replaced throughout, and an article put in near the front."""
    articles = _numbered_source(count)
    renamed = [(caption.replace("事業者", "業者"), text.replace("事業者", "業者")) for caption, text in articles]
    renamed.insert(3, ("届出の方法", "届出は、会社が別に示す窓口に、書面を出して行う。"))
    return _written(articles), _written(renamed)


def _numbered_source(count: int) -> list[tuple[str, str]]:
    """Captions and texts of `count` articles."""
    of_statute = _articles("new")
    places = range(count)
    clauses = ((of_statute[place % len(of_statute)], place // len(of_statute)) for place in places)
    return [(clause.caption, _of_district(clause.text.strip("\n"), copy)) for clause, copy in clauses]


def _written(articles: list[tuple[str, str]]) -> str:
    return "\n".join(_article(f"第{place}条", *article) for place, article in enumerate(articles, 1))


def _edited(text: str, source: random.Random) -> str:
    """Replace, drop or put in one word of each hundred characters, one at least."""
    for _ in range(1 + len(text) // 100):
        words = list(_WORD.finditer(text))
        if not words:
            return text + "ただし、別に定めるときは、この限りでない。"
        start, end = source.choice(words).span()
        word = source.choice(_PUT_IN)
        written = source.choice((word, "", f"{text[start:end]}及び{word}"))
        text = text[:start] + written + text[end:]
    return text


# --- the worst of texts: nothing may take more than twice the time for twice the text ---


def all_identical(count: int) -> Pair:
    """Articles that all say the same; the new edition has one more."""
    articles = [("準用", "この規定は、前条の場合について準用する。")] * (count + 1)
    return _written(articles[1:]), _written(articles)


def all_rewritten(count: int) -> Pair:
    """Articles that keep nothing but their numbers."""
    source = random.Random(23)
    old, new = ([_nonsense(source, signs) for _ in range(count)] for signs in (_OLD_SIGNS, _NEW_SIGNS))
    return _written(old), _written(new)


def _nonsense(source: random.Random, signs: str) -> tuple[str, str]:
    return _words(source, signs, 6), _words(source, signs, 150) + "。"


_OLD_SIGNS, _NEW_SIGNS = (
    "会員は図書室の本を借りるときに申込書へ名前と日付及び期間",
    "料金・サービス契約業務約款支払遅延損害賠償責任通知方法変更",
)


def _words(source: random.Random, signs: str, length: int) -> str:
    return "".join(source.choices(signs, k=length))


def all_moved(count: int) -> Pair:
    """Articles that all stand at another place, their words unchanged."""
    source = random.Random(31)
    articles = [_nonsense(source, _OLD_SIGNS) for _ in range(count)]
    return _written(articles), _written(source.sample(articles, count))


def paragraphs_moved(count: int) -> Pair:
    """One article whose 項 all stand at another place, their words unchanged."""
    source = random.Random(37)
    leads = [_words(source, _OLD_SIGNS, 60) + "。" for _ in range(count)]
    old, new = (
        "第1条（貸出し）\n" + "\n".join(f"{place}　{lead}" for place, lead in enumerate(order, 1))
        for order in (leads, source.sample(leads, count))
    )
    return old, new


def long_list(count: int) -> Pair:
    """One article with `count` 号, of which every tenth changed."""
    items = [f"（{place}）図書室の棚{place}番にある本の貸出し" for place in range(1, count + 1)]
    changed = [item.replace("貸出し", "閲覧") if place % 10 == 0 else item for place, item in enumerate(items, 1)]
    return tuple(
        "\n".join(["第1条（貸出し）", "会員は、次の各号の申込みができる。", *lines]) for lines in (items, changed)
    )


def long_line(length: int) -> Pair:
    """One article with a line of about `length` characters, edited once in 4,000."""
    source = random.Random(29)
    sentences = [_words(source, _OLD_SIGNS, 39) + "。" for _ in range(length // 40)]
    edited = [
        sentence[:10] + source.choice(_PUT_IN) + sentence[12:] if place % 100 == 50 else sentence
        for place, sentence in enumerate(sentences)
    ]
    heading = "第1条（貸出し）\n"
    return heading + "".join(sentences), heading + "".join(edited)


def rewritten_line(length: int) -> Pair:
    """One article with a line of `length` characters that keeps nothing of the old one."""
    source = random.Random(41)
    heading = "第1条（貸出し）\n"
    return heading + _words(source, _OLD_SIGNS, length), heading + _words(source, _NEW_SIGNS, length)


def respelled_line(length: int) -> Pair:
    """One article with a line of `length` characters, the same signs in another order."""
    source = random.Random(43)
    heading = "第1条（貸出し）\n"
    return heading + _words(source, _OLD_SIGNS, length), heading + _words(source, _OLD_SIGNS, length)


def long_table(count: int) -> Pair:
    """An appendix with a table of `count` rows: every tenth has a new amount, and one row in a hundred is new."""
    rows = [f"| 品目{place} | 第{place % 7}類 | {place * 10}円 |" for place in range(count)]
    changed = [row.replace("0円", "5円") if place % 10 == 3 else row for place, row in enumerate(rows)]
    for place in range(count - 50, 0, -100):
        changed.insert(place, f"| 新品目{place} | 第8類 | {place}円 |")
    heading = "別表第1\n| 品目 | 分類 | 料金 |\n|---|---|---|"
    return "\n".join([heading, *rows]), "\n".join([heading, *changed])


WORST: tuple[tuple[str, Callable[[int], Pair], int], ...] = (
    ("articles that all say the same", all_identical, 2_000),
    ("articles changed beyond recognition", all_rewritten, 2_000),
    ("articles in another order", all_moved, 2_000),
    ("項 of one article in another order", paragraphs_moved, 1_000),
    ("号 of one list, every tenth changed", long_list, 2_000),
    ("characters in one line, 50 edits", long_line, 200_000),
    ("characters in one line, others than before", rewritten_line, 20_000),
    ("characters in one line, in another order", respelled_line, 20_000),
    ("rows of one table", long_table, 5_000),
)
"""What there is much of, how the pair is made, and how many there are at most."""


# --- a table to print ---


def terms_of_a_shop(articles: int) -> Pair:
    """Invented terms of which each article changes in one 項, gains one and has a 号 reworded."""
    old, new = (_article_of_a_shop(range(1, articles + 1), amended=amended) for amended in (False, True))
    return old, new


def _article_of_a_shop(numbers: range, *, amended: bool) -> str:
    fee, notice = ("月額料金及び手数料", "14日前") if amended else ("月額料金", "30日前")
    added = "\n４．会員は、前項の通知を電子メールで受け取ることができます。" if amended else ""
    return "みなと倉庫利用規約\n" + "\n".join(
        f"第{number}条（区画{number}の利用）\n"
        f"１．会員は、倉庫の区画{number}を利用するときは、{fee}として{number * 100}円を毎月末日までに支払います。\n"
        f"２．会員は、区画{number}に次の各号の物を置いてはなりません。\n"
        f"（１）火気を生じる物その他これに類する{'危険な' if amended else ''}物\n"
        f"（２）他の会員の区画を汚すおそれのある物\n"
        f"３．会社は、区画{number}を閉じるときは、その{notice}までに会員へ通知します。{added}"
        for number in numbers
    )
