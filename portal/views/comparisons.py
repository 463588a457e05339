"""Comparison tables (新旧対照表): choosing two editions, and their table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from portal.comparison.house_style import HouseStyle
from portal.models import Edition
from portal.models.timeline import Standing, Timeline
from portal.publishing.drafting.file_changes import attachment_changes
from portal.views.downloads import downloads, files_in_formats
from portal.views.fragments import comparison_fragment
from portal.views.freshness import page
from portal.views.lookup import pair_or_404, terms_of, timeline_or_404
from portal.views.pair import PairForm, suggested_pair
from portal.views.reading_aids import TEXT_LANGUAGE
from portal.views.table_choice import TableChoice

Side = TypeVar("Side")


@require_safe
def pair(request: HttpRequest, service: str, terms: str) -> HttpResponseBase:
    """Let the reader choose two public editions, and lead on to their comparison."""
    found = timeline_or_404(service, terms, timezone.now())
    chosen = request.GET if request.GET.keys() & PairForm.base_fields.keys() else None
    form = PairForm(chosen, timeline=found, initial=suggested_pair(found))
    choice = TableChoice.read(request.GET, terms_of(found).style)
    if form.is_valid():
        numbers = form.cleaned_data["old"], form.cleaned_data["new"]
        return redirect(reverse("portal:comparison", args=(service, terms, *numbers)) + choice.query)
    context = {"terms": terms_of(found), "timeline": found, "form": form, "choice": choice}
    return page(request, "portal/pair.html", context, editions=found.editions, at=found.at)


@require_safe
def comparison(request: HttpRequest, service: str, terms: str, old: int, new: int) -> HttpResponseBase:
    """Show what changed from one public edition to another, in the terms' house style."""
    found = timeline_or_404(service, terms, timezone.now())
    before, after = pair_or_404(found, old, new)
    choice = TableChoice.read(request.GET, terms_of(found).style)
    files = downloads(found)[after.edition.pk]
    context = {
        "terms": terms_of(found),
        "old": before,
        "new": after,
        "sides": in_columns(choice.style, {"old": before, "new": after}),
        "is_backward": after.edition.number < before.edition.number,
        "revisions": _revisions(found, before, after),
        "choice": choice,
        "legend": legend(choice.style),
        "compared": comparison_fragment(before.edition, after.edition, choice),
        "download": files.comparison if files.old == before.edition else None,
        "files": files_in_formats(before.edition, after.edition, choice),
        "file_changes": attachment_changes(before.edition, after.edition),
        "form": PairForm(timeline=found, initial={"old": old, "new": new}),
    }
    return page(request, "portal/comparison.html", context, editions=found.editions, at=found.at)


def in_columns(style: HouseStyle, sides: Mapping[str, Side]) -> list[tuple[str, Side]]:
    """Return what stands on either side ("old", "new") in the order of the columns, as the columns are headed.

    The built-in styles' headings are in the catalogue, others are shown as staff wrote them.
    """
    pairs = zip(style.columns, style.headings, strict=True)
    return [(gettext(heading), sides[side]) for side, heading in pairs]


def legend(style: HouseStyle) -> str:
    """Say what the marks mean, for readers whom the style's own legend does not tell."""
    if not style.underline or (style.legend and get_language() == TEXT_LANGUAGE):
        return ""
    return gettext("下線と色のついた箇所が、変更された箇所です。")


def _revisions(found: Timeline, old: Standing, new: Standing) -> list[Edition]:
    """Return the editions through which the old one became the new one, with the new one last."""
    between = range(old.edition.number + 1, new.edition.number)
    passed = [s.edition for s in found if s.edition.number in between and not s.is_withdrawn]
    return [*passed, new.edition] if new.edition.number > old.edition.number else []
