"""Tables: cells with the lines they hold, written with pipes as the text core reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.importing.docx.labels import BLANKS, joined_with_gaps
from portal.importing.docx.marks import mark
from portal.importing.docx.names import TBL, TC, TR, P, w
from portal.importing.docx.styles import is_on, value, whole
from portal.importing.docx.xml_parts import Element

MOST_COLUMNS = 63
"""What Word allows; a file may claim that a cell spans a billion."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell, and the tables between them; `from_left`: the cell to the left goes on into this one."""

    content: tuple[str | Grid, ...] = ()
    from_left: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, row by row."""

    rows: tuple[tuple[Cell, ...], ...]
    has_heading: bool = False

    @property
    def columns(self) -> int:
        """How many cells the longest row has."""
        return max(map(len, self.rows), default=0)


def read_grid(table: Element, read_cell: Callable[[Element], Sequence[str | Grid]]) -> Grid:
    """Return a w:tbl; `read_cell` reads what is in a cell, and is called in reading order.

    Of merged cells the first holds the words and the others nothing: no words stand twice, so that a change of them
    is one change.
    """
    rows = list(_members(table, TR))
    heading = bool(rows) and bool(is_on(rows[0].find(f"{w('trPr')}/{w('tblHeader')}")))
    return Grid(tuple(tuple(_cells(row, read_cell)) for row in rows), heading)


def grid_lines(grid: Grid) -> list[str]:
    """Return the table's lines: with pipes, or as they stand where it has one column and is a frame."""
    if grid.columns < 2:
        return [line for row in grid.rows for cell in row for line in cell_lines(cell)]
    columns = min(grid.columns, MOST_COLUMNS)
    rows = [[_piped(cell) for cell in row] + [""] * (columns - len(row)) for row in grid.rows]
    if grid.has_heading:
        rows.insert(1, ["---"] * len(rows[0]))
    return ["| " + " | ".join(row) + " |" for row in rows]


def cell_lines(cell: Cell) -> list[str]:
    """Return the lines of a cell, those of tables in it with pipes."""
    return [line for part in cell.content for line in (grid_lines(part) if isinstance(part, Grid) else [part])]


def _piped(cell: Cell) -> str:
    return _flat(cell).replace("|", "\\|")


def _flat(cell: Cell) -> str:
    """Return a cell as one line, with what a table in it says."""
    return joined_with_gaps(
        mark("nested") + joined_with_gaps(_flat(inner) for row in part.rows for inner in row)
        if isinstance(part, Grid)
        else part.strip(BLANKS)
        for part in cell.content
    )


def _members(parent: Element, name: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, also from within content controls and other covers."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag not in (P, TBL, TC, TR):
            yield from _members(child, name)


def _cells(row: Element, read_cell: Callable[[Element], Sequence[str | Grid]]) -> list[Cell]:
    cells = [Cell()] * _columns(row.find(f"{w('trPr')}/{w('gridBefore')}"))
    for cell in _members(row, TC):
        span, down, side = (cell.find(f"{w('tcPr')}/{w(name)}") for name in ("gridSpan", "vMerge", "hMerge"))
        if _goes_on(down) or _goes_on(side):
            cells.append(Cell(from_left=_goes_on(side)))
        else:
            is_merged = _columns(span) > 1 or down is not None or side is not None
            cells.append(Cell(_with_mark(read_cell(cell)) if is_merged else tuple(read_cell(cell))))
        cells += [Cell(from_left=True)] * min(_columns(span) - 1, MOST_COLUMNS - len(cells))
    return cells


def _with_mark(content: Sequence[str | Grid]) -> tuple[str | Grid, ...]:
    first = content[0] if content else ""
    if isinstance(first, Grid):
        return (mark("merged"), *content)
    return (mark("merged") + first, *content[1:])


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and (value(merge) or "continue") == "continue"


def _columns(count: Element | None) -> int:
    return min(max(whole(count) or 0, 0), MOST_COLUMNS)
