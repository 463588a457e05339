"""Parts of an edition as the table speaks of them: a clause, a 項 or a piece, as a run of a clause's pieces."""

from __future__ import annotations

import sys
from typing import NamedTuple

from portal.comparison.alignment.pieces import CutClause, Paragraph, Piece
from portal.comparison.table import At, Part, Span

Position = tuple[int, int]
"""Index of the clause, index of the piece in it: where something stands in reading order."""

OPEN_END = sys.maxsize
"""The `last` of a node that goes on to its clause's end, however many pieces that are."""


class Node(NamedTuple):
    """The pieces from `first` up to `last` of a clause, and what they are of it."""

    side: CutClause
    first: int
    last: int
    part: Part

    @property
    def position(self) -> Position:
        """Where the node begins."""
        return self.side.index, self.first

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces. A clause is not cut for its heading."""
        if self.part is Part.HEADING and self.side.heading:
            return (self.side.heading,)
        return self.side.pieces if self.part is Part.CLAUSE else self.side.pieces[self.first : self.last]

    @property
    def body(self) -> str:
        """What the pieces say, labels and heading left out."""
        return "\n".join(piece.body for piece in self.pieces if piece.part is not Part.HEADING)

    @property
    def at(self) -> At:
        """Where the node stands, for a row of the table."""
        if self.part in (Part.CLAUSE, Part.HEADING):
            return At(self.side.index, self.part)
        path = self.side.pieces[self.last - 1].path
        return At(self.side.index, self.part, path[:1] if self.part is Part.PARAGRAPH else path)

    @property
    def span(self) -> Span:
        """What the node covers of the edition's text."""
        if self.part is Part.CLAUSE:
            return self.side.start, self.side.end
        if self.last == OPEN_END and self.first == 1 and self.side.heading:
            return self.side.heading.span[1], self.side.end
        pieces = self.pieces
        return pieces[0].span[0], pieces[-1].span[1]


def uncut_node(side: CutClause) -> Node:
    """Return all of a clause without cutting it."""
    return Node(side, 0, 0, Part.CLAUSE)


def heading_node(side: CutClause) -> Node:
    """Return the heading of a clause that has one."""
    return Node(side, 0, 1, Part.HEADING)


def rest_node(side: CutClause) -> Node:
    """Return what stands below the heading of a clause that has one, without cutting it."""
    return Node(side, 1, OPEN_END, Part.PARAGRAPH)


def clause_node(side: CutClause) -> Node:
    """Return all of a clause."""
    return Node(side, 0, len(side.pieces), Part.CLAUSE)


def paragraph_node(side: CutClause, paragraph: Paragraph) -> Node:
    """Return a 項 of a clause."""
    return Node(side, paragraph.first, paragraph.last, Part.PARAGRAPH)


def piece_node(side: CutClause, place: int) -> Node:
    """Return one piece of a clause."""
    return Node(side, place, place + 1, side.pieces[place].part)
