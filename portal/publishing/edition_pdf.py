"""The PDF of an edition."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from portal.publishing.faces import EditionFace, in_force_from, spaced
from portal.publishing.pdf_images import NO_IMAGES, Images, image_addresses
from portal.publishing.pdf_page import face_passages, filled_page
from portal.publishing.pdf_process import Passage, html_to_pdf
from portal.text.html import document_html
from portal.text.tree import MAIN, Clause, Document, Kind, unmarked


def render_edition_pdf(face: EditionFace, document: Document, images: Images = NO_IMAGES) -> bytes:
    """Render an edition, A4 upright. Raises PdfUnavailable, MissingGlyph or PdfFailed.

    `images` are the pictures that its text calls by name; one that is not there is shown in words.
    """
    passages = [*face_passages(face), *_document_passages(document)]
    return html_to_pdf(edition_page(face, document, images), passages)


def edition_page(face: EditionFace, document: Document, images: Images = NO_IMAGES) -> str:
    """The page that an edition's PDF is made of. A title line in the text is the page's title."""
    title = _title(document) or face.title or face.terms_name
    return filled_page(
        "pdf/edition.html",
        {
            "face": face,
            "name": spaced(face.terms_name or title or "約款", face.edition_label),
            "title": title,
            "effective": in_force_from(face.effective_date),
            # document_html escapes at the leaf
            "document": mark_safe(
                document_html(document, permalinks=False, with_title=False, image_address=image_addresses(images))
            ),
        },
    )


def _title(document: Document) -> str:
    """The title line that a document begins with, "" for none."""
    first = next(iter(document), None)
    if first is None or first.kind is not Kind.TITLE:
        return ""
    return (unmarked(first.filled_form) + first.text).strip()


def _document_passages(document: Document) -> Iterator[Passage]:
    line_of = gettext("{place}の{number}行目")
    for clause in document:
        place = _place(clause)
        yield Passage(place, clause.filled_form)
        for number, line in enumerate(clause.text.splitlines(), start=1):
            yield Passage(line_of.format(place=place, number=number), line)


def _place(clause: Clause) -> str:
    """A clause in words: its heading, or its first words where it has none, and the 附則 it stands in."""
    name = clause.heading or gettext("「{words}」").format(words=clause.text.strip()[:20])
    if clause.context in (MAIN, "") or clause.kind is Kind.SUPPLEMENTARY_PROVISION:
        return name
    return f"{clause.context} {name}"
