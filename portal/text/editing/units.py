"""A new 項, 号 or 号の細分 behind a line, labelled as its neighbours are; those behind it count on.

Labels alone change: references to what gets another number are for renumbering. A new unit stands behind the whole
unit of its level on that line, with all below it; the first 号 of a 項 stands behind its own lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from portal.text.editing.lines import offset_of
from portal.text.editing.unit_labels import label_of, new_label, new_number, shifted
from portal.text.numbering.labels import BLANKS
from portal.text.renumbering.units import Placed, placed_units
from portal.text.tree import Clause, Document, Edit, Kind, Number, Unit, UnitKind

_WITH_UNITS = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX)


@dataclass(frozen=True, slots=True)
class Insertion:
    """A unit to put in: the edit that does, those that renumber the siblings behind it (labels only).

    `caret` is the offset in `write` of the document after all edits where its words are to be typed.
    """

    kind: UnitKind
    label: str
    edit: Edit
    renumbered: tuple[Edit, ...]
    caret: int

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, in order."""
        return (self.edit, *self.renumbered)


def next_unit(document: Document, line: int) -> Insertion | None:
    """Return what goes on behind the unit on `line` (from 1, in `write(document)`) on its own level; None in no unit.

    Blank lines belong to the clause above them.
    """
    place = _Place.at(document, line)
    if place is None:
        return None
    return _made(place, (place.paragraph, place.paragraph, place.item, place.subitem)[min(len(place.steps), 3)]())


def insert_paragraph_after(document: Document, line: int) -> Insertion | None:
    """Return a new 項 behind the one on `line`; None outside articles, 附則 and 別表, and in one without text."""
    place = _Place.at(document, line)
    return _made(place, place.paragraph()) if place else None


def insert_item_after(document: Document, line: int) -> Insertion | None:
    """Return a new 号 behind the one on `line`, the first one on the lines of a 項; None where none can stand."""
    place = _Place.at(document, line)
    return _made(place, place.item()) if place else None


def insert_subitem_after(document: Document, line: int) -> Insertion | None:
    """Return a new 号の細分 behind the one on `line`, the first one on the lines of a 号; None outside 号."""
    place = _Place.at(document, line)
    return _made(place, place.subitem()) if place else None


def _made(place: _Place, slot: _Slot | None) -> Insertion | None:
    return place.insertion(slot) if slot is not None else None


class _Slot(NamedTuple):
    """Where a unit goes: before the sibling at `place`, below `above`, behind the offset `end` of the text."""

    kind: UnitKind
    siblings: tuple[Placed, ...]
    place: int
    above: Placed | None
    end: int


class _Step(NamedTuple):
    """A unit on the line, by its place among its siblings."""

    siblings: tuple[Placed, ...]
    place: int

    @property
    def unit(self) -> Placed:
        return self.siblings[self.place]


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of a clause: the units on it, outermost first."""

    document: Document
    index: int
    steps: tuple[_Step, ...]

    @classmethod
    def at(cls, document: Document, line: int) -> _Place | None:
        index, within = _clause_line(document, line)
        if index < 0 or document.clauses[index].kind not in _WITH_UNITS:
            return None
        clause = document.clauses[index]
        in_text = max(within - clause.filled_form.count("\n"), 0)
        steps, units = [], placed_units(index, clause)
        while (place := bisect_right(units, in_text, key=lambda unit: unit.thing.line) - 1) >= 0:
            steps.append(_Step(units, place))
            units = units[place].children
        return cls(document, index, tuple(steps))

    @property
    def clause(self) -> Clause:
        return self.document.clauses[self.index]

    def paragraph(self) -> _Slot | None:
        return self._behind(0, UnitKind.PARAGRAPH) if self.steps else None

    def item(self) -> _Slot | None:
        if len(self.steps) > 1:
            return self._behind(1, UnitKind.ITEM)
        return self._first_below(0, UnitKind.ITEM) if self.steps else None

    def subitem(self) -> _Slot | None:
        if len(self.steps) > 2:
            return self._behind(len(self.steps) - 1, UnitKind.SUBITEM)
        return self._first_below(1, UnitKind.SUBITEM) if len(self.steps) == 2 else None

    def _behind(self, depth: int, kind: UnitKind) -> _Slot:
        step = self.steps[depth]
        above = self.steps[depth - 1].unit if depth else None
        return _Slot(kind, step.siblings, step.place + 1, above, _end(step.unit.unit))

    def _first_below(self, depth: int, kind: UnitKind) -> _Slot:
        above = self.steps[depth].unit
        return _Slot(kind, above.children, 0, above, _end_of_own_lines(above.unit))

    def insertion(self, slot: _Slot) -> Insertion | None:
        """The unit in a slot; None where its number has no sign (after ㊿)."""
        number = new_number(slot.siblings, slot.place, slot.above)
        made = new_label(self.document, self.index, slot.kind, slot.siblings, slot.place, number)
        if made is None:
            return None
        start = len(self.clause.filled_form) + slot.end
        words = "\n" * self._line_ends(slot) + made.indent + made.label + made.separator
        caret = offset_of(self.document, self.index, start) + len(words)
        edit = Edit(self.index, start, "", words)
        return Insertion(slot.kind, made.label, edit, tuple(self._renumbered(slot, number)), caret)

    def _line_ends(self, slot: _Slot) -> int:
        """How many line ends stand before a unit there: as before the sibling it pushes on, or its neighbour."""
        place = slot.place if slot.place < len(slot.siblings) else slot.place - 1
        if place < 0:
            return 1
        start = slot.siblings[place].unit.start
        text = self.clause.text[:start].rstrip(BLANKS)
        return max(len(text) - len(text.rstrip("\n")), 1)

    def _renumbered(self, slot: _Slot, number: Number) -> Iterator[Edit]:
        """The edits of the labels behind, up to one that cannot be written."""
        shift = len(self.clause.filled_form)
        for unit, entry in shifted(slot.siblings, slot.place, number):
            label = label_of(unit, entry, slot.siblings)
            if label is None:
                return
            yield Edit(self.index, shift + unit.unit.start, unit.unit.label, label)


def _clause_line(document: Document, line: int) -> tuple[int, int]:
    """The clause in which a line stands, -1 above the first, and which of its lines it is, from 0."""
    found, within, first = -1, 0, 1
    for index, clause in enumerate(document.clauses):
        first += clause.gap
        if line < first:
            break
        found, within = index, line - first
        first += clause.written.count("\n") + 1
    return found, within


def _end(unit: Unit) -> int:
    """The offset behind a unit and all below it."""
    return _end_of_own_lines(list(unit.walk())[-1])


def _end_of_own_lines(unit: Unit) -> int:
    return unit.lines[-1].end if unit.lines else unit.start + len(unit.label)
