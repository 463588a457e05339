"""Comparison tables as Word files."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given
from lxml import etree

from portal.comparison.house_style import TWO_COLUMN, Paper
from portal.comparison.table import ComparisonTable
from portal.publishing.faces import ComparisonFace
from portal.publishing.office.docx import comparison_docx
from tests.publishing.office_reading import expected_rows, pages_in_libreoffice, read_docx
from tests.publishing.office_tables import (
    FACE,
    PAYLOADS,
    any_tables,
    demo_tables,
    long_table,
    payload_table,
    row,
    table,
)
from tests.publishing.word_order import faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(docx: bytes) -> dict[str, etree._Element]:
    """The XML parts of a file by name."""
    with ZipFile(BytesIO(docx)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def body(docx: bytes) -> etree._Element:
    return parts(docx)["word/document.xml"]


def rows_of(docx: bytes) -> list[etree._Element]:
    return body(docx).findall(f".//{W}body/{W}tbl/{W}tr")


def has(element: etree._Element, path: str) -> bool:
    return element.find("/".join(f"{W}{step}" for step in path.split("/"))) is not None


# --- what a reader gets ---


def test_lines_with_pipes_are_a_table_in_the_cell_with_its_marks() -> None:
    new = "１．次の表。\n| 区分 | 料金 |\n| --- | ---: |\n| 基本 | 20円 |\n以下同じ。"
    place = new.index("20")
    docx = comparison_docx(FACE, table(row(new, "１．次の表。", (place, place + 2))))
    assert read_docx(docx).rows[0][0] == ["１．次の表。", "|区分|料金|", "|基本|<single>20</single>円|", "以下同じ。"]
    (inner,) = body(docx).findall(f".//{W}tc/{W}tbl")
    assert [has(each, "trPr/tblHeader") for each in inner.findall(f"{W}tr")] == [True, False]
    assert [jc.get(f"{W}val") for jc in inner.iter(f"{W}jc")] == ["right", "right"]


def test_two_tables_in_a_cell_stay_two() -> None:
    words = "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n| c |\n| --- |\n| 3 |"
    docx = comparison_docx(FACE, table(row(words, "")))
    cell = body(docx).find(f".//{W}body/{W}tbl/{W}tr[2]/{W}tc")
    assert [etree.QName(child).localname for child in cell] == ["tcPr", "tbl", "p", "tbl", "p"]


def test_a_table_of_more_columns_than_word_can_show_stays_written_with_pipes() -> None:
    words = "|" + "a|" * 64
    docx = comparison_docx(FACE, table(row(words, "")))
    assert body(docx).findall(f".//{W}tc/{W}tbl") == []
    assert read_docx(docx).rows[0][0] == [words]


@pytest.mark.parametrize("column_count", [1, 2, 5, 30, 63])
def test_an_inner_table_is_not_wider_than_its_cell(column_count: int) -> None:
    words = f"|{'長い言葉' * 20}{'|短い' * (column_count - 1)}|"
    docx = comparison_docx(FACE, table(row(words, "")))
    cell = body(docx).find(f".//{W}body/{W}tbl/{W}tr[2]/{W}tc")
    widths = [int(each.get(f"{W}w")) for each in cell.iter(f"{W}gridCol")]
    assert len(widths) == column_count
    assert min(widths) > 0
    assert sum(widths) <= int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) - 2 * 108


def test_labels_hang_and_written_indents_stay() -> None:
    docx = comparison_docx(FACE, table(row("第１条（目的）\n１　甲\n　（１）乙\n　　ただし書", "")))
    cell = body(docx).find(f".//{W}body/{W}tbl/{W}tr[2]/{W}tc")
    indents = [paragraph.find(f"{W}pPr/{W}ind") for paragraph in cell.iter(f"{W}p")]
    half_ems = [
        None if each is None else tuple(int(each.get(f"{W}{side}")) / 105 for side in ("left", "hanging"))
        for each in indents
    ]
    assert half_ems == [None, (4, 4), (8, 6), (4, 0)]


@pytest.mark.parametrize("name", demo_tables())
def test_the_demo_reads_back_whole(name: str) -> None:
    made = demo_tables()[name]
    docx = comparison_docx(FACE, made)
    assert read_docx(docx).rows == expected_rows(made)
    assert [fault for part in parts(docx).values() for fault in faults(part)] == []


@given(any_tables)
def test_any_table_reads_back_whole_and_in_the_schemas_order(made: ComparisonTable) -> None:
    docx = comparison_docx(FACE, made)
    assert read_docx(docx).rows == expected_rows(made)
    assert [fault for part in parts(docx).values() for fault in faults(part)] == []


@pytest.mark.parametrize("words", PAYLOADS, ids=ascii)
def test_words_in_every_field_stay_words(words: str) -> None:
    face, made = payload_table(words)
    docx = comparison_docx(face, made)
    assert read_docx(docx).rows == expected_rows(made)
    names = {etree.QName(each).localname for part in parts(docx).values() for each in part.iter(etree.Element)}
    assert names & {"script", "object", "x"} == set()


def test_a_character_that_xml_forbids_shows_that_something_stood_there() -> None:
    docx = comparison_docx(FACE, table(row("あ\x01い\ud800う\uffff", "え")))
    assert read_docx(docx).rows[0][0] == ["あ\ufffdい\ufffdう\ufffd"]


def test_an_empty_table_without_a_face_is_a_file_too() -> None:
    style = replace(TWO_COLUMN, legend="", closing="", headings=("", ""))
    read = read_docx(comparison_docx(ComparisonFace("", "", ""), table(style=style)))
    assert (read.headings, read.rows, read.below) == (["", ""], [], [""])


@pytest.mark.parametrize(
    "wrong",
    [
        "<w:pPr><w:jc/><w:ind/></w:pPr>",
        "<w:tcPr><w:shd/><w:tcW/></w:tcPr>",
        "<w:r><w:t/><w:rPr/></w:r>",
        "<w:rPr><w:u/><w:u/></w:rPr>",
        "<w:trPr><w:unknown/></w:trPr>",
    ],
)
def test_another_order_than_the_schemas_is_found(wrong: str) -> None:
    assert len(list(faults(etree.fromstring(wrong.replace(">", f' xmlns:w="{W[1:-1]}">', 1))))) == 1


# --- how it lies on paper ---


@pytest.mark.parametrize(("paper", "millimetres"), [(Paper.LANDSCAPE, (297, 210)), (Paper.PORTRAIT, (210, 297))])
def test_the_paper_is_a4_as_the_style_says_and_the_table_as_wide_as_its_margins(
    paper: Paper, millimetres: tuple[int, int]
) -> None:
    docx = comparison_docx(FACE, long_table(1, paper=paper))
    section = python_docx.Document(BytesIO(docx)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == millimetres
    assert (section.orientation == WD_ORIENT.LANDSCAPE) is (paper is Paper.LANDSCAPE)
    widths = [int(each.get(f"{W}w")) for each in body(docx).find(f".//{W}tblGrid")]
    room = (section.page_width - section.left_margin - section.right_margin) / 635  # EMU in a twip
    assert widths[0] == widths[1] > 3 * widths[2]
    assert room - 2 <= sum(widths) <= room


def test_the_heading_row_repeats_and_only_long_rows_break() -> None:
    long = "規定を次のとおりに改めます。" * 100
    heading, short, broken = rows_of(comparison_docx(FACE, table(row("短い", "短い"), row(long, "短い"))))
    assert [has(each, "trPr/tblHeader") for each in (heading, short, broken)] == [True, False, False]
    assert [has(each, "trPr/cantSplit") for each in (heading, short, broken)] == [True, True, False]


def test_a_heading_is_kept_with_the_row_below_it_and_the_last_row_with_the_closing_words() -> None:
    made = table(row("第１条（目的）", "第１条（目的）"), row("１　甲", "１　乙"), row("２　丙", "２　丙"))
    _, *rows = rows_of(comparison_docx(FACE, made))
    assert [has(each, "tc/p/pPr/keepNext") for each in rows] == [True, False, True]


def test_the_foot_of_every_page_has_the_name_and_counts_pages() -> None:
    footer = parts(comparison_docx(FACE, long_table(1)))["word/footer1.xml"]
    assert [field.get(f"{W}instr").strip() for field in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "ゆうなぎ利用約款 新旧対照表（第2版から第3版）" in "".join(footer.itertext())


def test_the_file_says_its_title_language_and_issuer_and_no_time() -> None:
    docx = comparison_docx(FACE, long_table(1))
    properties = python_docx.Document(BytesIO(docx)).core_properties
    assert properties.title == "ゆうなぎ利用約款 新旧対照表（第2版から第3版）"
    assert (properties.author, properties.last_modified_by, properties.language) == ("株式会社ゆうなぎ", "", "ja-JP")
    assert properties.created == properties.modified
    assert properties.created.year == 1980
    defaults = parts(docx)["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}lang").get(f"{W}eastAsia") == "ja-JP"
    assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "ＭＳ 明朝"


def test_every_style_that_is_used_is_defined() -> None:
    words = "| a | b |\n| --- | --- |\n| 1 | 2 |"
    found = parts(comparison_docx(FACE, table(row(words, "い", (0, 1)))))
    used = {
        each.get(f"{W}val")
        for part in found.values()
        for tag in ("pStyle", "tblStyle", "basedOn")
        for each in part.iter(f"{W}{tag}")
    }
    assert used <= {each.get(f"{W}styleId") for each in found["word/styles.xml"].iter(f"{W}style")}


# --- LibreOffice ---


def test_libreoffice_prints_every_word_and_the_headings_on_every_page(tmp_path: Path) -> None:
    pages = pages_in_libreoffice(comparison_docx(FACE, long_table(40)), "docx", tmp_path)
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert re.search(r"新\s+旧\s+備考", page), page
        assert f"{number} / {len(pages)}" in page
    assert [number for number in range(1, 41) if "".join(pages).count(f"（{number}）") != 2] == []
    assert "以上" in pages[-1]


def test_no_heading_stands_alone_at_the_foot_of_a_page_in_libreoffice(tmp_path: Path) -> None:
    rows = []
    for number in range(1, 60):
        heading = f"第{number}条（目的）"
        rows += [row(heading, heading, remark="見出し"), *[row("１．あ", "１．い")] * (number % 4 + 1)]
    pages = pages_in_libreoffice(comparison_docx(FACE, table(*rows)), "docx", tmp_path)
    assert len(pages) > 5
    lowest = [[line for line in page.splitlines() if line.strip()][-2] for page in pages]
    assert [line for line in lowest if "見出し" in line] == []
