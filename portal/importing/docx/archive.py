"""Open the zip that a Word file is, believing nothing it says about itself."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from django.conf import settings
from django.utils.translation import gettext as _

from portal.importing.imported import UnreadableFile

MOST_ENTRIES = 10_000
"""A document with an image on each of a thousand pages has fewer."""
HIGHEST_RATIO = 300
"""How much smaller deflate may have made an entry. Repetitive XML reaches 100, bombs of zeros 1,000."""
_SMALL = 16 * 2**20
"""Bytes up to which an entry may shrink as it likes: a document of one sentence said a thousand times shrinks well."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What `zipfile` raises on files that are cut off, damaged, or packed in ways of their own."""


class Archive:
    """The entries of a zip, read within what `settings.IMPORT_UNPACKED_BYTES` allows for all of them."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open; raises UnreadableFile for whatever is no zip, is encrypted, or unpacks to too much."""
        self.name = name
        _refuse_by_first_bytes(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise broken(name) from error
        self._left = settings.IMPORT_UNPACKED_BYTES
        self._entries = {entry.filename.lower(): entry for entry in self._zip.infolist()}
        self._refuse_bombs()

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries, in small letters: names of parts do not tell them apart."""
        return frozenset(self._entries)

    def read(self, entry_name: str) -> bytes | None:
        """Return an entry's bytes, None where there is no such entry. Raises UnreadableFile."""
        entry = self._entries.get(entry_name.lower())
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as file:
                data = file.read(self._left + 1)
        except _BROKEN as error:
            raise broken(self.name) from error
        if len(data) > self._left:
            raise too_large(self.name)
        self._left -= len(data)
        return data

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise _encrypted(self.name)
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > self._left:
            raise too_large(self.name)
        if any(
            entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
            for entry in entries
        ):
            raise too_large(self.name)


def broken(name: str) -> UnreadableFile:
    """Return the refusal of a file that is damaged."""
    return UnreadableFile(
        _("%(file)s は壊れているか、途中で切れています。Wordで開けるか確かめ、保存し直してください。") % {"file": name}
    )


def not_word(name: str, what: str) -> UnreadableFile:
    """Return the refusal of a file that is `what` and not a Word file."""
    return UnreadableFile(
        _("%(file)s はWordの文書（.docx）ではありません（%(what)s）。Wordで .docx として保存してください。")
        % {"file": name, "what": what}
    )


def _refuse_by_first_bytes(data: bytes, name: str) -> None:
    if len(data) > settings.IMPORT_FILE_BYTES:
        raise UnreadableFile(
            _("%(file)s は大きすぎます（%(size)dバイト）。上限は%(limit)dバイトです。")
            % {"file": name, "size": len(data), "limit": settings.IMPORT_FILE_BYTES}
        )
    if data.startswith(_OLE):
        raise _encrypted(name) if "EncryptedPackage".encode("utf-16-le") in data else _old_word(name)
    if not data:
        raise UnreadableFile(_("%(file)s は空のファイルです。") % {"file": name})
    if not data.startswith(b"PK"):
        raise not_word(name, _("別の形式のファイルです"))


def _old_word(name: str) -> UnreadableFile:
    return not_word(name, _("古い形式のOfficeファイルです"))


def _encrypted(name: str) -> UnreadableFile:
    return UnreadableFile(
        _("%(file)s はパスワードで保護されています。Wordで「文書の暗号化」を解除して保存してから取り込んでください。")
        % {"file": name}
    )


def too_large(name: str) -> UnreadableFile:
    """Return the refusal of a file that would take more memory or time than it can be worth."""
    return UnreadableFile(
        _("%(file)s は展開すると大きくなりすぎるため、読みません。Wordで保存し直すか、文書を分けてください。")
        % {"file": name}
    )
