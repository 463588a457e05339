"""Blocks of lines: which lines stand opposite each other, and tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from portal.comparison.alignment.likeness import likeness
from portal.comparison.table import Span
from portal.comparison.wording.matching import matched
from portal.comparison.wording.spans import cells_of, is_table_line, lines_of, shifted, whole
from portal.text.normalise import fold

Opposite = tuple[Span, Span]
"""A span of the old text and the one of the new text that stands opposite it; empty where there is none."""


class _Unit(NamedTuple):
    """A line, or the lines of a table, with the spans of its lines in the whole text."""

    text: str
    lines: tuple[Span, ...]
    is_table: bool


class _Row(NamedTuple):
    """The cells of a table's row: what they say and where they stand."""

    words: tuple[str, ...]
    cells: tuple[Span, ...]


def opposite_parts(old: str, new: str) -> Iterator[Opposite]:
    """Yield the lines of two texts that stand opposite each other, those of tables cell by cell."""
    old_units, new_units = _units(old), _units(new)
    for one, other in matched(old_units, new_units, (_unit_name,), _unit_likeness):
        old_unit = old_units[one] if one is not None else None
        new_unit = new_units[other] if other is not None else None
        if old_unit and new_unit and old_unit.is_table and new_unit.is_table:
            yield from _opposite_cells(old, new, old_unit, new_unit)
        elif old_unit and new_unit and not old_unit.is_table and not new_unit.is_table:
            yield old_unit.lines[0], new_unit.lines[0]
        else:
            yield from ((span, (0, 0)) for span in _alone(old, old_unit))
            yield from (((0, 0), span) for span in _alone(new, new_unit))


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    for is_table, spans in groupby(lines_of(text), key=lambda span: is_table_line(text[slice(*span)])):
        lines = tuple(spans)
        blocks = (lines,) if is_table else ((line,) for line in lines)
        units += (_Unit(text[block[0][0] : block[-1][1]], block, is_table) for block in blocks)
    return units


def _unit_name(unit: _Unit) -> object:
    return unit.is_table, fold(unit.text)


def _unit_likeness(old: _Unit, new: _Unit) -> float:
    if old.is_table or new.is_table:
        return float(old.is_table and new.is_table)
    return likeness(old.text, new.text)


def _alone(text: str, unit: _Unit | None) -> Iterator[Span]:
    for start, end in unit.lines if unit else ():
        yield from shifted(whole(text[start:end]), start)


def _opposite_cells(old: str, new: str, old_table: _Unit, new_table: _Unit) -> Iterator[Opposite]:
    """Match columns by head and contents, then rows by what they say in these columns, then go cell by cell."""
    old_rows, new_rows = _rows(old, old_table), _rows(new, new_table)
    columns = _opposite_columns(old_rows, new_rows)
    shared = [(one, other) for one, other in columns if one is not None and other is not None]
    old_keys = [[_word(row, one) for one, _ in shared] for row in old_rows]
    new_keys = [[_word(row, other) for _, other in shared] for row in new_rows]
    for one, other in matched(old_keys, new_keys, (_whole_row, _first_word), _row_likeness):
        if one is None or other is None:
            yield from ((cell, (0, 0)) for cell in (old_rows[one].cells if one is not None else ()))
            yield from (((0, 0), cell) for cell in (new_rows[other].cells if other is not None else ()))
            continue
        for old_column, new_column in columns:
            yield _cell(old_rows[one], old_column), _cell(new_rows[other], new_column)


def _rows(text: str, table: _Unit) -> list[_Row]:
    rows = []
    for start, end in table.lines:
        cells = tuple(shifted(cells_of(text[start:end]), start))
        if cells:
            rows.append(_Row(tuple(text[first:last] for first, last in cells), cells))
    return rows


def _opposite_columns(old: list[_Row], new: list[_Row]) -> list[tuple[int | None, int | None]]:
    old_width = max((len(row.cells) for row in old), default=0)
    new_width = max((len(row.cells) for row in new), default=0)
    old_columns = [[_word(row, place) for row in old] for place in range(old_width)]
    new_columns = [[_word(row, place) for row in new] for place in range(new_width)]
    return matched(old_columns, new_columns, (_first_word, _whole_row), _row_likeness)


def _word(row: _Row, column: int) -> str:
    return fold(row.words[column]) if column < len(row.words) else ""


def _cell(row: _Row, column: int | None) -> Span:
    return row.cells[column] if column is not None and column < len(row.cells) else (0, 0)


def _whole_row(words: list[str]) -> object:
    return tuple(words)


def _first_word(words: list[str]) -> object:
    return words[0] if words else None


def _row_likeness(old: list[str], new: list[str]) -> float:
    """The share of cells that are equal, counting those that are alike for part of one."""
    return likeness("\u3000".join(old), "\u3000".join(new))
