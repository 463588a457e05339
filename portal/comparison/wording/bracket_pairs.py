"""Which brackets of a text belong together."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.comparison.table import Span
from portal.comparison.wording.letters import CLOSING, OPENING

CACHED_TEXTS = 2
"""The two lines being compared: their brackets are asked for again and again."""
BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_KIND = {
    bracket: kind
    for kind, pair in enumerate(("（(）)", "「」", "『』", "【】", "〔〕", "［[］]", "〈〉", "《》", "｛{｝}"))
    for bracket in pair
}
"""Wide and narrow ones are of one kind, for texts mix them: （…)."""


def hold_bracket(text: str, spans: list[Span]) -> bool:
    """Whether a bracket stands in one of the spans."""
    return any(BRACKET.search(text, start, end) for start, end in spans)


@lru_cache(maxsize=CACHED_TEXTS)
def partners_in(text: str) -> dict[int, int]:
    """For each bracket of a pair where the other stands. One that closes passes over what was left open inside."""
    partners: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting: dict[int, int] = {}
    for bracket in BRACKET.finditer(text):
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
