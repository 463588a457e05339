"""Lines whose ends were measured on the page, as the cleaning of text takes them."""

from __future__ import annotations

from portal.importing.pdf.contents import PrintedLine
from portal.text.cleaning.page_lines import PageLine, columns
from portal.text.cleaning.wraps import Wrap
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS

MEASURED = Wrap(width=120, slack=0)
"""Whether a line is full was measured in points: it is as wide as this then, and else far from it."""
_NOT_FULL = 60


def page_line(line: PrintedLine, page: int) -> PageLine:
    """Return a line on a page (from 0) as one that `MEASURED` tells full or not."""
    text = normalise(line.text).strip(BLANKS)
    width = MEASURED.width if line.full else min(columns(text), _NOT_FULL)
    return PageLine(line.text, text, width, page)


def row_line(row: str, page: int) -> PageLine:
    """Return a row of a table written with pipes, which is never joined to another line."""
    text = normalise(row).strip(BLANKS)
    return PageLine(row, text, min(columns(text), _NOT_FULL), page, is_row=True)
