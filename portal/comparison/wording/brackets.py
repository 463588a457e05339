"""Brackets in marks: a mark that holds one of a pair holds the other; a bracket that alone is changed stands alone."""

from __future__ import annotations

import re

from portal.comparison.table import Span
from portal.comparison.wording.letters import CLOSING, OPENING
from portal.comparison.wording.spans import joined

_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_KIND = {
    bracket: kind
    for kind, pair in enumerate(("（(）)", "「」", "『』", "【】", "〔〕", "［[］]", "〈〉", "《》", "｛{｝}"))
    for bracket in pair
}
"""Wide and narrow ones are of one kind, for texts mix them: （…)."""


def balanced(text: str, marks: list[Span]) -> list[Span]:
    """Return marks widened so far that no pair of brackets is half in one.

    A half without a partner stays as it is, and so does a mark of nothing but one bracket of a pair whose other is not
    marked: where （甲) became （甲） only the bracket differs.
    """
    if not any(_BRACKET.search(text, start, end) for start, end in marks):
        return marks
    partners = _partners(text)
    alone = {start for start, end in marks if end == start + 1 and start in partners}
    return joined(
        mark
        if mark[0] in alone and partners[mark[0]] not in alone
        else _widened(text, _turned(text, mark, partners), partners)
        for mark in marks
    )


def _turned(text: str, mark: Span, partners: dict[int, int]) -> Span:
    """Where brackets were parted in two, （A[）と（]B）, mark the shorter pair whole and neither half of the other."""
    first, last = mark[0], mark[1] - 1
    opened, closed = partners.get(first, first), partners.get(last, last)
    if not (opened < first < last < closed) or text[opened] != text[last] or text[first] != text[closed]:
        return mark
    return (first + 1, closed + 1) if closed - last <= first - opened else (opened, last)


def _partners(text: str) -> dict[int, int]:
    """For each bracket of a pair where the other stands. One that closes passes over what was left open inside."""
    partners: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting: dict[int, int] = {}
    for bracket in _BRACKET.finditer(text):
        character, place = bracket.group(), bracket.start()
        kind = _KIND[character]
        if character in OPENING:
            opened.append((character, place))
            waiting[kind] = waiting.get(kind, 0) + 1
        elif waiting.get(kind):
            partner = _reopened(opened, waiting, kind)
            partners[place], partners[partner] = partner, place
    return partners


def _reopened(opened: list[tuple[str, int]], waiting: dict[int, int], kind: int) -> int:
    """Take the last open bracket of a kind, and what was opened behind it, off the open ones; return its place."""
    while True:
        character, place = opened.pop()
        waiting[_KIND[character]] -= 1
        if _KIND[character] == kind:
            return place


def _widened(text: str, mark: Span, partners: dict[int, int]) -> Span:
    start, end = low, high = mark
    while True:
        seen = [*_BRACKET.finditer(text, low, start), *_BRACKET.finditer(text, end, high)]
        if (start, end) == mark:
            seen = list(_BRACKET.finditer(text, low, high))
        start, end = low, high
        reached = [partners[bracket.start()] for bracket in seen if bracket.start() in partners]
        low, high = min([low, *reached]), max([high, *(place + 1 for place in reached)])
        if (low, high) == (start, end):
            return start, end
