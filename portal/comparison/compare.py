"""The public verb: two editions and a house style make a comparison table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.comparison.alignment.crossings import find_opposites
from portal.comparison.alignment.pieces import cut
from portal.comparison.house_style import THREE_COLUMN, Elision, HouseStyle
from portal.comparison.rows.cells import joined_spans
from portal.comparison.rows.entries import entries
from portal.comparison.rows.making import rows_of
from portal.comparison.rows.words import Words
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.text.tree import Document


def compare(old: Document, new: Document, *, style: HouseStyle = THREE_COLUMN) -> ComparisonTable:
    """Return the comparison table of two editions.

    Clauses that carry the same key are the same; all others are aligned by what they say. Cells,
    remarks and marks are as the house style prints them.
    """
    found = find_opposites(cut(old), cut(new))
    words = Words(old, new, style)
    rows: list[Row] = []
    left_out: list[Row] = []
    for row in _one_elided_row_each(rows_of(entries(found, style), style), style):
        (left_out if _is_left_out(row) else rows).append(words.put_into(row))
    return ComparisonTable(style, tuple(rows), tuple(left_out), old, new)


def _one_elided_row_each(rows: Iterable[Row], style: HouseStyle) -> Iterator[Row]:
    """Join rows of nothing but （略） that follow each other, unless each article has its own."""
    held: Row | None = None
    for row in rows:
        joins = row.kind is RowKind.ELIDED and row.old.text == row.new.text == style.elided
        if joins and held is not None and style.unchanged_articles is not Elision.EACH:
            held = replace(held, old=_joined(held.old, row.old), new=_joined(held.new, row.new))
            continue
        if held is not None:
            yield held
        held = row if joins else None
        if held is None:
            yield row
    if held is not None:
        yield held


def _joined(first: Cell, second: Cell) -> Cell:
    return replace(first, spans=joined_spans([*first.spans, *second.spans]))


def _is_left_out(row: Row) -> bool:
    """Whether a row stands for what the style leaves out: it has no words."""
    return row.kind is RowKind.ELIDED and not row.old.text and not row.new.text


def rebuild(table: ComparisonTable, text: str, *, side: str) -> str:
    """Return an edition's text put together from the table's cells, elided runs expanded from `text`.

    `side` is "old" or "new". Equal to `text` when the table stands for all of it, each part once.
    """
    return "".join(text[start:end] for start, end in sorted(_spans(table, side)))


def _spans(table: ComparisonTable, side: str) -> Iterator[tuple[int, int]]:
    for row in (*table.rows, *table.left_out):
        yield from (row.old if side == "old" else row.new).spans
