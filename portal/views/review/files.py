"""The PDFs behind a link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.models import ReviewLink, SealedRole
from portal.publishing.pdf import PdfError
from portal.publishing.reviewing.draft_files import PdfBusy
from portal.views.attached import file_response
from portal.views.drafts import draft_pdf
from portal.views.review.opening import behind_link
from portal.views.review.reading import link_context

UNAVAILABLE = 503
RETRY_SECONDS = "5"
LARGEST = 2**63


@require_safe
@behind_link
def edition_pdf(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Send the PDF of the text."""
    return _send(request, link, SealedRole.EDITION_PDF)


@require_safe
@behind_link
def comparison_pdf(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    """Send the PDF of the comparison with the base."""
    return _send(request, link, SealedRole.COMPARISON_PDF)


@require_safe
@behind_link
def file(request: HttpRequest, link: ReviewLink, *, pk: int) -> HttpResponseBase:
    """Send a picture or another file of the edition. Raises SealedBytesLost rather than send other bytes."""
    found = link.edition.attachments.filter(pk=pk).first() if pk < LARGEST else None
    if found is None:
        raise Http404
    return file_response(request, found)


def _send(request: HttpRequest, link: ReviewLink, role: SealedRole) -> HttpResponse:
    try:
        return draft_pdf(link.edition, role)
    except PdfBusy as error:
        response = _failed(request, link, str(error))
        response["Retry-After"] = RETRY_SECONDS
        return response
    except PdfError:
        # What went wrong is for staff, who see it on the same file in the admin.
        return _failed(request, link, gettext("PDFを作成できませんでした。確認を依頼した担当者にお知らせください。"))


def _failed(request: HttpRequest, link: ReviewLink, message: str) -> HttpResponse:
    return render(request, "portal/review/no_file.html", link_context(link) | {"message": message}, status=UNAVAILABLE)
