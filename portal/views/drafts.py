"""What the pages of a draft show, to staff and to the readers of links: the public pages as they will be, marked 案.

They extend the templates of the public pages, and show the same fragments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy

from portal.comparison.formats.row_links import EditionPage
from portal.models import Attachment, Edition, SealedFile, SealedRole
from portal.publishing.drafting.file_changes import attachment_changes
from portal.publishing.edition_images import PICTURE_TYPES
from portal.publishing.reviewing.draft_files import draft_comparison_pdf, draft_edition_pdf
from portal.publishing.storage import read_sealed
from portal.text.html import contents_html, document_html
from portal.text.html.document import Below, nothing_below
from portal.text.tree import Document
from portal.views.attached import AttachedFile
from portal.views.comparisons import in_columns, legend
from portal.views.downloads import in_one_part
from portal.views.fragments import comparison_fragment
from portal.views.reading_aids import contents_words, link_label, links_into, public_page
from portal.views.table_choice import TableChoice

_FILES: dict[SealedRole, tuple[str | Promise, Callable[[Edition], bytes | None]]] = {
    SealedRole.EDITION_PDF: ("", draft_edition_pdf),
    SealedRole.COMPARISON_PDF: (gettext_lazy("新旧対照表"), draft_comparison_pdf),
}


FileUrl = Callable[[Attachment], str]
"""Where a file of a draft is to be had by those who read the page."""


def draft_reading(
    edition: Edition, document: Document, *, file_url: FileUrl, below: Below = nothing_below
) -> dict[str, Any]:
    """Return the context of an edition's text; `below` makes what stands below each clause."""
    files = list(edition.attachments.order_by("position", "pk"))
    pictures = {file.name: file_url(file) for file in files if file.content_type in PICTURE_TYPES}
    html = document_html(document, link_label=link_label(), image_address=pictures.get, below=below)
    return draft_facts(edition) | {
        "document": mark_safe(html),
        "attached": [_offered(file, file_url(file)) for file in files],
        "contents": mark_safe(contents_html(document, **contents_words())),
    }


def draft_comparison(edition: Edition, base: Edition, query: Mapping[str, str], *, text_page: str) -> dict[str, Any]:
    """Return the context of an edition's comparison with its base; `text_page` is where the edition's text is read."""
    choice = TableChoice.read(query, edition.terms.style)
    old_page = public_page(base) if is_public(base) else None
    links = links_into(old_page, EditionPage(text_page, edition.label))
    return draft_facts(edition) | {
        "sides": in_columns(choice.style, {"old": base, "new": edition}),
        "revisions": [edition],
        "choice": choice,
        "legend": legend(choice.style),
        "compared": comparison_fragment(base, edition, choice, links=links),
        "file_changes": attachment_changes(base, edition),
    }


def draft_facts(edition: Edition) -> dict[str, Any]:
    """Return what every page of an edition before its announcement says of it."""
    return {"edition": edition, "terms": edition.terms, "is_draft": not edition.is_frozen}


def is_public(edition: Edition) -> bool:
    """Whether everybody sees an edition now."""
    return Edition.objects.public(timezone.now()).filter(pk=edition.pk).exists()


def draft_pdf(edition: Edition, role: SealedRole) -> HttpResponse:
    """Send a PDF of an edition: of a draft as it will be, marked 案; once it is announced, the sealed one.

    Raises PdfError, and Http404 where there is none.
    """
    title, make = _FILES[role]
    is_frozen = edition.is_frozen
    content = _sealed(edition, role) if is_frozen else make(edition)
    if content is None:
        raise Http404
    mark = "" if is_frozen else gettext("（案）")
    name = " ".join(filter(None, (edition.terms.name, edition.label, str(title)))) + mark
    disposition = content_disposition_header(False, f"{in_one_part(name)}.pdf") or "inline"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _offered(file: Attachment, url: str) -> AttachedFile:
    return AttachedFile(str(file), url, file.size, file.content_type, file.content_type in PICTURE_TYPES)


def _sealed(edition: Edition, role: SealedRole) -> bytes | None:
    file = SealedFile.objects.announced().filter(edition=edition, role=role).first()
    return read_sealed(file) if file else None
