"""Find what an address names among public editions; everything else does not exist."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404

from portal.models import Edition, Terms
from portal.models.timeline import Standing, Timeline, timeline


def timeline_or_404(service: str, terms: str, at: datetime) -> Timeline:
    """Return the timeline of the terms with these slugs; Http404 unless an edition of them is public at `at`."""
    editions = (
        Edition.objects.public(at)
        .filter(terms__service__slug=service, terms__slug=terms)
        .select_related("publication", "terms__service__issuer")
    )
    found = timeline(editions, at)
    if not found.editions:
        raise Http404
    return found


def terms_of(found: Timeline) -> Terms:
    """Return the terms that a timeline of at least one edition is about."""
    return found.editions[0].terms


def standing_or_404(found: Timeline, number: int) -> Standing:
    """Return the standing of a public edition by number; raises Http404."""
    standing = found.standing(number)
    if standing is None:
        raise Http404
    return standing


def pair_or_404(found: Timeline, old: int, new: int) -> tuple[Standing, Standing]:
    """Return the standings of two different public editions; raises Http404."""
    if old == new:
        raise Http404
    return standing_or_404(found, old), standing_or_404(found, new)
