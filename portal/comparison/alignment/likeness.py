"""How alike two texts are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Postfix, Prefix

from portal.text.normalise import fold
from portal.text.numbering import numerals

ALIKE = 0.3
"""Likeness below which two 項, 号 or articles are not taken for one and the same."""
SAME_NUMBER = 0.05
"""What an equal number adds to likeness: enough to decide between near-duplicates, never to make a pair."""
CACHED_TEXTS = 4_096
"""One comparison asks for the same texts again and again; some 16 kB each, so not too many of them."""
NEARLY_ALL, MOST = 0.8, 2 / 3
"""Shares of characters the same from both ends: so much is as good as a likeness, and enough to be alike at all."""
ALL_BUT_JOINTS = 0.95
"""Share of a text's character pairs that stand in the text that took it in: all but those at the joints."""
_LETTERS = re.compile(r"[^\W_]+")
_WIDE_OR_NARROW = re.compile("[０-９Ａ-Ｚａ-ｚｦ-ﾟ]")
_WORDS_WITHOUT_NUMBERS = re.compile(f"[^\\W_{numerals.DIGITS}{numerals.KANJI}]+")


@lru_cache(maxsize=CACHED_TEXTS)
def letters(text: str) -> str:
    """Return what is compared of a text: letters and figures, without blanks, signs and differences in width."""
    found = "".join(_LETTERS.findall(text))
    return fold(found) if _WIDE_OR_NARROW.search(found) else found


def skeleton(text: str) -> str:
    """Return the letters of a text without its numbers: what stays the same when references are renumbered."""
    return "".join(_WORDS_WITHOUT_NUMBERS.findall(text))


@lru_cache(maxsize=CACHED_TEXTS)
def _character_pairs(text: str) -> frozenset[int]:
    """The pairs of neighbouring characters, each as one whole number: two code points of 32 bits, read as 64."""
    codes = text.encode("utf-32-le")
    in_even_places, in_odd_places = codes[: len(text) // 2 * 8], codes[4 : 4 + (len(text) - 1) // 2 * 8]
    return frozenset(memoryview(in_even_places + in_odd_places).cast("Q"))


def likeness(old: str, new: str) -> float:
    """Return 0 (nothing in common) to 1 (the same but for width, blanks and signs).

    Where nearly all is the same from the start and to the end, it is that share; otherwise Dice's coefficient of the
    pairs of neighbouring characters. Unrelated legal sentences reach about .2.
    """
    share = _share_of_ends(old, new)
    if share >= NEARLY_ALL:
        return share
    one, other = letters(old), letters(new)
    if one == other:
        return 1.0 if one or old.split() == new.split() else 0.0
    pairs_old, pairs_new = _character_pairs(one), _character_pairs(other)
    total = len(pairs_old) + len(pairs_new)
    return 2 * len(pairs_old & pairs_new) / total if total else 0.0


def contains(old: str, new: str, found: float) -> bool:
    """Whether one of two texts, whose likeness was `found`, says all that the other says, and more."""
    shorter, longer = sorted((len(old), len(new)))
    if found * (shorter + longer) < shorter:
        # Of a text that stands in the other one, twice its length is common to both.
        return False
    one, other = sorted((_character_pairs(letters(old)), _character_pairs(letters(new))), key=len)
    return bool(one) and len(one & other) >= ALL_BUT_JOINTS * len(one)


def share_ends(old: str, new: str) -> bool:
    """Whether most of two texts is the same from their starts and to their ends: then they are alike for certain."""
    return _share_of_ends(old, new) >= MOST


def _share_of_ends(old: str, new: str) -> float:
    """The share of characters that are the same, counted from the start and from the end."""
    shorter, both = min(len(old), len(new)), len(old) + len(new)
    if 3 * shorter < both or not shorter:
        return 0.0
    head = Prefix.similarity(old, new)
    tail = min(Postfix.similarity(old, new), shorter - head)
    return 2 * (head + tail) / both
