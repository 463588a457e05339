"""The parts of two editions that nothing stands opposite, at every level: what may have crossed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from portal.comparison.alignment.candidates import sharing_rare_words
from portal.comparison.alignment.nodes import Node, clause_node, paragraph_node, piece_node
from portal.comparison.alignment.opposites import Opposites, ParagraphPair
from portal.comparison.alignment.pieces import CutClause, Paragraph
from portal.text.tree import Kind

_NEVER_CROSS = (Kind.TITLE, Kind.TABLE_OF_CONTENTS, Kind.COLOPHON, Kind.ELIDED)


def loose_parts(found: Opposites) -> tuple[list[Node], list[Node]]:
    """The parts of each side that nothing stands opposite, the large before the smaller ones within them.

    What only its place brought together counts as well: it may belong elsewhere. Of clauses that were added or deleted
    only those are looked into that say something the other side has lost or gained.
    """
    inner: tuple[list[Node], list[Node]] = ([], [])
    for (i, j), pairs in found.inner.items():
        for pair in pairs:
            inner[0].extend(_loose_of_pair(found.old[i], pair, 0))
            inner[1].extend(_loose_of_pair(found.new[j], pair, 1))
    lone = _lone_clauses(found)
    texts_old = [side.clause.text for side in lone[0]] + [node.body for node in inner[0]]
    texts_new = [side.clause.text for side in lone[1]] + [node.body for node in inner[1]]
    old = [part for side in _worth_a_look(lone[0], texts_new) for part in _parts_of_clause(side)]
    new = [part for side in _worth_a_look(lone[1], texts_old) for part in _parts_of_clause(side)]
    return old + inner[0], new + inner[1]


def _worth_a_look(sides: list[CutClause], others: list[str]) -> list[CutClause]:
    shared = sharing_rare_words([side.clause.text for side in sides], others)
    return [side for place, side in enumerate(sides) if place in shared]


def _lone_clauses(found: Opposites) -> tuple[list[CutClause], list[CutClause]]:
    """The clauses of each side that stand alone and did not move as a whole, as far as their parts may cross."""
    moved_old, moved_new = {i for i, _ in found.moved}, {j for _, j in found.moved}
    old = [found.old[i] for i, j in found.clauses if i is not None and j is None and i not in moved_old]
    new = [found.new[j] for i, j in found.clauses if j is not None and i is None and j not in moved_new]
    return [side for side in old if _may_cross(side)], [side for side in new if _may_cross(side)]


def _may_cross(side: CutClause) -> bool:
    return side.clause.kind not in _NEVER_CROSS and not side.clause.is_heading and bool(side.clause.text)


def _parts_of_clause(side: CutClause) -> Iterator[Node]:
    if side.paragraphs:
        yield clause_node(side)
    for paragraph in side.paragraphs:
        yield from _parts_of_paragraph(side, paragraph)


def _parts_of_paragraph(side: CutClause, paragraph: Paragraph) -> Iterator[Node]:
    yield paragraph_node(side, paragraph)
    if paragraph.last - paragraph.first > 1:
        yield from (piece_node(side, place) for place in range(paragraph.first, paragraph.last))


def _loose_of_pair(side: CutClause, pair: ParagraphPair, which: int) -> Iterator[Node]:
    paragraph = (pair.old, pair.new)[which]
    if side.clause.kind in _NEVER_CROSS or paragraph is None:
        return
    is_loose = [None in pieces or pieces in pair.weak for pieces in pair.pieces]
    if all(is_loose):
        yield from _parts_of_paragraph(side, paragraph)
        return
    for pieces, loose in zip(pair.pieces, is_loose, strict=True):
        place = pieces[which]
        if loose and place is not None:
            yield piece_node(side, place)
