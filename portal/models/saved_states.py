"""The states in which a draft was saved, read from history: a number names one, and its document can be had again.

A state is the highest number of a history row of the edition's clauses. Saving holds the edition, so the numbers of
one edition rise with time.
"""

from __future__ import annotations

from django.db.models import Max

from portal.models.clause import Clause
from portal.models.edition import Edition
from portal.models.edition_text import document_of
from portal.text.tree import Document

NEVER_SAVED = 0


def newest_state(edition: Edition) -> int:
    """Return the state in which a draft's clauses are now; NEVER_SAVED where none was ever saved."""
    return Clause.history.filter(edition_id=edition.pk).aggregate(Max("history_id"))["history_id__max"] or NEVER_SAVED


def document_at(edition: Edition, state: int) -> Document:
    """Return the draft's document as it was saved in a state."""
    newest: dict[int, object] = {}
    for record in Clause.history.filter(edition_id=edition.pk, history_id__lte=state).order_by("history_id"):
        newest[record.id] = record
    rows = [record.instance for record in newest.values() if record.history_type != "-"]
    return document_of(sorted(rows, key=lambda row: row.rank), tail=edition.tail)
