"""Names by which the changed rows of a table are linked to: row-art-18-2-p1-i3, row-old-art-5.

A name says where the row stands and not which row of the table it is, so it stays when rows before it come or go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from portal.comparison.addresses.places import Places
from portal.comparison.table import At, ComparisonTable, Row, RowKind

ALIKE = (RowKind.UNCHANGED, RowKind.ELIDED)
"""Rows that nobody needs a link to: nothing changed in them."""


def row_names(table: ComparisonTable) -> tuple[str, ...]:
    """Return a name for every row, "" for one without a change; of equal names the later ones get an ordinal (-n2).

    The place is that in the new edition; what has left it is called by its old one, what has none by its number.
    """
    places = {"old": Places(table.old), "new": Places(table.new)}
    return tuple(_unlike(_name(index, row, places) for index, row in enumerate(table.rows)))


def is_changed(row: Row) -> bool:
    """Whether a row shows a change."""
    return row.kind not in ALIKE


def where(row: Row) -> tuple[str, At] | None:
    """Return the side by whose place a row is called, and the place; None for a row that has none."""
    if row.new_at and (row.new.spans or not row.old_at):
        return "new", row.new_at
    return ("old", row.old_at) if row.old_at else None


def stands(row: Row, side: str) -> At | None:
    """Return where the text in a row's cell stands; None for a cell without text of its edition."""
    cell, at = (row.new, row.new_at) if side == "new" else (row.old, row.old_at)
    return at if cell.spans else None


def _name(index: int, row: Row, places: dict[str, Places]) -> str:
    if not is_changed(row):
        return ""
    side, at = where(row) or ("new", None)
    anchor = places[side].anchor(at) if at else ""
    return f"row-{'old-' if side == 'old' else ''}{anchor}" if anchor else f"row-{index}"


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """Names of which no two are equal, but the empty ones."""
    seen: Counter[str] = Counter()
    used = {""}
    for name in names:
        unlike = name
        while unlike in used and name:
            seen[name] += 1
            unlike = f"{name}-n{seen[name] + 1}"
        used.add(unlike)
        yield unlike
