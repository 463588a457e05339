"""Comparison tables as Excel files."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given

from portal.comparison.house_style import GOVERNMENT, TWO_COLUMN, Paper
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.publishing.faces import ComparisonFace
from portal.publishing.office.xlsx import comparison_xlsx
from tests.publishing.office_reading import expected_rows, joined, pages_in_libreoffice, read_xlsx, worksheet
from tests.publishing.office_tables import (
    FACE,
    PAYLOADS,
    any_tables,
    long_table,
    payload_table,
    row,
    table,
)

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HIGHEST_ROW, LONGEST_CELL = 409, 32767
"""Points and UTF-16 units: the limits that Microsoft gives for Excel."""


def sheet_xml(xlsx: bytes) -> ElementTree.Element:
    with ZipFile(BytesIO(xlsx)) as archive:
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def cell_lengths(xlsx: bytes) -> list[int]:
    cells = (cell for row in worksheet(xlsx).iter_rows() for cell in row)
    return [len(str(cell.value or "").encode("utf-16-le")) // 2 for cell in cells]


# --- what a reader gets ---


def test_a_cell_marked_from_end_to_end_is_underlined_as_a_whole() -> None:
    assert read_xlsx(comparison_xlsx(FACE, table(row("丙", "丁", (0, 1))))).rows == [
        [["<single>丙</single>"], ["丁"], ["(変更)"]]
    ]


def test_indents_stay_as_written_and_a_table_is_lines_with_pipes_but_for_its_dashes() -> None:
    new = "１．次の表。\n　| 区分 | 料金 |\n　| --- | ---: |\n　| 基本 | a\\|b |\n　（１）金"
    cells = list(worksheet(comparison_xlsx(FACE, table(row(new, "")))).iter_rows())[-2]
    assert cells[0].value == "１．次の表。\n\u3000| 区分 | 料金 |\n\u3000| 基本 | a|b |\n\u3000（１）金"


@given(any_tables)
def test_any_table_reads_back_whole(made: ComparisonTable) -> None:
    assert read_xlsx(comparison_xlsx(FACE, made)).rows == expected_rows(made)


def test_an_empty_table_without_a_face_is_a_file_too() -> None:
    style = replace(TWO_COLUMN, legend="", closing="", headings=("あ", "い"))
    read = read_xlsx(comparison_xlsx(ComparisonFace("", "", ""), table(style=style)))
    assert (read.headings, read.rows, read.below) == (["あ", "い"], [], [])


# --- words stay words ---


@pytest.mark.parametrize("words", PAYLOADS, ids=ascii)
def test_words_in_every_field_stay_words(words: str) -> None:
    face, made = payload_table(words)
    xlsx = comparison_xlsx(face, made)
    assert joined(read_xlsx(xlsx).rows) == joined(expected_rows(made))
    xml = sheet_xml(xlsx)
    assert {cell.get("t") for cell in xml.iter(f"{S}c")} <= {"s", None}
    assert [each.tag for each in xml.iter() if each.tag in (f"{S}f", f"{S}hyperlink", f"{S}hyperlinks")] == []


@pytest.mark.parametrize("words", ["_x0041_", "あ_x005F_x0041_", "<r><t>あ</t></r>"])
@pytest.mark.parametrize("mark", [(), ((0, 2),), ((0, 20),)], ids=["plain", "marked", "whole"])
def test_words_that_look_like_an_escape_of_excels_are_no_escape(words: str, mark: tuple) -> None:
    with ZipFile(BytesIO(comparison_xlsx(FACE, table(row(words, "", *mark))))) as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).findall(f"{S}si")
    texts = [[each.text for each in string.iter(f"{S}t")] for string in strings]
    assert words in ["".join(text) for text in texts]
    assert [each for text in texts for each in text if re.search("_x[0-9A-Fa-f]{4}_", each)] == []


@pytest.mark.parametrize("words", ["=1+1", "(1)", "1/2", "-5", "@A1"])
def test_a_cell_that_somebody_edits_stays_text(words: str) -> None:
    made = table(row(words, f"{words}あ", (0, 1), remark=words))
    cells = list(worksheet(comparison_xlsx(FACE, made)).iter_rows())[-2]
    assert [cell.quotePrefix for cell in cells] == [True, True, True]


def test_an_ampersand_in_a_name_is_no_code_in_the_footer() -> None:
    xlsx = comparison_xlsx(replace(FACE, terms_name="A&P約款"), long_table(1))
    footer = sheet_xml(xlsx).find(f".//{S}oddFooter").text
    assert footer == "&LA&&P約款 新旧対照表（第2版から第3版）&R&P / &N"


@pytest.mark.parametrize("name", ["D&G", "A&[Picture]"])
def test_a_name_that_looks_like_the_code_of_a_picture_leaves_the_footer(name: str) -> None:
    """XlsxWriter drops the footer, page numbers and all, where it counts a picture that there is not."""
    xlsx = comparison_xlsx(replace(FACE, terms_name=name), table(row("丙", "丁")))
    assert sheet_xml(xlsx).find(f".//{S}oddFooter").text.startswith(f"&L{name.replace('&', '＆')} 新旧対照表")


def test_a_long_name_is_cut_in_the_footer_only() -> None:
    xlsx = comparison_xlsx(replace(FACE, terms_name="&" * 400), long_table(1))
    assert len(sheet_xml(xlsx).find(f".//{S}oddFooter").text) <= 255
    assert read_xlsx(xlsx).above[0].startswith("&" * 400)


# --- Excel's limits ---


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "words",
    ["長" * 100_000, "𠮷" * 40_000, "短い\n" * 40_000, "か\u309a" * 20_000, "a b " * 20_000],
    ids=["one line", "surrogate pairs", "short lines", "combining marks", "latin"],
)
def test_a_text_of_any_length_is_shown_whole_in_rows_below_each_other(words: str, paper: Paper) -> None:
    made = table(row(words, "短い", (0, len(words) // 2)), row("次", "次"), style=replace(GOVERNMENT, paper=paper))
    xlsx = comparison_xlsx(FACE, made)
    assert joined(read_xlsx(xlsx).rows) == joined(expected_rows(made))
    assert max(cell_lengths(xlsx)) <= LONGEST_CELL
    assert max(each.height for each in worksheet(xlsx).row_dimensions.values()) <= HIGHEST_ROW


def test_a_row_that_goes_on_below_has_no_line_across() -> None:
    made = table(row("短い\n" * 60, "短い"), row("次", "次"))
    *_, first, second, third, following, _closing = worksheet(comparison_xlsx(FACE, made)).iter_rows()
    borders = [(cells[0].border.top.style, cells[0].border.bottom.style) for cells in (first, second, third, following)]
    assert borders == [("thin", None), (None, None), (None, "thin"), ("thin", "thin")]
    assert [cells[2].value for cells in (first, second, third)] == ["(変更)", None, None]


def test_a_row_is_as_high_as_its_longest_cell_takes() -> None:
    heights = []
    for words in ("短い", "い" * 60, "一\n二\n三\n四"):
        sheet = worksheet(comparison_xlsx(FACE, table(row(words, "短い"))))
        heights.append(sheet.row_dimensions[sheet.max_row - 1].height)
    assert heights == [18.75, 47.25, 60.75]  # Excel counts in pixels of 0.75 points


# --- the sheet and how it is printed ---


@pytest.mark.parametrize(("paper", "orientation"), [(Paper.LANDSCAPE, "landscape"), (Paper.PORTRAIT, "portrait")])
def test_it_prints_on_a4_one_page_wide_with_the_headings_on_every_page(paper: Paper, orientation: str) -> None:
    sheet = worksheet(comparison_xlsx(FACE, long_table(3, paper=paper)))
    assert sheet.title == "新旧対照表"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, orientation)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$6:$6"
    assert sheet.freeze_panes == "A7"
    assert sheet.print_area == "'新旧対照表'!$A$1:$C$10"
    assert sheet.oddFooter.right.text == "&P / &N"


def test_rows_without_a_change_can_be_folded_away_but_for_headings() -> None:
    same = Row(RowKind.UNCHANGED, Cell("１　甲", (), ((0, 3),)), Cell("１　甲", (), ((0, 3),)))
    heading = Row(RowKind.UNCHANGED, Cell("第１条（目的）", (), ((0, 7),)), Cell("第１条（目的）", (), ((0, 7),)))
    sheet = worksheet(comparison_xlsx(FACE, table(heading, same, row("２　乙", "２　丙"))))
    assert [sheet.row_dimensions[number].outlineLevel for number in (7, 8, 9)] == [0, 1, 0]


def test_the_file_says_its_title_and_issuer_and_no_time() -> None:
    properties = openpyxl.load_workbook(BytesIO(comparison_xlsx(FACE, long_table(1)))).properties
    assert properties.title == "ゆうなぎ利用約款 新旧対照表（第2版から第3版）"
    assert properties.creator == "株式会社ゆうなぎ"
    assert properties.created == properties.modified
    assert properties.created.year == 1980


# --- LibreOffice ---


def test_libreoffice_prints_every_word_and_the_headings_on_every_page(tmp_path: Path) -> None:
    pages = pages_in_libreoffice(comparison_xlsx(FACE, long_table(40)), "xlsx", tmp_path)
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        first = page.splitlines()[0] if number > 1 else page
        assert [words in first for words in ("新", "旧", "備考")] == [True, True, True], page
        assert f"{number}/{len(pages)}" in re.sub(r"\s", "", page)
    assert [number for number in range(1, 41) if "".join(pages).count(f"（{number}）") != 2] == []
    assert "以上" in pages[-1]


def test_libreoffice_cuts_no_line_of_a_row(tmp_path: Path) -> None:
    """The rows hold sentences of growing length, each with an end of its own that a row too low would hide."""
    rows = [row(f"{'規定を次のとおりに改めます。' * number}終わり{number}。", "") for number in range(1, 60)]
    printed = "".join(pages_in_libreoffice(comparison_xlsx(FACE, table(*rows)), "xlsx", tmp_path))
    squeezed = "".join(printed.split())
    assert [number for number in range(1, 60) if f"終わり{number}。" not in squeezed] == []
