"""What a table has rows for, in printing order: opposites cut as the house style cuts them, not yet worded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from portal.comparison.alignment.clauses import is_same_clause, is_shell
from portal.comparison.alignment.nodes import (
    Node,
    Position,
    heading_node,
    paragraph_node,
    piece_node,
    rest_node,
    uncut_node,
)
from portal.comparison.alignment.opposites import Crossing, Opposites, ParagraphPair
from portal.comparison.alignment.pieces import CutClause, Paragraph
from portal.comparison.alignment.sequences import Indices, Pair
from portal.comparison.alignment.units import align_pieces
from portal.comparison.house_style import Cut, HouseStyle
from portal.comparison.rows.differences import clause_difference
from portal.comparison.table import Part
from portal.text.tree import Kind


class Sort(Enum):
    """What an entry is."""

    SAME = "an unchanged clause"
    REST = "what stands below the heading of an article that only got another number"
    TITLE = "a title that is shown in any case"
    SHELL = "an article of which only 削除 is left, or that stands again where 削除 stood"
    OPPOSITE = "two parts opposite each other"
    CROSSED = "two parts opposite each other on different levels or in different clauses"
    LONE = "a part that was added or deleted"
    HEADING = "the heading of a clause that had none, or has none any more"
    MOVED = "a part at its new place, with its old text opposite"
    MOVED_AWAY = "a part at its old place; `new` is where it went"


class Entry(NamedTuple):
    """What a row is made from; None where a side has nothing."""

    sort: Sort
    old: Node | None
    new: Node | None


def entries(found: Opposites, style: HouseStyle) -> list[Entry]:
    """Return all parts of both editions, each once, in printing order: deletions before additions at one spot."""
    given = [*_entries_of_clauses(found, style), *_entries_of_moves(found), *_of_crossings(found, style)]
    return list(_in_order(given, _Ranks(found)))


class _Ranks:
    """Where clauses and their 項 stand in the order of both editions: a pair has one rank, what is alone the next."""

    def __init__(self, found: Opposites) -> None:
        self._clauses = _ranks(found.clauses)
        self._pairs = {pair[0]: pair for pair in found.inner}, {pair[1]: pair for pair in found.inner}
        self._inner = found.inner
        self._paragraphs: dict[Indices, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}

    def of(self, entry: Entry) -> tuple[int, int, bool]:
        """Return what an entry that stands on one side alone is sorted by among its like between two pairs."""
        is_new = entry.sort is not Sort.MOVED_AWAY and entry.new is not None
        node = entry.new if is_new else entry.old
        assert node is not None
        return self._clauses[is_new][node.side.index], self._rank_of_paragraph(node, is_new=is_new), is_new

    def _rank_of_paragraph(self, node: Node, *, is_new: bool) -> int:
        clauses = self._pairs[is_new].get(node.side.index)
        if clauses is None:
            return 0
        if clauses not in self._paragraphs:
            self._paragraphs[clauses] = self._ranks_of_paragraphs(clauses)
        ranks = self._paragraphs[clauses][is_new]
        place = bisect_left(ranks, (node.first + 1,))
        return ranks[place - 1][1] if place else 0

    def _ranks_of_paragraphs(self, clauses: Indices) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The 項 of two clauses, on either side, by their first pieces: these and the ranks, in order."""
        pairs = self._inner[clauses]
        firsts = [(pair.old.first if pair.old else None, pair.new.first if pair.new else None) for pair in pairs]
        old, new = _ranks(firsts)
        return sorted(old.items()), sorted(new.items())


def _ranks(pairs: Iterable[Pair]) -> tuple[dict[int, int], dict[int, int]]:
    """Number what is paired alike on both sides, and what stands alone behind a pair with the next number."""
    ranks: tuple[dict[int, int], dict[int, int]] = {}, {}
    rank = 0
    for i, j in pairs:
        is_pair = i is not None and j is not None
        rank += 2 if is_pair else 0
        for side, place in zip(ranks, (i, j), strict=True):
            if place is not None:
                side[place] = rank if is_pair else rank + 1
    return ranks


def _in_order(given: Iterable[Entry], ranks: _Ranks) -> Iterator[Entry]:
    """Yield the pairs in order, and between two of them what only one side has, clause by clause and 項 by 項."""
    paired: list[Entry] = []
    old_only: list[Entry] = []
    new_only: list[Entry] = []
    for entry in given:
        if entry.sort is Sort.MOVED_AWAY or entry.new is None:
            old_only.append(entry)
        elif entry.sort is Sort.MOVED or entry.old is None:
            new_only.append(entry)
        else:
            paired.append(entry)
    paired.sort(key=_new_position)
    old_only.sort(key=_old_position, reverse=True)
    new_only.sort(key=_new_position, reverse=True)
    for entry in paired:
        between = []
        while old_only and _old_position(old_only[-1]) < _old_position(entry):
            between.append(old_only.pop())
        while new_only and _new_position(new_only[-1]) < _new_position(entry):
            between.append(new_only.pop())
        yield from sorted(between, key=ranks.of) if len(between) > 1 else between
        yield entry
    yield from sorted([*reversed(old_only), *reversed(new_only)], key=ranks.of)


def _old_position(entry: Entry) -> Position:
    assert entry.old is not None
    return entry.old.side.index, entry.old.first


def _new_position(entry: Entry) -> Position:
    assert entry.new is not None
    return entry.new.side.index, entry.new.first


def _entries_of_moves(found: Opposites) -> Iterator[Entry]:
    for i, j in found.moved:
        old, new = uncut_node(found.old[i]), uncut_node(found.new[j])
        yield Entry(Sort.MOVED, old, new)
        yield Entry(Sort.MOVED_AWAY, old, new)


def _of_crossings(found: Opposites, style: HouseStyle) -> Iterator[Entry]:
    for crossing in found.crossings:
        if crossing.moved:
            yield Entry(Sort.MOVED, crossing.old, crossing.new)
            yield Entry(Sort.MOVED_AWAY, crossing.old, crossing.new)
        elif style.cut is Cut.UNIT:
            yield from _pieces_of_crossing(crossing.old, crossing.new)
        else:
            yield Entry(Sort.CROSSED, crossing.old, crossing.new)


def _pieces_of_crossing(old: Node, new: Node) -> Iterator[Entry]:
    """A row each for the pieces of two parts that stand opposite each other on different levels or in other places."""
    for a, b in align_pieces(old.pieces, new.pieces, across_levels=old.part is not new.part).pairs:
        one = piece_node(old.side, old.first + a) if a is not None else None
        other = piece_node(new.side, new.first + b) if b is not None else None
        yield Entry(Sort.CROSSED if one and other else Sort.LONE, one, other)


def _entries_of_clauses(found: Opposites, style: HouseStyle) -> Iterator[Entry]:
    crossed = _Crossed(found.crossings)
    moved = {i for i, _ in found.moved}, {j for _, j in found.moved}
    for i, j in found.clauses:
        if i is not None and j is not None:
            yield from _entries_of_pair(found.old[i], found.new[j], found.inner.get((i, j), ()), crossed, style)
        elif i is not None and i not in moved[0]:
            if i in crossed.old_clauses:
                yield from _entries_of_torn_clause(found.old[i], crossed.old, is_old=True)
            else:
                yield Entry(Sort.LONE, uncut_node(found.old[i]), None)
        elif j is not None and j not in moved[1]:
            if j in crossed.new_clauses:
                yield from _entries_of_torn_clause(found.new[j], crossed.new, is_old=False)
            else:
                yield Entry(Sort.LONE, None, uncut_node(found.new[j]))


class _Crossed:
    """Which pieces of either side stand in a crossing."""

    def __init__(self, crossings: list[Crossing]) -> None:
        self.old = {position for crossing in crossings for position in _positions(crossing.old)}
        self.new = {position for crossing in crossings for position in _positions(crossing.new)}
        self.old_clauses = {clause for clause, _ in self.old}
        self.new_clauses = {clause for clause, _ in self.new}

    def tears(self, old: CutClause, new: CutClause) -> bool:
        """Whether a part of one of two clauses stands elsewhere in the table."""
        return old.index in self.old_clauses or new.index in self.new_clauses


def _positions(node: Node) -> Iterator[Position]:
    return ((node.side.index, place) for place in range(node.first, node.last))


def _lone(node: Node, *, is_old: bool) -> Entry:
    return Entry(Sort.LONE, node, None) if is_old else Entry(Sort.LONE, None, node)


def _entries_of_torn_clause(side: CutClause, crossed: set[Position], *, is_old: bool) -> Iterator[Entry]:
    """Of a clause that was added or deleted and crossed in part: its heading, and the 項 that are from nowhere else."""
    if (side.index, 0) not in crossed and side.pieces[0].part is Part.HEADING:
        yield _lone(heading_node(side), is_old=is_old)
    for paragraph in side.paragraphs:
        yield from _entries_of_lone_paragraph(side, paragraph, crossed, is_old=is_old)


def _entries_of_lone_paragraph(
    side: CutClause, paragraph: Paragraph, crossed: set[Position], *, is_old: bool
) -> Iterator[Entry]:
    places = range(paragraph.first, paragraph.last)
    taken = [(side.index, place) in crossed for place in places]
    if not any(taken):
        yield _lone(paragraph_node(side, paragraph), is_old=is_old)
        return
    for place, is_taken in zip(places, taken, strict=True):
        if not is_taken:
            yield _lone(piece_node(side, place), is_old=is_old)


def _entries_of_pair(
    old: CutClause, new: CutClause, pairs: Iterable[ParagraphPair], crossed: _Crossed, style: HouseStyle
) -> Iterator[Entry]:
    if old.clause.kind is Kind.TITLE and (style.show_title or not is_same_clause(old.clause, new.clause)):
        yield Entry(Sort.TITLE, uncut_node(old), uncut_node(new))
        return
    difference = None if is_same_clause(old.clause, new.clause) else clause_difference(old, new, style)
    if difference is None or difference.is_none:
        yield Entry(Sort.SAME, uncut_node(old), uncut_node(new))
    elif is_shell(old) != is_shell(new) and not crossed.tears(old, new):
        yield Entry(Sort.SHELL, uncut_node(old), uncut_node(new))
    elif not difference.words and old.heading and new.heading:
        yield Entry(Sort.OPPOSITE, heading_node(old), heading_node(new))
        if old.heading.span[1] < old.end:
            yield Entry(Sort.REST, rest_node(old), rest_node(new))
    else:
        yield from _entries_of_changed_pair(old, new, pairs or _paired_as_they_stand(old, new), crossed, style)


def _paired_as_they_stand(old: CutClause, new: CutClause) -> Iterator[ParagraphPair]:
    """The 項 of two clauses of one text, that only differ in their headings."""
    for one, other in zip(old.paragraphs, new.paragraphs, strict=True):
        places = zip(range(one.first, one.last), range(other.first, other.last), strict=True)
        yield ParagraphPair(one, other, tuple(places))


def _entries_of_changed_pair(
    old: CutClause, new: CutClause, pairs: Iterable[ParagraphPair], crossed: _Crossed, style: HouseStyle
) -> Iterator[Entry]:
    """A row each for heading, leads, blocks and 号, or for 項 as a whole; the heading then stands with the first."""
    of_pair = _entries_of_pieces if style.cut is Cut.UNIT else _entry_of_paragraphs
    found = [entry for pair in pairs for entry in of_pair(old, new, pair, crossed)]
    if style.cut is Cut.PARAGRAPH and _begins_both(found, old, new):
        first = found[0]
        yield Entry(Sort.OPPOSITE, _from_the_heading(first.old), _from_the_heading(first.new))
        yield from found[1:]
        return
    if old.heading and new.heading:
        yield Entry(Sort.OPPOSITE, heading_node(old), heading_node(new))
    elif old.heading:
        yield Entry(Sort.HEADING, heading_node(old), None)
    elif new.heading:
        yield Entry(Sort.HEADING, None, heading_node(new))
    yield from found


def _begins_both(found: list[Entry], old: CutClause, new: CutClause) -> bool:
    first = found[0] if found else None
    return bool(
        first and first.old and first.new and old.heading and new.heading and first.old.first == first.new.first == 1
    )


def _from_the_heading(node: Node | None) -> Node:
    assert node is not None
    return node._replace(first=0)


def _entries_of_pieces(old: CutClause, new: CutClause, pair: ParagraphPair, crossed: _Crossed) -> Iterator[Entry]:
    if pair.old is None or pair.new is None:
        yield from _entries_of_lone_sides(old, new, pair, crossed)
        return
    for a, b in pair.pieces:
        if a is not None and b is not None:
            yield Entry(Sort.OPPOSITE, piece_node(old, a), piece_node(new, b))
        elif a is not None and (old.index, a) not in crossed.old:
            yield _lone(piece_node(old, a), is_old=True)
        elif b is not None and (new.index, b) not in crossed.new:
            yield _lone(piece_node(new, b), is_old=False)


def _entries_of_lone_sides(old: CutClause, new: CutClause, pair: ParagraphPair, crossed: _Crossed) -> Iterator[Entry]:
    if pair.old is not None:
        yield from _entries_of_lone_paragraph(old, pair.old, crossed.old, is_old=True)
    if pair.new is not None:
        yield from _entries_of_lone_paragraph(new, pair.new, crossed.new, is_old=False)


def _entry_of_paragraphs(old: CutClause, new: CutClause, pair: ParagraphPair, crossed: _Crossed) -> Iterator[Entry]:
    """Two 項 in one row, unless parts of them crossed to another place."""
    if pair.old is None or pair.new is None or _is_torn(old, new, pair, crossed):
        yield from _entries_of_pieces(old, new, pair, crossed)
    else:
        yield Entry(Sort.OPPOSITE, paragraph_node(old, pair.old), paragraph_node(new, pair.new))


def _is_torn(old: CutClause, new: CutClause, pair: ParagraphPair, crossed: _Crossed) -> bool:
    return any(
        (a is not None and (old.index, a) in crossed.old) or (b is not None and (new.index, b) in crossed.new)
        for a, b in pair.pieces
    )
