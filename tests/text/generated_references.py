"""Generated terms full of references to one another, and drafts of them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from portal.text.tree import Document
from tests.generated import FORMS, Form
from tests.text.renumbering_drafts import (
    Draft,
    articles,
    moved,
    units_with_siblings,
    with_article,
    with_keys,
    with_unit,
    without,
    without_unit,
)

CAPTIONS = ("目的", "定義", "会費", "申込み", "退会", "貸出し", "返却", "窓口", "督促", "閉館")
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
KANJI = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class Numerals:
    """How numbers in references are written."""

    name: str

    def __call__(self, number: int) -> str:
        if self.name == "kanji":
            return KANJI[number] if number <= 10 else f"十{KANJI[number - 10]}"
        return str(number).translate(FULL) if self.name == "full" else str(number)


NUMERALS = {
    "full width": Numerals("full"),
    "half": Numerals("half"),
    "statute": Numerals("kanji"),
    "bare": Numerals("half"),
}


@dataclass(frozen=True)
class Shape:
    """How many 項 each article has, and how many 号 each 項."""

    articles: tuple[tuple[int, ...], ...]


shapes = st.builds(
    Shape,
    st.lists(
        st.lists(st.integers(0, 4).filter(lambda count: count != 1), min_size=1, max_size=4).map(tuple),
        min_size=2,
        max_size=8,
    ).map(tuple),
)


@st.composite
def reference(draw: st.DrawFn, shape: Shape, number: Numerals, article: int, paragraph: int, item: int) -> str:
    """The words of a reference that points at something, seen from a unit (counted from 1; item 0 is the 項)."""
    choices = [_article(draw, shape, number), _deep(draw, shape, number), "本条", "本項"]
    if article > 1:
        choices += ["前条", "第1条から前条まで" if number.name == "half" else "前条"]
    if article > 2:
        choices.append(f"前{number(2)}条")
    if article < len(shape.articles):
        choices.append("次条")
    if paragraph > 1:
        choices += ["前項", f"第{number(paragraph - 1)}項", "前各項"]
    if paragraph > 2:
        choices.append(f"前{number(2)}項")
    if item > 1:
        choices += ["前号", "前各号", f"第{number(1)}号"]
    return draw(st.sampled_from(choices))


def _article(draw: st.DrawFn, shape: Shape, number: Numerals) -> str:
    first = draw(st.integers(1, len(shape.articles)))
    last = draw(st.integers(1, len(shape.articles)))
    if first < last:
        joint = draw(st.sampled_from(("から", "及び", "、")))
        return f"第{number(first)}条{joint}第{number(last)}条" + ("まで" if joint == "から" else "")
    return f"第{number(first)}条"


def _deep(draw: st.DrawFn, shape: Shape, number: Numerals) -> str:
    article = draw(st.integers(1, len(shape.articles)))
    paragraph = draw(st.integers(1, len(shape.articles[article - 1])))
    items = shape.articles[article - 1][paragraph - 1]
    words = f"第{number(article)}条第{number(paragraph)}項"
    if not items:
        return words
    return words + draw(st.sampled_from(("", "各号", f"第{number(draw(st.integers(1, items)))}号")))


@st.composite
def referring_terms(draw: st.DrawFn) -> Document:
    """Terms of two to eight articles whose 項 and 号 refer to one another, in one of the forms of writing labels."""
    form = draw(st.sampled_from(FORMS))
    shape = draw(shapes)
    lines = ["みなと図書室利用規約"]
    for article, items in enumerate(shape.articles, 1):
        lines += _lines(draw, shape, form, article, items)
    return with_keys("\n".join(lines))


def _lines(draw: st.DrawFn, shape: Shape, form: Form, article: int, items: tuple[int, ...]) -> list[str]:
    number = NUMERALS[form.name]
    lines = [form.heading(article, CAPTIONS[article - 1])]
    for paragraph, count in enumerate(items, 1):
        words = draw(reference(shape, number, article, paragraph, 0))
        lines.append(f"{form.paragraph(paragraph, len(items))}会員{_name(article, paragraph)}は、{words}に従う。")
        for item in range(1, count + 1):
            words = draw(reference(shape, number, article, paragraph, item))
            lines.append(f"{form.item(item)}本{_name(article, paragraph, item)}は、{words}による。")
    return lines


def _name(*place: int) -> str:
    """A word for a unit that no other has, and that holds no number."""
    return "".join("KSTNHMYRWG"[number - 1] for number in place)


@st.composite
def drafted(draw: st.DrawFn, base: Document) -> Draft | None:
    """A draft of terms: an article or a unit put in or taken out, or an article moved."""
    places = articles(base)
    at = draw(st.sampled_from(places))
    pairs = [(place, *pair) for place in places for pair in units_with_siblings(base.clauses[place])]
    how = draw(st.sampled_from(("article in", "article out", "article moved", "unit in", "unit out")))
    if how == "article in" or (how.startswith("unit") and not pairs):
        return with_article(base, at)
    if how == "article out":
        return without(base, at)
    if how == "article moved":
        return moved(base, at, draw(st.sampled_from(places)))
    place, unit, following = draw(st.sampled_from(pairs))
    return with_unit(base, place, following) if how == "unit in" else without_unit(base, place, unit, following)
