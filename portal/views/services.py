"""The list of services, and one service with its terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.models import Edition, Service, Terms
from portal.models.timeline import Timeline, timeline
from portal.views.freshness import page


@dataclass(frozen=True, slots=True)
class TermsEntry:
    """One terms in a list, with its public editions in time."""

    terms: Terms
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service in a list, with those of its terms that have a public edition."""

    service: Service
    terms: tuple[TermsEntry, ...]


@require_safe
def services(request: HttpRequest) -> HttpResponseBase:
    """Show every service that has public terms; where there is none, say what to do first."""
    at = timezone.now()
    editions = _editions(at)
    return page(request, "portal/services.html", {"services": _entries(editions, at)}, editions=editions, at=at)


@require_safe
def service(request: HttpRequest, service: str) -> HttpResponseBase:
    """Show one service's terms; Http404 where none of them is public."""
    at = timezone.now()
    editions = _editions(at).filter(terms__service__slug=service)
    entries = _entries(editions, at)
    if not entries:
        raise Http404
    return page(request, "portal/service.html", {"entry": entries[0]}, editions=editions, at=at)


def _editions(at: datetime) -> QuerySet[Edition]:
    return (
        Edition.objects.public(at)
        .select_related("publication", "terms__service__issuer")
        .order_by(
            "terms__service__position",
            "terms__service__name",
            "terms__service",
            "terms__position",
            "terms__name",
            "terms",
            "number",
        )
    )


def _entries(editions: Iterable[Edition], at: datetime) -> list[ServiceEntry]:
    return [
        ServiceEntry(service, tuple(_terms_entries(of_service, at)))
        for service, of_service in groupby(editions, key=lambda edition: edition.terms.service)
    ]


def _terms_entries(editions: Iterable[Edition], at: datetime) -> Iterable[TermsEntry]:
    for terms, of_terms in groupby(editions, key=lambda edition: edition.terms):
        yield TermsEntry(terms, timeline(of_terms, at))
