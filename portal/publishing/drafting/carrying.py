"""Staff's words on rows of the comparison with the base, and how they are carried along when a draft changes."""

from __future__ import annotations

from typing import Any

from portal.comparison.rows.overrides import RowOverride, Side, carried
from portal.comparison.table import Part
from portal.models import Edition, RowRemark
from portal.models.history import name_in_history
from portal.models.row_remark import path_text
from portal.text.tree import Document


def row_overrides(edition: Edition) -> tuple[RowOverride, ...]:
    """Return what staff say of rows of the comparison with the edition's base."""
    return tuple(row_override(remark) for remark in edition.row_remarks.order_by("pk"))


def carry_remarks(edition: Edition, before: Document, after: Document, *, by: Any) -> None:
    """Let remarks follow their units from one state of a draft to the next; writes those that moved, with history."""
    remarks = list(edition.row_remarks.order_by("pk"))
    if not remarks or before == after:
        return
    overrides = carried((row_override(remark) for remark in remarks), before, after)
    moved = [(row, override) for row, override in zip(remarks, overrides, strict=True) if row_override(row) != override]
    # A place is taken once: what moves steps aside first, so that two may change places.
    for row, _ in moved:
        edition.row_remarks.filter(pk=row.pk).update(path=f"moving {row.pk}")
    for row, override in moved:
        row.path, row.part = path_text(override.path), override.part.value
        name_in_history(row, by)
        row.save()


def row_override(row: RowRemark) -> RowOverride:
    """Return a row of the database as the comparison takes it."""
    side: Side = "old" if row.side == "old" else "new"
    return RowOverride(row.clause_key, side, row.unit_path, Part(row.part), row.remark, row.note)
