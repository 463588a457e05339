"""The pictures that an edition's text shows, from the files attached to it."""

from __future__ import annotations

from portal.models import Edition
from portal.publishing.pdf_images import ImageFile, Images
from portal.publishing.storage import read_sealed
from portal.text.inline import InlineKind, read_inline
from portal.text.tree import Document

PICTURE_TYPES = ("image/png", "image/jpeg")


def edition_images(edition: Edition, document: Document) -> Images:
    """Return the bytes of the pictures that `document`, the edition's text, calls; raises SealedBytesLost."""
    called = called_names(document)
    files = edition.attachments.filter(name__in=called, content_type__in=PICTURE_TYPES) if called else ()
    return {file.name: ImageFile(read_sealed(file)) for file in files}


def missing_names(edition: Edition, document: Document) -> tuple[str, ...]:
    """Return the names of pictures that a text calls and the edition has no file for, in alphabetical order."""
    called = called_names(document)
    found = edition.attachments.filter(content_type__in=PICTURE_TYPES).values_list("name", flat=True) if called else ()
    return tuple(sorted(called - set(found)))


def called_names(document: Document) -> frozenset[str]:
    """Return the names of the pictures that a text calls, whether there are such files or not."""
    marks = (mark for clause in document for mark in read_inline(clause.text))
    return frozenset(mark.target for outer in marks for mark in (outer, *outer.inside) if mark.kind is InlineKind.IMAGE)
