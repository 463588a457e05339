"""Align two sequences of any sort: which thing of the old one stands opposite which of the new one.

Equal things that occur once on each side are anchors, kept as far as they are in order; between
anchors the pairs in order that are most alike are taken; what is left over pairs by equal number
or, far apart but clearly alike, as a move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Pair = tuple[int | None, int | None]
"""Indices into old and new; None where one side has nothing."""

Side = TypeVar("Side")
Score = Callable[[int, int], float]

LARGEST_MATRIX = 40_000
"""Pairs scored within one gap; a larger gap keeps to what anchors it."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """`pairs` in printing order, deletions before additions at the same spot; `moves` are pairs out of order.

    A moved old index also stands alone in `pairs` at its old place, and the pair stands at the new place.
    """

    pairs: tuple[Pair, ...]
    moves: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Opposite(Generic[Side]):
    """What stands opposite what. A thing that moved stands at its new place opposite its old self, and
    alone at its old place with `moved_to` naming the new self."""

    old: Side | None
    new: Side | None
    moved: bool = False
    moved_to: Side | None = None


def opposites(old: Sequence[Side], new: Sequence[Side], alignment: Alignment) -> Iterator[Opposite[Side]]:
    """Yield the aligned things in printing order."""
    moved_to = dict(alignment.moves)
    for old_index, new_index in alignment.pairs:
        one = old[old_index] if old_index is not None else None
        other = new[new_index] if new_index is not None else None
        if old_index is not None and new_index is None and old_index in moved_to:
            yield Opposite(one, None, moved=True, moved_to=new[moved_to[old_index]])
        else:
            yield Opposite(one, other, moved=(old_index, new_index) in alignment.moves)


def align(
    old: Sequence[Side],
    new: Sequence[Side],
    *,
    identities: Sequence[Callable[[Side], object]],
    score: Callable[[Side, Side], float],
    threshold: float,
    leftover: Callable[[Side, Side], bool],
    move: Callable[[Side, Side], bool],
) -> Alignment:
    """Align two sequences.

    Each of `identities` names a thing (None: no name); equal names that occur once on each side
    anchor, the first function first. `score` (0 to 1) of `threshold` or more may pair; `leftover`
    and `move` say whether two that remain in one gap, or anywhere, belong together all the same.
    """
    matched = _by_keys(old, new, identities)
    anchors = _longest_rising(matched)
    moved = set(matched) - set(anchors)
    anchors = _fill_gaps(anchors, moved, old, new, score, threshold)
    anchors = _leftovers(anchors, moved, old, new, leftover)
    moved |= set(_moves(anchors, moved, old, new, score, move))
    return Alignment(tuple(_ordered(anchors, moved, len(old), len(new))), frozenset(moved))


def _by_keys(
    old: Sequence[Side], new: Sequence[Side], identities: Sequence[Callable[[Side], object]]
) -> list[tuple[int, int]]:
    """Pairs of things with the same name, each name once on each side, sorted by old index."""
    found: list[tuple[int, int]] = []
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    for identity in identities:
        names_old = _single_names(old, left_old, identity)
        names_new = _single_names(new, left_new, identity)
        for name, place in names_old.items():
            if name in names_new:
                found.append((place, names_new[name]))
                left_old.discard(place)
                left_new.discard(names_new[name])
    return sorted(found)


def _single_names(side: Sequence[Side], left: set[int], identity: Callable[[Side], object]) -> dict[object, int]:
    names = {place: identity(side[place]) for place in sorted(left)}
    counts = Counter(name for name in names.values() if name is not None)
    return {name: place for place, name in names.items() if counts[name] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of `pairs` (sorted by old index) whose new indices rise as well."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, (_, new_index) in enumerate(pairs):
        slot = bisect_left(tails, new_index)
        before.append(places[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [new_index]
        places[slot : slot + 1] = [place]
    run: list[tuple[int, int]] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(pairs[place])
        place = before[place]
    return run[::-1]


def _gaps(anchors: list[tuple[int, int]], size_old: int, size_new: int) -> Iterator[tuple[range, range]]:
    last_old, last_new = -1, -1
    for old_index, new_index in [*anchors, (size_old, size_new)]:
        yield range(last_old + 1, old_index), range(last_new + 1, new_index)
        last_old, last_new = old_index, new_index


def _free(
    anchors: list[tuple[int, int]], moved: set[tuple[int, int]], size_old: int, size_new: int
) -> Iterator[tuple[list[int], list[int]]]:
    """The unpaired indices of each gap between anchors."""
    moved_old, moved_new = {pair[0] for pair in moved}, {pair[1] for pair in moved}
    for gap_old, gap_new in _gaps(anchors, size_old, size_new):
        free_old = [index for index in gap_old if index not in moved_old]
        free_new = [index for index in gap_new if index not in moved_new]
        if free_old and free_new:
            yield free_old, free_new


def _fill_gaps(
    anchors: list[tuple[int, int]],
    moved: set[tuple[int, int]],
    old: Sequence[Side],
    new: Sequence[Side],
    score: Callable[[Side, Side], float],
    threshold: float,
) -> list[tuple[int, int]]:
    found = list(anchors)
    for free_old, free_new in _free(anchors, moved, len(old), len(new)):
        if len(free_old) * len(free_new) <= LARGEST_MATRIX:
            found += _best_in_order(free_old, free_new, lambda i, j: score(old[i], new[j]), threshold)
    return sorted(found)


def _best_in_order(free_old: list[int], free_new: list[int], score: Score, threshold: float) -> list[tuple[int, int]]:
    """The pairs in order with the greatest sum of scores, counting those of `threshold` and more."""
    rows, columns = len(free_old), len(free_new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scores = [[score(i, j) for j in free_new] for i in free_old]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = scores[row][column]
            paired = best[row + 1][column + 1] + value if value >= threshold else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return list(_trace(free_old, free_new, best, scores, threshold))


def _trace(
    free_old: list[int], free_new: list[int], best: list[list[float]], scores: list[list[float]], threshold: float
) -> Iterator[tuple[int, int]]:
    row = column = 0
    while row < len(free_old) and column < len(free_new):
        value = scores[row][column]
        if value >= threshold and best[row][column] == best[row + 1][column + 1] + value:
            yield free_old[row], free_new[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _leftovers(
    anchors: list[tuple[int, int]],
    moved: set[tuple[int, int]],
    old: Sequence[Side],
    new: Sequence[Side],
    leftover: Callable[[Side, Side], bool],
) -> list[tuple[int, int]]:
    """Pair what remains between two anchors and belongs together though unlike; in order, first come first paired."""
    found = list(anchors)
    for free_old, free_new in _free(anchors, moved, len(old), len(new)):
        start = 0
        for old_index in free_old:
            for place in range(start, len(free_new)):
                if leftover(old[old_index], new[free_new[place]]):
                    found.append((old_index, free_new[place]))
                    start = place + 1
                    break
    return sorted(found)


def _moves(
    anchors: list[tuple[int, int]],
    moved: set[tuple[int, int]],
    old: Sequence[Side],
    new: Sequence[Side],
    score: Callable[[Side, Side], float],
    move: Callable[[Side, Side], bool],
) -> Iterator[tuple[int, int]]:
    """Pairs of leftovers that clearly are the same thing at another place, likest first."""
    taken_old = {pair[0] for pair in (*anchors, *moved)}
    taken_new = {pair[1] for pair in (*anchors, *moved)}
    free_old = [index for index in range(len(old)) if index not in taken_old]
    free_new = [index for index in range(len(new)) if index not in taken_new]
    if len(free_old) * len(free_new) > LARGEST_MATRIX:
        return
    candidates = [(i, j) for i in free_old for j in free_new if move(old[i], new[j])]
    for i, j in sorted(candidates, key=lambda pair: (-score(old[pair[0]], new[pair[1]]), pair)):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield i, j


def _ordered(
    anchors: list[tuple[int, int]], moved: set[tuple[int, int]], size_old: int, size_new: int
) -> Iterator[Pair]:
    to_old = {new_index: old_index for old_index, new_index in moved}
    for gap_old, gap_new in _gaps(anchors, size_old, size_new):
        yield from ((index, None) for index in gap_old)
        yield from ((to_old.get(index), index) for index in gap_new)
        if gap_old.stop < size_old and gap_new.stop < size_new:
            yield gap_old.stop, gap_new.stop
