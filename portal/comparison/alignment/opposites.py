"""What stands opposite what in two editions: clauses, the 項 of those that differ, the pieces of these.

Here like is aligned with like; what that leaves alone may have crossed to another level or place (`crossings`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from portal.comparison.alignment.clauses import align_clauses
from portal.comparison.alignment.likeness import likeness, share_ends
from portal.comparison.alignment.nodes import Node
from portal.comparison.alignment.pieces import CutClause, Paragraph
from portal.comparison.alignment.sequences import Indices, Pair
from portal.comparison.alignment.units import align_paragraphs, align_pieces
from portal.text.tree import Clause

CLEARLY_ALIKE = 0.6
"""Likeness from which two texts are taken for the same at another place or level."""
_NONE: frozenset[Pair] = frozenset()


class ParagraphPair(NamedTuple):
    """Two 項 opposite each other with the pairs of their pieces (indices of the clauses' pieces), or one alone.

    `weak` are pairs of pieces that only their place brought together: they part if one belongs elsewhere.
    """

    old: Paragraph | None
    new: Paragraph | None
    pieces: tuple[Pair, ...] = ()
    weak: frozenset[Pair] = frozenset()


class Crossing(NamedTuple):
    """Two parts that are the same at another level or place; `moved` where the order around them is broken."""

    old: Node
    new: Node
    moved: bool


@dataclass(slots=True)
class Opposites:
    """The answer: clauses in printing order, the 項 of those that differ, and what crossed.

    A clause that moved as a whole is in `moved` and alone in `clauses`; an old and a new part of a crossing are
    alone as well.
    """

    old: tuple[CutClause, ...]
    new: tuple[CutClause, ...]
    clauses: tuple[Pair, ...]
    moved: tuple[Indices, ...]
    inner: dict[Indices, list[ParagraphPair]]
    crossings: list[Crossing] = field(default_factory=list)


def like_with_like(old: tuple[CutClause, ...], new: tuple[CutClause, ...]) -> Opposites:
    """Align clauses with clauses, 項 with 項 and pieces with pieces."""
    alignment = align_clauses(old, new)
    inner = {
        (i, j): list(_paragraph_pairs(old[i], new[j]))
        for i, j in alignment.pairs
        if i is not None and j is not None and _differ(old[i].clause, new[j].clause)
    }
    return Opposites(old, new, alignment.pairs, alignment.crossing, inner)


def _differ(old: Clause, new: Clause) -> bool:
    """Whether two clauses are not cut alike: one text is 項 in an article, and one block in a 目次."""
    return old.text != new.text or old.kind is not new.kind


def _paragraph_pairs(old: CutClause, new: CutClause) -> Iterator[ParagraphPair]:
    alignment = align_paragraphs(old.paragraphs, new.paragraphs)
    for i, j in alignment.pairs:
        one = old.paragraphs[i] if i is not None else None
        other = new.paragraphs[j] if j is not None else None
        if one is None or other is None or i is None or j is None:
            yield ParagraphPair(one, other)
        else:
            pieces = _piece_pairs(old, new, one, other)
            weak = pieces if (i, j) in alignment.weak else [pair for pair in pieces if _is_weak(old, new, pair)]
            yield ParagraphPair(one, other, pieces, frozenset([pair for pair in weak if None not in pair]) or _NONE)


def _is_weak(old: CutClause, new: CutClause, pair: Pair) -> bool:
    a, b = pair
    if a is None or b is None:
        return False
    one, other = old.pieces[a].body, new.pieces[b].body
    return one != other and not share_ends(one, other) and likeness(one, other) < CLEARLY_ALIKE


def _piece_pairs(old: CutClause, new: CutClause, one: Paragraph, other: Paragraph) -> tuple[Pair, ...]:
    if one.last - one.first == other.last - other.first == 1:
        return ((one.first, other.first),)
    pairs = align_pieces(old.pieces[one.first : one.last], new.pieces[other.first : other.last]).pairs
    return tuple([(None if i is None else one.first + i, None if j is None else other.first + j) for i, j in pairs])
