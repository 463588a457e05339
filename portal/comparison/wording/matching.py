"""Which lines, rows or columns of two texts stand opposite each other: in order, each at most once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from portal.comparison.table import Span
from portal.comparison.wording.equal_runs import rising

Thing = TypeVar("Thing")
Match = tuple[int | None, int | None]
"""Places in the old and in the new sequence; None where one has nothing."""
Name = Callable[[Thing], object]
Score = Callable[[Thing, Thing], float]

ALIKE = 0.3
"""From this likeness on two lines are the same line, changed."""
CLEARLY_ALIKE = 0.6
"""Where as many lines stand on both sides and each is as like the one at its place, no other is asked for."""
LARGEST_MATRIX = 10_000
"""Pairs whose likeness is asked for; in larger gaps what stands at the same place is opposite."""


def matched(
    old: Sequence[Thing], new: Sequence[Thing], names: Sequence[Name[Thing]], score: Score[Thing]
) -> list[Match]:
    """Return what stands opposite what, in order, deletions before additions at the same spot.

    Equal names that occur once on each side belong together, those of the first function before those of the next;
    between them the likest pairs in order; what is left over only where it is equally much on both sides.
    """
    pairs = list(_named(old, new, (0, len(old)), (0, len(new)), names, score))
    found: list[Match] = []
    old_at = new_at = 0
    for old_place, new_place in [*pairs, (len(old), len(new))]:
        found += [(place, None) for place in range(old_at, old_place)]
        found += [(None, place) for place in range(new_at, new_place)]
        if old_place < len(old):
            found.append((old_place, new_place))
        old_at, new_at = old_place + 1, new_place + 1
    return found


def _named(
    old: Sequence[Thing],
    new: Sequence[Thing],
    old_span: Span,
    new_span: Span,
    names: Sequence[Name[Thing]],
    score: Score[Thing],
) -> Iterator[tuple[int, int]]:
    if old_span[0] == old_span[1] or new_span[0] == new_span[1]:
        return
    if not names:
        yield from _alike(old, new, old_span, new_span, score)
        return
    old_at, new_at = old_span[0], new_span[0]
    for old_place, new_place in [*_anchors(old, new, old_span, new_span, names[0]), (old_span[1], new_span[1])]:
        yield from _named(old, new, (old_at, old_place), (new_at, new_place), names[1:], score)
        if old_place < old_span[1]:
            yield old_place, new_place
        old_at, new_at = old_place + 1, new_place + 1


def _anchors(
    old: Sequence[Thing], new: Sequence[Thing], old_span: Span, new_span: Span, name: Name[Thing]
) -> list[tuple[int, int]]:
    """Pairs of equal names: those at both ends, and those in order that occur once on each side between them."""
    old_names = [name(old[place]) for place in range(*old_span)]
    new_names = [name(new[place]) for place in range(*new_span)]
    most = min(len(old_names), len(new_names))
    head = next((place for place in range(most) if old_names[place] != new_names[place]), most)
    tail = next((place for place in range(most - head) if old_names[-place - 1] != new_names[-place - 1]), most - head)
    old_end, new_end = len(old_names) - tail, len(new_names) - tail
    old_once, new_once = _once(old_names, head, old_end), _once(new_names, head, new_end)
    between = rising([(place, new_once[key]) for key, place in old_once.items() if key in new_once])
    ends = [(place, place) for place in range(head)], [(old_end + place, new_end + place) for place in range(tail)]
    return [(old_span[0] + one, new_span[0] + other) for one, other in (*ends[0], *between, *ends[1])]


def _once(names: Sequence[object], start: int, end: int) -> dict[object, int]:
    counts = Counter(names[start:end])
    return {name: place for place in range(start, end) if counts[name := names[place]] == 1}


def _alike(
    old: Sequence[Thing], new: Sequence[Thing], old_span: Span, new_span: Span, score: Score[Thing]
) -> Iterator[tuple[int, int]]:
    """The pairs in order with the greatest sum of likeness, and what they leave over where it is equally much."""
    rows, columns = old_span[1] - old_span[0], new_span[1] - new_span[0]
    places = list(zip(range(*old_span), range(*new_span), strict=False))
    if rows == columns and all(score(old[one], new[other]) >= CLEARLY_ALIKE for one, other in places):
        yield from places
        return
    pairs = _best(old, new, old_span, new_span, score) if 1 < rows * columns <= LARGEST_MATRIX else []
    old_at, new_at = old_span[0], new_span[0]
    for old_place, new_place in [*pairs, (old_span[1], new_span[1])]:
        if old_place - old_at == new_place - new_at:
            yield from zip(range(old_at, old_place), range(new_at, new_place), strict=True)
        if old_place < old_span[1]:
            yield old_place, new_place
        old_at, new_at = old_place + 1, new_place + 1


def _best(
    old: Sequence[Thing], new: Sequence[Thing], old_span: Span, new_span: Span, score: Score[Thing]
) -> list[tuple[int, int]]:
    scores = [[score(old[i], new[j]) for j in range(*new_span)] for i in range(*old_span)]
    columns = new_span[1] - new_span[0]
    best = [[0.0] * (columns + 1) for _ in range(len(scores) + 1)]
    for row in range(len(scores) - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = scores[row][column]
            paired = best[row + 1][column + 1] + value if value >= ALIKE else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return [(old_span[0] + row, new_span[0] + column) for row, column in _trace(scores, best)]


def _trace(scores: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    row = column = 0
    while row < len(scores) and column < len(scores[row]):
        value = scores[row][column]
        if value >= ALIKE and best[row][column] == best[row + 1][column + 1] + value:
            yield row, column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
