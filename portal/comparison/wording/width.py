"""Texts without what "ignore width and spacing" passes over, and where each character stood."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

from portal.comparison.table import Span

_NARROW = {wide: wide - 0xFEE0 for wide in range(ord("！"), ord("～") + 1)}
_WORDS = re.compile(r"\S+")


class Narrow(NamedTuple):
    """A folded text, the span of the original that each of its characters stands for, and where blanks were.

    `spans` is None where every character stands for the one at its own place. `inside` are the offsets inside what
    became several characters.
    """

    text: str
    spans: list[Span] | None
    breaks: frozenset[int]
    inside: frozenset[int]

    def original(self, span: Span) -> Span:
        """Return the span of the original text that a span of the folded one stands for."""
        if self.spans is None:
            return span
        return self.spans[span[0]][0], self.spans[span[1] - 1][1]


def narrow(text: str) -> Narrow:
    """Fold a text (NFKC, without blanks) as `portal.text.normalise.fold` does, and remember where all of it stood."""
    plain = text.translate(_NARROW)
    words = [word.span() for word in _WORDS.finditer(plain)]
    if len(words) == 1 and words[0] == (0, len(plain)) and is_normalized("NFKC", plain):
        return Narrow(plain, None, frozenset(), frozenset())
    parts: list[str] = []
    spans: list[Span] = []
    breaks: list[int] = []
    inside: list[int] = []
    for start, end in words:
        breaks.append(len(spans))
        for first, last in _clusters(plain, start, end):
            # What is compatible with a blank and something else (´) has that blank in it.
            folded = "".join(normalize("NFKC", plain[first:last]).split())
            parts.append(folded)
            if len(folded) > 1:
                inside += range(len(spans) + 1, len(spans) + len(folded))
            spans += [(first, last)] * len(folded)
    return Narrow("".join(parts), spans, frozenset(breaks), frozenset(inside))


def _clusters(text: str, start: int, end: int) -> list[Span]:
    """Spans that can be normalised one by one: ガ written as ｶﾞ is one of them."""
    if is_normalized("NFKC", text[start:end]):
        return [(place, place + 1) for place in range(start, end)]
    clusters: list[Span] = []
    first, before = start, normalize("NFKC", text[start])
    for place in range(start + 1, end):
        character = normalize("NFKC", text[place])
        if combining(character[0]) or normalize("NFKC", before[-1] + character) != before[-1] + character:
            before = normalize("NFKC", text[first : place + 1])
            continue
        clusters.append((first, place))
        first, before = place, character
    return [*clusters, (first, end)]
