"""Words that a hyphen parts at a line's end: agree-/ment is one word, third-/party keeps its hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"
_END = re.compile(f"([A-Za-z]+)[-\u2010{SOFT_HYPHEN}]$")
_START = re.compile("[a-z]+")
_WORD = re.compile("[A-Za-z]+(?:[-\u2010][A-Za-z]+)*")
_COMPOUNDING = frozenset({"non", "self", "co", "third", "cross", "multi", "well", "on", "off", "pre", "post"})
"""What keeps its hyphen when nothing else in the text tells."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text, in small letters, without those that a line end parts."""

    words: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Gather the words of `lines`."""
        words: set[str] = set()
        for above, line in pairwise(["", *lines]):
            start = _START.match(line) if _END.search(above) else None
            whole = _END.sub("", line[start.end() if start else 0 :])
            words.update(_WORD.findall(whole.lower()))
        return cls(frozenset(words))

    def has_as_one(self, left: str, right: str) -> bool:
        """Whether the two parts make one word without a hyphen, as far as the rest of the text tells."""
        left, right = left.lower(), right.lower()
        if left + right in self.words:
            return True
        return f"{left}-{right}" not in self.words and right not in self.words and left not in _COMPOUNDING


def is_hyphenated(left: str, right: str) -> bool:
    """Whether `left` ends in a hyphen within a Latin word that goes on in `right`."""
    return _END.search(left) is not None and _START.match(right) is not None


def word_without_hyphen(left: str, right: str, vocabulary: Vocabulary) -> str:
    """Return the word that a hyphen parts at the end of `left`, "" where the hyphen belongs to it."""
    end, start = _END.search(left), _START.match(right)
    if end is None or start is None:
        return ""
    is_one = left[-1] == SOFT_HYPHEN or vocabulary.has_as_one(end[1], start.group())
    return end[1] + start.group() if is_one else ""
