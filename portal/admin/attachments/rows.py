"""A file of an edition as staff see it in a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.models import Attachment, Edition
from portal.publishing.drafting.attached_files import EXCEL, JPEG, PDF, PICTURES, PNG

KINDS = {PDF: "PDF", EXCEL: "Excel", PNG: _("図（PNG）"), JPEG: _("図（JPEG）")}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: what it is called, what it is, how the text calls it, and whether the text does."""

    file: Attachment
    kind: str
    call: str
    is_called: bool

    @property
    def is_missing_in_text(self) -> bool:
        """Whether it is a picture that the text does not show."""
        return bool(self.call) and not self.is_called


def file_rows(edition: Edition) -> list[FileRow]:
    """Return the files of an edition in order; reads its text where it has pictures."""
    files = list(edition.attachments.order_by("position", "pk"))
    has_pictures = any(file.content_type in PICTURES for file in files)
    text = "\n".join(edition.clauses.values_list("text", flat=True)) if has_pictures else ""
    return [_row(file, text) for file in files]


def _row(file: Attachment, text: str) -> FileRow:
    kind = str(KINDS.get(file.content_type, file.content_type))
    if file.content_type not in PICTURES:
        return FileRow(file, kind, "", False)
    return FileRow(file, kind, f"![{file.title}](attachment:{file.name})", f"](attachment:{file.name})" in text)
