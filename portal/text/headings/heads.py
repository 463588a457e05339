"""What a line that begins a clause is read into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from portal.text.tree import Kind, Number


class Head(NamedTuple):
    """A clause's beginning as read from its line: `form` covers the line up to `rest`.

    `certain` is False where only the number sequence can tell a heading from a reference at a line's
    start. `series` names what counts together: Article and Section each count their own. `depth` is
    that of a Markdown heading, 0 for all others. A named tuple, for it is made for every line that may
    begin a clause, and takes a quarter of a dataclass's time.
    """

    kind: Kind
    label: str
    number: Number = ()
    caption: str = ""
    form: str = ""
    rest: str = ""
    certain: bool = True
    series: str = ""
    depth: int = 0


class Start(NamedTuple):
    """Where a clause begins, its head, caption and form, and where its text begins; offsets in the whole text."""

    offset: int
    head: Head
    caption: str
    form: str
    text: int


Reader = Callable[[str, str], Head | None]
"""Takes a line without its indent, and the indent."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of heading: the pattern with which its line begins, the first characters, what reads it."""

    begins: str
    starts: str
    read: Reader
