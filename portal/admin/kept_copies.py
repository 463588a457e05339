"""What somebody typed and did not save, anywhere in an edition, as lines that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.admin.clause_copies import END
from portal.models import Clause, Edition, WorkingCopy
from portal.models.working_copy import WHOLE_TEXT


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A working copy: what it is of, when it was kept, and the page that offers it."""

    name: str
    kept_at: datetime
    url: str


def kept_copies(edition: Edition, user: Any) -> list[KeptCopy]:
    """Return the working copies of a user in an edition, the newest first; two queries."""
    copies = list(WorkingCopy.objects.filter(edition=edition, user=user))
    keys = {copy.place.removeprefix("new:") for copy in copies}
    clauses = {clause.key: clause for clause in edition.clauses.filter(key__in=keys)} if copies else {}
    found = (_kept(copy, edition, clauses) for copy in copies)
    return [copy for copy in found if copy is not None]


def _kept(copy: WorkingCopy, edition: Edition, clauses: dict[str, Clause]) -> KeptCopy | None:
    """What leads to a copy; None where its clause is gone, and with it the page that would offer it."""
    if copy.place == WHOLE_TEXT:
        return KeptCopy(_("全文の編集"), copy.saved_at, reverse("admin:portal_edition_editor", args=[edition.pk]))
    is_new = copy.place.startswith("new:")
    key = copy.place.removeprefix("new:")
    clause = clauses.get(key)
    if is_new and (clause is not None or key in ("", END)):
        return KeptCopy(_("新しい条文"), copy.saved_at, _adding(edition, clause, at_end=key == END))
    if clause is None:
        return None
    return KeptCopy(str(clause), copy.saved_at, reverse("admin:portal_clause_change", args=[clause.pk]))


def _adding(edition: Edition, behind: Clause | None, *, at_end: bool) -> str:
    asked = {"edition": edition.pk}
    first = edition.clauses.order_by("rank").first()
    if behind is not None:
        asked["after"] = behind.pk
    elif not at_end and first is not None:
        asked["before"] = first.pk
    return f"{reverse('admin:portal_clause_add')}?{urlencode(asked)}"
