"""Lines whose ends were measured on the page, as the cleaning of text takes them."""

from __future__ import annotations

from portal.importing.pdf.contents import PrintedLine
from portal.text.cleaning.page_lines import PageLine, columns
from portal.text.cleaning.wraps import Wrap
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS

MEASURED = Wrap(width=200, slack=0)
"""Whether a line is full was measured in points: it is as wide as this then, and else far from it.

A line of this width, or the rest of one, belongs to a paragraph, so that it is no page furniture.
"""
_NOT_FULL, _REST = 60, 160


def page_line(line: PrintedLine, page: int, *, is_rest: bool = False) -> PageLine:
    """Return a line on a page (from 0) as one that `MEASURED` tells full or not; `is_rest` of a full line above."""
    text = normalise(line.text).strip(BLANKS)
    width = _REST if is_rest else min(columns(text), _NOT_FULL)
    return PageLine(line.text, text, MEASURED.width if is_full(line) else width, page)


def is_full(line: PrintedLine) -> bool:
    """Whether a line goes on below: one with gaps in it is no paragraph's, however wide."""
    return line.full and "\u3000\u3000" not in line.text


def row_line(row: str, page: int) -> PageLine:
    """Return a row of a table written with pipes, which is never joined to another line."""
    text = normalise(row).strip(BLANKS)
    return PageLine(row, text, min(columns(text), _NOT_FULL), page, is_row=True)
