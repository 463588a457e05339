"""Rewritten sentences: of what is left so little that they are marked whole."""

from __future__ import annotations

from itertools import pairwise

from portal.comparison.wording.equal_runs import Run, Texts
from portal.comparison.wording.letters import CLOSING, OPENING
from portal.comparison.wording.whole_words import are_numbers

REWRITTEN = 0.3
"""Below this share of kept characters a sentence counts as rewritten and is marked whole."""
SHORTEST_REWRITTEN = 8
"""Characters: in shorter sentences what is kept always says something."""
FEWEST_CHANGED = 5
"""Characters that change at the least where so much is rewritten."""

_BULLETS = "・●○◎■□◆◇※*-－"


def whole_sentences(runs: list[Run], texts: Texts) -> list[Run]:
    """Give up what is kept of sentences that were rewritten, but for a bullet and for brackets around both."""
    kept: list[Run] = []
    group: list[Run] = [runs[0]]
    for run in runs[1:]:
        group.append(run)
        if run is runs[-1] or texts.old.find("。", run[0], run[0] + run[2]) >= 0:
            *settled, last = _settled(group, texts)
            kept += settled
            group = [last]
    return [*kept, *group]


def _settled(group: list[Run], texts: Texts) -> list[Run]:
    """The runs of one changed sentence: the first ends before or in it, the last begins in or behind it."""
    first, last = group[0], group[-1]
    inner = sum(run[2] for run in group[1:-1])
    if max(last[0] - first[0], last[1] - first[1]) - first[2] - inner < FEWEST_CHANGED:
        return group
    head, tail = _kept_before(first, texts.old), _kept_behind(last, texts.old)
    kept = head + tail + inner
    shorter, longer = sorted(last[side] + tail - (first[side] + first[2] - head) for side in (0, 1))
    if longer < SHORTEST_REWRITTEN or kept >= REWRITTEN * longer or kept >= REWRITTEN * 2 * shorter:
        return group
    if all(are_numbers(texts, before, behind) for before, behind in pairwise(group)):
        return group
    head, tail = _inner(head, tail, first, last, texts.old)
    return [
        (first[0], first[1], first[2] - head),
        (last[0] + tail, last[1] + tail, last[2] - tail),
    ]


def _kept_before(run: Run, text: str) -> int:
    """How many characters at a run's end belong to the sentence that goes on behind it."""
    end = run[0] + run[2]
    stop = text.rfind("。", run[0], end)
    while stop >= 0 and text[stop + 1 : stop + 2] in tuple(CLOSING):
        stop = text.rfind("。", run[0], stop)
    return end - stop - 1 if stop >= 0 else run[2]


def _kept_behind(run: Run, text: str) -> int:
    """How many characters at a run's start belong to the sentence that began before it."""
    end = run[0] + run[2]
    stop = text.find("。", run[0], end)
    while stop >= 0 and text[stop + 1 : stop + 2] in tuple(CLOSING):
        stop = text.find("。", stop + 1, end)
    return stop + 1 - run[0] if stop >= 0 else run[2]


def _inner(head: int, tail: int, first: Run, last: Run, text: str) -> tuple[int, int]:
    """Leave out a bullet, and the brackets that both sentences stand in: （検品） became （外装の確認）."""
    start, end = first[0] + first[2] - head, last[0] + tail
    opening = text[start : start + 1] if head else ""
    closing = text[end - 1 : end] if tail else ""
    if opening and opening in OPENING and closing and closing in CLOSING:
        return head - 1, tail - 1
    return head - (opening != "" and opening in _BULLETS), tail
