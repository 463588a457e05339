"""A Word file that is a comparison table (新旧対照表): both sides as editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.importing.docx.marks import without_marks
from portal.importing.docx.story import Block
from portal.importing.docx.tables import Cell, Grid, cell_lines
from portal.importing.two_sides import SideColumns, side_columns, texts_of_rows

_SHARE = 0.5
"""A table is the document only if it holds more than half of its characters: a fee table has 変更前 and 変更後 too."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two editions of a comparison table and what was not taken over: cells of remarks, lines outside."""

    old: str
    new: str
    remarks: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A grid whose row `heading` (from 0) names the two sides."""

    grid: Grid
    columns: SideColumns
    heading: int

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return self.grid.rows[self.heading + 1 :]


def read_sides(blocks: Sequence[Block]) -> Sides | None:
    """Return both sides where the document is a comparison table, else None."""
    tables = [table for grid in blocks if isinstance(grid, Grid) and (table := _comparison(grid))]
    if sum(_size(table.grid) for table in tables) <= sum(map(_size, blocks)) * _SHARE:
        return None
    old, new = texts_of_rows([_pair(row, table.columns) for table in tables for row in table.rows])
    taken = {id(table.grid) for table in tables}
    outside = [line for block in blocks if id(block) not in taken for line in _lines(block)]
    remarks = [words for table in tables for row in table.rows for words in _remarks(row, table.columns)]
    return Sides(old, new, tuple(filter(None, remarks)), tuple(filter(None, outside)))


def _comparison(grid: Grid) -> _Table | None:
    """Find the heading among the first two rows, for a title may stand over it."""
    for index, row in enumerate(grid.rows[:2]):
        columns = side_columns([_words(cell) for cell in _printed(row)])
        if columns:
            return _Table(grid, columns, index)
    return None


def _pair(row: tuple[Cell, ...], columns: SideColumns) -> tuple[str, str]:
    """The old and the new cell of a row; a cell that goes across both speaks for both.

    Cells are counted as they are printed: the columns of the file differ from row to row where borders are not quite
    below one another.
    """
    printed = [_words(cell) for cell in _printed(row)]
    if len(printed) == 1:
        return printed[0], printed[0]
    if len(printed) == columns.count:
        return columns.pair(printed)
    spread: list[str] = []
    for cell in row:
        spread.append(spread[-1] if cell.from_left and spread else _words(cell))
    return columns.pair(spread)


def _remarks(row: tuple[Cell, ...], columns: SideColumns) -> list[str]:
    printed = [_words(cell) for cell in _printed(row)]
    if len(printed) != columns.count:
        return []
    return [words for place, words in enumerate(printed) if place not in (columns.old, columns.new)]


def _printed(row: tuple[Cell, ...]) -> list[Cell]:
    return [cell for cell in row if not cell.from_left]


def _words(cell: Cell) -> str:
    return "\n".join(map(without_marks, cell_lines(cell)))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Grid):
        return [without_marks(line).strip() for row in block.rows for cell in row for line in cell_lines(cell)]
    return [without_marks(block).strip()]


def _size(block: Block) -> int:
    return sum(map(len, _lines(block)))
