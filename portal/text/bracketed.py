"""Captions as they are set off from what stands before them: （目的）, 【目的】, a colon or a blank."""

from __future__ import annotations

import re

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS

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
_LAST = frozenset(CLOSING_BRACKETS + "」』")
CAPTION_LINE = re.compile(rf"(?P<indent>[{BLANKS}]*)(?P<caption>{_ALONE})[{BLANKS}]*")
"""A line that is nothing but a caption."""
DASHES = r"\-－‐–—―"
"""Dashes of all lengths, for a pattern's set of characters."""
SEPARATOR = rf"(?:[：:．.]|[{DASHES}](?![第{numerals.KANJI}]))(?![{numerals.DIGITS}])"
"""What may stand between a number and its caption: 第1条：目的, 第1条．目的, 第1条－目的."""
_SEPARATOR = re.compile(rf"[{BLANKS}]*+{SEPARATOR}[{BLANKS}]*+")


def is_caption(line: str) -> bool:
    """Whether the line is nothing but a bracketed caption such as （目的）."""
    return CAPTION_LINE.fullmatch(line) is not None


def caption_behind(rest: str) -> tuple[str | None, str]:
    """Split what follows a label into caption and form; the caption is None if it is running text."""
    separator = _SEPARATOR.match(rest)
    behind = separator.end() if separator else len(rest) - len(rest.lstrip(BLANKS))
    blank, caption = rest[:behind], rest[behind:]
    if caption[-1:] in _LAST and BRACKETED.fullmatch(caption):
        return caption[1:-1], f"{blank}{caption[0]}C{caption[-1]}"
    if not caption:
        return "", blank
    if (not blank and caption[0] not in "（(") or "。" in caption or len(caption) > LONGEST_CAPTION:
        return None, ""
    return caption, f"{blank}C"
