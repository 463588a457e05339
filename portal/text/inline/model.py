"""An inline mark as a value."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter


class InlineKind(StrEnum):
    """What a mark is."""

    LINK = "link"
    """[言葉](https://…) or [言葉](mailto:…)"""
    ADDRESS = "address"
    """https://… or a mail address, written as such."""
    STRONG = "strong"
    """**言葉**"""
    IMAGE = "image"
    """![説明](attachment:名前)"""


@dataclass(frozen=True, slots=True)
class Inline:
    """A mark: half-open offsets of the whole (`start`, `end`) and of the words in it (`first`, `last`).

    `target` is an address with its scheme (https://…, mailto:…), an attachment's name for a picture, "" for emphasis.
    `inside` are marks within the words: links in emphasis, or emphasis in a link's words; no deeper.
    """

    kind: InlineKind
    start: int
    end: int
    first: int
    last: int
    target: str = ""
    inside: tuple[Inline, ...] = ()


Marks = tuple[Inline, ...]
"""Marks side by side, in reading order, none over another."""


def marks_within(marks: Marks, start: int, end: int) -> Marks:
    """Return the marks of which something lies between two offsets."""
    first = bisect_right(marks, start, key=attrgetter("end"))
    last = bisect_left(marks, end, key=attrgetter("start"))
    return marks[first:last]
