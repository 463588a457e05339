"""The PDFs of a draft as they will be, marked 案 on every page: made when asked for, kept for minutes, never sealed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.utils.translation import gettext

from portal.models import Edition
from portal.models.canonical import sha256
from portal.publishing.candidate import Candidate, comparison_pdf, edition_pdf, read_candidate
from portal.publishing.pdf import PdfError
from portal.publishing.sealing import sealed_json

KEPT_SECONDS = 10 * 60
PATIENCE = 5.0
"""Seconds for which one waits while another PDF is made: longer, and few would keep all others from their pages."""

_making = threading.Lock()
"""A PDF takes a second or two of a processor: one draft's is made at a time in this process."""


class PdfBusy(PdfError):
    """Other PDFs are being made; it can be asked for again in a moment."""


def draft_edition_pdf(edition: Edition) -> bytes:
    """Return the PDF of a draft. Raises PdfError."""
    candidate = read_candidate(edition.pk)
    return _kept(f"edition:{sha256(candidate.json)}", lambda: edition_pdf(candidate, is_draft=True))


def draft_comparison_pdf(edition: Edition) -> bytes | None:
    """Return the PDF of a draft's comparison with its base; None without one. Raises PdfError."""
    candidate = read_candidate(edition.pk)
    base = candidate.edition.base
    if base is None:
        return None
    return _kept(_comparison_key(candidate, base), lambda: comparison_pdf(candidate, base, is_draft=True))


def _comparison_key(candidate: Candidate, base: Edition) -> str:
    parts = (sha256(candidate.json), sha256(sealed_json(base)), sha256(repr(candidate.style).encode()))
    return f"comparison:{':'.join(parts)}"


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Return a PDF that is kept, or make it; whoever waited looks again first."""
    key = f"draft-pdf:{key}"
    found: bytes | None = cache.get(key)
    if found is None:
        with _alone():
            found = cache.get(key) or make()
        cache.set(key, found, KEPT_SECONDS)
    return found


@contextmanager
def _alone() -> Iterator[None]:
    if not _making.acquire(timeout=PATIENCE):
        raise PdfBusy(gettext("ほかのPDFを作成中です。少し待ってから、もう一度開いてください。"))
    try:
        yield
    finally:
        _making.release()
