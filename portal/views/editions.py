"""The text of terms: the edition in force, the list of editions, any public edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.models.timeline import Standing, Timeline
from portal.views.attached import attached_files
from portal.views.downloads import Downloads, downloads
from portal.views.edition_changes import EditionChanges, edition_changes
from portal.views.fragments import edition_fragments
from portal.views.freshness import page
from portal.views.lookup import standing_or_404, terms_of, timeline_or_404
from portal.views.staff import page_for


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """One edition in the list, with its PDFs and what it changed in the one before it, if there is one."""

    standing: Standing
    downloads: Downloads
    changes: EditionChanges | None


@require_safe
def terms(request: HttpRequest, service: str, terms: str) -> HttpResponseBase:
    """Show the edition in force, or say in words that none is, and what is coming."""
    found = timeline_or_404(service, terms, timezone.now())
    context = _reading(found, found.in_force)
    return page_for(request, "portal/terms.html", context, editions=found.editions, at=found.at)


@require_safe
def editions(request: HttpRequest, service: str, terms: str) -> HttpResponseBase:
    """List the public editions, the newest first."""
    found = timeline_or_404(service, terms, timezone.now())
    files = downloads(found)
    changes = edition_changes(found, ignore_width=terms_of(found).style.ignore_width)
    entries = [
        EditionEntry(standing, files[standing.edition.pk], changes.get(standing.edition.pk))
        for standing in found.newest_first
    ]
    context = {"terms": terms_of(found), "timeline": found, "entries": entries}
    return page(request, "portal/editions.html", context, editions=found.editions, at=found.at)


@require_safe
def edition(request: HttpRequest, service: str, terms: str, number: int) -> HttpResponseBase:
    """Show a public edition, whether it applies, once applied or is to apply."""
    found = timeline_or_404(service, terms, timezone.now())
    context = _reading(found, standing_or_404(found, number))
    return page_for(request, "portal/edition.html", context, editions=found.editions, at=found.at)


def _reading(found: Timeline, standing: Standing | None) -> dict[str, Any]:
    context: dict[str, Any] = {"terms": terms_of(found), "timeline": found, "standing": standing}
    if standing:
        document, contents = edition_fragments(standing.edition)
        files = downloads(found)[standing.edition.pk]
        context |= {"document": document, "contents": contents, "downloads": files}
        context["attached"] = attached_files(standing.edition)
    return context
