"""A comparison table as an Excel file: one sheet, marks as underlined words, nothing ever a formula, link or number.

Rows are written in order, all in memory, for temporary files would bring their times with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.comparison.formats.heading_rows import is_heading_row
from portal.comparison.house_style import HouseStyle, Paper
from portal.comparison.table import ComparisonTable, Row, RowKind
from portal.publishing.faces import ComparisonFace
from portal.publishing.office.cell_parts import Fragment, Mark, Words, columns, headings
from portal.publishing.office.face_words import FaceWords, face_words
from portal.publishing.office.fixed_zip import FIXED_TIME
from portal.publishing.office.sheet_rows import printed_lines, sheet_rows

SHEET_NAME = "新旧対照表"

_A4 = 9
_TOP_AND_BOTTOM, _SIDES = 0.79, 0.63
"""Margins in inches."""

_WIDTHS = {Paper.LANDSCAPE: (995, 105), Paper.PORTRAIT: (670, 95)}
"""Pixels (1/96 inch) between the margins, and of 備考 among them."""

_HALF_EM, _BESIDE_TEXT = 7, 8
"""Pixels of half an em at 10.5 points, and those of a column that words do not fill."""

_SPARE = 3
"""Half ems that a line may stay short of its column: Excel breaks lines a little earlier than reckoned."""

_LINE, _BESIDE_LINES = 14.0, 5.0
"""Points of a line (12.75 in ＭＳ 明朝, more in fonts that may stand in for it), and of a row beside its lines."""

_LONGEST_FOOTER = 200
"""Characters of the footer's words; Excel takes 255 with its codes."""

_TEXT = {"font_name": "ＭＳ 明朝", "font_family": 1, "font_charset": 128, "font_size": 10.5}
_HEADING = {"font_name": "ＭＳ ゴシック", "font_family": 3, "font_charset": 128, "font_size": 10.5, "bold": True}
_CELL = {"text_wrap": True, "valign": "top", "quote_prefix": True}
"""Set as text beforehand: else "(1)" becomes -1 and "=A1" a formula as soon as somebody edits the cell."""

_UNDERLINE = {Mark.NONE: 0, Mark.SINGLE: 1, Mark.DOUBLE: 2}


def comparison_xlsx(face: ComparisonFace, table: ComparisonTable) -> bytes:
    """Write a table as .xlsx, to be printed on A4 as its style's paper lies.

    Takes any text: a character that XML forbids becomes U+FFFD, and what is too long for a cell or a row
    goes on in the row below. Equal arguments make equal bytes.
    """
    words, written = face_words(face, table), BytesIO()
    with Workbook(written, _options()) as workbook:
        workbook.set_properties({"title": words.name, "author": words.issuer, "created": FIXED_TIME})
        sheet = _Sheet(workbook, workbook.add_worksheet(SHEET_NAME), _column_widths(table.style))
        _write(sheet, words, table)
    return written.getvalue()


def _options() -> dict[str, object]:
    """Options of a workbook, which it goes on to change.

    Columns are measured in digits of the default font: half an em, whatever stands in for ours elsewhere.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": dict(_TEXT),
    }


def _column_widths(style: HouseStyle) -> tuple[int, ...]:
    measure, remark = _WIDTHS[style.paper]
    return ((measure - remark) // 2,) * 2 + (remark,) if style.remarks else (measure // 2,) * 2


@dataclass(slots=True)
class _Sheet:
    """A sheet that is filled from top to bottom."""

    workbook: Workbook
    worksheet: Worksheet
    widths: tuple[int, ...]
    row: int = 0
    formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    @property
    def measures(self) -> tuple[int, ...]:
        """Half ems of a line in each column."""
        return tuple((width - _BESIDE_TEXT) // _HALF_EM - _SPARE for width in self.widths)

    def format(self, **properties: object) -> Format:
        """Return the one format that has these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(properties)
        return self.formats[key]

    def next_row(self, lines: int, *, line: float = _LINE, level: int = 0) -> None:
        """Close a row that is so many lines high; rows of a level above 0 can be folded away."""
        self.worksheet.set_row(self.row, lines * line + _BESIDE_LINES, None, {"level": level})
        self.row += 1

    def write(self, column: int, words: Words, font: dict[str, object], **properties: object) -> None:
        """Write words into a cell of the row."""
        pieces = _pieces(words)
        if not pieces:
            self.worksheet.write_blank(self.row, column, None, self.format(**font, **properties))
        elif len(pieces) == 1:
            underlined = self.format(**font, **properties, underline=_UNDERLINE[pieces[0].mark])
            self.worksheet.write_string(self.row, column, pieces[0].text, underlined)
        else:
            formats = [self.format(**font, underline=_UNDERLINE[piece.mark]) for piece in pieces]
            parts = [part for pair in zip(formats, (piece.text for piece in pieces), strict=True) for part in pair]
            self.worksheet.write_rich_string(self.row, column, *parts, self.format(**font, **properties))

    def write_line(self, words: str, font: dict[str, object], align: str, *, line: float = _LINE) -> None:
        """Write a row of plain words over the whole width, nothing for ""."""
        if not words:
            return
        shown = (Fragment(words),)
        properties = _CELL | {"align": align}
        self.worksheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", self.format(**font, **properties))
        self.write(0, shown, font, **properties)
        self.next_row(printed_lines(shown, int(sum(self.measures) * _LINE / line)), line=line)


_UNSAFE = re.compile("(?<=_)(?=x[0-9A-Fa-f]{4}_)|(?<=^<)(?=r>)")
"""Inside what XlsxWriter 3.3 misreads: it escapes _x0041_ twice in a rich string, and takes <r>…</r> for XML."""


def _pieces(words: Words) -> list[Fragment]:
    """Fragments as XlsxWriter can take them."""
    return [Fragment(piece, fragment.mark) for fragment in words for piece in _UNSAFE.split(fragment.text)]


def _write(sheet: _Sheet, words: FaceWords, table: ComparisonTable) -> None:
    for column, width in enumerate(sheet.widths):
        sheet.worksheet.set_column_pixels(column, column, width)
    _write_face(sheet, words)
    _set_up_page(sheet, words, table.style.paper)
    _write_headings(sheet, table.style)
    for row in table.rows:
        _write_row(sheet, row, table.style)
    sheet.write_line(words.closing, _TEXT, "right")
    for line in words.files:
        sheet.write_line(line, _TEXT, "left")
    sheet.worksheet.print_area(0, 0, sheet.row - 1, len(sheet.widths) - 1)


def _write_face(sheet: _Sheet, words: FaceWords) -> None:
    sheet.write_line(words.title, _HEADING | {"font_size": 15}, "center", line=21.0)
    sheet.write_line(words.issuer, _TEXT, "right")
    for side in words.sides:
        sheet.write_line(side, _TEXT, "left")
    sheet.write_line(words.legend, _TEXT | {"font_size": 9}, "right")


def _set_up_page(sheet: _Sheet, words: FaceWords, paper: Paper) -> None:
    """Print on A4, one page wide; the row that comes next is on every page, and stays in view."""
    worksheet = sheet.worksheet
    worksheet.set_paper(_A4)
    if paper is Paper.LANDSCAPE:
        worksheet.set_landscape()
    worksheet.set_margins(_SIDES, _SIDES, _TOP_AND_BOTTOM, _TOP_AND_BOTTOM)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(sheet.row)
    worksheet.freeze_panes(sheet.row + 1, 0)
    worksheet.set_footer(f"&L{_footer(words.name)}&R&P / &N", {"margin": 0.4})


_LIKE_PICTURES = re.compile(r"&(?=G|\[)")


def _footer(words: str) -> str:
    """Words for a footer, in which & begins a code; cut where they are too long, for they stand in the title whole.

    XlsxWriter counts &G and &[Picture] as pictures even behind another &, and leaves out the footer for want of them.
    """
    short = words if len(words) <= _LONGEST_FOOTER // 2 else f"{words[: _LONGEST_FOOTER // 2]}…"
    return _LIKE_PICTURES.sub("＆", short).replace("&", "&&")


def _write_headings(sheet: _Sheet, style: HouseStyle) -> None:
    cells = [(Fragment(words),) if words else () for words in headings(style)]
    for column, words in enumerate(cells):
        sheet.write(column, words, _HEADING, **_CELL | {"align": "center", "border": 1, "bg_color": "#EEEEEE"})
    sheet.next_row(_height(cells, sheet.measures))


def _write_row(sheet: _Sheet, row: Row, style: HouseStyle) -> None:
    """Write a row, in as many rows of the sheet as it takes, with lines only around the whole."""
    level = 1 if row.kind is RowKind.UNCHANGED and not is_heading_row(row) else 0
    pieces = sheet_rows(columns(row, style), sheet.measures)
    for index, cells in enumerate(pieces):
        borders = {"left": 1, "right": 1, "top": int(index == 0), "bottom": int(index == len(pieces) - 1)}
        for column, words in enumerate(cells):
            align = "center" if column == 2 else "left"
            sheet.write(column, words, _TEXT, **_CELL | borders | {"align": align})
        sheet.next_row(_height(cells, sheet.measures), level=level)


def _height(cells: Sequence[Words], measures: Sequence[int]) -> int:
    return max(printed_lines(words, measure) for words, measure in zip(cells, measures, strict=True))
