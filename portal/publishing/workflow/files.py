"""The files of a candidate: made, stored and named in rows. Making them takes seconds: never in a transaction."""

from __future__ import annotations

from django.utils.translation import gettext

from portal.models import Edition, SealedFile
from portal.publishing.candidate import Candidate, CandidateFile, manifest_hash, render_files
from portal.publishing.findings import AnnouncementRefused, Finding
from portal.publishing.pdf import MissingGlyph, PdfError, PdfUnavailable
from portal.publishing.storage import SealedBytesLost, store


def make_files(candidate: Candidate) -> tuple[CandidateFile, ...]:
    """Render a candidate's files and put them into the storage, where they may stay without a row.

    Raises AnnouncementRefused for what cannot be printed or stored.
    """
    try:
        files = render_files(candidate)
    except PdfError as error:
        raise AnnouncementRefused(Finding(_pdf_code(error), str(error))) from error
    _store(files)
    return files


def add_sealed_files(edition: Edition, files: tuple[CandidateFile, ...]) -> None:
    """Name the files of a candidate in rows; those that are there already stay."""
    manifest = manifest_hash(files)
    if SealedFile.objects.filter(edition=edition, manifest_sha256=manifest).exists():
        return
    for file in files:
        SealedFile.objects.create(
            edition=edition,
            manifest_sha256=manifest,
            role=file.role,
            sha256=file.sha256,
            size=len(file.content),
            content_type=file.content_type,
            filename=file.filename,
        )


def _pdf_code(error: PdfError) -> str:
    if isinstance(error, MissingGlyph):
        return "missing_glyph"
    return "pdf_unavailable" if isinstance(error, PdfUnavailable) else "pdf_failed"


def _store(files: tuple[CandidateFile, ...]) -> None:
    try:
        for file in files:
            store(file.content)
    except (OSError, SealedBytesLost) as error:
        message = gettext(
            "封印するファイルを保管場所に書き込めません（{reason}）。空き容量と書き込みの権限を確かめてください。"
        )
        raise AnnouncementRefused(Finding("not_stored", message.format(reason=error))) from error
