"""Where the lines of a text end and begin."""

from __future__ import annotations

import re

_FILLED = re.compile(r"[^\n]")


def end_of_line(text: str, offset: int) -> int:
    """Return where the line ends in which `offset` lies."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def line_at(text: str, offset: int) -> str:
    """Return the line from `offset` to its end."""
    return text[offset : end_of_line(text, offset)]


def next_filled(text: str, offset: int) -> int:
    """Return the offset of the first character from `offset` on that is no line end, that of the text's end if none."""
    found = _FILLED.search(text, offset)
    return found.start() if found else len(text)
