"""The states in which a draft was saved, read from history: a number names one, and its document can be had again.

A state is the highest number of a history row of the edition's clauses. Saving holds the edition, so the numbers of
one edition rise with time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from portal.models.clause import Clause
from portal.models.edition import Edition
from portal.models.edition_text import document_of
from portal.text.tree import Document

NEVER_SAVED = 0

ONE_SAVING = timedelta(seconds=2)
"""Rows of one saving are written in one go; more than this apart they belong to two."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One saving of a draft's clauses: the state it led to, when, by whom, why, and how many rows it wrote."""

    state: int
    at: datetime
    by_id: int | None
    reason: str
    added: int = 0
    changed: int = 0
    deleted: int = 0


def newest_state(edition: Edition) -> int:
    """Return the state in which a draft's clauses are now; NEVER_SAVED where none was ever saved."""
    return Clause.history.filter(edition_id=edition.pk).aggregate(Max("history_id"))["history_id__max"] or NEVER_SAVED


def document_at(edition: Edition, state: int) -> Document:
    """Return the draft's document as it was saved in a state; reads one history row of each clause."""
    saved = Clause.history.filter(edition_id=edition.pk, history_id__lte=state).order_by()
    newest = saved.values("id").annotate(newest=Max("history_id")).values("newest")
    records = Clause.history.filter(history_id__in=newest).exclude(history_type="-")
    rows = [record.instance for record in records]
    return document_of(sorted(rows, key=lambda row: row.rank), tail=edition.tail)


def savings(edition: Edition) -> tuple[Saving, ...]:
    """Return the savings of an edition's clauses, the newest first; one query of narrow rows."""
    columns = ("history_id", "history_date", "history_user_id", "history_change_reason", "history_type")
    rows = Clause.history.filter(edition_id=edition.pk).order_by("history_id").values_list(*columns)
    return tuple(_saving(group) for group in _groups(rows.iterator()))[::-1]


def _groups(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    group: list[tuple[Any, ...]] = []
    for row in rows:
        if group and not _belong_together(group[-1], row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _belong_together(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one[2:4] == other[2:4] and abs(other[1] - one[1]) <= ONE_SAVING


def _saving(group: list[tuple[Any, ...]]) -> Saving:
    state, at, by_id, reason, _ = group[-1]
    counts = Counter(row[4] for row in group)
    return Saving(state, at, by_id, reason or "", counts["+"], counts["~"], counts["-"])
