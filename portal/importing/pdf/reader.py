"""Read a PDF as terms: its text in paragraphs, or both editions where it is a comparison table (新旧対照表)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from portal.importing.imported import Imported, UnreadableFile
from portal.importing.pdf.contents import PdfPage, pages_of
from portal.importing.pdf.measured import MEASURED
from portal.importing.pdf.notes import notes_on_pages
from portal.importing.pdf.process import read_pages
from portal.importing.pdf.tables import lines_of, two_editions, with_tables_joined
from portal.importing.side_columns import side_columns
from portal.importing.two_sides import notes_beside, notes_on_other_cells
from portal.text.cleaning import Note, clean_printed
from portal.text.messages import gettext_noop
from portal.text.numbering.labels import BLANKS

SIGN = b"%PDF-"
END = b"%%EOF"
_HEAD, _TAIL = 1024, 4096
"""Bytes in which sign and end must stand: some programs put other words before and behind."""
FEWEST_SIGNS = 5
"""Signs of a page that is not just a picture: a page number may be typed on a scanned page."""
MOST_UNMAPPED = 0.05
_GAP = re.compile("\u3000{2,}")


def read_pdf(data: bytes, *, name: str) -> Imported:
    """Return the text of a PDF, cleaned; of a comparison table both editions. `name` is for messages.

    Raises UnreadableFile for what is no whole PDF, needs a password, is a scan, has letters without characters, or is
    too large or too slow to read (settings IMPORT_FILE_BYTES, IMPORT_PDF_PAGES, IMPORT_SECONDS).
    """
    _refuse_other_files(data, name)
    answer = read_pages(data, name=name)
    pages = pages_of(answer)
    scanned = _refuse_scans(pages, name)
    _refuse_unmapped(pages, name)
    notes = notes_on_pages(pages, scanned=scanned, losses=answer["losses"])
    whole = with_tables_joined(pages)
    editions = two_editions(whole)
    if editions is not None:
        left_out = (*notes_on_other_cells(editions.others), *notes_beside(editions.beside))
        return Imported(editions.new, editions.old, (*notes, *left_out))
    cleaned = clean_printed(list(lines_of(whole)), MEASURED)
    return Imported(cleaned.text, notes=(*notes, *_notes_on_mixed_sides(cleaned.text), *cleaned.notes))


def _notes_on_mixed_sides(text: str) -> tuple[Note, ...]:
    """Warn of a comparison table without rules: its headings stand on one line, and so do words of both sides."""
    if not any(side_columns(_GAP.split(line.strip(BLANKS))) for line in text.split("\n") if _GAP.search(line)):
        return ()
    message = gettext_noop(
        "罫線のない新旧対照表のようです。新と旧の言葉が同じ行に混ざります。"
        "元のWordファイルを使うか、表をコピーして貼り付けてください。"
    )
    return (Note("pdf_mixed_sides", message),)


def _refuse_other_files(data: bytes, name: str) -> None:
    """Refuse by a look at the file's size and ends."""
    if len(data) > settings.IMPORT_FILE_BYTES:
        words = _("%(file)s は大きすぎます（%(size)dバイト）。上限は%(limit)dバイトです。")
        raise UnreadableFile(words % {"file": name, "size": len(data), "limit": settings.IMPORT_FILE_BYTES})
    if SIGN not in data[:_HEAD]:
        raise UnreadableFile(_("%(file)s はPDFではありません。") % {"file": name})
    if END not in data[-_TAIL:]:
        words = _("%(file)s は途中で切れています。元の場所からもう一度入手してください。")
        raise UnreadableFile(words % {"file": name})


def _refuse_scans(pages: Sequence[PdfPage], name: str) -> tuple[int, ...]:
    """Return the pages (from 1) that are but pictures; raise UnreadableFile where most are, or none has words."""
    scanned = tuple(number for number, page in enumerate(pages, 1) if page.signs < FEWEST_SIGNS and page.drawn)
    if any(page.signs for page in pages) and 2 * len(scanned) <= len(pages):
        return scanned
    if not scanned:
        raise UnreadableFile(_("%(file)s には文字がありません。") % {"file": name})
    words = _(
        "%(file)s の%(pages)sページには文字の情報がなく、画像だけです（スキャンしたPDF）。"
        "元のWordファイルを使うか、文字認識（OCR）をして確かめたテキストを取り込んでください。"
    )
    raise UnreadableFile(words % {"file": name, "pages": "、".join(_ranges(scanned))})


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in few words: 1～3, 7."""
    first = last = numbers[0]
    for number in (*numbers[1:], 0):
        if number == last + 1:
            last = number
            continue
        yield str(first) if first == last else f"{first}～{last}"
        first = last = number


def _refuse_unmapped(pages: Sequence[PdfPage], name: str) -> None:
    """Refuse a PDF whose fonts do not tell which characters their signs are."""
    unmapped = sum(page.counts.get("unmapped", 0) for page in pages)
    if unmapped <= MOST_UNMAPPED * sum(page.signs for page in pages):
        return
    words = _(
        "%(file)s のフォントには文字コードの情報がなく、%(count)d字が読み取れません。"
        "元のWordファイルを使うか、テキストを貼り付けて取り込んでください。"
    )
    raise UnreadableFile(words % {"file": name, "count": unmapped})
