"""History records as a reader meets them: who, when, why and what, for a page of them in a few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.admin.changes import FieldChange, field_changes, related_names
from portal.models import Actor
from portal.models.actor import account_name

KINDS = {"+": gettext_lazy("追加"), "~": gettext_lazy("変更"), "-": gettext_lazy("削除")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One saving of one object. `changes` is empty for what was added or deleted."""

    kind: str
    who: str
    at: datetime
    reason: str
    subject: str
    url: str
    changes: tuple[FieldChange, ...] = ()


def newest_first(records: QuerySet) -> QuerySet:
    """Order history records, each with the id of the one before it of the same object."""
    rows = records.model._default_manager
    before = rows.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    return records.annotate(previous_id=Subquery(before.values("history_id")[:1])).order_by("-history_id")


def entries(records: Iterable[Any]) -> list[Entry]:
    """Return history records read by `newest_first` as entries."""
    records = list(records)
    if not records:
        return []
    changed = [record for record in records if record.history_type == "~" and record.previous_id]
    previous = type(records[0])._default_manager.in_bulk([record.previous_id for record in changed])
    names = related_names([*changed, *previous.values()])
    who = names_of({record.history_user_id for record in records})
    changes = {r.history_id: field_changes(previous[r.previous_id], r, names) for r in changed}
    return [_entry(record, who, changes.get(record.history_id, ())) for record in records]


def names_of(ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return what to call users by id: their account's name, else the name kept for decisions, else the number."""
    wanted = {pk for pk in ids if pk is not None}
    kept = dict(Actor.objects.filter(pk__in=wanted).values_list("pk", "name"))
    accounts = {user.pk: account_name(user) for user in _accounts(wanted)}
    unknown = _("利用者番号{pk}（名前の記録なし）")
    names: dict[int | None, str] = {pk: accounts.get(pk) or kept.get(pk) or unknown.format(pk=pk) for pk in wanted}
    return names | {None: _("（利用者の記録なし）")}


def record_url(record: Any) -> str:
    """Return the address of a record's own page."""
    name = type(record).instance_type._meta.model_name
    return reverse(f"admin:portal_{name}_simple_history", args=[record.id, record.history_id])


def _accounts(ids: Iterable[Any]) -> QuerySet:
    return get_user_model()._default_manager.filter(pk__in=ids)


def _entry(record: Any, who: dict[int | None, str], changes: tuple[FieldChange, ...]) -> Entry:
    return Entry(
        kind=str(KINDS[record.history_type]),
        who=who[record.history_user_id],
        at=record.history_date,
        reason=record.history_change_reason or "",
        subject=_subject(record),
        url=record_url(record),
        changes=changes,
    )


def _subject(record: Any) -> str:
    """What the record is of; an edition's own name would ask for its terms each time."""
    return record.instance.label if hasattr(record.instance_type, "edition_label") else str(record.instance)
