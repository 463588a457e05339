"""Where a new clause goes, and what inserting and taking away mean for the 附則 that clauses stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from portal.models import Clause, Edition
from portal.text.headings.contexts import in_context


@dataclass(frozen=True, slots=True)
class Place:
    """A place among the clauses of an edition: behind `after`, or at the beginning."""

    edition: Edition
    after: Clause | None


def asked_place(request: HttpRequest) -> Place | None:
    """Return the place that the address names: ?edition=5, with &after=12 or &before=12, else at the end."""
    asked = {name: request.GET.get(name, "") for name in ("edition", "after", "before")}
    edition = _found(Edition.objects.select_related("terms"), asked["edition"])
    if edition is None:
        return None
    clauses = edition.clauses.order_by("rank")
    if asked["before"]:
        behind = _found(clauses, asked["before"])
        return behind and Place(edition, clauses.filter(rank__lt=behind.rank).last())
    if asked["after"]:
        after = _found(clauses, asked["after"])
        return after and Place(edition, after)
    return Place(edition, clauses.last())


def insert_clause(place: Place, row: Clause, *, by: Any, reason: str) -> Clause:
    """Put a new clause in its place and return its row; writes history. Raises ValidationError, Frozen."""
    document = place.edition.document()
    keys = [clause.key for clause in document]
    index = keys.index(place.after.key) + 1 if place.after else 0
    clauses = (*document.clauses[:index], row.node(), *document.clauses[index:])
    place.edition.replace_document(in_context(replace(document, clauses=clauses)), by=by, reason=reason)
    return place.edition.clauses.get(key=row.key)


def settle_contexts(edition: Edition, *, by: Any, reason: str) -> None:
    """Let every clause stand in the 附則 that its place says; writes the rows that differ, with history."""
    document = edition.document()
    settled = in_context(document)
    if settled != document:
        edition.replace_document(settled, by=by, reason=reason)


def _found(rows: Any, pk: str) -> Any:
    return rows.filter(pk=pk).first() if pk.isdecimal() else None
