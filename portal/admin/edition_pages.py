"""Pages about one edition that only staff see: findings, preview, comparison with its base. Drafts never leave here."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.findings import edition_findings
from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.text.html import contents_html, document_html
from portal.views.reading_aids import contents_words, link_label, spoken


def findings(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List what stands in the way of announcing a draft, and what a careful reader would ask about."""
    edition = edition_or_404(model_admin, request, object_id)
    context = page_context(model_admin, request, edition, _("確認事項")) | {"findings": edition_findings(edition)}
    return TemplateResponse(request, "admin/portal/edition/findings.html", context)


def preview(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show an edition as customers would read it."""
    edition = edition_or_404(model_admin, request, object_id)
    document = edition.document()
    context = page_context(model_admin, request, edition, _("プレビュー")) | {
        "document": mark_safe(document_html(document, link_label=link_label())),
        "contents": mark_safe(contents_html(document, **contents_words())),
    }
    return TemplateResponse(request, "admin/portal/edition/preview.html", context)


def comparison(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show what changed from the base to an edition, in the house style of the terms."""
    edition = edition_or_404(model_admin, request, object_id)
    table, style = None, edition.terms.style
    if edition.base is not None:
        table = compare(edition.base.document(), edition.document(), style=style)
    context = page_context(model_admin, request, edition, _("新旧対照表")) | {
        "table": mark_safe(table_html(table, spoken=spoken())) if table and table.has_changes else "",
        "ignores_width": style.ignore_width,
    }
    return TemplateResponse(request, "admin/portal/edition/comparison.html", context)
