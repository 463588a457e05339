"""Amounts in lists: 300円、500円 → 400円 is marked with its units, for one of them is in the mark already."""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts, shrunk
from portal.text.numbering import numerals

LONGEST_UNIT = 6
"""Characters: 平方メートル."""
_FIGURES = frozenset(f"{numerals.DIGITS}{numerals.KANJI}億兆")
_SIGNS = frozenset("第￥¥＄$")
_UNIT = re.compile(f"か月|[％%℃]|[A-Za-zＡ-Ｚａ-ｚ]+|(?:(?![第{''.join(sorted(_FIGURES))}])[一-鿿ァ-ヺー])+")
_NO_UNITS = frozenset("以未")
"""Where no unit ends: 十年以[下] and 三年以[上] have the unit 年 in common."""


def whole_amounts(runs: list[Run], texts: Texts) -> list[Run]:
    """Return runs that have given up what belongs to the numbers at the edges of a list of amounts.

    Where a number inside a gap has the unit that follows the gap, the last number gets it too, and the first the 第
    before the gap: 第[３条及び第４]条 → 第[５]条 is [第３条及び第４条] → [第５条].
    """
    found: list[tuple[int, int, int]] = []
    for place, (old_end, new_end, _) in enumerate(runs):
        if texts.old[old_end - 1 : old_end] in _FIGURES and texts.new[new_end - 1 : new_end] in _FIGURES and place:
            found.append((place, *_reach(runs[place - 1], runs[place], texts)))
    if not any(head for _, _, head in found):
        return runs
    heads, tails = [0] * len(runs), [0] * len(runs)
    for place, tail, head in found:
        tails[place - 1], heads[place] = tail, head
    return shrunk(runs, heads, tails)


def _reach(before: Run, behind: Run, texts: Texts) -> tuple[int, int]:
    """How many characters before and behind a gap that ends in numbers belong to them."""
    old = texts.old[before[0] + before[2] : behind[0]]
    new = texts.new[before[1] + before[2] : behind[1]]
    unit = _unit(old, new, texts.old[behind[0] : behind[0] + min(behind[2], LONGEST_UNIT)]) if old and new else 0
    return (_sign(old, new, texts.old[before[0] : before[0] + before[2]]) if unit else 0), unit


def _unit(old: str, new: str, behind: str) -> int:
    """The length of the unit that `behind` begins with, where it follows a number inside `old` or `new` as well."""
    unit = _UNIT.match(behind)
    if not unit:
        return 0
    for length in range(unit.end(), 0, -1):
        words = behind[:length]
        if words[-1] not in _NO_UNITS and (_counts(old, words) or _counts(new, words)):
            return length
    return 0


def _counts(part: str, unit: str) -> bool:
    """Whether `unit` follows a number in `part`."""
    at = part.find(unit)
    while at >= 0:
        if at and part[at - 1] in _FIGURES:
            return True
        at = part.find(unit, at + 1)
    return False


def _sign(old: str, new: str, before: str) -> int:
    """The length of the sign that `before` ends with, where it stands inside `old` or `new` as well."""
    return int(before[-1:] in _SIGNS and (before[-1] in old or before[-1] in new))
