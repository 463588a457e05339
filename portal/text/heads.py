"""What a line that begins a clause is read into, and the parts that all forms of headings share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from portal.text import numerals
from portal.text.labels import BLANKS
from portal.text.tree import Kind, Number

LONGEST_CAPTION = 40

_ROUND = r"[（(](?![）)])[^（）()\n]*(?:[（(][^（）()\n]*[）)][^（）()\n]*)*[）)]"
"""Hands mix （ with )."""
_ANGULAR = "|".join(
    rf"{re.escape(left)}[^{re.escape(left + right)}\n]+{re.escape(right)}"
    for left, right in ("【】", "［］", "[]", "〔〕", "＜＞", "<>", "〈〉", "《》")
)
_QUOTED = r"(?:「[^「」\n]+」|『[^『』\n]+』)(?![^\n])"
"""Quotation marks hold much else, so nothing may stand behind these."""
_ALONE = rf"{_ROUND}|{_ANGULAR}"
BRACKETED = re.compile(f"{_ALONE}|{_QUOTED}")
"""A caption in brackets: （目的）, (Purpose), 【目的】, ＜目的＞, 「目的」."""
CLOSING_BRACKETS = "）)】］]〕＞>〉》"
"""What ends a line that is nothing but a caption."""
CAPTION_LINE = re.compile(rf"(?P<indent>[{BLANKS}]*)(?P<caption>{_ALONE})[{BLANKS}]*")
"""A line that is nothing but a caption."""
DASHES = r"\-－‐–—―"
"""Dashes of all lengths, for a pattern's set of characters."""
SEPARATOR = rf"(?:[：:．.]|[{DASHES}](?![第{numerals.KANJI}]))(?![{numerals.DIGITS}])"
"""What may stand between a number and its caption: 第1条：目的, 第1条．目的, 第1条－目的."""
_SEPARATOR = re.compile(rf"[{BLANKS}]*+{SEPARATOR}[{BLANKS}]*+")


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


def is_caption(line: str) -> bool:
    """Whether the line is nothing but a bracketed caption such as （目的）."""
    return CAPTION_LINE.fullmatch(line) is not None


def caption_behind(rest: str) -> tuple[str | None, str]:
    """Split what follows a label into caption and form; the caption is None if it is running text."""
    separator = _SEPARATOR.match(rest)
    behind = separator.end() if separator else len(rest) - len(rest.lstrip(BLANKS))
    blank, caption = rest[:behind], rest[behind:]
    if BRACKETED.fullmatch(caption):
        return caption[1:-1], f"{blank}{caption[0]}C{caption[-1]}"
    if not caption:
        return "", blank
    if (not blank and caption[0] not in "（(") or "。" in caption or len(caption) > LONGEST_CAPTION:
        return None, ""
    return caption, f"{blank}C"
