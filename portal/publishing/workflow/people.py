"""Who may decide, who wrote: the people behind an edition's way to the public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.utils.translation import gettext

from portal.models import Attachment, Clause, Edition, RowRemark
from portal.publishing.findings import Finding, NotPermitted

Editors = dict[int, datetime]
"""When each person, by account id, last saved something of an edition."""


def require_permission(by: Any, codename: str) -> None:
    """Raise NotPermitted unless the user may do what the portal's permission `codename` allows."""
    if by is None or not by.has_perm(f"portal.{codename}"):
        raise NotPermitted(not_permitted())


def not_permitted() -> Finding:
    """Return the finding that says somebody has not the right to decide this."""
    return Finding("not_permitted", gettext("この操作をする権限がありません。管理者にご相談ください。"))


def people_with(codename: str) -> QuerySet:
    """Return the staff to whom this permission of the portal was given, themselves or through a group."""
    users: Any = get_user_model()._default_manager
    return users.with_perm(f"portal.{codename}", include_superusers=False).filter(is_staff=True)


def editors_of(editions: Iterable[int]) -> dict[int, Editors]:
    """Return who saved rows of these editions (by id) and when last: facts, clauses, attachments, remarks.

    Asks once for each of the four. What nobody in particular saved is left out.
    """
    ids = list(editions)
    found: dict[int, Editors] = {pk: {} for pk in ids}
    for model, key in ((Edition, "id"), (Clause, "edition_id"), (Attachment, "edition_id"), (RowRemark, "edition_id")):
        rows = model.history.filter(**{f"{key}__in": ids}).exclude(history_user_id=None).order_by()
        for row in rows.values(key, "history_user_id").annotate(last=Max("history_date")):
            editors, user = found[row[key]], row["history_user_id"]
            editors[user] = max(row["last"], editors.get(user, row["last"]))
    return found


def last_editors(editors: Editors) -> frozenset[int]:
    """Return who saved last; more than one only where they did so at the same instant."""
    newest = max(editors.values(), default=None)
    return frozenset(user for user, at in editors.items() if at == newest)
