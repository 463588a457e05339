"""Align two sequences of any sort: which thing of the old one stands opposite which of the new one.

Things of one name that occur once on each side are anchors, kept as far as they are in order; between anchors
the pairs in order that are most alike are taken; what is left over in one gap may pair by a rule.

Swapping the sequences swaps the answer: weights are whole numbers made alike from both sides, and what decides
between equally good pairings is what stands in the texts, not which of them is called old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar
from zlib import crc32

from portal.comparison.alignment.candidates import likely_pairs
from portal.comparison.alignment.chains import heaviest_chain, is_rising

Pair = tuple[int | None, int | None]
"""Indices into old and new; None where one side has nothing."""

Indices = tuple[int, int]
Gap = tuple[list[int], list[int]]
"""The old and the new indices between two anchors that are not paired yet."""
Side = TypeVar("Side")

LARGEST_GAP = 40_000
"""Pairs of one gap that are tried by the rule for leftovers."""

_SEVERAL = -1
"""The place of a name that several things have."""
_ONE = 1 << 24
"""What a pair by name weighs beside its characters."""
_SCORES, _PLACES, _DRAWS = 1 << 64, 1 << 20, 1 << 20
"""A weight counts the score first (in millionths), then how near the places are, then a draw by the words."""


class Alignment(NamedTuple):
    """`pairs` in printing order, deletions before additions at the same spot; each index once.

    `crossing` are pairs by name that the order leaves no room for: both stand alone in `pairs`. `weak` are those of
    `pairs` that only the rule for leftovers made.
    """

    pairs: tuple[Pair, ...]
    crossing: tuple[Indices, ...] = ()
    weak: frozenset[Indices] = frozenset()


class Rules(NamedTuple, Generic[Side]):
    """How things of one sort are aligned. All functions must treat both sides alike.

    `text` is what a thing says. What is the `same` at both ends is paired without more ado; where as many things
    are left on both sides, each `alike` the one at its place, nothing else is asked. Each of `names` names a thing
    (None: no name); equal names that occur once on each side anchor, the first function first. `stays` is what such
    a pair counts (0 or more) when the order has no room for all: the fewest give way, of these the shorter ones.
    `score` (0 to 1) of `threshold` or more may pair; `leftover` says whether two that remain in one gap belong
    together all the same.
    """

    text: Callable[[Side], str]
    names: Sequence[Callable[[Side], object]]
    score: Callable[[Side, Side], float]
    threshold: float
    leftover: Callable[[Side, Side], bool]
    same: Callable[[Side, Side], bool] = lambda old, new: False
    alike: Callable[[Side, Side], bool] = lambda old, new: False
    stays: Callable[[Side, Side], int] = lambda old, new: 1


def align(old: Sequence[Side], new: Sequence[Side], rules: Rules[Side]) -> Alignment:
    """Align two sequences by `rules`."""
    head, tail = _equal_ends(old, new, rules.same)
    if head == len(old) == len(new):
        return Alignment(tuple(zip(range(head), range(head), strict=True)))
    middle = _align_middle(old[head : len(old) - tail], new[head : len(new) - tail], rules)
    return _between(middle, head, tail, len(old), len(new)) if head or tail else middle


def _equal_ends(old: Sequence[Side], new: Sequence[Side], same: Callable[[Side, Side], bool]) -> tuple[int, int]:
    """How many things at the start, and at the end behind these, are the same on both sides."""
    most = min(len(old), len(new))
    head = 0
    while head < most and same(old[head], new[head]):
        head += 1
    tail = 0
    while tail < most - head and same(old[-1 - tail], new[-1 - tail]):
        tail += 1
    return head, tail


def _between(middle: Alignment, head: int, tail: int, size_old: int, size_new: int) -> Alignment:
    """Put the alignment of what lies between equal ends into its place."""
    ends_old, ends_new = range(size_old - tail, size_old), range(size_new - tail, size_new)
    pairs: list[Pair] = [(place, place) for place in range(head)]
    pairs += [(None if i is None else i + head, None if j is None else j + head) for i, j in middle.pairs]
    pairs += zip(ends_old, ends_new, strict=True)
    crossing = tuple([(i + head, j + head) for i, j in middle.crossing])
    return Alignment(tuple(pairs), crossing, frozenset((i + head, j + head) for i, j in middle.weak))


def _align_middle(old: Sequence[Side], new: Sequence[Side], rules: Rules[Side]) -> Alignment:
    if len(old) == len(new) and all(map(rules.alike, old, new)):
        return Alignment(tuple(zip(range(len(old)), range(len(new)), strict=True)))
    if not old or not new:
        return Alignment(tuple(_ordered([], len(old), len(new))))
    if len(old) == len(new) == 1:
        return _align_two(old[0], new[0], rules)
    named = _named_pairs(old, new, rules.names)
    anchors = named
    if not is_rising(named):
        anchors = heaviest_chain([(i, j, _named_weight(old[i], new[j], i - j, rules)) for i, j in named])
    kept = set(anchors)
    crossing = tuple(pair for pair in named if pair not in kept)
    taken = {i for i, _ in crossing}, {j for _, j in crossing}
    size = len(old), len(new)
    anchors = sorted(
        [*anchors, *(pair for gap in _free(anchors, taken, *size) for pair in _alike(gap, old, new, rules))]
    )
    weak = [pair for gap in _free(anchors, taken, *size) for pair in _leftovers(gap, old, new, rules)]
    pairs = _ordered(sorted([*anchors, *weak]), len(old), len(new))
    return Alignment(tuple(pairs), crossing, frozenset(weak))


def _align_two(old: Side, new: Side, rules: Rules[Side]) -> Alignment:
    """Align one thing with one, for less work."""
    names = ((name(old), name(new)) for name in rules.names)
    if any(one is not None and one == other for one, other in names) or rules.score(old, new) >= rules.threshold:
        return Alignment(((0, 0),))
    if rules.leftover(old, new):
        return Alignment(((0, 0),), weak=frozenset(((0, 0),)))
    return Alignment(((0, None), (None, 0)))


def _named_pairs(old: Sequence[Side], new: Sequence[Side], names: Sequence[Callable[[Side], object]]) -> list[Indices]:
    """Pairs of things with the same name, each name once on each side, sorted by old index."""
    found: list[Indices] = []
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for name in names:
        if not left_old or not left_new:
            break
        names_old, names_new = _single_names(old, left_old, name), _single_names(new, left_new, name)
        pairs = [(place, names_new[key]) for key, place in names_old.items() if key in names_new]
        if pairs:
            found += pairs
            taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
            left_old = [i for i in left_old if i not in taken_old]
            left_new = [j for j in left_new if j not in taken_new]
    return sorted(found)


def _single_names(side: Sequence[Side], places: list[int], name: Callable[[Side], object]) -> dict[object, int]:
    found: dict[object, int] = {}
    for place in places:
        key = name(side[place])
        found[key] = _SEVERAL if key in found else place
    found.pop(None, None)
    return {key: place for key, place in found.items() if place != _SEVERAL}


def _named_weight(old: Side, new: Side, distance: int, rules: Rules[Side]) -> int:
    one, other = rules.text(old), rules.text(new)
    return _weight(_ONE * rules.stays(old, new) + len(one) + len(other), distance, one, other)


def _weight(score: int, distance: int, old: str, new: str) -> int:
    nearness = _PLACES - min(abs(distance), _PLACES - 1)
    draw = (crc32(old.encode()) + crc32(new.encode())) % _DRAWS
    return (score + 1) * _SCORES + nearness * _DRAWS + draw


def _gaps(anchors: list[Indices], size_old: int, size_new: int) -> Iterator[tuple[range, range]]:
    """The ranges before, between and behind the anchors."""
    last_old = last_new = -1
    for old_index, new_index in [*anchors, (size_old, size_new)]:
        yield range(last_old + 1, old_index), range(last_new + 1, new_index)
        last_old, last_new = old_index, new_index


def _free(anchors: list[Indices], taken: tuple[set[int], set[int]], size_old: int, size_new: int) -> Iterator[Gap]:
    """The unpaired indices of each gap between anchors."""
    for gap_old, gap_new in _gaps(anchors, size_old, size_new):
        if gap_old and gap_new:
            free_old = [index for index in gap_old if index not in taken[0]]
            free_new = [index for index in gap_new if index not in taken[1]]
            if free_old and free_new:
                yield free_old, free_new


def _alike(gap: Gap, old: Sequence[Side], new: Sequence[Side], rules: Rules[Side]) -> Iterator[Indices]:
    """Yield the pairs of a gap, in order, that are most alike."""
    free_old, free_new = gap
    texts_old = [rules.text(old[i]) for i in free_old]
    texts_new = [rules.text(new[j]) for j in free_new]
    scores = {}
    for row, column in likely_pairs(texts_old, texts_new):
        score = rules.score(old[free_old[row]], new[free_new[column]])
        if score >= rules.threshold:
            scores[row, column] = score
    chain = list(scores)
    if not is_rising(chain):
        # Places count from the gap's edges: what stands at the same place of it is nearest.
        chain = heaviest_chain(
            (row, column, _weight(round(score * 1_000_000), row - column, texts_old[row], texts_new[column]))
            for (row, column), score in scores.items()
        )
    yield from ((free_old[row], free_new[column]) for row, column in chain)


def _leftovers(gap: Gap, old: Sequence[Side], new: Sequence[Side], rules: Rules[Side]) -> Iterator[Indices]:
    """Yield the pairs that remain in a gap and belong together though unlike, the nearest first."""
    free_old, free_new = gap
    if len(free_old) * len(free_new) > LARGEST_GAP:
        return
    rows, columns = range(len(free_old)), range(len(free_new))
    chain = [
        (row, column) for row in rows for column in columns if rules.leftover(old[free_old[row]], new[free_new[column]])
    ]
    if not is_rising(chain):
        texts_old = [rules.text(old[i]) for i in free_old]
        texts_new = [rules.text(new[j]) for j in free_new]
        chain = heaviest_chain(
            (row, column, _weight(0, row - column, texts_old[row], texts_new[column])) for row, column in chain
        )
    yield from ((free_old[row], free_new[column]) for row, column in chain)


def _ordered(anchors: list[Indices], size_old: int, size_new: int) -> Iterator[Pair]:
    for gap_old, gap_new in _gaps(anchors, size_old, size_new):
        yield from ((index, None) for index in gap_old)
        yield from ((None, index) for index in gap_new)
        if gap_old.stop < size_old and gap_new.stop < size_new:
            yield gap_old.stop, gap_new.stop
