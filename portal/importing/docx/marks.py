"""Places in text that is still being put together: marks that travel with it and are taken out at the end.

A mark stands between two control characters that XML 1.0 cannot hold, so that no words of a file are taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile("\x01([^\x01\x02]*)\x02")


@dataclass(frozen=True, slots=True)
class Mark:
    """What stood at an offset of the text, on which line (from 1)."""

    what: str
    offset: int
    line: int


def mark(what: str) -> str:
    """Return a mark to put between words; `what` is a word of ours, never one of the file's."""
    return f"\x01{what}\x02"


def without_marks(text: str) -> str:
    """Return what is printed of a text with marks."""
    return _MARK.sub("", text) if "\x01" in text else text


def marks_of(text: str) -> str:
    """Return only the marks of a text."""
    return "".join(found[0] for found in _MARK.finditer(text))


def take_marks(lines: Sequence[str]) -> tuple[str, tuple[Mark, ...]]:
    """Return the lines as one text without marks, and where the marks stood."""
    found: list[Mark] = []
    texts: list[str] = []
    offset = 0
    for number, line in enumerate(lines, start=1):
        removed = 0
        for match in _MARK.finditer(line):
            found.append(Mark(match[1], offset + match.start() - removed, number))
            removed += len(match[0])
        texts.append(without_marks(line))
        offset += len(texts[-1]) + 1
    return "\n".join(texts), tuple(found)
