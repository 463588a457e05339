"""New numbers for a series of articles, headings, 項 or 号: closed up in order, as 枝番 beside fixed ones, or dotted.

Numbers order as law orders them: 18, 18の2, 18の2の2, 18の3, 19, which is the order of tuples.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portal.text.tree import Number

WIDEST_GAP = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a series as it is labelled: `number`, () for one that has none yet; `last` ends a deleted range."""

    number: Number = ()
    last: Number = ()

    @property
    def end(self) -> Number:
        """The last number the entry stands for."""
        return self.last or self.number


@dataclass(frozen=True, slots=True)
class Order:
    """Which entries stand in order by their numbers; `owners` are those whose number is theirs alone.

    Of several with one number the one that continues the row owns it. `ambiguous` are those of which nobody can say.
    """

    in_order: frozenset[int]
    owners: frozenset[int]
    ambiguous: frozenset[int]


def read_order(entries: Sequence[Entry]) -> Order:
    """Return which entries belong to a longest rising series; those of equal number that all could are ambiguous."""
    numbered = [index for index, entry in enumerate(entries) if entry.number]
    numbers = [entries[index].number for index in numbered]
    before = _lengths(numbers)
    behind = _lengths([(*(-part for part in number), 1) for number in reversed(numbers)])[::-1]
    longest = max(before, default=0)
    could = [index for index, (up, down) in enumerate(zip(before, behind, strict=True)) if up + down - 1 == longest]
    owners, ambiguous = _owners(numbers, set(could))
    return Order(
        frozenset(numbered[index] for index in _chosen(could, before, numbers)),
        frozenset(numbered[index] for index in owners),
        frozenset(numbered[index] for index in ambiguous),
    )


def _lengths(numbers: Sequence[Number]) -> list[int]:
    """How long the longest rising series is that ends with each number."""
    ends: list[Number] = []
    lengths = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        lengths.append(place + 1)
    return lengths


def _chosen(could: Sequence[int], lengths: Sequence[int], numbers: Sequence[Number]) -> list[int]:
    """One longest rising series; of equals the one of the smallest numbers (what was moved jumps), then the first."""
    levels: defaultdict[int, list[int]] = defaultdict(list)
    for index in could:
        levels[lengths[index]].append(index)
    taken: list[int] = []
    for length in sorted(levels):
        able = [i for i in levels[length] if not taken or (i > taken[-1] and numbers[i] > numbers[taken[-1]])]
        taken.append(min(able, key=lambda index: numbers[index]))
    return taken


def _owners(numbers: Sequence[Number], could: set[int]) -> tuple[list[int], list[int]]:
    groups: defaultdict[Number, list[int]] = defaultdict(list)
    for index, number in enumerate(numbers):
        groups[number].append(index)
    owners: list[int] = []
    ambiguous: list[int] = []
    for group in groups.values():
        able = [index for index in group if index in could] or group
        (owners if len(able) == 1 else ambiguous).extend(able)
    return owners, ambiguous


def closed_up(entries: Sequence[Entry], order: Order) -> tuple[Entry, ...]:
    """Return the entries numbered in a row from 1; what is new pushes the rest, what is gone closes up.

    A 枝番 stays one while what it branches from stands before it; a new entry among 枝番, or numbered so, becomes one.
    """
    numbered: list[Entry] = []
    previous: Number = (0,)
    branches_from: set[Number] = set()
    ahead = _next_in_order(entries, order)
    for index, entry in enumerate(entries):
        known = entry.number if index in order.in_order else ()
        places = (known,) if known else (entry.number, ahead[index])
        depth = max(_depth(place, branches_from) for place in places)
        if not known and depth == 1:
            branches_from = set()
        if known:
            branches_from = {known[: length + 1] for length in range(len(known))}
            branches_from.add(entry.end)
        made = _placed(entry, _next(previous, depth))
        numbered.append(made)
        previous = made.end
    return tuple(numbered)


def _next_in_order(entries: Sequence[Entry], order: Order) -> list[Number]:
    """For each entry the number of the next one that stands in order."""
    ahead: list[Number] = []
    following: Number = ()
    for index in range(len(entries) - 1, -1, -1):
        ahead.append(following)
        if index in order.in_order:
            following = entries[index].number
    return ahead[::-1]


def _depth(number: Number, branches_from: set[Number]) -> int:
    """How deep a number may stay: 18の2 is 2 where 18 (or 18の3, which took its place) stands before it."""
    depth = len(number)
    while depth > 1 and number[: depth - 1] not in branches_from:
        depth -= 1
    return max(depth, 1)


def _next(previous: Number, depth: int) -> Number:
    if len(previous) >= depth:
        return (*previous[: depth - 1], previous[depth - 1] + 1)
    return (*previous, 2)


def _placed(entry: Entry, number: Number) -> Entry:
    """The entry under a new number; a range stays as long as it is."""
    if not entry.last:
        return replace(entry, number=number)
    beside = entry.last[:-1] == entry.number[:-1]
    length = entry.last[-1] - entry.number[-1] if beside else entry.last[0] - entry.number[0]
    place = len(number) - 1 if beside else 0
    return Entry(number, (*number[:place], number[place] + length, *(() if beside else entry.last[1:])))


def beside_fixed(entries: Sequence[Entry], order: Order) -> tuple[Entry, ...]:
    """Return the entries with numbers kept where they stand in order, and 枝番 for the others.

    Behind the last entry the row goes on. Only where no number is free, before the first one or between 18 and 18の2,
    does the new entry take the next one's number, and that one becomes a 枝番 in its turn.
    """
    numbered: list[Entry] = []
    previous: Number = ()
    ahead = _next_in_order(entries, order)
    for index, entry in enumerate(entries):
        if index in order.in_order and entry.number > previous:
            made = entry
        else:
            made = _placed(entry, _free(previous, ahead[index], entry.number))
        numbered.append(made)
        previous = made.end
    return tuple(numbered)


def _free(previous: Number, following: Number, own: Number) -> Number:
    """The number for what stands between the two, () where the series begins or ends; `own` is its number so far."""
    if not previous:
        return following or (1,)
    beside = _next(previous, max(2, len(previous)))
    if not following:
        return beside if own[: len(previous) - 1] == previous[:-1] and len(own) > 1 else (previous[0] + 1,)
    free = next((number for number in (beside, (*previous, 2)) if number < following), following)
    return free if free > previous else beside


def outlined(entries: Sequence[Entry], order: Order, above: Sequence[tuple[Number, Number]]) -> tuple[Entry, ...]:
    """Return dotted numbers in a row: 1, 1.1, 1.2, 2, or 3.1, 3.2 below something that bears the 3.

    `above` gives for each entry the old and the new number of what it stands below, () where that has none.
    """
    numbered: list[Entry] = []
    renamed: dict[Number, Number] = {}
    counts: Counter[Number] = Counter()
    ahead = _next_in_order(entries, order)
    bears = any(old and entry.number[:-1] == old for entry, (old, _) in zip(entries, above, strict=True))
    for index, entry in enumerate(entries):
        old, new = above[index]
        renamed |= {old: new} if old else {}
        known = entry.number if index in order.in_order else ()
        if known:
            prefix = renamed.get(known[:-1], known[:-1])
        elif bears and (not index or above[index - 1] != above[index]):
            prefix = new
        else:
            prefix = _prefix_of_new(entry, renamed, numbered, ahead[index])
        counts[prefix] += 0 if prefix not in counts and entry.number[-1:] == (0,) else 1
        numbered.append(Entry((*prefix, counts[prefix])))
        renamed |= {known: numbered[-1].number} if known else {}
    return tuple(numbered)


def _prefix_of_new(entry: Entry, renamed: Mapping[Number, Number], numbered: Sequence[Entry], ahead: Number) -> Number:
    """Where a new entry belongs: where its own number says, if that is here; else beside the one before it."""
    last = numbered[-1].number if numbered else renamed.get(ahead[:-1], ahead[:-1])
    said = renamed.get(entry.number[:-1]) if len(entry.number) > 1 else ()
    if said is not None and said in (last[:-1], last):
        return said
    return last[:-1] if numbered else last


def between(previous: Number, following: Number) -> tuple[Number, ...]:
    """Return the numbers that a row leaves out between two of its numbers; `previous` is () at its start.

    枝番 at the end of those that are there may be missing as well, nobody can know; of wide gaps nothing is said.
    """
    found: list[Number] = []
    for depth in range(len(following)):
        beside = len(previous) > depth and previous[:depth] == following[:depth]
        last = previous[depth] if beside else min(depth, 1)
        if following[depth] - last > WIDEST_GAP:
            return ()
        stop = following[depth] + (depth < len(following) - 1)
        found += [(*following[:depth], number) for number in range(last + 1, stop)]
    return tuple(found)


def between_dotted(previous: Number, following: Number) -> tuple[Number, ...]:
    """Return the numbers left out between 1.2 and 1.5; () where the two are no siblings."""
    if not previous or len(previous) != len(following) or previous[:-1] != following[:-1]:
        return ()
    stop = min(following[-1], previous[-1] + WIDEST_GAP)
    return tuple((*previous[:-1], number) for number in range(previous[-1] + 1, stop))
