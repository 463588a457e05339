"""What others saved while somebody was typing: told, and where both changed one clause, put up for decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from django.utils.safestring import SafeString

from portal.admin.changes import marked
from portal.admin.editor.panel import clause_name
from portal.admin.records import Entry, entries, newest_first
from portal.comparison.merging import Conflict
from portal.comparison.wording import mark
from portal.models import Clause, Edition
from portal.publishing.drafting.saving import Choices, Decision
from portal.text.tree import Clause as Node

DECISION, HAND = "decision-", "hand-"
"""What the names of the fields begin with; the key of the clause follows."""
MOST_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One clause that two people changed: both wordings with their differences marked, "" for one that deleted it.

    `hand` is what stands in the field for words of one's own, `decision` what was chosen so far.
    """

    key: str
    name: str
    theirs: SafeString
    mine: SafeString
    hand: str
    decision: str = ""


def saved_since(edition: Edition, seen: int) -> list[Entry]:
    """Return what was saved of a draft's clauses after a state, the newest first."""
    records = Clause.history.filter(edition_id=edition.pk, history_id__gt=seen)
    return entries(newest_first(records)[:MOST_ENTRIES])


def shown_conflicts(conflicts: tuple[Conflict, ...], posted: Mapping[str, str]) -> list[ShownConflict]:
    """Return conflicts as the page shows them, with what was chosen and typed on it before."""
    return [_shown(conflict, posted) for conflict in conflicts]


def read_choices(posted: Mapping[str, str]) -> Choices | None:
    """Return what was decided on the page of conflicts; None for a form that does not come from it."""
    at = posted.get("at", "")
    if not at.isdecimal() or len(at) > 18:
        return None
    return Choices(int(at), dict(_decisions(posted)), dict(_fields(posted, HAND)))


def _decisions(posted: Mapping[str, str]) -> Iterator[tuple[str, Decision]]:
    for key, value in _fields(posted, DECISION):
        if value in get_args(Decision):
            yield key, cast(Decision, value)


def _fields(posted: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in posted.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), value.replace("\r\n", "\n")


def _shown(conflict: Conflict, posted: Mapping[str, str]) -> ShownConflict:
    theirs, mine = _words(conflict.theirs), _words(conflict.mine)
    their_marks, my_marks = mark(theirs, mine) if theirs and mine else ((), ())
    clause = conflict.mine or conflict.theirs or conflict.base
    return ShownConflict(
        conflict.key,
        clause_name(clause) if clause else "",
        marked(theirs, their_marks),
        marked(mine, my_marks),
        posted.get(HAND + conflict.key, mine or theirs).replace("\r\n", "\n"),
        posted.get(DECISION + conflict.key, ""),
    )


def _words(clause: Node | None) -> str:
    return clause.written if clause is not None else ""
