"""The same words changed in many terms: all places and tables are shown first, then drafts are made in one bundle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.admin.bundles.forms import BulkMakingForm
from portal.admin.replacement_form import ReplacementForm
from portal.admin.undoing import number
from portal.comparison.formats.html import table_html
from portal.publishing.bundling.bulk import BulkPlace, NotMade, bulk_places, bulk_table, make_bulk
from portal.publishing.drafting.replacing import Replacement
from portal.publishing.findings import DecisionRefused
from portal.views.reading_aids import spoken

NEEDED = ("view_bundle", "view_edition", "add_bundle", "add_edition", "change_edition", "change_clause")
MOST_TABLES = 20
"""Tables shown at a time; of more terms the places are counted, and the tables stand in the bundle once it is made."""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Terms in which the words stand, whether they are chosen, and the table of what would change, "" if not shown."""

    place: BulkPlace
    chosen: bool
    table: SafeString


def bulk(model_admin: Any, request: HttpRequest) -> HttpResponseBase:
    """Show where words stand in all terms, and make drafts with others in their place."""
    if not request.user.has_perms([f"portal.{name}" for name in NEEDED]):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    form = ReplacementForm(asked if "words" in asked else None)
    making = BulkMakingForm(request.POST if request.method == "POST" else None)
    chosen = dict(_choices(request.POST.getlist("terms")))
    valid = form.is_bound and form.is_valid()
    replacement = form.replacement if valid else None
    if request.method == "POST" and replacement is not None and making.is_valid():
        try:
            said = making.cleaned_data
            made = make_bulk(replacement, chosen=chosen, name=said["name"], reason=said["reason"], by=request.user)
        except (NotMade, DecisionRefused, ValidationError) as refusal:
            making.add_error(None, " ".join(getattr(refusal, "messages", [str(refusal)])))
        else:
            count = made.editions.count()
            messages.success(request, _("{count}件の下書きを作り、一括改定に入れました。").format(count=count))
            return redirect("admin:portal_bundle_change", made.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("多くの約款の同じ言葉を変える"),
        "opts": model_admin.opts,
        "form": form,
        "making": making,
        "places": _shown(replacement, chosen if request.method == "POST" else None) if replacement else None,
    }
    return TemplateResponse(request, "admin/portal/bundle/bulk.html", context)


def _choices(texts: list[str]) -> Iterator[tuple[int, str]]:
    """The terms chosen, by number, each with what of it was shown: 3:17:4021."""
    for text in texts:
        terms, _colon, shown = text.partition(":")
        yield number(terms), shown


def _shown(replacement: Replacement, chosen: dict[int, str] | None) -> list[ShownPlace]:
    return [
        ShownPlace(
            place,
            not place.hindrance if chosen is None else place.terms.pk in chosen,
            _table(place, replacement) if index < MOST_TABLES else SafeString(""),
        )
        for index, place in enumerate(bulk_places(replacement))
    ]


def _table(place: BulkPlace, replacement: Replacement) -> SafeString:
    table = bulk_table(place, replacement)
    return mark_safe(table_html(table, spoken=spoken())) if table.has_changes else SafeString("")
