"""Writing a terms file back after edits: its encoding, byte order mark, line ends and untouched lines stay."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import NoReturn

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from portal.text.checks.mends import rewrite
from portal.text.cleaning import Cleaned
from portal.text.normalise import normalise
from portal.text.tree import Document
from portal.text.writer import write

UNUSABLE = 2
"""Exit status: the file or the options cannot be used."""
_BOM = "\ufeff"


def write_back(path: Path, cleaned: Cleaned, document: Document, *, option: str) -> None:
    """Write the edited `document`, read from the file as `cleaned`, into the file at once or not at all.

    `option` is what the user asked with, for messages. Raises CommandError where the file was joined or moved about
    when it was read, and where it cannot be written.
    """
    data = path.read_bytes()
    text, encoding = _decode(data)
    bare = text.removeprefix(_BOM)
    if cleaned.text != bare:
        message = _(
            "%(file)s は、読み込むときに折り返しなどを整えました。元の形に戻せないため、%(option)s では書き込めません。"
        )
        refuse(message % {"file": path, "option": option})
    rewritten = rewrite(bare, write(document))
    if rewritten is None or normalise(rewritten) != write(document):
        message = _("%(file)s の行の区切りを保てないため、%(option)s では書き込めません。")
        refuse(message % {"file": path, "option": option})
    try:
        encoded = (text[: len(text) - len(bare)] + rewritten).encode(encoding)
    except UnicodeEncodeError as error:
        message = _("%(file)s の文字コードで「%(sign)s」を書けません。UTF-8で保存し直してください。")
        refuse(message % {"file": path, "sign": error.object[error.start]}, error)
    _replace(path, encoded)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp932"), "cp932"


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at once: a crash leaves the old one or the new one."""
    real = path.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=real.parent) as folder:
            written = Path(folder) / real.name
            written.write_bytes(data)
            shutil.copymode(real, written)
            os.replace(written, real)
    except OSError as error:
        message = _("%(file)s に書き込めません（%(reason)s）。ファイルと置き場所の権限を確かめてください。")
        refuse(message % {"file": path, "reason": error.strerror}, error)


def refuse(message: str, cause: Exception | None = None) -> NoReturn:
    """Raise CommandError for a file or an option that cannot be used."""
    raise CommandError(message, returncode=UNUSABLE) from cause
