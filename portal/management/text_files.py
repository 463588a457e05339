"""Terms files of the commands: read, and written back after edits.

Encoding, byte order mark, line ends and every untouched byte stay.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NoReturn

import fast_diff_match_patch
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from portal.importing.imported import UnreadableFile
from portal.importing.text import read_terms_file
from portal.text.cleaning import Cleaned
from portal.text.normalise import VOICING_MARKS, normalise
from portal.text.tree import Document
from portal.text.writer import write

UNUSABLE = 2
"""Exit status: the file or the options cannot be used."""
_BOM = "\ufeff"
_LINE_ENDS = re.compile("(\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])")
_LEADING_TABS = re.compile("[ \u3000]*\t[ \u3000\t]*")
_SIGN = re.compile(f".[{VOICING_MARKS}]|.", re.DOTALL)
"""A character with the mark that `normalise` joins to it."""


def read_file(path: str) -> Cleaned:
    """Return the terms of a file; raises CommandError where it cannot be read."""
    try:
        return read_terms_file(path)
    except UnreadableFile as error:
        refuse(str(error), error)


def write_back(path: Path, cleaned: Cleaned, document: Document, *, option: str) -> None:
    """Write the edited `document`, read from the file as `cleaned`, into the file at once or not at all.

    `option` is what the user asked with, for messages. Raises CommandError where the file was joined or moved about
    when it was read, and where it cannot be written.
    """
    data = path.read_bytes()
    text, encoding = _decode(data)
    if cleaned.text != text.removeprefix(_BOM):
        message = _(
            "%(file)s は、読み込むときに折り返しなどを整えました。元の形に戻せないため、%(option)s では書き込めません。"
        )
        refuse(message % {"file": path, "option": option})
    try:
        rewritten = rewrite(data, text, write(document), encoding=encoding)
    except UnicodeEncodeError as error:
        message = _("%(file)s の文字コードで「%(sign)s」を書けません。UTF-8で保存し直してください。")
        refuse(message % {"file": path, "sign": error.object[error.start]}, error)
    if rewritten is None:
        message = _("%(file)s の行の区切りを保てないため、%(option)s では書き込めません。")
        refuse(message % {"file": path, "option": option})
    _replace(path, rewritten)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp932"), "cp932"


# --- what changes ---


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that take the place of those between two offsets of a text."""

    start: int
    end: int
    words: str


def rewrite(data: bytes, text: str, wanted: str, *, encoding: str) -> bytes | None:
    """Return `data`, which is `text` in an encoding, with the words by which `wanted` differs from `normalise(text)`.

    All other bytes stay, also those that `normalise` reads as something else. None where the lines of the texts do not
    belong together; raises UnicodeEncodeError for words that cannot be written so.
    """
    lines, before, after = _LINE_ENDS.split(text), normalise(text).split("\n"), wanted.split("\n")
    if not len(lines[0::2]) == len(before) == len(after):
        return None
    rewritten = _spliced(data, text, _changes(lines, before, after), encoding)
    return rewritten if normalise(rewritten.decode(encoding)) == wanted else None


def _changes(lines: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    """The changes of a text (its lines and line ends in turn), read as the lines `before` and to read as `after`."""
    start = 0
    for line, line_end, old, new in zip(lines[0::2], (*lines[1::2], ""), before, after, strict=True):
        if old != new:
            spans = _spans(line)
            for change in _differences(old, new):
                first = spans[change.start][0]
                last = spans[change.end - 1][1] if change.end > change.start else first
                yield _Change(start + first, start + last, change.words)
        start += len(line) + len(line_end)


def _differences(old: str, new: str) -> Iterator[_Change]:
    """What makes `new` of `old`; words left out and words put in side by side are one change."""
    steps = fast_diff_match_patch.diff(old, new, timelimit=0, checklines=False, cleanup="No")
    at_old = at_new = 0
    for is_equal, run in groupby(steps, key=lambda step: step[0] == "="):
        lengths = Counter[str]()
        for operation, length in run:
            lengths[operation] += length
        to_old, to_new = at_old + lengths["="] + lengths["-"], at_new + lengths["="] + lengths["+"]
        if not is_equal:
            yield _Change(at_old, to_old, new[at_new:to_new])
        at_old, at_new = to_old, to_new


def _spans(line: str) -> list[tuple[int, int]]:
    """Where in `line` stands what `normalise` makes each character of, then where the line ends."""
    tabs = _LEADING_TABS.match(line)
    first = tabs.end() if tabs else 0
    spans = [(0, first)] * len(normalise(line[:first] + "x")[:-1])
    for sign in _SIGN.finditer(line, first):
        spans += [sign.span()] * len(normalise(f"x{sign.group()}x")[1:-1])
    return [*spans, (len(line), len(line))]


def _spliced(data: bytes, text: str, changes: Iterable[_Change], encoding: str) -> bytes:
    """Make the changes in the bytes: some characters of CP932 have two codes, of one length, and keep theirs."""
    pieces, position, at = [], 0, 0
    for change in changes:
        start = at + len(text[position : change.start].encode(encoding))
        pieces += [data[at:start], change.words.encode(encoding)]
        position, at = change.end, start + len(text[change.start : change.end].encode(encoding))
    return b"".join([*pieces, data[at:]])


# --- putting it there ---


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at once: a crash leaves the old one or the new one."""
    real = path.resolve()
    try:
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with tempfile.TemporaryDirectory(dir=real.parent) as folder:
            written = Path(folder) / real.name
            _write_through(written, data)
            _copy_owner(real, written)
            shutil.copymode(real, written)
            os.replace(written, real)
    except OSError as error:
        message = _("%(file)s に書き込めません（%(reason)s）。ファイルと置き場所の権限を確かめてください。")
        refuse(message % {"file": path, "reason": error.strerror}, error)


def _write_through(path: Path, data: bytes) -> None:
    """Write a new file to the disk itself, before its name can take another's place."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy_owner(source: Path, target: Path) -> None:
    """Give a file its owner and group, which only root may: else the file is the user's own already."""
    with contextlib.suppress(PermissionError):
        os.chown(target, source.stat().st_uid, source.stat().st_gid)


def refuse(message: str, cause: Exception | None = None) -> NoReturn:
    """Raise CommandError for a file or an option that cannot be used."""
    raise CommandError(message, returncode=UNUSABLE) from cause
