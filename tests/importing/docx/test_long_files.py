"""Long files, in time that grows with their length and no faster."""

from __future__ import annotations

import time

import pytest

from portal.importing.docx import read_docx
from tests.importing.docx.word_files import abstract, dele, ins, level, mark_of, num, p, r, row, table, word_file

NUMBERING = abstract(0, level(0, "第%1条"), level(1, "%2")) + num(1, 0)


def seconds(file: bytes) -> float:
    begun = time.process_time()
    read_docx(file, name="a.docx")
    return time.process_time() - begun


def test_two_hundred_pages_are_read_in_seconds() -> None:
    """Some 40 lines of 40 characters a page; each paragraph in several runs, as Word leaves them."""
    first = r("利用者は、本サービスを", "<w:rFonts w:hint='eastAsia'/>")
    runs = [first, r("本規約に従って"), ins("直ちに"), r("利用する。")]
    page = p("（目的）", num=(1, 0)) + p(*runs * 4, num=(1, 1)) * 10
    file = word_file((page + table(row("区分", "料金"), row("小", "百円"))) * 200, numbering=NUMBERING)
    assert seconds(file) < 5


@pytest.mark.parametrize(
    "unit",
    [
        p("甲", properties=mark_of("del")),
        p(ins("甲"), dele("乙")),
        f'<w:commentRangeStart w:id="%d"/>{p("甲")}',
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲"),
        "<w:r><w:br/></w:r>",
        p('<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        p(r("秘", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>"),
        f"{r('EQ', tag='instrText')}<w:r><w:tab/></w:r>",
    ],
    ids=["joined", "tracked", "open comments", "open fields", "breaks", "notes", "tables", "hidden", "tabs"],
)
def test_four_times_as_much_takes_about_four_times_as_long(unit: str) -> None:
    def file(count: int) -> bytes:
        units = "".join(unit % n if "%d" in unit else unit for n in range(count))
        body = p(units) if unit.startswith("<w:r>") else units
        comments = "".join(f'<w:comment w:id="{n}">{p("x")}</w:comment>' for n in range(count))
        return word_file(body + p("終"), comments=comments, footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>')

    small, large = min(seconds(file(2000)) for _try in range(2)), seconds(file(8000))
    assert large < max(12 * small, 1.5)


def test_a_note_named_many_times_is_printed_once() -> None:
    named = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body, note = p("甲", named * 3), f'<w:footnote w:id="2">{p("注", named)}</w:footnote>'
    read = read_docx(word_file(body, footnotes=note), name="a.docx")
    assert read.text.count("注（注4）") == 1


def test_a_wide_row_makes_no_other_row_wider_than_word_allows() -> None:
    wide = row(*[f'<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr>{p("甲")}</w:tc>'] * 100)
    lines = read_docx(word_file(table(wide, row("乙", "丙"))), name="a.docx").text.split("\n")
    assert (lines[0].count("甲"), lines[1].count("|")) == (100, 64)
