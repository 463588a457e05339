"""Pages about one edition that only staff see: findings, preview, comparison with its base. Drafts never leave here."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.admin.findings import edition_findings
from portal.admin.states import EditionState, state_of, with_state
from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.models import Edition
from portal.text.html import contents_html, document_html
from portal.views.reading_aids import contents_words, link_label, spoken


def findings(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List what stands in the way of announcing a draft, and what a careful reader would ask about."""
    edition = _edition(model_admin, request, object_id)
    context = _context(model_admin, request, edition, _("確認事項")) | {"findings": edition_findings(edition)}
    return TemplateResponse(request, "admin/portal/edition/findings.html", context)


def preview(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show an edition as customers would read it."""
    edition = _edition(model_admin, request, object_id)
    document = edition.document()
    context = _context(model_admin, request, edition, _("プレビュー")) | {
        "document": mark_safe(document_html(document, link_label=link_label())),
        "contents": mark_safe(contents_html(document, **contents_words())),
    }
    return TemplateResponse(request, "admin/portal/edition/preview.html", context)


def comparison(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show what changed from the base to an edition, in the house style of the terms."""
    edition = _edition(model_admin, request, object_id)
    table, style = None, edition.terms.style
    if edition.base is not None:
        table = compare(edition.base.document(), edition.document(), style=style)
    context = _context(model_admin, request, edition, _("新旧対照表")) | {
        "table": mark_safe(table_html(table, spoken=spoken())) if table and table.has_changes else "",
        "ignores_width": style.ignore_width,
    }
    return TemplateResponse(request, "admin/portal/edition/comparison.html", context)


PAGES = {"findings": findings, "preview": preview, "comparison": comparison}
"""The views by the last part of their addresses."""


def _edition(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> Edition:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    editions = with_state(Edition.objects.select_related("terms__service__issuer", "base"))
    edition = editions.filter(pk=object_id).first()
    if edition is None:
        raise Http404
    return edition


def _context(model_admin: ModelAdmin, request: HttpRequest, edition: Edition, title: str) -> dict[str, Any]:
    state = state_of(edition)
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(edition),
        "opts": model_admin.opts,
        "edition": edition,
        "terms": edition.terms,
        "state": state,
        "is_public": state not in (EditionState.DRAFT, EditionState.EMBARGOED),
    }
