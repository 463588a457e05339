"""Comparison tables (新旧対照表): choosing two editions, and their table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.models import Edition
from portal.models.timeline import Standing, Timeline
from portal.views.downloads import downloads
from portal.views.fragments import comparison_fragment
from portal.views.freshness import page
from portal.views.lookup import standing_or_404, terms_of, timeline_or_404
from portal.views.pair import PairForm, suggested_pair

ONLY_CHANGES = "changed"
"""The value of ?rows= that leaves out rows without a change."""


@require_safe
def pair(request: HttpRequest, service: str, terms: str) -> HttpResponseBase:
    """Let the reader choose two public editions, and lead on to their comparison."""
    found = timeline_or_404(service, terms, timezone.now())
    chosen = request.GET if request.GET.keys() & PairForm.base_fields.keys() else None
    form = PairForm(chosen, timeline=found, initial=suggested_pair(found))
    if form.is_valid():
        return redirect("portal:comparison", service, terms, form.cleaned_data["old"], form.cleaned_data["new"])
    context = {"terms": terms_of(found), "timeline": found, "form": form}
    return page(request, "portal/pair.html", context, editions=found.editions, at=found.at)


@require_safe
def comparison(request: HttpRequest, service: str, terms: str, old: int, new: int) -> HttpResponseBase:
    """Show what changed from one public edition to another, in the terms' house style."""
    if old == new:
        raise Http404
    found = timeline_or_404(service, terms, timezone.now())
    before, after = standing_or_404(found, old), standing_or_404(found, new)
    style = terms_of(found).style
    only_changes = request.GET.get("rows") == ONLY_CHANGES
    files = downloads(found)[after.edition.pk]
    context = {
        "terms": terms_of(found),
        "old": before,
        "new": after,
        "sides": [
            # The built-in styles' headings are in the catalogue, others are shown as staff wrote them.
            (gettext(heading), {"old": before, "new": after}[side])
            for side, heading in zip(style.columns, style.headings, strict=True)
        ],
        "is_backward": after.edition.number < before.edition.number,
        "revisions": _revisions(found, before, after),
        "only_changes": only_changes,
        "table": comparison_fragment(before.edition, after.edition, style, only_changes=only_changes),
        "download": files.comparison if files.old == before.edition else None,
        "form": PairForm(timeline=found, initial={"old": old, "new": new}),
    }
    return page(request, "portal/comparison.html", context, editions=found.editions, at=found.at)


def _revisions(found: Timeline, old: Standing, new: Standing) -> list[Edition]:
    """Return the editions through which the old one became the new one, with the new one last."""
    between = range(old.edition.number + 1, new.edition.number)
    passed = [s.edition for s in found if s.edition.number in between and not s.is_withdrawn]
    return [*passed, new.edition] if new.edition.number > old.edition.number else []
