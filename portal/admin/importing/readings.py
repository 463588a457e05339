"""What a file can be read as: with tracked changes accepted or rejected, and one side or the other of a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from portal.importing.imported import FileComment, Imported, TrackedChanges, TrackedChoice
from portal.importing.reading import read_terms
from portal.publishing.sentences import sentence

_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading values of another shape raises."""


class Garbled(Exception):
    """What a form carried from step to step, and came back as something else."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes with the text from step to step: the file's name, what its reader noticed, comments in it."""

    name: str = ""
    notes: tuple[str, ...] = ()
    comments: tuple[FileComment, ...] = ()

    def to_json(self) -> str:
        """Return it as a hidden field holds it."""
        comments = [asdict(one) | {"written_on": _iso(one.written_on)} for one in self.comments]
        return json.dumps({"name": self.name, "notes": self.notes, "comments": comments}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Carried:
        """Read what a hidden field held. Raises Garbled."""
        values = _object(text)
        try:
            comments = tuple(_comment(one) for one in values["comments"])
            return cls(_words(values["name"]), tuple(_words(note) for note in values["notes"]), comments)
        except _NOT_OURS as error:
            raise Garbled from error


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a file in one way of reading it; `old` is the other side of a comparison table."""

    text: str
    old: str | None = None
    carried: Carried = field(default_factory=Carried)


@dataclass(frozen=True, slots=True)
class Readings:
    """Every way in which a file can be read. `rejected` is there where it has tracked changes, which are counted."""

    accepted: Reading
    rejected: Reading | None = None
    tracked: TrackedChanges = field(default_factory=TrackedChanges)

    @property
    def has_choice(self) -> bool:
        """Whether somebody has to say how the file is to be read."""
        return self.rejected is not None or self.accepted.old is not None

    def reading(self, tracked: str) -> Reading:
        """Return the reading for a choice about tracked changes."""
        return self.rejected if tracked == TrackedChoice.REJECT and self.rejected else self.accepted

    def to_json(self) -> str:
        """Return them as a hidden field holds them."""
        made = {"accepted": _reading_values(self.accepted), "tracked": asdict(self.tracked)}
        made |= {"rejected": _reading_values(self.rejected)} if self.rejected else {}
        return json.dumps(made, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Readings:
        """Read what a hidden field held. Raises Garbled."""
        values = _object(text)
        try:
            rejected = _reading(values["rejected"]) if "rejected" in values else None
            tracked = TrackedChanges(**{name: int(count) for name, count in values["tracked"].items()})
            return cls(_reading(values["accepted"]), rejected, tracked)
        except _NOT_OURS as error:
            raise Garbled from error


def readings_of(data: bytes, *, name: str) -> Readings:
    """Read a file, in two ways where it has tracked changes. Raises UnreadableFile."""
    accepted = read_terms(data, name=name, tracked=TrackedChoice.ACCEPT)
    if not accepted.tracked:
        return Readings(reading_of(accepted, name=name))
    rejected = read_terms(data, name=name, tracked=TrackedChoice.REJECT)
    return Readings(reading_of(accepted, name=name), reading_of(rejected, name=name), accepted.tracked)


def reading_of(imported: Imported, *, name: str) -> Reading:
    """Return what a reader gave back as a reading, its notes as sentences."""
    notes = tuple(sentence(note) for note in imported.notes)
    lines = imported.text.split("\n")
    comments = tuple(_with_words(comment, lines) for comment in imported.comments)
    return Reading(imported.text, imported.old_text, Carried(name, notes, comments))


def _with_words(comment: FileComment, lines: list[str]) -> FileComment:
    """A comment on a place, without words, is about those of its line: by them it is found again in a mended text."""
    if comment.quoted.strip() or not 0 < comment.line <= len(lines):
        return comment
    return replace(comment, quoted=lines[comment.line - 1].strip())


def _reading_values(reading: Reading) -> dict[str, Any]:
    return {"text": reading.text, "old": reading.old, "carried": reading.carried.to_json()}


def _reading(values: Mapping[str, Any]) -> Reading:
    old = values["old"]
    return Reading(_words(values["text"]), None if old is None else _words(old), Carried.from_json(values["carried"]))


def _object(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(values, dict):
        raise Garbled
    return values


def _comment(values: Mapping[str, Any]) -> FileComment:
    written = values["written_on"]
    author, text, quoted = (_words(values[name]) for name in ("author", "text", "quoted"))
    made = FileComment(author, text, quoted, int(values["line"]))
    return replace(made, written_on=date.fromisoformat(written)) if written else made


def _words(value: Any) -> str:
    """A text as a form may send it: without lone surrogates and null characters, which no database keeps."""
    if not isinstance(value, str):
        raise TypeError
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
