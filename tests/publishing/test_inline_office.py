"""Inline marks in Word and Excel files: as written, links live in Word, nothing live in Excel."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest
from hypothesis import given
from lxml import etree

from portal.publishing.office.docx import comparison_docx
from portal.publishing.office.xlsx import comparison_xlsx
from portal.text.normalise import normalise
from tests.publishing.office_reading import expected_rows, read_docx, read_xlsx, worksheet
from tests.publishing.office_tables import FACE, row, table
from tests.publishing.word_order import faults
from tests.text.test_inline import any_words, marked_words
from tests.text.test_inline_html import HOSTILE

NEW = "**甲**は[表](https://a.jp/?b&c)、https://d.jp/2027、![図](attachment:a.png)"


def links(docx: bytes) -> list[tuple[str, str]]:
    """Each link of the first table: its words and where it leads."""
    cells = python_docx.Document(BytesIO(docx)).tables[0]._cells
    return [(link.text, link.address) for cell in cells for line in cell.paragraphs for link in line.hyperlinks]


def test_a_word_file_has_live_links_on_words_as_written() -> None:
    place = NEW.index("2027")
    made = table(row(NEW, "乙", (place, place + 4)))
    docx = comparison_docx(FACE, made)
    assert links(docx) == [
        ("[表](https://a.jp/?b&c)", "https://a.jp/?b&c"),
        ("https://d.jp/2027", "https://d.jp/2027"),
    ]
    assert read_docx(docx).rows == expected_rows(made)


def test_links_in_tables_of_a_cell_and_in_emphasis_are_live_too() -> None:
    docx = comparison_docx(FACE, table(row("| **[窓口](mailto:a@b.jp)** | a\\|c |\n| 甲 | 乙 |", "い")))
    with ZipFile(BytesIO(docx)) as archive:
        body, related = (archive.read(name).decode() for name in ("word/document.xml", "word/_rels/document.xml.rels"))
    assert body.count("<w:hyperlink ") == 1
    assert 'Target="mailto:a@b.jp" TargetMode="External"' in related


def test_an_address_written_twice_is_one_relationship() -> None:
    docx = comparison_docx(FACE, table(row("https://a.jp", "https://a.jp と https://a.jp")))
    with ZipFile(BytesIO(docx)) as archive:
        assert archive.read("word/_rels/document.xml.rels").decode().count("hyperlink") == 1
    assert len(links(docx)) == 3


def test_a_sheet_has_no_link_and_no_formula() -> None:
    made = table(row(NEW, '=HYPERLINK("https://a.jp","[表](https://a.jp)")'))
    xlsx = comparison_xlsx(FACE, made)
    assert read_xlsx(xlsx).rows == expected_rows(made)
    cells = [cell for line in worksheet(xlsx).iter_rows() for cell in line]
    assert [cell.coordinate for cell in cells if cell.hyperlink or cell.data_type == "f"] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    made = table(row(words, f"| {words} | あ |", (0, 2)))
    docx = comparison_docx(FACE, made)
    assert read_docx(docx).rows == expected_rows(made)
    assert all(address.startswith(("https://", "mailto:")) for _, address in links(docx))
    assert read_xlsx(comparison_xlsx(FACE, made)).rows == expected_rows(made)


@given(any_words, marked_words)
def test_any_marks_make_a_file_in_the_schemas_order(old: str, new: str) -> None:
    made = table(row(f"あいう{new}", f"い{normalise(old)}", (0, 3)))
    docx = comparison_docx(FACE, made)
    with ZipFile(BytesIO(docx)) as archive:
        trees = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    assert read_docx(docx).rows == expected_rows(made)
    assert [fault for tree in trees.values() for fault in faults(tree)] == []
    used = {value for each in trees["word/document.xml"].iter() for name, value in each.items() if name.endswith("}id")}
    known = {each.get("Id") for each in trees["word/_rels/document.xml.rels"]}
    assert used <= known
