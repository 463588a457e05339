"""Staff's words on rows of the comparison with the base: written, changed and taken back."""

from __future__ import annotations

from typing import Any

from portal.comparison.rows.overrides import RowAddress
from portal.models import Edition, RowRemark
from portal.models.history import explain
from portal.models.row_remark import path_text
from portal.publishing.drafting.changing import changing


def set_row_remark(
    edition: Edition, address: RowAddress, *, remark: str | None, note: str, by: Any, reason: str = ""
) -> None:
    """Say something of a row: `remark` in place of the table's own (None leaves that), `note` below it.

    Nothing to say takes back what was said. Atomic, with history; the same again writes nothing. Raises Frozen, and
    ValidationError for words that no row can hold.
    """
    with changing(edition, by=by) as held:
        row = held.row_remarks.filter(**_columns(address)).first()
        if remark is None and not note:
            if row is not None:
                explain(row, by=by, reason=reason)
                row.delete()
            return
        row = row or RowRemark(edition=held, **_columns(address))
        if row.pk and (row.remark, row.note) == (remark, note):
            return
        row.remark, row.note = remark, note
        row.full_clean()
        explain(row, by=by, reason=reason)
        row.save()


def _columns(address: RowAddress) -> dict[str, str]:
    return {
        "side": address.side,
        "clause_key": address.clause_key,
        "path": path_text(address.path),
        "part": address.part.value,
    }
