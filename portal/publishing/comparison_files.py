"""The files in which a comparison table can be had beside its PDF: one entry each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.comparison.formats.plain_text import plain_text
from portal.comparison.formats.serialise import table_values
from portal.comparison.table import ComparisonTable
from portal.publishing.faces import ComparisonFace, comparison_title, edition_words
from portal.publishing.office.docx import comparison_docx
from portal.publishing.office.xlsx import comparison_xlsx

_OFFICE = "application/vnd.openxmlformats-officedocument"

Maker = Callable[[ComparisonFace, ComparisonTable], bytes]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format: what a file name ends in, its media type, what readers call it, and who makes the bytes.

    Browsers show `is_read_in_browser` as a page; the others are saved.
    """

    suffix: str
    content_type: str
    name: Promise
    make: Maker
    is_read_in_browser: bool = False


def _json(_face: ComparisonFace, table: ComparisonTable) -> bytes:
    return json.dumps(table_values(table), ensure_ascii=False, indent=1).encode() + b"\n"


def _text(face: ComparisonFace, table: ComparisonTable) -> bytes:
    sides = edition_words(face.old_label, face.old_date), edition_words(face.new_label, face.new_date)
    return plain_text(table, title=comparison_title(face), sides=sides).encode()


_ENTRIES = (
    FileFormat("docx", f"{_OFFICE}.wordprocessingml.document", _("Word（.docx）"), comparison_docx),
    FileFormat("xlsx", f"{_OFFICE}.spreadsheetml.sheet", _("Excel（.xlsx）"), comparison_xlsx),
    FileFormat("txt", "text/plain; charset=utf-8", _("テキスト（.txt）"), _text, is_read_in_browser=True),
    FileFormat("json", "application/json", _("JSON（.json）"), _json, is_read_in_browser=True),
)

FORMATS: dict[str, FileFormat] = {entry.suffix: entry for entry in _ENTRIES}
"""The formats by suffix, as they are offered."""
