"""The public verb: two editions and a house style make a comparison table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.comparison.cells import joined_spans
from portal.comparison.house_style import THREE_COLUMN, HouseStyle
from portal.comparison.pieces import cut
from portal.comparison.rows import clause_rows
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.text.tree import Document


def compare(old: Document, new: Document, *, style: HouseStyle = THREE_COLUMN) -> ComparisonTable:
    """Return the comparison table of two editions.

    Clauses that carry the same key are the same; all others are aligned by what they say. Cells,
    remarks and marks are as the house style prints them.
    """
    rows: list[Row] = []
    left_out: list[Row] = []
    for row in _one_elided_row_each(clause_rows(cut(old), cut(new), style)):
        (rows if _is_printed(row, style) else left_out).append(_worded(row, style))
    return ComparisonTable(style, tuple(rows), tuple(left_out))


def _one_elided_row_each(rows: Iterable[Row]) -> Iterator[Row]:
    """Join （略） rows that follow each other."""
    held: Row | None = None
    for row in rows:
        if held is not None and row.kind is RowKind.ELIDED:
            held = replace(held, old=_joined(held.old, row.old), new=_joined(held.new, row.new))
            continue
        if held is not None:
            yield held
        held = row if row.kind is RowKind.ELIDED else None
        if held is None:
            yield row
    if held is not None:
        yield held


def _joined(first: Cell, second: Cell) -> Cell:
    return replace(first, spans=joined_spans([*first.spans, *second.spans]))


def _is_printed(row: Row, style: HouseStyle) -> bool:
    return row.kind is not RowKind.ELIDED or style.show_elided


def _worded(row: Row, style: HouseStyle) -> Row:
    """Put in the style's words: what stands in an empty cell, and the remark; drop marks where it has none."""
    old, new = row.old, row.new
    if not old.text:
        old = replace(old, text=_empty_cell(row.kind, style))
    if not new.text:
        new = replace(new, text=_empty_cell(row.kind, style))
    if not style.underline:
        old, new = (Cell(cell.text, (), cell.spans) for cell in (old, new))
    return Row(row.kind, old, new, _remark(row.kind, style) if style.remarks else "")


def _empty_cell(kind: RowKind, style: HouseStyle) -> str:
    return {
        RowKind.ADDED_UNIT: style.added_unit_cell,
        RowKind.ADDED_ARTICLE: style.added_article_cell,
        RowKind.DELETED_UNIT: style.deleted_unit_cell,
        RowKind.DELETED_ARTICLE: style.deleted_article_cell,
    }.get(kind, "")


def _remark(kind: RowKind, style: HouseStyle) -> str:
    return {
        RowKind.TITLE: style.changed,
        RowKind.UNCHANGED: "",
        RowKind.CHANGED: style.changed,
        RowKind.RENUMBERED: style.renumbered,
        RowKind.MOVED: style.moved,
        RowKind.MOVED_AWAY: style.moved_away,
        RowKind.ADDED_UNIT: style.added_unit,
        RowKind.ADDED_ARTICLE: style.added_article,
        RowKind.DELETED_UNIT: style.deleted_unit,
        RowKind.DELETED_ARTICLE: style.deleted_article,
        RowKind.ELIDED: style.elided,
    }[kind]


def rebuild(table: ComparisonTable, text: str, *, side: str) -> str:
    """Return an edition's text put together from the table's cells, elided runs expanded from `text`.

    `side` is "old" or "new". Equal to `text` when the table stands for all of it, each part once.
    """
    return "".join(text[start:end] for start, end in sorted(_spans(table, side)))


def _spans(table: ComparisonTable, side: str) -> Iterator[tuple[int, int]]:
    for row in (*table.rows, *table.left_out):
        yield from (row.old if side == "old" else row.new).spans
