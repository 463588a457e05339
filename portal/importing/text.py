"""Read a plain text file as terms: decode it, then `clean` it where it is hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.importing.imported import UnreadableFile
from portal.text.cleaning import Cleaned, Note, clean

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. The longest statute in force has under 3 MB of text."""


_OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xfe", b"\xfe\xff")
"""How files of PDF, docx, doc, rtf and UTF-16 begin."""


_JIS = re.compile(rb"\x1b\$[@B]")
"""How Japanese begins in ISO-2022-JP."""


def read_terms_file(path: str | Path) -> Cleaned:
    """Return the text of a UTF-8 (with or without BOM) or CP932 file, cleaned, with notes on what was done.

    Raises UnreadableFile when the file is missing, too large or in neither encoding.
    """
    return read_terms_bytes(bytes_of_file(path), name=str(path))


def bytes_of_file(path: str | Path) -> bytes:
    """Return what a file holds. Raises UnreadableFile when it is missing, too large or not to be read."""
    try:
        if path == "":
            raise FileNotFoundError
        size = Path(path).stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile(
                _("%(file)s は大きすぎます（%(size)dバイト）。上限は%(limit)dバイトです。")
                % {"file": path, "size": size, "limit": LARGEST_FILE}
            )
        return Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(
            _("%(file)s を開けません（%(reason)s）。ファイル名と権限を確かめてください。")
            % {"file": path or '""', "reason": _reason(error)}
        ) from error


def _reason(error: OSError) -> str:
    """Why a file cannot be opened, in the reader's language where it is one of the usual reasons."""
    if isinstance(error, FileNotFoundError):
        return _("見つかりません")
    if isinstance(error, IsADirectoryError):
        return _("フォルダーです")
    return _("読む権限がありません") if isinstance(error, PermissionError) else error.strerror or str(error)


def read_terms_bytes(data: bytes, *, name: str) -> Cleaned:
    """Decode and clean `data`; `name` is the file's name for messages. Raises UnreadableFile."""
    refuse_other_formats(data, name)
    text, notes = decode_terms(data, name=name)
    cleaned = clean(text)
    return replace(cleaned, notes=(*notes, *cleaned.notes))


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise UnreadableFile for a file that is PDF, Word or other binary data, whatever its name says."""
    if any(data.startswith(sign) for sign in _OTHER_FORMATS) or b"\0" in data:
        raise UnreadableFile(
            _("%(file)s はテキストファイルではありません。Wordなどで「書式なし（.txt）」のUTF-8で保存してください。")
            % {"file": name}
        )


def decode_terms(data: bytes, *, name: str) -> tuple[str, tuple[Note, ...]]:
    """Decode UTF-8 (with or without BOM) or CP932, and note the latter. Raises UnreadableFile.

    ISO-2022-JP, as mail has it, would pass for UTF-8 and is no text then.
    """
    if _JIS.search(data):
        words = _("%(file)s は文字コードがJIS（ISO-2022-JP）です。UTF-8で保存し直してください。")
        raise UnreadableFile(words % {"file": name})
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        place = error.start
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("%(file)s は %(place)d バイト目がUTF-8として読めません。UTF-8で保存し直してください。")
            % {"file": name, "place": place + 1}
        ) from error
    return text, (Note("decoded_cp932", gettext_noop("UTF-8でないため、シフトJIS（CP932）として読みました。")),)
