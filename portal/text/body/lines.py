"""The lines of a clause's text: where they begin, what they are, and how their sentences end."""

from __future__ import annotations

import re

from portal.text.numbering.labels import BLANKS
from portal.text.tree import Line, LineKind

_BLANKS = frozenset(BLANKS)
ANNOUNCES = re.compile("次の|次に|以下の|下記|各号")
"""What a sentence says over a list."""
_PREDICATE_ENDS = tuple("るたいすんくう")
_BULLETS = frozenset(
    "・･·•‣⁃◦∙●○◎◉◯■□▪▫◼◻◆◇❖◈♦▲△▼▽▶►▷▸▹➢➤★☆✓✔✗✘☐☑☒☞※⚫⚪"
    "\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0e8\uf0fc"  # the bullets of Word's Symbol and Wingdings
)
_BULLETS_BEFORE_BLANKS = frozenset("-*+＊＋－–—―─‐−〇")
_PLACEHOLDERS = frozenset("●○◎◯■□◆◇△▲☆★")


def body_lines(text: str) -> list[tuple[int, str, str]]:
    """Return (offset behind the indent, indent, rest) of every line that is not blank."""
    found = []
    start = 0
    for line in text.split("\n"):
        rest = line.lstrip(BLANKS)
        width = len(line)
        if rest:
            blanks = width - len(rest)
            found.append((start + blanks, line[:blanks], rest))
        start += width + 1
    return found


def line_kind(rest: str) -> LineKind:
    """Return what a line without its indent is."""
    sign = rest[0]
    if sign in _BULLETS:
        return LineKind.TEXT if _is_placeholder(rest) else LineKind.BULLET
    if sign == "|":
        return LineKind.TABLE
    return LineKind.BULLET if sign in _BULLETS_BEFORE_BLANKS and rest[1:2] in _BLANKS else LineKind.TEXT


def _is_placeholder(rest: str) -> bool:
    """Whether signs stand for words that are still to come (●●株式会社, ○年○月), ・・・ or a minus (△100円)."""
    sign = rest[0]
    return rest[1:2] == sign or (sign in _PLACEHOLDERS and sign in rest[1:4]) or (sign in "△▲" and rest[1:2].isdigit())


def announces_list(lines: list[Line]) -> bool:
    """Whether a sentence says that a list follows; bullets and tables may stand between."""
    words = [line.text for line in lines if line.kind is LineKind.TEXT]
    return len(words) == 1 and ANNOUNCES.search(words[0]) is not None


def is_sentence(words: str) -> bool:
    """Whether words end in a predicate, as a 項 does and 号 that end in こと。 or とき。 do not."""
    return words[-1:] == "。" and words[-2:-1] in _PREDICATE_ENDS
