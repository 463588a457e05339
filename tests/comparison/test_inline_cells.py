"""Inline marks in the cells of a comparison: drawn where that hides no change, as written where it would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare, rebuild
from portal.comparison.formats.cell_html import cell_html
from portal.comparison.formats.plain_text import plain_text
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN
from portal.comparison.table import Cell
from portal.text.inline import read_inline
from portal.text.parser import parse
from portal.text.tree import Document
from portal.text.writer import write
from tests.text.test_inline import any_words, marked_words
from tests.text.test_inline_html import HOSTILE, Tags


def shown(words: str, *marked: str) -> str:
    """A cell's line, in which the words `marked` are marked where they stand first."""
    marks = tuple((words.index(each), words.index(each) + len(each)) for each in marked)
    html = cell_html(Cell(words, marks, ((0, len(words)),)), "new", marked=True)
    return html.removeprefix('<p class="line">').removesuffix("</p>")


def link(target: str, words: str) -> str:
    return f'<a class="link" href="{target}" rel="noreferrer">{words}</a>'


def test_emphasis_that_did_not_change_is_drawn() -> None:
    assert shown("**甲**と**乙丙**です", "乙") == (
        '<strong>甲</strong>と<strong><ins class="mark">乙</ins>丙</strong>です'
    )


def test_emphasis_that_was_added_or_taken_away_is_shown_as_written() -> None:
    assert shown("あ**甲**い", "**") == 'あ<ins class="mark">**</ins>甲**い'
    assert shown("あ**甲**い", "甲**") == 'あ**<ins class="mark">甲**</ins>い'


def test_new_emphasis_on_new_words_is_drawn_in_one_mark() -> None:
    assert shown("あ**甲**い", "**甲**") == 'あ<ins class="mark"><strong>甲</strong></ins>い'


def test_a_link_is_drawn_with_its_address() -> None:
    words = "あ[表](https://a.jp/1)と[窓口](mailto:a@b.jp)"
    assert shown(words, "あ") == (
        '<ins class="mark">あ</ins>'
        + link("https://a.jp/1", "表（https://a.jp/1）")
        + "と"
        + link("mailto:a@b.jp", "窓口（a@b.jp）")
    )


def test_an_address_that_changed_is_marked_where_it_did() -> None:
    assert shown("[表](https://a.jp/2027/x)", "2027") == link(
        "https://a.jp/2027/x", '表（https://a.jp/<ins class="mark">2027</ins>/x）'
    )
    assert shown("表はhttps://a.jp/2027です", "2027") == (
        "表は" + link("https://a.jp/2027", 'https://a.jp/<ins class="mark">2027</ins>') + "です"
    )


def test_a_link_that_was_put_on_words_is_shown_as_written() -> None:
    assert shown("あ[表](https://a.jp)い", "](https://a.jp)") == (
        "あ" + link("https://a.jp", '[表<ins class="mark">](https://a.jp)</ins>') + "い"
    )


def test_a_picture_is_told_in_words() -> None:
    assert shown("あ![構成図](attachment:a.png)い", "い") == 'あ〔図：構成図〕<ins class="mark">い</ins>'
    assert shown("あ![構成図](attachment:a.png)い", "構成") == 'あ〔図：<ins class="mark">構成</ins>図〕い'
    assert shown("あ![](attachment:a.png)い", "い") == 'あ〔図〕<ins class="mark">い</ins>'


def test_another_picture_under_the_same_words_is_shown_as_written() -> None:
    assert shown("![構成図](attachment:b.png)い", "b") == ('![構成図](attachment:<ins class="mark">b</ins>.png)い')


def test_a_cell_that_is_new_from_end_to_end_is_drawn() -> None:
    words = "**甲**と[表](https://a.jp)"
    assert cell_html(Cell(words, ((0, len(words)),)), "new", marked=True) == (
        '<ins class="whole"><p class="line"><span class="mark"><strong>甲</strong></span>'
        '<span class="mark">と</span><span class="mark">'
        + link("https://a.jp", "表（https://a.jp）")
        + "</span></p></ins>"
    )


def test_marks_of_a_table_in_a_cell_are_drawn_too() -> None:
    html = shown("| **甲** | [a\\|b](https://c.jp) |", "甲")
    assert '<td><strong><ins class="mark">甲</ins></strong></td>' in html
    assert ">a|b（https://c.jp）</a></td>" in html


def test_a_comparison_of_changed_marks_reads_as_a_clerk_would_write_it() -> None:
    old, new = (
        parse(f"第１条（料金）\n１．料金は、[表](https://a.jp/{year})と{mark}注{mark}による。\n").document
        for year, mark in (("2026", "**"), ("2027", ""))
    )
    text = plain_text(compare(old, new, style=THREE_COLUMN))
    assert "[表](https://a.jp/⟦2027⟧)と注による。" in text
    assert "[表](https://a.jp/⟦2026⟧)と⟦**⟧注⟦**⟧による。" in text


lines = st.lists(st.one_of(any_words.map(lambda words: words.replace("\n", "")), marked_words), min_size=1, max_size=4)


def article(words: list[str]) -> Document:
    paragraphs = (f"{number}．あ{line}" for number, line in enumerate(words, start=1))
    return parse("\n".join(("第１条（目的）", *paragraphs, ""))).document


@given(lines, lines)
def test_a_table_of_any_marks_leaves_nothing_out(first: list[str], second: list[str]) -> None:
    old, new = map(article, (first, second))
    table = compare(old, new, style=THREE_COLUMN)
    assert rebuild(table, write(old), side="old") == write(old)
    assert rebuild(table, write(new), side="new") == write(new)
    for row in table.rows:
        for cell, side in ((row.old, "old"), (row.new, "new")):
            Tags(cell_html(cell, side, marked=True))


@given(marked_words, st.data())
def test_marks_hide_no_character_but_markers(words: str, data: st.DataObject) -> None:
    end = len(words)
    first, last = sorted((data.draw(st.integers(0, end)), data.draw(st.integers(0, end))))
    html = cell_html(Cell(words, ((first, last),), ((0, end),)), "old", marked=True)
    seen = re.sub("[*\\[\\]()（）〔〕：!図]|attachment:|mailto:|b\\.png", "", Tags(html).text)
    assert seen == re.sub("[*\\[\\]()（）〔〕：!図]|attachment:|mailto:|b\\.png", "", words)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
def test_hostile_words_are_words(words: str, style) -> None:
    for line in (words, f"| {words} | あ |", f"（１）{words}"):
        for marks in ((), ((0, len(line)),), ((1, 4),)):
            page = Tags(cell_html(Cell(line, marks, ((0, len(line)),)), "new", marked=style.underline))
            assert page.of("script", "img", "iframe") == []
            assert all((each["href"] or "").startswith(("https://", "mailto:")) for each in page.of("a"))
            assert not any(name.startswith("on") for each in page.of("a", "ins", "p") for name in each)


@pytest.mark.parametrize("unit", ["[", "**", "**a**", "[a](https://a.jp)", "[a](https://", "a@b.jp "])
def test_a_hundred_thousand_signs_are_shown_in_time(unit: str) -> None:
    words = unit * (100_000 // len(unit))
    marks = tuple((place, place + 1) for place in range(0, len(words), 7))
    assert len(read_inline(words)) <= len(words)
    assert cell_html(Cell(words, marks, ((0, len(words)),)), "new", marked=True)
