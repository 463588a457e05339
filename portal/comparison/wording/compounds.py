"""Kanji words: a word that was replaced is marked whole, never one kanji of two.

Without a dictionary, words are told by their length. Most kanji words have two kanji, and longer compounds are
rows of them: 損害賠償, 変更通知. One kanji left over at the end of a compound belongs to the word before it (契約者,
会員証), unless it is a verb (定める) or stands loosely behind any word (等, 時, 中). One left over at its front is a
word of its own (本規約, 準会員). A mere insertion (会員 → 準会員) cuts no word: nothing stood there before.
"""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts, shrunk
from portal.comparison.wording.letters import DIGIT, KANJI, SCRIPT
from portal.text.numbering import numerals

LONGEST_COMPOUND = 24
"""Kanji counted on either side of a change."""

_LOOSE = frozenset("等時中後前間内外上下別分毎日月年円回件条項号章節款編名")
_FRONTS = frozenset("本各該")
"""Kanji that stand before a word of two, when three are left."""
_CHANGING_FRONTS = frozenset("本各該当同前次新旧現準正副非未再全原元主従")
"""Kanji that give way to each other before a word: 正会員 → 準会員."""
_NUMERALS = frozenset(f"{numerals.DIGITS}{numerals.KANJI}億兆元")
_ENDS = _NUMERALS | {"第"}
"""Where a compound ends: 前条|第一項."""
_COUNTS = _NUMERALS | {"各", "数"}
"""What may stand for a number: 前各号 → 前三号."""
_INFLECTION = re.compile("[いうえきくけぐげしすせちつてぬねぶべみむめゆりるれろわっ][るれりったて]{0,2}")
"""What follows the one kanji of a verb: 求|める, 渡|して; particles (は, が, を, に …) are not among it."""


def whole_compounds(runs: list[Run], texts: Texts) -> list[Run]:
    """Return runs that have given up the kanji and endings of words that were replaced."""
    heads, tails = [0] * len(runs), [0] * len(runs)
    for place in range(1, len(runs)):
        before, behind = runs[place - 1], runs[place]
        old = texts.old[before[0] + before[2] : behind[0]]
        new = texts.new[before[1] + before[2] : behind[1]]
        if old and new:
            tails[place - 1], heads[place] = _cut_compounds(texts.old, old, new, before, behind)
    return shrunk(runs, heads, tails) if any(heads) or any(tails) else runs


def _cut_compounds(text: str, old: str, new: str, before: Run, behind: Run) -> tuple[int, int]:
    """How many characters before and behind a replacement belong to the words that it replaced."""
    start, end = before[0] + before[2], behind[0]
    if _COUNTS.issuperset(old) and _COUNTS.issuperset(new):
        return 0, 0
    left = _kanji_before(text, start, before[2])
    right = _kanji_from(text, end, end + min(behind[2], LONGEST_COMPOUND))
    if not left and not right:
        return 0, _inflection(text, old, new, end, behind[2])
    if not left and old in _CHANGING_FRONTS and new in _CHANGING_FRONTS and right > 1:
        return 0, 0
    loose = right > 0 and (text[end + right - 1] in _LOOSE or _INFLECTION.match(text, end + right) is not None)
    front = left > 0 and text[start - left] in _FRONTS
    reaches = [_reach(part, left, right, loose=loose, front=front) for part in (old, new)]
    return max(reach[0] for reach in reaches), max(reach[1] for reach in reaches)


def _kanji_before(text: str, edge: int, most: int) -> int:
    """How many kanji stand before the edge, numbers and what they count left out: ３日|前, 七日|前."""
    start, low = edge, edge - min(most, LONGEST_COMPOUND)
    while start > low and SCRIPT[text[start - 1]] == KANJI and text[start - 1] not in _ENDS:
        start -= 1
    counts = start > 0 and start < edge and (SCRIPT[text[start - 1]] == DIGIT or text[start - 1] in _NUMERALS)
    return edge - start - counts


def _kanji_from(text: str, start: int, end: int) -> int:
    """How many kanji stand from `start` on, up to a number or its 第."""
    at = start
    while at < end and SCRIPT[text[at]] == KANJI and text[at] not in _ENDS:
        at += 1
    return at - start


def _reach(part: str, left: int, right: int, *, loose: bool, front: bool) -> tuple[int, int]:
    """How far the words cut by a part reach into the kanji to its left and right."""
    leading = _kanji_from(part, 0, len(part))
    if leading == len(part):
        return _reach_left(left, leading, right, front=front), _reach_right(left, leading, right, loose=loose)
    trailing = _trailing(part)
    return (
        _reach_left(left, leading, 0, front=front) if leading else 0,
        _reach_right(0, trailing, right, loose=loose) if trailing else 0,
    )


def _trailing(part: str) -> int:
    """How many kanji end a part; none where they count (２週間)."""
    start = len(part)
    while start and SCRIPT[part[start - 1]] == KANJI and part[start - 1] not in _NUMERALS:
        start -= 1
    return 0 if start and part[start - 1] in _NUMERALS else len(part) - start


def _reach_left(left: int, changed: int, right: int, *, front: bool) -> int:
    if front and left > 1 and (left + changed + right) % 2:
        left -= 1
    if left and left % 2 == 0 and changed == 1 and right % 2 == 0:
        return 2
    return 1 if left % 2 and (changed % 2 or right % 2) else 0


def _reach_right(left: int, changed: int, right: int, *, loose: bool) -> int:
    is_cut = changed == 1 if not left else right % 2 and (left + changed) % 2
    reach = 1 if right and is_cut else 0
    return right if right - reach == 1 and not loose else reach


def _inflection(text: str, old: str, new: str, end: int, most: int) -> int:
    """The length of the ending that two verbs of one kanji share: 求|める → 定|める."""
    if not _ends_in_one_kanji(old) or not _ends_in_one_kanji(new):
        return 0
    ending = _INFLECTION.match(text, end, end + most)
    return len(ending.group()) if ending else 0


def _ends_in_one_kanji(part: str) -> bool:
    return SCRIPT[part[-1]] == KANJI and (len(part) == 1 or SCRIPT[part[-2]] != KANJI)
