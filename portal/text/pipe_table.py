"""Read the tables that a text writes with pipes: "| a | b |", as Markdown does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ALIGNMENT = re.compile(r":?-+:?")
_CLEAR_ALIGNMENT = re.compile(r":-+:?|-+:|-{2,}")


class Align(StrEnum):
    """Where a column's text stands."""

    LEFT = ""
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class PipeCell:
    """What a cell says, and the half-open offsets at which it is written."""

    text: str = ""
    start: int = 0
    end: int = 0


PipeRow = tuple[PipeCell, ...]


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A table's cells, every row as long as the longest; `heading` is () where no row is one."""

    heading: PipeRow
    rows: tuple[PipeRow, ...]
    aligns: tuple[Align, ...]

    @property
    def columns(self) -> tuple[PipeRow, ...]:
        """The cells column by column, heading first."""
        return tuple(zip(*self.all_rows, strict=True))

    @property
    def all_rows(self) -> tuple[PipeRow, ...]:
        """Heading and rows."""
        return (self.heading, *self.rows) if self.heading else self.rows


def read_pipe_tables(lines: Iterable[tuple[int, str]]) -> tuple[PipeTable, ...]:
    """Read neighbouring lines that begin with a pipe, each with the offset of its first character.

    Without a row of dashes under the first, none is a heading. Where blank lines parted two tables,
    the second begins at its heading: the row above another row of dashes (one lone dash in each cell
    is taken for a row like others, that says "none").
    """
    rows = [_cells(start, line) for start, line in lines]
    begins = [0, *(index - 1 for index in range(3, len(rows)) if _is_alignment(rows[index], _CLEAR_ALIGNMENT))]
    return tuple(_table(rows[first:last]) for first, last in pairwise((*begins, len(rows))))


def unescaped(written: str) -> str:
    """What is printed of a cell as written: a pipe in it stands behind a backslash."""
    return written.replace("\\|", "|")


def _table(rows: list[PipeRow]) -> PipeTable:
    aligns: tuple[Align, ...] = ()
    heading: PipeRow = ()
    if len(rows) > 1 and _is_alignment(rows[1], _ALIGNMENT):
        heading, aligns, rows = rows[0], tuple(_align(cell.text) for cell in rows[1]), rows[2:]
    width = max(map(len, (heading, *rows)))
    return PipeTable(
        heading=_padded(heading, width) if heading else (),
        rows=tuple(_padded(row, width) for row in rows),
        aligns=(aligns + (Align.LEFT,) * width)[:width],
    )


def _is_alignment(cells: Sequence[PipeCell], dashes: re.Pattern[str]) -> bool:
    """Whether cells are the dashes under a heading, which print nothing."""
    return bool(cells) and all(dashes.fullmatch(cell.text) for cell in cells)


def _cells(start: int, line: str) -> PipeRow:
    borders = [border.start() for border in _CELL_BORDER.finditer(line)]
    if line[borders[-1] + 1 :].strip():
        borders.append(len(line))
    return tuple(_cell(start, line, first + 1, last) for first, last in pairwise(borders))


def _cell(start: int, line: str, first: int, last: int) -> PipeCell:
    written = line[first:last]
    begin = start + first + len(written) - len(written.lstrip())
    return PipeCell(unescaped(written.strip()), begin, begin + len(written.strip()))


def _align(dashes: str) -> Align:
    if not dashes.endswith(":"):
        return Align.LEFT
    return Align.CENTER if dashes.startswith(":") else Align.RIGHT


def _padded(cells: PipeRow, width: int) -> PipeRow:
    return cells + (PipeCell(),) * (width - len(cells))
