"""What a reader returns, whatever the format: the words of one edition or of two, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.text.cleaning import Note


class UnreadableFile(Exception):
    """A file that cannot be read as terms; the message says what is wrong with it and what to do."""


class TrackedChoice(StrEnum):
    """What becomes of tracked changes: as if all were accepted, or all rejected."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class TrackedChanges:
    """How many tracked changes a file holds: runs put in, runs taken out, runs moved (counted once)."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0

    def __bool__(self) -> bool:
        return bool(self.insertions or self.deletions or self.moves)


@dataclass(frozen=True, slots=True)
class FileComment:
    """A comment that somebody wrote in the file: on which words (`quoted`), on which line of `text` (from 1)."""

    author: str
    text: str
    quoted: str = ""
    line: int = 0
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A file read as terms.

    `text` is cleaned and ready for `parse`. `old_text` is the old edition where the file is a comparison table
    (then `text` is the new one), with （略） where the table leaves out; None where it is none. `notes` say what was
    joined, moved, left out or could not be read,.
    """

    text: str
    old_text: str | None = None
    notes: tuple[Note, ...] = ()
    comments: tuple[FileComment, ...] = ()
    tracked: TrackedChanges = TrackedChanges()
