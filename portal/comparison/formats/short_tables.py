"""Long tables inside a cell, with one row of （略） for many that did not change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from portal.comparison.table import Cell, Span

MOST_ROWS = 12
"""Rows of a table that is shown whole."""
FEWEST_ELIDED = 3
"""Unchanged rows behind one another that are worth leaving out."""


class _Line(NamedTuple):
    """A line of a cell: where it begins in the cell, its words, whether a mark stands in it, whether a table has it."""

    start: int
    words: str
    is_marked: bool
    in_table: bool


def with_short_tables(cell: Cell, elided: str) -> Cell:
    """Return a cell in which long tables keep their head and the rows that changed; `elided` stands for the others.

    The cell's spans still stand for all of it.
    """
    shown: list[_Line] = []
    for in_table, lines in groupby(_lines(cell), key=lambda line: line.in_table):
        run = list(lines)
        shown += _shortened(run, elided) if in_table and len(run) > MOST_ROWS else run
    text = "\n".join(line.words for line in shown)
    if text == cell.text:
        return cell
    return replace(cell, text=text, marks=_moved(cell.marks, shown), double=_moved(cell.double, shown))


def _lines(cell: Cell) -> Iterator[_Line]:
    start = 0
    for words in cell.text.split("\n"):
        end = start + len(words)
        is_marked = any(first < end and last > start for first, last in (*cell.marks, *cell.double))
        yield _Line(start, words, is_marked, words.lstrip().startswith("|"))
        start = end + 1


def _shortened(table: list[_Line], elided: str) -> Iterator[_Line]:
    """The head (two lines, the second of dashes) and the marked rows; a row of （略） for each long run of others."""
    yield from table[:2]
    for is_marked, rows in groupby(table[2:], key=lambda line: line.is_marked):
        run = list(rows)
        if is_marked or len(run) < FEWEST_ELIDED:
            yield from run
        else:
            yield _Line(-1, f"| {elided} |", is_marked=False, in_table=True)


def _moved(marks: Iterable[Span], shown: list[_Line]) -> tuple[Span, ...]:
    """Marks where their lines stand now."""
    moved, start = [], 0
    given = tuple(marks)
    for line in shown:
        if line.start >= 0:
            end, shift = line.start + len(line.words), start - line.start
            moved += [(first + shift, last + shift) for first, last in given if line.start <= first and last <= end]
        start += len(line.words) + 1
    return tuple(moved)
