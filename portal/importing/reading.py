"""The front door of the readers: a file or pasted words, whatever they are, read as terms.

What a file is follows from its bytes, never from its name.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from portal.importing.extracted_table import read_extracted_table
from portal.importing.imported import Imported, TrackedChoice, UnreadableFile
from portal.importing.pdf.reader import SIGN as PDF_SIGN
from portal.importing.pdf.reader import read_pdf
from portal.importing.text import bytes_of_file, decode_terms, refuse_other_formats
from portal.importing.two_sides import notes_beside, notes_on_other_cells, texts_of_rows
from portal.text.cleaning import Note, clean

_BEGINNING = 1024
"""Bytes in which a PDF's sign may stand behind other words."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name under which Office files with a password hold their contents."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
    b"\0\0\0\x18ftyp",
    b"\0\0\0\x1cftyp",
)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml)", re.IGNORECASE)


def read_terms(data: bytes, *, name: str, tracked: TrackedChoice = TrackedChoice.ACCEPT) -> Imported:
    """Return the words of a Word file (.docx), a PDF or a text (UTF-8, UTF-16 with BOM, CP932) as terms.

    `name` is the file's name for messages; `tracked` says what becomes of a Word file's tracked changes. Raises
    UnreadableFile for every other format, saying how to save it, and for what cannot be read.
    """
    _refuse_large(len(data), name)
    if data.startswith(_ZIP) or (data.startswith(_OLE) and _ENCRYPTED in data):
        return _read_word(data, name, tracked)
    if PDF_SIGN in data[:_BEGINNING]:
        return read_pdf(data, name=name)
    if data.startswith(_UTF_16):
        return _read_utf_16(data, name)
    _refuse_known(data, name)
    refuse_other_formats(data, name)
    text, notes = decode_terms(data, name=name)
    return _read_text(text, notes)


def read_terms_path(path: str | Path, *, tracked: TrackedChoice = TrackedChoice.ACCEPT) -> Imported:
    """Return the words of a file as `read_terms` does. Raises UnreadableFile, also where there is none."""
    return read_terms(bytes_of_file(path), name=str(path), tracked=tracked)


def read_pasted(text: str) -> Imported:
    """Return pasted words as terms: cleaned, or both editions of a pasted comparison table. Raises UnreadableFile."""
    _refuse_large(len(text.encode("utf-8", "replace")), _("貼り付けたテキスト"))
    return _read_text(text.replace("\r\n", "\n").replace("\r", "\n"), ())


def _read_text(text: str, notes: tuple[Note, ...]) -> Imported:
    table = read_extracted_table(text)
    if table is not None:
        old, new = texts_of_rows(table.rows)
        left_out = (*notes_on_other_cells(table.others), *notes_beside((*table.before, *table.behind)))
        return Imported(new, old, (*notes, *left_out))
    cleaned = clean(text)
    return Imported(cleaned.text, notes=(*notes, *cleaned.notes))


def _read_utf_16(data: bytes, name: str) -> Imported:
    try:
        return _read_text(data.decode("utf-16"), ())
    except UnicodeDecodeError as error:
        words = _("%(file)s は途中で文字コードが壊れています。UTF-8で保存し直してください。")
        raise UnreadableFile(words % {"file": name}) from error


def _read_word(data: bytes, name: str, tracked: TrackedChoice) -> Imported:
    """Read a Word file; another file in a zip is told by the names in it, which are never packed."""
    for sign, words in _IN_ZIP:
        if sign in data and b"word/document.xml" not in data:
            raise UnreadableFile(words() % {"file": name})
    from portal.importing.docx import read_docx

    return read_docx(data, name=name, tracked=tracked)


def _refuse_large(size: int, name: str) -> None:
    if size > settings.IMPORT_FILE_BYTES:
        words = _("%(file)s は大きすぎます（%(size)dバイト）。上限は%(limit)dバイトです。")
        raise UnreadableFile(words % {"file": name, "size": size, "limit": settings.IMPORT_FILE_BYTES})


# --- what is not read, and what to do instead ---


def _word_97() -> str:
    return _("%(file)s は古い形式のWord・Excelファイルです。Wordで開き、「Word文書（.docx）」で保存し直してください。")


def _rich_text() -> str:
    return _("%(file)s はリッチテキスト（.rtf）です。Wordで開き、「Word文書（.docx）」で保存し直してください。")


def _workbook() -> str:
    return _("%(file)s はExcelファイルです。本文のセルをコピーして貼り付けるか、Word文書（.docx）にしてください。")


def _slides() -> str:
    return _("%(file)s はPowerPointファイルです。本文をコピーして貼り付けるか、Word文書（.docx）にしてください。")


def _open_document() -> str:
    return _("%(file)s はOpenDocumentファイルです。「Word文書（.docx）」で保存し直してください。")


def _picture() -> str:
    return _("%(file)s は画像です。元のWordファイルを使うか、文字にしたものを貼り付けてください。")


def _markup() -> str:
    return _("%(file)s はウェブページなど（HTML・XML）です。ブラウザーで開き、本文をコピーして貼り付けてください。")


_IN_ZIP: tuple[tuple[bytes, Callable[[], str]], ...] = (
    (b"xl/workbook.xml", _workbook),
    (b"ppt/presentation.xml", _slides),
    (b"vnd.oasis.opendocument", _open_document),
)


def _refuse_known(data: bytes, name: str) -> None:
    """Raise UnreadableFile for formats of which it can be told how to save them as another."""
    words = None
    if data.startswith(_OLE):
        words = _word_97()
    elif data.startswith(b"{\\rtf"):
        words = _rich_text()
    elif data.startswith(_PICTURES) and b"\0" in data:
        words = _picture()
    elif _MARKUP.match(data):
        words = _markup()
    if words:
        raise UnreadableFile(words % {"file": name})
