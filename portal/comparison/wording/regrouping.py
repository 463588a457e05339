"""Equal runs and brackets that came in: the same words, matched where no bracket is cut from its partner.

（A B） → （A）と（B） has two answers that keep as much: （A[）と（]B）, and （A）[と（B）].
Only the second can be drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from portal.comparison.table import Span
from portal.comparison.wording.bracket_pairs import BRACKET, hold_bracket, partners_in
from portal.comparison.wording.equal_runs import Run, Texts, bounded, gaps_of, part_of

Partners = dict[int, int]


def regrouped(runs: list[Run], texts: Texts) -> list[Run]:
    """Return runs of which some are matched elsewhere, or given up, so that brackets stay in pairs."""
    for side, text in enumerate((texts.old, texts.new)):
        if hold_bracket(text, gaps_of(runs)[side]):
            partners = partners_in(text)
            runs = _parted(_taken_out(runs, side, text, partners), side, text, partners)
    return bounded(runs, len(texts.old), len(texts.new))


def _taken_out(runs: list[Run], side: int, text: str, partners: Partners) -> list[Run]:
    """Match a run that new brackets took in outside them: X[（A]X[）X] is X[（AX）]X."""
    found = list(runs)
    for place in range(1, len(runs) - 1):
        start, run, end = found[place - 1][side] + found[place - 1][2], found[place], found[place + 1][side]
        for bracket in BRACKET.finditer(text, start, run[side]):
            closed = partners.get(bracket.start(), -1)
            if run[side] + run[2] <= closed < end:
                at = _outside(text, (start, bracket.start()), (closed + 1, end), text[run[side] : run[side] + run[2]])
                found[place] = run if at is None else _matched_at(run, side, at)
                break
    return found


def _outside(text: str, before: Span, behind: Span, words: str) -> int | None:
    """Where `words` follow or precede a pair of brackets at once, within the gaps around it."""
    if text.startswith(words, behind[0], behind[1]):
        return behind[0]
    return before[1] - len(words) if text.endswith(words, *before) else None


def _matched_at(run: Run, side: int, at: int) -> Run:
    return (run[0], at, run[2]) if side else (at, run[1], run[2])


def _parted(runs: list[Run], side: int, text: str, partners: Partners) -> list[Run]:
    """Where a gap parts a pair of brackets in two, keep one of the pairs: the one that costs less words."""
    found, waiting = [runs[0]], list(reversed(runs[1:]))
    while waiting:
        halves = _halves((found[-1][side] + found[-1][2], waiting[-1][side]), text, partners)
        if halves:
            _keep_one_pair(found, waiting, halves, side, text, partners)
        found.append(waiting.pop())
    return found


def _halves(gap: Span, text: str, partners: Partners) -> Span | None:
    """Where a gap closes a bracket opened before it, and opens one closed behind it, of the same kind."""
    closing = opening = -1
    for bracket in BRACKET.finditer(text, *gap):
        partner = partners.get(bracket.start(), gap[0])
        if partner < gap[0] and closing < 0:
            closing = bracket.start()
        elif partner >= gap[1]:
            opening = bracket.start()
    if not 0 <= closing < opening:
        return None
    is_one_kind = text[partners[closing]] == text[opening] and text[partners[opening]] == text[closing]
    return (closing, opening) if is_one_kind else None


def _keep_one_pair(
    found: list[Run], waiting: list[Run], halves: Span, side: int, text: str, partners: Partners
) -> None:
    """Match a bracket that stayed, and the words inside it, with the new half of the pair that costs less words.

    `found` are the runs before the gap, `waiting` those behind it, the next one last.
    """
    gap = found[-1][side] + found[-1][2], waiting[-1][side]
    ahead = _first_pair_kept(waiting, gap, halves[0], partners[halves[1]], side, text)
    back = _second_pair_kept(found, gap, halves[1], partners[halves[0]], side, text)
    if ahead and (not back or ahead.cost <= back.cost):
        waiting[ahead.place :] = ahead.runs
    elif back:
        found[back.place :] = back.runs


class _Kept(NamedTuple):
    """What takes the place of the runs from `place` on, and how many characters in brackets it gives up."""

    cost: int
    place: int
    runs: list[Run]


def _first_pair_kept(waiting: list[Run], gap: Span, closing: int, closed: int, side: int, text: str) -> _Kept | None:
    """（A）と（B）: the bracket that stayed, at `closed`, is the one that came in at `closing`."""
    place = bisect_left(waiting, -closed, key=lambda run: -run[side])
    if not _holds(waiting, place, side, closed):
        return None
    run = waiting[place]
    at = closed - run[side]
    words = _same(text[gap[0] : closing][::-1], text[run[side] : closed][::-1])
    kept = _matched_at(part_of(run, at - words, words + 1), side, closing - words)
    return _Kept(closed - gap[1] - words, place, [part_of(run, at + 1, run[2] - at - 1), kept])


def _second_pair_kept(found: list[Run], gap: Span, opening: int, opened: int, side: int, text: str) -> _Kept | None:
    """（A）と（B）: the bracket that stayed, at `opened`, is the one that came in at `opening`."""
    place = bisect_right(found, opened, key=lambda run: run[side]) - 1
    if not _holds(found, place, side, opened):
        return None
    run = found[place]
    at = opened - run[side]
    words = _same(text[opening + 1 : gap[1]], text[opened + 1 : run[side] + run[2]])
    kept = _matched_at(part_of(run, at, words + 1), side, opening)
    return _Kept(gap[0] - opened - 1 - words, place, [part_of(run, 0, at), kept])


def _holds(runs: list[Run], place: int, side: int, character: int) -> bool:
    return 0 <= place < len(runs) and runs[place][side] <= character < runs[place][side] + runs[place][2]


def _same(part: str, other: str) -> int:
    """How many characters two texts have in common from their starts."""
    most = min(len(part), len(other))
    return next((place for place in range(most) if part[place] != other[place]), most)
