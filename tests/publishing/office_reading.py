"""Read Word and Excel files back with other people's readers, and say what a table's rows should be in them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, groupby, zip_longest
from pathlib import Path
from shutil import which

import docx as python_docx
import openpyxl
from docx.enum.text import WD_UNDERLINE
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from openpyxl.cell.rich_text import TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from portal.comparison.formats.plain_headings import without_markdown
from portal.comparison.table import Cell, ComparisonTable, Row
from portal.text.pipe_table import PipeCell, read_pipe_tables
from tests.machine import require

Signs = list[tuple[str, str]]
"""Characters, each with its underline: "", "single" or "double"."""

Lines = list[str]
"""Lines with <single>…</single> and <double>…</double> around marked words, so that a failure can be read."""


@dataclass(frozen=True)
class OfficeTable:
    """What was read: the lines above and below the table, its headings, and its rows' cells."""

    above: list[str]
    headings: list[str]
    rows: list[list[Lines]]
    below: list[str]


# --- what should be there ---


def expected_rows(table: ComparisonTable) -> list[list[Lines]]:
    """Return the lines of every cell in printing order, straight from the rows."""
    return [_expected_row(row, table) for row in table.rows]


def _expected_row(row: Row, table: ComparisonTable) -> list[Lines]:
    cells = {"old": row.old, "new": row.new}
    shown = [_expected_cell(cells[side], marked=table.style.underline) for side in table.style.columns]
    lines = (line.strip() for line in _as_xml(row.remark).split("\n"))
    remark = [notation([(character, "") for character in line]) for line in lines if line]
    return [*shown, remark] if table.style.remarks else shown


def _expected_cell(cell: Cell, *, marked: bool) -> Lines:
    cell = without_markdown(cell)
    signs = list(zip(_as_xml(cell.text), _underlines(cell) if marked else [""] * len(cell.text), strict=True))
    lines = [(start, line) for start, line in _split(signs) if line]
    runs = groupby(lines, key=lambda line: line[1][0][0] == "|")
    shown = chain.from_iterable(
        _expected_tables(list(run), signs) if is_table else (line for _, line in run) for is_table, run in runs
    )
    return [notation(line) for line in shown]


def _underlines(cell: Cell) -> list[str]:
    marks = [""] * len(cell.text)
    for name, spans in (("single", cell.marks), ("double", cell.double)):
        for start, end in spans:
            marks[start:end] = [name] * (end - start)
    return marks


def _as_xml(words: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", words.replace("\r", "\n"))


def _split(signs: Signs) -> Iterator[tuple[int, Signs]]:
    """The lines without the blanks before them, and where they begin."""
    start = 0
    for line in "".join(character for character, _ in signs).split("\n"):
        rest = line.lstrip(" \u3000")
        end = start + len(line)
        yield end - len(rest), signs[end - len(rest) : end]
        start = end + 1


def _expected_tables(lines: list[tuple[int, Signs]], signs: Signs) -> Iterator[Signs]:
    written = [(start, "".join(character for character, _ in line)) for start, line in lines]
    for table in read_pipe_tables(written):
        for row in table.all_rows:
            yield _with_pipes(_pipe_cell(cell, signs) for cell in row)


def _pipe_cell(cell: PipeCell, signs: Signs) -> Signs:
    """The characters of a cell, of which \\| is one."""
    found = signs[cell.start : cell.end]
    pairs = zip_longest(found, found[1:], fillvalue=("", ""))
    return [sign for sign, following in pairs if (sign[0], following[0]) != ("\\", "|")]


def _with_pipes(cells: Iterable[Signs]) -> Signs:
    return [("|", ""), *chain.from_iterable([*cell, ("|", "")] for cell in cells)]


def notation(signs: Signs) -> str:
    """Write characters as a line; in a table the blanks beside pipes, which are a writer's choice, are left out."""
    runs = (
        (mark, "".join(character for character, _ in run)) for mark, run in groupby(signs, key=lambda sign: sign[1])
    )
    line = "".join(f"<{mark}>{words}</{mark}>" if mark else words for mark, words in runs)
    return re.sub(r" *\| *", "|", line) if line.startswith("|") else line


def joined(rows: list[list[Lines]]) -> list[list[str]]:
    """Rows with each cell's lines run together and without blanks, for cells that were cut inside a line."""
    return [[re.sub("[ \u3000]|</single><single>", "", "".join(cell)) for cell in row] for row in rows]


# --- Word ---


def read_docx(docx: bytes) -> OfficeTable:
    """Read a file with python-docx."""
    document = python_docx.Document(BytesIO(docx))
    parts = list(document.iter_inner_content())
    place = next(index for index, part in enumerate(parts) if isinstance(part, Table))
    first, *others = parts[place].rows
    return OfficeTable(
        above=[part.text for part in parts[:place]],
        headings=[cell.text for cell in _word_cells(first)],
        rows=[[_word_lines(cell) for cell in _word_cells(row)] for row in others],
        below=[part.text for part in parts[place + 1 :]],
    )


def _word_cells(row: _Row) -> list[_Cell]:
    return [_Cell(cell, row) for cell in row._tr.tc_lst]


def _word_lines(cell: _Cell) -> Lines:
    lines: Lines = []
    for part in cell.iter_inner_content():
        if isinstance(part, Paragraph):
            lines += [notation(_word_signs(part))] if part.text else []
        else:
            lines += [notation(_with_pipes(map(_word_cell_signs, _word_cells(row)))) for row in part.rows]
    return lines


def _word_cell_signs(cell: _Cell) -> Signs:
    return list(chain.from_iterable(_word_signs(paragraph) for paragraph in cell.paragraphs))


def _word_signs(paragraph: Paragraph) -> Signs:
    names = {True: "single", WD_UNDERLINE.DOUBLE: "double", None: ""}
    runs = chain.from_iterable(getattr(part, "runs", (part,)) for part in paragraph.iter_inner_content())
    return [(character, names[run.underline]) for run in runs for character in run.text]


# --- Excel ---


def worksheet(xlsx: bytes) -> Worksheet:
    """Open a file's only sheet with openpyxl."""
    (sheet,) = openpyxl.load_workbook(BytesIO(xlsx), rich_text=True).worksheets
    return sheet


def read_xlsx(xlsx: bytes) -> OfficeTable:
    """Read a file with openpyxl. Rows that go on in the next have no line under them."""
    sheet = worksheet(xlsx)
    header = int(sheet.print_title_rows.strip("$").split(":")[0])
    rows = list(sheet.iter_rows())
    is_table = [row[0].border.left.style is not None for row in rows]
    end = len(rows) - is_table[::-1].index(True)
    cells: list[list[Signs]] = []
    for row in rows[header:end]:
        if row[0].border.top.style:
            cells.append([[] for _ in row])
        for whole, cell in zip(cells[-1], row, strict=True):
            whole += [("\n", "")] * bool(whole) + _excel_signs(cell)
    return OfficeTable(
        above=[str(row[0].value) for row in rows[: header - 1]],
        headings=[str(cell.value or "") for cell in rows[header - 1]],
        rows=[[_excel_lines(cell) for cell in row] for row in cells],
        below=[str(row[0].value) for row in rows[end:]],
    )


def _excel_signs(cell: object) -> Signs:
    value, own = cell.value, cell.font.u or ""
    if value is None:
        return []
    assert cell.data_type == "s", f"{cell.coordinate} is no text but {cell.data_type}"
    parts = [(value, own)] if isinstance(value, str) else [_excel_part(part, own) for part in value]
    return [(character, mark) for words, mark in parts for character in words]


def _excel_part(part: object, own: str) -> tuple[str, str]:
    return (part.text, part.font.u or "") if isinstance(part, TextBlock) else (str(part), own)


def _excel_lines(signs: Signs) -> Lines:
    return [notation(line) for _, line in _split(signs) if line]


# --- LibreOffice ---


def pages_in_libreoffice(file: bytes, suffix: str, folder: Path) -> list[str]:
    """Let LibreOffice open a file and print it; return the text of each page."""
    require(which("soffice"), "soffice (libreoffice-writer-nogui, libreoffice-calc-nogui)")
    require(which("pdftotext"), "pdftotext (poppler-utils)")
    (folder / f"table.{suffix}").write_bytes(file)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", f"table.{suffix}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    done = subprocess.run(
        ["pdftotext", "-layout", "table.pdf", "-"], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.removesuffix("\f").split("\f")
