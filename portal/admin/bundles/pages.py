"""The drafts of a bundle put in and taken out, and all their comparison tables on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.admin.bundles.context import bundle_or_404, page_context
from portal.admin.undoing import number
from portal.comparison.formats.html import table_html
from portal.models import Edition, Frozen
from portal.publishing.bundling.members import add_to_bundle, bundle_review, remove_from_bundle
from portal.publishing.edition_tables import edition_table
from portal.publishing.findings import DecisionRefused
from portal.views.reading_aids import spoken


def members(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Put a draft into a bundle, `add=…`, or take one out, `remove=…`."""
    bundle = bundle_or_404(request, object_id, "change_bundle", "change_edition")
    asked = {name: number(request.POST.get(name, "")) for name in ("add", "remove")}
    added = Edition.objects.filter(pk=asked["add"]).first()
    removed = bundle.editions.filter(pk=asked["remove"]).first()
    try:
        if added is not None:
            add_to_bundle(bundle, added, by=request.user)
            messages.success(request, _("{edition}を入れました。").format(edition=added))
        elif removed is not None:
            remove_from_bundle(removed, by=request.user)
            messages.success(request, _("{edition}を外しました。").format(edition=removed))
        else:
            messages.error(request, _("入れる版か外す版を選び直してください。"))
    except (DecisionRefused, Frozen) as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:portal_bundle_change", bundle.pk)


def tables(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show the comparison tables of all drafts, one after another."""
    bundle = bundle_or_404(request, object_id)
    shown = [(edition, _table(edition)) for edition in bundle_review(bundle).editions]
    context = page_context(model_admin, request, bundle, _("すべての新旧対照表")) | {"tables": shown}
    return TemplateResponse(request, "admin/portal/bundle/tables.html", context)


def only(methods: tuple[str, ...], page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a view that answers these methods alone."""
    return require_http_methods(methods)(page)


def _table(edition: Edition) -> SafeString:
    if edition.base is None:
        return SafeString("")
    table = edition_table(edition.base, edition, style=edition.terms.style)
    return mark_safe(table_html(table, spoken=spoken())) if table.has_changes else SafeString("")
