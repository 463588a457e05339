"""Staff's own remarks and notes on rows of a comparison table, and how they follow what they were written about.

A row is known by the clause at its place in the new edition, in the old one for what was deleted or points away,
with the path and the part it shows. A style without remarks shows neither remark nor note: nothing of them is
printed, and whoever edits them says so (`style.remarks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from portal.comparison.alignment.opposites import ParagraphPair, like_with_like
from portal.comparison.alignment.pieces import CutClause, cut
from portal.comparison.table import ComparisonTable, Part, Row, RowKind
from portal.text.tree import Clause, Document, Number, Path

Side = Literal["new", "old"]
UnitPlace = tuple[Part, Path]

NOWHERE: Number = (0,)
"""What is put behind the path of a unit that is gone, where another unit bears its number now: no row has it."""


class RowAddress(NamedTuple):
    """What a row is known by from save to save."""

    side: Side
    clause_key: str
    path: Path
    part: Part


@dataclass(frozen=True, slots=True)
class RowOverride:
    """A remark in place of the style's (None leaves that, "" prints none) and a note below it, for a row."""

    clause_key: str
    side: Side
    path: Path
    part: Part
    remark: str | None = None
    note: str = ""

    @property
    def address(self) -> RowAddress:
        """The row it belongs to."""
        return RowAddress(self.side, self.clause_key, self.path, self.part)


def row_address(table: ComparisonTable, row: Row) -> RowAddress | None:
    """Return what a row is known by; None for （略） rows and where the clause has no key."""
    is_new = row.new_at is not None and row.kind is not RowKind.MOVED_AWAY
    at, document = (row.new_at, table.new) if is_new else (row.old_at, table.old)
    if at is None or at.clause >= len(document.clauses) or not document.clauses[at.clause].key:
        return None
    return RowAddress("new" if is_new else "old", document.clauses[at.clause].key, at.path, at.part)


def row_addresses(table: ComparisonTable) -> tuple[RowAddress | None, ...]:
    """Return the addresses of all rows, each once: a second 項 of one number in an article has none."""
    seen: set[RowAddress] = set()
    found: list[RowAddress | None] = []
    for row in table.rows:
        address = row_address(table, row)
        found.append(None if address in seen else address)
        if address is not None:
            seen.add(address)
    return tuple(found)


def with_overrides(table: ComparisonTable, overrides: Iterable[RowOverride]) -> ComparisonTable:
    """Return the table with staff's remarks and notes, the note on lines of its own below the remark.

    Overrides of no row change nothing (`lost`); nor does any where the style has no remarks.
    """
    known = {override.address: override for override in overrides}
    if not known or not table.style.remarks:
        return table
    rows = tuple(
        _overridden(row, known[address]) if address in known else row
        for row, address in zip(table.rows, row_addresses(table), strict=True)
    )
    return replace(table, rows=rows)


def _overridden(row: Row, override: RowOverride) -> Row:
    remark = row.remark if override.remark is None else override.remark
    return replace(row, remark="\n".join(filter(None, (remark, override.note))))


def lost(overrides: Iterable[RowOverride], table: ComparisonTable) -> tuple[RowOverride, ...]:
    """Return the overrides that no row of the table is known by: what they spoke of is gone, or did not change."""
    known = set(row_addresses(table))
    return tuple(override for override in overrides if override.address not in known)


def carried(overrides: Iterable[RowOverride], before: Document, after: Document) -> tuple[RowOverride, ...]:
    """Return the overrides as they belong to `after`, which the new edition `before` has become: each stays, in order.

    Paths follow their units, wherever the clause stands now. What spoke of a unit that is gone keeps its path; where
    another unit bears that now, NOWHERE stands behind it, so that it is `lost` and not that one's. Overrides of the
    old edition stay as they are.
    """
    listed = tuple(overrides)
    keys = {override.clause_key for override in listed if override.side == "new" and override.path}
    old, new = _by_key(before, keys), _by_key(after, keys)
    moves = {key: _moves(old[key], new[key]) for key in keys if key in old and key in new}
    return tuple(_distinct(_followed(override, moves.get(override.clause_key)) for override in listed))


class _Moves(NamedTuple):
    """Where each unit of a clause went, and the places that units have now."""

    to: dict[UnitPlace, UnitPlace]
    places: frozenset[UnitPlace]


def _by_key(document: Document, keys: set[str]) -> dict[str, Clause]:
    return {clause.key: clause for clause in document if clause.key in keys}


def _moves(before: Clause, after: Clause) -> _Moves:
    """Align the 項 of a clause with those it has now, and their pieces; what has one place stays there."""
    old, new = (cut(Document((clause,))) for clause in (before, after))
    places = frozenset(_places(new[0]))
    pairs = like_with_like(old, new).inner.get((0, 0))
    if pairs is None:
        return _Moves({place: place for place in places}, places)
    return _Moves(dict(pair for opposite in pairs for pair in _opposite_places(opposite, old[0], new[0])), places)


def _opposite_places(pair: ParagraphPair, old: CutClause, new: CutClause) -> Iterator[tuple[UnitPlace, UnitPlace]]:
    if pair.old is None or pair.new is None:
        return
    yield (Part.PARAGRAPH, (pair.old.number,)), (Part.PARAGRAPH, (pair.new.number,))
    for one, other in pair.pieces:
        if one is not None and other is not None:
            yield _place(old, one), _place(new, other)


def _place(side: CutClause, piece: int) -> UnitPlace:
    return side.pieces[piece].part, side.pieces[piece].path


def _places(side: CutClause) -> Iterator[UnitPlace]:
    yield from ((piece.part, piece.path) for piece in side.pieces)
    yield from ((Part.PARAGRAPH, (paragraph.number,)) for paragraph in side.paragraphs)


def _followed(override: RowOverride, moves: _Moves | None) -> RowOverride:
    if moves is None or override.side == "old" or not override.path:
        return override
    place = override.part, override.path
    if place in moves.to:
        part, path = moves.to[place]
        return replace(override, part=part, path=path)
    return replace(override, path=(*override.path, NOWHERE)) if place in moves.places else override


def _distinct(overrides: Iterable[RowOverride]) -> Iterator[RowOverride]:
    """The overrides, no two of one address: of those that are lost, one may have stood at this path before."""
    taken: set[RowAddress] = set()
    for override in overrides:
        while override.address in taken:
            override = replace(override, path=(*override.path, NOWHERE))
        taken.add(override.address)
        yield override
