"""Staff's words on rows of the comparison table: rows of the database and values of the comparison."""

from __future__ import annotations

from typing import Any

from portal.comparison.rows.overrides import RowOverride, carried
from portal.comparison.table import Part
from portal.models import Edition, RowRemark
from portal.models.history import name_in_history
from portal.models.row_remark import path_text
from portal.text.tree import Document


def row_overrides(edition: Edition) -> tuple[RowOverride, ...]:
    """Return what staff say of rows of the comparison with the edition's base."""
    return tuple(_override(remark) for remark in edition.row_remarks.order_by("pk"))


def carry_remarks(edition: Edition, before: Document, after: Document, *, by: Any) -> None:
    """Let remarks follow their units from one state of a draft to the next; writes those that moved, with history."""
    remarks = list(edition.row_remarks.order_by("pk"))
    if not remarks or before == after:
        return
    overrides = carried((_override(remark) for remark in remarks), before, after)
    moved = [pair for pair in zip(remarks, overrides, strict=True) if pair[0].path != path_text(pair[1].path)]
    # A place is taken once: what moves steps aside first, so that two may change places.
    for remark, _ in moved:
        edition.row_remarks.filter(pk=remark.pk).update(path=f"moving {remark.pk}")
    for remark, override in moved:
        remark.path = path_text(override.path)
        name_in_history(remark, by)
        remark.save()


def _override(remark: RowRemark) -> RowOverride:
    side = "old" if remark.side == "old" else "new"
    return RowOverride(remark.clause_key, side, remark.unit_path, Part(remark.part), remark.remark, remark.note)
