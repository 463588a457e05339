"""What somebody typed into the form of one clause and has not saved: kept, and compared with what is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from portal.admin.changes import FieldChange, value_change
from portal.admin.clause_place import Place
from portal.admin.undoing import number
from portal.admin_site import REASON, Typed
from portal.models import Clause, Edition, WorkingCopy
from portal.models.clause import KIND_NAMES
from portal.models.saved_states import newest_state
from portal.publishing.drafting.working_copies import copy_of, discard_copy, keep_copy

FIELDS = ("kind", "label", "caption", "text", REASON)
"""What is kept of the form until it is saved."""
END = "end"


@dataclass(frozen=True, slots=True)
class ClauseCopies:
    """What one user typed into the form of one clause; `clause` is None for a new one.

    `place` is that of the working copy: the clause's key; for a new one, that of the clause it goes behind.
    """

    edition: Edition
    user: Any
    place: str
    clause: Clause | None = None

    @classmethod
    def of(cls, clause: Clause, *, by: Any) -> ClauseCopies:
        """Return what belongs to the form of a clause."""
        return cls(clause.edition, by, clause.key, clause)

    @classmethod
    def of_new(cls, place: Place, *, by: Any, is_end: bool) -> ClauseCopies:
        """Return what belongs to the form of a new clause, by where it goes; the end stays the end if others add."""
        behind = END if is_end else place.after.key if place.after else ""
        return cls(place.edition, by, f"new:{behind}")

    @property
    def saved(self) -> dict[str, str]:
        """What the form shows where nothing was typed."""
        clause = self.clause or Clause()
        return {name: getattr(clause, name) for name in FIELDS if name != REASON} | {REASON: ""}

    @property
    def newest(self) -> int:
        """The state that is saved now: of the clause, or of the draft that a new one goes into."""
        if self.clause is None:
            return newest_state(self.edition)
        return _greatest(self.clause.history.all())

    @property
    def saved_by_user(self) -> int:
        """The newest state that this user saved from such a form, or from another page."""
        if self.clause is None:
            records = Clause.history.filter(edition_id=self.edition.pk, history_type="+")
        else:
            records = self.clause.history.all()
        return _greatest(records.filter(history_user_id=self.user.pk))

    def has_moved_on(self, seen: int) -> bool:
        """Whether the clause was saved after a state; a new one is not there yet."""
        return self.clause is not None and self.newest > seen

    def unsaved(self) -> WorkingCopy | None:
        """Return what is kept and differs from what is saved."""
        copy = copy_of(self.edition, by=self.user, place=self.place)
        return copy if copy is not None and self.differences(copy.values) else None

    def differences(self, typed: Mapping[str, str]) -> list[FieldChange]:
        """Return how what was typed differs from what is saved, with the words marked; escaped."""
        names, saved = field_names(), self.saved
        return [
            value_change(names[name], _shown(name, saved[name]), _shown(name, typed[name]), is_text=name != "kind")
            for name in FIELDS
            if typed.get(name, saved[name]) != saved[name]
        ]

    def keep(self, posted: Mapping[str, str]) -> None:
        """Keep what a form sent that was not saved."""
        values = {name: posted.get(name, "").replace("\r\n", "\n") for name in FIELDS}
        seen = max(number(posted.get("seen", "")), 0)
        keep_copy(self.edition, values, by=self.user, seen=seen, place=self.place)

    def discard(self) -> None:
        """Throw away what is kept: it was saved, or is not wanted."""
        discard_copy(self.edition, by=self.user, place=self.place)

    def typed(self) -> list[Typed]:
        """Return what is kept and not saved, field by field, to be copied."""
        copy = self.unsaved()
        values = copy.values if copy else {}
        names = field_names()
        return [Typed(names[name], _shown(name, values[name])) for name in FIELDS if values.get(name)]


def field_names() -> dict[str, str]:
    """Return what the form calls its fields."""
    fields = {field.name: str(field.verbose_name) for field in Clause._meta.fields if field.name in FIELDS}
    return fields | {REASON: _("変更理由")}


def _shown(name: str, value: str) -> str:
    if name != "kind":
        return value
    return next((str(words) for kind, words in KIND_NAMES.items() if kind.value == value), value)


def _greatest(records: QuerySet[Any]) -> int:
    return records.aggregate(found=Max("history_id"))["found"] or 0
