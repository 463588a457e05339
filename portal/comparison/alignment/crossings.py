"""What crossed from one level or place to another.

A 項 that became an article, an article that became 項 of another, 号 that became 項, halves of an article that was
divided: all are found among what the alignment of like with like left alone. What still stands in the same order as
all around it is simply opposite; what does not has moved.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from portal.comparison.alignment.candidates import Wording, likely_pairs, words_of
from portal.comparison.alignment.clauses import SHORTEST_MOVE
from portal.comparison.alignment.likeness import letters, likeness
from portal.comparison.alignment.loose import loose_parts
from portal.comparison.alignment.nodes import Node, Position
from portal.comparison.alignment.opposites import CLEARLY_ALIKE, Crossing, Opposites, ParagraphPair, like_with_like
from portal.comparison.alignment.pieces import CutClause
from portal.comparison.alignment.sequences import Indices, Pair
from portal.comparison.table import Part
from portal.text.tree import MAIN, Kind

LIKE_ENOUGH = 0.4
"""Likeness from which two pieces in order within one article are taken for the same on another level."""
OF_UNLIKE_WIDTH = 0.8
"""Likeness from which a piece is taken for a 項 with all its 号."""
OF_UNLIKE_PARTS = 0.8
"""Likeness from which a lead is taken for a 号 where the article has as many 項 as before."""
HARDLY_CHANGED = 0.75
SHORTEST_CHANGED_MOVE = 60
"""Characters of a text less alike than that at another place: of shorter ones too many are built alike."""
SHORTEST_UNCHANGED_MOVE = 8
"""Characters of a text without any change that is recognised at another place."""
SHORTEST_IN_ORDER, SHORTEST_CHANGED_IN_ORDER = 2, 4
"""Characters of a text that is recognised on another level, where its place speaks for it too."""


def find_opposites(old: tuple[CutClause, ...], new: tuple[CutClause, ...]) -> Opposites:
    """Return what stands opposite what in two editions, at every level."""
    found = like_with_like(old, new)
    loose = loose_parts(found)
    if loose[0] and loose[1]:
        _settle(found, loose)
    return found


class _Order:
    """The pairs that keep the order, at the level of pieces: whether another one would keep it too."""

    def __init__(self, pairs: Iterable[tuple[Position, Position]]) -> None:
        ordered = sorted(pairs)
        self.old = [one for one, _ in ordered]
        self.new = [other for _, other in ordered]

    def has_room_for(self, old: Position, new: Position) -> bool:
        return bisect_left(self.old, old) == bisect_left(self.new, new)

    def add(self, old: Position, new: Position) -> None:
        insort(self.old, old)
        insort(self.new, new)


def _settle(found: Opposites, loose: tuple[list[Node], list[Node]]) -> None:
    """Find what crossed, the largest first, and part the weak pairs that it takes a side from."""
    candidates = sorted(_candidates(*loose, found), key=_by_weight(*loose))
    if not candidates:
        return
    order = _Order(_kept_pairs(found))
    wordings = _Wordings(found)
    used: tuple[set[Position], set[Position]] = (set(), set())
    for candidate in candidates:
        old, new = loose[0][candidate.old], loose[1][candidate.new]
        places_old, places_new = _places(old), _places(new)
        if used[0] & places_old or used[1] & places_new:
            continue
        in_order = order.has_room_for(old.position, new.position)
        if not _is_known(candidate, old.body, new.body, in_order=in_order):
            continue
        if not in_order and not wordings.know(old.body, new.body):
            continue
        used[0].update(places_old)
        used[1].update(places_new)
        found.crossings.append(Crossing(old, new, moved=not in_order))
        if in_order:
            order.add(old.position, new.position)
    _part_weak_pairs(found, used, order)


class _Wordings:
    """What both editions say how often, read when the first part seems to have moved."""

    def __init__(self, found: Opposites) -> None:
        self._found = found

    @cached_property
    def _sides(self) -> tuple[Wording, Wording]:
        old, new = ([side.clause.text for side in sides] for sides in (self._found.old, self._found.new))
        return Wording(old), Wording(new)

    def know(self, old: str, new: str) -> bool:
        """Whether a part can be told from all others: what stands in many places is new here and gone there."""
        one, other = self._sides
        if letters(old) == letters(new) and one.has_once(old) and other.has_once(new):
            return True
        return any(one.is_rare(word) and other.is_rare(word) for word in words_of(old) & words_of(new))


def _is_known(candidate: _Candidate, old: str, new: str, *, in_order: bool) -> bool:
    """Whether there is enough text, and enough of it the same, to know a part by at another level or place."""
    shortest = min(len(old), len(new))
    if letters(old) == letters(new):
        return shortest >= (SHORTEST_IN_ORDER if in_order else SHORTEST_UNCHANGED_MOVE)
    if in_order:
        return shortest >= SHORTEST_CHANGED_IN_ORDER
    if candidate.likeness < CLEARLY_ALIKE:
        return False
    return shortest >= (SHORTEST_MOVE if candidate.likeness >= HARDLY_CHANGED else SHORTEST_CHANGED_MOVE)


class _Candidate(NamedTuple):
    """Two loose parts by their places in the lists, how much text speaks for them, how alike and how wide they are."""

    old: int
    new: int
    mass: float
    likeness: float
    width: int


def _by_weight(old: list[Node], new: list[Node]) -> Callable[[_Candidate], Any]:
    """What is clearly alike comes first; what most text speaks for, then the likest, the widest, the nearest.

    What is left to choose between parts of one text is decided alike whichever edition is called old.
    """
    is_turned = [node.body for node in old] > [node.body for node in new]

    def weight(one: _Candidate) -> Any:
        places = (one.new, one.old) if is_turned else (one.old, one.new)
        is_unclear = one.likeness < CLEARLY_ALIKE
        return is_unclear, -one.mass, -one.likeness, -one.width, abs(one.old - one.new), places

    return weight


def _candidates(old: list[Node], new: list[Node], among: Opposites) -> Iterator[_Candidate]:
    """Yield the pairs of parts that are alike.

    An article is no counterpart of a 項: it has a heading, which is new, and its 項 are the counterparts.
    """
    texts_old, texts_new = [node.body for node in old], [node.body for node in new]
    for i, j in likely_pairs(texts_old, texts_new):
        if (old[i].part is Part.CLAUSE) is not (new[j].part is Part.CLAUSE):
            continue
        shorter, longer = sorted((len(texts_old[i]), len(texts_new[j])))
        if shorter < SHORTEST_IN_ORDER or 3 * shorter < longer:
            continue
        found = likeness(texts_old[i], texts_new[j])
        if found >= _threshold(old[i], new[j], among):
            width = old[i].last - old[i].first + new[j].last - new[j].first
            yield _Candidate(i, j, found * (shorter + longer), found, width)


def _threshold(old: Node, new: Node, among: Opposites) -> float:
    is_one_article = (old.side.index, new.side.index) in among.inner
    if not is_one_article and _is_supplementary(old) and _is_supplementary(new):
        # Every 附則 says when it applies and what becomes of earlier cases, and says it in the words of the last one.
        return 1.0
    are_pieces = old.last - old.first == 1, new.last - new.first == 1
    if are_pieces[0] is not are_pieces[1]:
        return OF_UNLIKE_WIDTH
    if not is_one_article or not all(are_pieces):
        return CLEARLY_ALIKE
    changed_levels = len(old.side.paragraphs) != len(new.side.paragraphs)
    return LIKE_ENOUGH if changed_levels or old.part is new.part else OF_UNLIKE_PARTS


def _is_supplementary(node: Node) -> bool:
    clause = node.side.clause
    return clause.context != MAIN or clause.kind is Kind.SUPPLEMENTARY_PROVISION


def _places(node: Node) -> set[Position]:
    return {(node.side.index, place) for place in range(node.first, node.last)}


def _kept_pairs(found: Opposites) -> Iterator[tuple[Position, Position]]:
    for i, j in found.clauses:
        if i is None or j is None:
            continue
        if (i, j) not in found.inner or (found.old[i].heading and found.new[j].heading):
            yield (i, 0), (j, 0)
        for pair in found.inner.get((i, j), ()):
            strong = (pieces for pieces in pair.pieces if pieces not in pair.weak)
            yield from (((i, a), (j, b)) for a, b in strong if a is not None and b is not None)


def _part_weak_pairs(found: Opposites, used: tuple[set[Position], set[Position]], order: _Order) -> None:
    """Keep pairs that only their place brought together where nothing else took a side of them, or their place."""
    for (i, j), pairs in found.inner.items():
        if any(pair.weak for pair in pairs):
            found.inner[i, j] = [kept for pair in pairs for kept in _parted(pair, (i, j), used, order)]


def _parted(
    pair: ParagraphPair, clauses: Indices, used: tuple[set[Position], set[Position]], order: _Order
) -> Iterator[ParagraphPair]:
    pieces: list[Pair] = []
    for a, b in pair.pieces:
        if a is None or b is None or (a, b) not in pair.weak:
            pieces.append((a, b))
            continue
        old, new = (clauses[0], a), (clauses[1], b)
        if old in used[0] or new in used[1] or not order.has_room_for(old, new):
            pieces += [(a, None), (None, b)]
        else:
            order.add(old, new)
            pieces.append((a, b))
    if any(None not in one for one in pieces):
        yield pair._replace(pieces=tuple(pieces))
    else:
        yield ParagraphPair(pair.old, None)
        yield ParagraphPair(None, pair.new)
