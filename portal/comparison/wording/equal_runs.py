"""What two texts have in common, as runs of equal characters.

Everything else of the wording package works on such runs. Between two runs that follow each other lies a gap: what
only one text has, or what one has where the other has something else. The first run begins both texts and the last
ends both, so they alone may be empty.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from portal.comparison.table import Span

Run = tuple[int, int, int]
"""Where a run begins in one text and in the other, and how long it is."""

LARGEST_MATRIX = 4_000_000
"""Pairs of characters compared at once: two texts of 2,000. Longer ones are cut at what they share for certain."""
ANCHOR = 12
"""Characters that, occurring once on both sides, belong together for certain."""
STEP = 4
"""Every fourth run of that length is looked up: enough to meet any shared passage of 15 characters and more."""


class Texts(NamedTuple):
    """Two texts to compare.

    `*_breaks` are the offsets over which no word reaches (where a blank was left out), `*_inside` those where no mark
    may begin or end (inside a character that folded to several).
    """

    old: str
    new: str
    old_breaks: frozenset[int] = frozenset()
    new_breaks: frozenset[int] = frozenset()
    old_inside: frozenset[int] = frozenset()
    new_inside: frozenset[int] = frozenset()


def equal_runs(old: str, new: str) -> list[Run]:
    """Return a longest common subsequence of two texts; of long ones one nearly as long, in time linear in them."""
    if len(old) * len(new) <= LARGEST_MATRIX:
        return bounded(_blocks(old, new), len(old), len(new))
    return bounded(_anchored(old, new), len(old), len(new))


def bounded(runs: Iterable[Run], old_length: int, new_length: int) -> list[Run]:
    """Return runs with an empty one at either end of the texts where they need it; runs that touch are made one."""
    found: list[Run] = [(0, 0, 0)]
    for run in (*runs, (old_length, new_length, 0)):
        old, new, length = found[-1]
        if run[0] == old + length and run[1] == new + length:
            found[-1] = (old, new, length + run[2])
        elif run[2] or run[0] == old_length:
            found.append(run)
    return found


def part_of(run: Run, skipped: int, length: int) -> Run:
    """Return `length` characters of a run, the first `skipped` left out."""
    return run[0] + skipped, run[1] + skipped, length


def gaps_of(runs: list[Run]) -> tuple[list[Span], list[Span]]:
    """Return what lies between runs in either text, without empty spans."""
    old_gaps, new_gaps = [], []
    at_old, at_new = runs[0][2], runs[0][2]
    for start, other_start, length in runs[1:]:
        if at_old < start:
            old_gaps.append((at_old, start))
        if at_new < other_start:
            new_gaps.append((at_new, other_start))
        at_old, at_new = start + length, other_start + length
    return old_gaps, new_gaps


def shrunk(runs: list[Run], heads: list[int], tails: list[int]) -> list[Run]:
    """Return runs that give some of their first and last characters to the gaps before and behind them."""
    found = []
    last = len(runs) - 1
    for place, (old, new, length) in enumerate(runs):
        head, tail = heads[place], tails[place]
        left = length - head - tail
        if left > 0:
            found.append((old + head, new + head, left))
        elif place == 0:
            found.append((0, 0, 0))
        elif place == last:
            found.append((old + length, new + length, 0))
    return found


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of `pairs`, sorted by their first place, in which the second rises as well."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, second) in enumerate(pairs):
        slot = bisect_left(tails, second)
        before.append(ends[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [second]
        ends[slot : slot + 1] = [place]
    found: list[tuple[int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]


def _blocks(old: str, new: str, old_offset: int = 0, new_offset: int = 0) -> list[Run]:
    return [
        (block.a + old_offset, block.b + new_offset, block.size)
        for block in Indel.editops(old, new).as_matching_blocks()
        if block.size
    ]


def _anchored(old: str, new: str) -> Iterator[Run]:
    """The runs of long texts: anchors that are certain, and what is found between them where that is little enough."""
    old_at = new_at = _shared(old, new, 0, 0)
    if old_at:
        yield 0, 0, old_at
    for old_anchor, new_anchor in [*rising(_anchors(old, new)), (len(old), len(new))]:
        if old_anchor < old_at or new_anchor < new_at:
            continue
        yield from _between(old, new, (old_at, old_anchor), (new_at, new_anchor))
        length = _shared(old, new, old_anchor, new_anchor)
        if length:
            yield old_anchor, new_anchor, length
        old_at, new_at = old_anchor + length, new_anchor + length


def _between(old: str, new: str, old_span: tuple[int, int], new_span: tuple[int, int]) -> list[Run]:
    """The runs between two anchors; where very much lies between them, it counts as rewritten but for its end."""
    part, other = old[slice(*old_span)], new[slice(*new_span)]
    if not part or not other:
        return []
    if len(part) * len(other) <= LARGEST_MATRIX:
        return _blocks(part, other, old_span[0], new_span[0])
    length = _shared(part[::-1], other[::-1], 0, 0)
    return [(old_span[1] - length, new_span[1] - length, length)] if length else []


def _shared(old: str, new: str, old_at: int, new_at: int) -> int:
    """How many characters from the two places on are the same, found by doubling and halving."""
    size = ANCHOR
    while old[old_at : old_at + size] == new[new_at : new_at + size] and size < 2 * len(old):
        size *= 2
    low, high = 0, min(size, len(old) - old_at, len(new) - new_at)
    while low < high:
        middle = (low + high + 1) // 2
        if old[old_at + low : old_at + middle] == new[new_at + low : new_at + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Places of passages that occur once among those looked up in `old`, and once in `new`; sorted by old place."""
    places: dict[str, int] = {}
    for at in range(0, len(old) - ANCHOR + 1, STEP):
        passage = old[at : at + ANCHOR]
        places[passage] = -1 if passage in places else at
    found: dict[int, int] = {}
    for at in range(len(new) - ANCHOR + 1):
        passage = new[at : at + ANCHOR]
        if passage in places:
            place = places[passage]
            found[place] = -1 if place in found else at
    return sorted((place, at) for place, at in found.items() if place >= 0 and at >= 0)
