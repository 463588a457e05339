"""Insertions and deletions: in one piece, and where a person would see them."""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts
from portal.comparison.wording.letters import BLANK, BRACKETS, CLOSING, HIRAGANA, KANJI, OPENING, SCRIPT, STOPS
from portal.comparison.wording.lists import begins_with_conjunction
from portal.comparison.wording.whole_words import cuts_word
from portal.text.numbering import numerals

LONGEST_SCATTERED = 16
"""Characters: a longer equal run inside an insertion is no accident."""
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
FARTHEST = 64
"""Characters that an insertion is slid at most."""
MOST_ADDED, LEAST_FITNESS = 3, 100
"""Of the points that say how natural a mark's edges are: what the words inside may add, and less than the worst."""
_JOINING = frozenset("とや")
"""Particles that join nouns: 図書室[と資料室]が, not [図書室と]資料室が."""
_NUMBERED = "条項号表章節款"
_BRANCH = re.compile(f"(?:の[{numerals.DIGITS}{numerals.KANJI}]+)+")
"""第十二条[の二]の: the の before a branch number is part of it."""


def in_one_piece(runs: list[Run], texts: Texts) -> list[Run]:
    """Join insertions around an equal run where a single one says the same: A[xa]b[y]c is A[xaby]…"""
    kept = [runs[0]]
    for run in runs[1:]:
        following = run
        while len(kept) > 1 and kept[-1][2] <= LONGEST_SCATTERED:
            moved = _taken_apart(kept[-2], kept[-1], following, texts)
            if moved is None:
                break
            kept[-2:], following = [moved[0]], moved[1]
        kept.append(following)
    return kept


def _taken_apart(before: Run, run: Run, behind: Run, texts: Texts) -> tuple[Run, Run] | None:
    """Give the characters of `run` to the runs around it, where the text between them begins and ends with these."""
    old, new, length = run
    old_start, new_start = before[0] + before[2], before[1] + before[2]
    if old_start == old and behind[0] == old + length:
        text, start, end = texts.new, new_start, behind[1]
    elif new_start == new and behind[1] == new + length:
        text, start, end = texts.old, old_start, behind[0]
    else:
        return None
    words = texts.old[old : old + length]
    head = next((place for place in range(length) if text[start + place] != words[place]), length)
    tail = length - head
    if tail and text[end - tail : end] != words[head:]:
        return None
    return (
        (before[0], before[1], before[2] + head),
        (behind[0] - tail, behind[1] - tail, behind[2] + tail),
    )


def slid(runs: list[Run], texts: Texts) -> list[Run]:
    """Slide insertions and deletions to where words begin and end: 会員[に事前]に is 会員に[事前に]."""
    found = list(runs)
    for place in range(1, len(found)):
        (old, new, length), (next_old, next_new, next_length) = found[place - 1], found[place]
        if old + length == next_old:
            text, start, end = texts.new, new + length, next_new
        elif new + length == next_new:
            text, start, end = texts.old, old + length, next_old
        else:
            continue
        shift = _best_shift(text, start, end, min(length, FARTHEST), min(next_length, FARTHEST))
        if shift:
            found[place - 1] = (old, new, length + shift)
            found[place] = (next_old + shift, next_new + shift, next_length - shift)
    last = len(found) - 1
    return [run for place, run in enumerate(found) if run[2] or place in (0, last)]


def _best_shift(text: str, start: int, end: int, left: int, right: int) -> int:
    low = high = 0
    while -low < left and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    while high < right and text[start + high] == text[end + high]:
        high += 1
    return _fittest(text, start, end, range(low, high + 1)) if low < high else 0


def _fittest(text: str, start: int, end: int, shifts: range) -> int:
    """The shift at which a mark from start to end looks most natural; of equals the least."""
    fitnesses = [_edge_fitness(text, start + shift) + _edge_fitness(text, end + shift) for shift in shifts]
    ranked = sorted(zip(fitnesses, (-abs(shift) for shift in shifts), shifts, strict=True), reverse=True)
    best = (-LEAST_FITNESS, 0, 0)
    for fitness, nearness, shift in ranked:
        if fitness + MOST_ADDED < best[0]:
            break
        added = _added_fitness(text, start + shift, end + shift)
        best = max(best, (fitness + added, nearness, shift))
    return best[2]


def _added_fitness(text: str, start: int, end: int) -> int:
    """How natural it is for a mark to run from start to end, its edges aside: at most `MOST_ADDED`."""
    added = 0
    if begins_with_conjunction(text, start):
        added += 2
    if cuts_word(text, start) or cuts_word(text, end):
        added -= 5
    if _BRACKET.search(text, start, end) and _is_lopsided(text[start:end]):
        added -= 10
    if text[start] == "の" and text[start - 1] in _NUMBERED and _BRANCH.fullmatch(text, start, end):
        added += 3
    if text[start] in _JOINING and SCRIPT[text[end - 1]] == KANJI and SCRIPT[text[end : end + 1] or " "] == HIRAGANA:
        added += 3
    return added


def _edge_fitness(text: str, edge: int) -> int:
    """How natural it is to part words here: best behind a stop or a bracket, worst inside a run of one script."""
    if edge == 0 or edge == len(text):
        return 4
    before, behind = text[edge - 1], text[edge]
    if before == "。":
        return 4
    if before in STOPS or before in CLOSING or before in OPENING or SCRIPT[before] == BLANK:
        return 3
    if behind in STOPS or behind in BRACKETS or SCRIPT[behind] == BLANK:
        return 2
    if SCRIPT[before] == SCRIPT[behind]:
        return -2
    return 2 if SCRIPT[before] == HIRAGANA and SCRIPT[behind] == KANJI else 1


def _is_lopsided(inside: str) -> bool:
    """Whether a bracket in `inside` closes before it opens, or never closes."""
    depth = 0
    for character in inside:
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth -= 1
            if depth < 0:
                return True
    return depth != 0
