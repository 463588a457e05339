"""The heaviest chain of pairs that keep the order on both sides: a longest rising run with weights."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

WeightedPair = tuple[int, int, int]
"""Old index, new index, weight (1 or more)."""


def heaviest_chain(pairs: Iterable[WeightedPair]) -> list[tuple[int, int]]:
    """Return the pairs, rising on both sides, whose weights sum up to the most; each index at most once.

    Takes n log n steps for n pairs.
    """
    # Of pairs with one old index the greatest new one comes first, so that no two of them can follow each other.
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    chain = [(old, new) for old, new, _ in ordered]
    if is_rising(chain):
        return chain
    ends: list[int] = []
    totals: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (_, new, weight) in enumerate(ordered):
        slot = bisect_left(ends, new)
        total = weight + (totals[slot - 1] if slot else 0)
        before.append(last[slot - 1] if slot else -1)
        if slot < len(ends) and ends[slot] == new and totals[slot] >= total:
            continue
        stop = slot
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        ends[slot:stop], totals[slot:stop], last[slot:stop] = [new], [total], [place]
    chain = []
    place = last[-1] if last else -1
    while place >= 0:
        chain.append(ordered[place][:2])
        place = before[place]
    return chain[::-1]


def is_rising(pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether both numbers rise from pair to pair."""
    last_old = last_new = -1
    for old, new in pairs:
        if old <= last_old or new <= last_new:
            return False
        last_old, last_new = old, new
    return True
