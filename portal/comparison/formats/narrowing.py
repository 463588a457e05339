"""A table without the rows in which nothing changed, or with those of one clause alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portal.comparison.formats.row_names import is_changed
from portal.comparison.formats.short_tables import with_short_tables
from portal.comparison.table import ComparisonTable, Row, RowKind


def only_changes(table: ComparisonTable) -> ComparisonTable:
    """Return a table of the rows that changed, each article with the row it begins with, which has its heading.

    The others are left out, not lost; of long tables inside a cell the rows that did not change are.
    """
    kept = list(_kept(table.rows))
    elided = table.style.elided
    rows = tuple(_shortened(row, elided) for row, is_kept in zip(table.rows, kept, strict=True) if is_kept)
    others = (row for row, is_kept in zip(table.rows, kept, strict=True) if not is_kept)
    return replace(table, rows=rows, left_out=(*table.left_out, *others))


def of_clause(table: ComparisonTable, index: int) -> ComparisonTable:
    """Return a table of the rows that speak of one clause of the new edition, by its index, deleted units among them.

    The others are left out, not lost.
    """
    was = next(
        (row.old_at.clause for row in table.rows if row.old_at and row.new_at and row.new_at.clause == index), None
    )
    kept = [_speaks_of(row, index, was) for row in table.rows]
    rows = tuple(row for row, is_kept in zip(table.rows, kept, strict=True) if is_kept)
    others = (row for row, is_kept in zip(table.rows, kept, strict=True) if not is_kept)
    return replace(table, rows=rows, left_out=(*table.left_out, *others))


def _speaks_of(row: Row, new: int, old: int | None) -> bool:
    if row.new_at is not None:
        return row.new_at.clause == new
    return row.old_at is not None and row.old_at.clause == old


def _shortened(row: Row, elided: str) -> Row:
    if row.kind is not RowKind.CHANGED:
        return row
    return replace(row, old=with_short_tables(row.old, elided), new=with_short_tables(row.new, elided))


def _kept(rows: tuple[Row, ...]) -> Iterator[bool]:
    changes = [row for row in rows if is_changed(row)]
    old = {row.old_at.clause for row in changes if row.old_at}
    new = {row.new_at.clause for row in changes if row.new_at}
    begun: set[int] = set()
    for row in rows:
        clause = row.new_at.clause if row.new_at and row.new.spans else None
        yield is_changed(row) or (clause is not None and clause not in begun and _stands_in(row, old, new))
        begun |= set() if clause is None else {clause}


def _stands_in(row: Row, old: set[int], new: set[int]) -> bool:
    """Whether a row stands in one of these clauses of either edition."""
    return bool((row.new_at and row.new_at.clause in new) or (row.old_at and row.old_at.clause in old))
