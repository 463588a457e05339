"""Brackets in marks: a mark that holds one of a pair holds the other; a bracket that alone is changed stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.comparison.table import Span
from portal.comparison.wording.bracket_pairs import BRACKET, hold_bracket, partners_in
from portal.comparison.wording.equal_runs import Run, Texts, bounded, gaps_of, part_of
from portal.comparison.wording.regrouping import regrouped
from portal.comparison.wording.spans import joined

MOST_ROUNDS = 8
"""What one side's brackets take in, the other side's brackets may widen again; after so many rounds all is marked."""


def balanced(runs: list[Run], texts: Texts) -> tuple[list[Span], list[Span]]:
    """Return the gaps between runs, widened on both sides so far that no pair of brackets is half in one.

    A half without a partner stays as it is, and so does a gap of nothing but one bracket of a pair whose other stayed:
    where （甲） became （甲） only the bracket differs. No gap ends inside a character that folded to several.
    """
    gaps = gaps_of(runs)
    if not _may_be_cut(gaps, texts):
        return gaps
    runs = regrouped(runs, texts)
    for _ in range(MOST_ROUNDS):
        old_gaps, new_gaps = gaps_of(runs)
        old_marks = _widened_all(texts.old, texts.old_inside, old_gaps)
        new_marks = _widened_all(texts.new, texts.new_inside, new_gaps)
        if old_marks == old_gaps and new_marks == new_gaps:
            return old_gaps, new_gaps
        kept = _outside(_outside(runs, old_marks, 0), new_marks, 1)
        runs = bounded(kept, len(texts.old), len(texts.new))
    return gaps_of(bounded((), len(texts.old), len(texts.new)))


def _may_be_cut(gaps: tuple[list[Span], list[Span]], texts: Texts) -> bool:
    has_inside = bool(texts.old_inside or texts.new_inside)
    return has_inside or hold_bracket(texts.old, gaps[0]) or hold_bracket(texts.new, gaps[1])


def _outside(runs: Iterable[Run], marks: list[Span], side: int) -> Iterator[Run]:
    """Yield what is left of runs outside the marks of one of their sides; runs and marks are in order."""
    place = 0
    for run in runs:
        at, end = run[side], run[side] + run[2]
        while place < len(marks) and marks[place][0] < end:
            if at < marks[place][0]:
                yield part_of(run, at - run[side], marks[place][0] - at)
            at = max(at, marks[place][1])
            if marks[place][1] >= end:
                break
            place += 1
        if at < end:
            yield part_of(run, at - run[side], end - at)


def _widened_all(text: str, inside: frozenset[int], gaps: list[Span]) -> list[Span]:
    if inside:
        gaps = joined(_of_whole_characters(gap, inside) for gap in gaps)
    if not hold_bracket(text, gaps):
        return gaps
    partners = partners_in(text)
    alone = {start for start, end in gaps if end == start + 1 and start in partners}
    return joined(
        gap if gap[0] in alone and partners[gap[0]] not in alone else _widened(text, gap, partners) for gap in gaps
    )


def _of_whole_characters(gap: Span, inside: frozenset[int]) -> Span:
    start, end = gap
    while start in inside:
        start -= 1
    while end in inside:
        end += 1
    return start, end


def _widened(text: str, mark: Span, partners: dict[int, int]) -> Span:
    start, end = low, high = mark
    while True:
        seen = [*BRACKET.finditer(text, low, start), *BRACKET.finditer(text, end, high)]
        if (start, end) == mark:
            seen = list(BRACKET.finditer(text, low, high))
        start, end = low, high
        reached = [partners[bracket.start()] for bracket in seen if bracket.start() in partners]
        low, high = min([low, *reached]), max([high, *(place + 1 for place in reached)])
        if (low, high) == (start, end):
            return start, end
