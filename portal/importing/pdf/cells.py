"""Cells of tables: rows that a page parted put together, and the lines of a cell joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portal.importing.pdf.contents import CellRow, PageCell, PrintedLine
from portal.importing.pdf.measured import MEASURED, page_line
from portal.importing.two_sides import begins_something, continues
from portal.text.cleaning.page_lines import PageLine
from portal.text.cleaning.wraps import join_wraps
from portal.text.numbering.labels import BLANKS

_BORDER = "\u241e"
"""Stands between two cells while their lines are joined."""


def paragraphs(cells: Sequence[PageCell]) -> list[str]:
    """Return the text of each cell of a column, wrapped lines joined; in order, for numbers go on from cell to cell."""
    lines = [line for cell in cells for line in (*_page_lines(cell), *_BETWEEN)]
    texts = "\n".join(line for line in join_wraps(lines, MEASURED).lines if line).split(_BORDER)
    return [text.strip("\n") for text in texts[: len(cells)]]


_BETWEEN = (PageLine("", ""), PageLine(_BORDER, _BORDER), PageLine("", ""))


def _page_lines(cell: PageCell) -> Iterable[PageLine]:
    *lines, last = cell.lines or (PrintedLine(""),)
    return (page_line(line, 0) for line in (*lines, replace(last, full=False)))


def with_rest(above: CellRow, below: CellRow) -> CellRow | None:
    """Return two rows as one where a page parted them: a cell above ends in a full line and goes on below."""
    if len(above) != len(below) or not any(_is_rest(*pair) for pair in zip(above, below, strict=True)):
        return None
    return tuple(_joined(*pair) for pair in zip(above, below, strict=True))


def _is_rest(above: PageCell | None, below: PageCell | None) -> bool:
    if above is None or below is None or not above.lines or not below.lines:
        return False
    last = above.lines[-1]
    return last.full and last.text[-1] not in "。．" and not begins_something(below.lines[0].text.strip(BLANKS))


def _reads_on(above: PageCell, below: PageCell) -> bool:
    """Whether the words say so where the end of a line does not: LibreOffice breaks the last one of a page early."""
    return bool(above.text and below.text) and continues(above.lines[-1].text, below.lines[0].text.strip(BLANKS))


def _joined(above: PageCell | None, below: PageCell | None) -> PageCell | None:
    if above is None or below is None:
        return above or below
    goes_on = _is_rest(above, below) or _reads_on(above, below)
    last = [replace(line, full=goes_on) for line in above.lines[-1:]]
    return PageCell((*above.lines[:-1], *last, *below.lines), above.span)


def at(row: CellRow, column: int) -> PageCell:
    """The cell that covers a column: its own, one further left that spans it, or an empty one."""
    for place in range(column, -1, -1):
        cell = row[place]
        if cell is not None:
            return cell if place + cell.span > column else PageCell()
    return PageCell()


def text_of(cell: PageCell) -> str:
    """The words of one cell, paragraphs parted by LF."""
    return paragraphs([cell])[0]
