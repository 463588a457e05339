"""Pages about one edition that only staff see: findings, preview, comparison with its base, their PDFs.

The preview is the public page as it will be, marked 案. Drafts never leave here, but by a review link.
"""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.findings import edition_findings
from portal.models import Attachment, SealedRole
from portal.publishing.pdf import PdfError
from portal.publishing.reviewing.draft_files import PdfBusy
from portal.views.drafts import draft_comparison, draft_facts, draft_pdf, draft_reading

UNAVAILABLE = 503


def findings(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List what stands in the way of announcing a draft, and what a careful reader would ask about."""
    edition = edition_or_404(model_admin, request, object_id)
    context = page_context(model_admin, request, edition, _("確認事項")) | {"findings": edition_findings(edition)}
    return TemplateResponse(request, "admin/portal/edition/findings.html", context)


def preview(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show an edition as customers would read it."""
    edition = edition_or_404(model_admin, request, object_id)
    context = page_context(model_admin, request, edition, _("プレビュー"))
    context |= draft_reading(edition, edition.document(), file_url=_file_url)
    return TemplateResponse(request, "admin/portal/edition/preview.html", context)


def _file_url(file: Attachment) -> str:
    return reverse("admin:portal_edition_attachment_file", args=[file.edition_id, file.pk])


def comparison(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show what changed from the base to an edition, in the house style of the terms, as customers would read it."""
    edition = edition_or_404(model_admin, request, object_id)
    context = page_context(model_admin, request, edition, _("新旧対照表"))
    if edition.base is None:
        context |= draft_facts(edition)
        return TemplateResponse(request, "admin/portal/edition/no_comparison.html", context)
    text_page = reverse("admin:portal_edition_preview", args=[edition.pk])
    context |= draft_comparison(edition, edition.base, request.GET, text_page=text_page)
    return TemplateResponse(request, "admin/portal/edition/comparison.html", context)


def edition_pdf(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Send the PDF of an edition's text as it will be."""
    return _pdf(model_admin, request, object_id, SealedRole.EDITION_PDF)


def comparison_pdf(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Send the PDF of the comparison with the base as it will be."""
    return _pdf(model_admin, request, object_id, SealedRole.COMPARISON_PDF)


def _pdf(model_admin: ModelAdmin, request: HttpRequest, object_id: int, role: SealedRole) -> HttpResponseBase:
    edition = edition_or_404(model_admin, request, object_id)
    try:
        return draft_pdf(edition, role)
    except PdfError as error:
        context = page_context(model_admin, request, edition, _("PDFを表示できません"))
        context |= {"message": str(error), "is_busy": isinstance(error, PdfBusy)}
        return TemplateResponse(request, "admin/portal/edition/no_file.html", context, status=UNAVAILABLE)
