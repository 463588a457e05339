"""The rows inside a clause's text: its 項, their 号, and what is below, each with their labels in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.text.body import parse_body
from portal.text.numbering.labels import BLANKS, FIRST, read_labels
from portal.text.numbering.number_series import WIDEST_GAP, Entry
from portal.text.renumbering.rows import HIDDEN, Member, Row, Thing, are_dotted, begins_late, left_out
from portal.text.tree import Clause, Document, Kind, Number, Path, Unit, UnitKind

SECOND: Number = (2,)
WITH_UNITS = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)
_LEFT_OUT = re.compile(r"(?:[^。]{0,12}[^。一-龠])?略[）)〕\]］]?")


class Lines:
    """Where the lines of a text begin, and which of them hide something; all may, in a 附則 in extract (抄)."""

    def __init__(self, clause: Clause) -> None:
        text = clause.text
        self.shift = len(clause.filled_form)
        self.in_extract = clause.context.endswith("抄")
        self.words = text.split("\n")
        self.starts = [0]
        for line in self.words[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def at(self, offset: int) -> int:
        """The line in which an offset stands."""
        return bisect_right(self.starts, offset) - 1

    def hides(self, first: int, stop: int) -> bool:
        """Whether something may be left out in the lines from `first` up to `stop`."""
        return self.in_extract or any(map(_hides, self.words[first:stop]))


def _hides(line: str) -> bool:
    return "略" in line and _LEFT_OUT.fullmatch(line.strip(BLANKS)) is not None


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its thing, its numbers, and the line behind its last one."""

    unit: Unit
    thing: Thing
    entry: Entry
    stop: int
    children: tuple[Placed, ...] = ()


def placed_units(index: int, clause: Clause) -> tuple[Placed, ...]:
    """Return the 項 of a clause with all below them, as things of the clause at `index`."""
    units = parse_body(clause.text).paragraphs
    lines = Lines(clause)
    return _placed(units, index, lines, len(lines.words), 1)


def walk(units: Iterable[Placed]) -> Iterator[Placed]:
    """Yield units and all below them, in reading order."""
    for unit in units:
        yield unit
        yield from walk(unit.children)


def _placed(units: Sequence[Unit], clause: int, lines: Lines, stop: int, depth: int) -> tuple[Placed, ...]:
    starts = [lines.at(unit.start) for unit in units]
    stops = [*starts[1:], stop][: len(units)]
    return tuple(
        Placed(
            unit,
            Thing(clause, start, depth),
            _entry(unit, units),
            end,
            _placed(unit.children, clause, lines, end, depth + 1),
        )
        for unit, start, end in zip(units, starts, stops, strict=True)
    )


def _entry(unit: Unit, siblings: Sequence[Unit]) -> Entry:
    if not unit.label:
        is_first = unit is siblings[0] and len(siblings) > 1 and siblings[1].number != FIRST
        return Entry(FIRST if is_first else ())
    if len(unit.label) < len("一と三"):
        return Entry(unit.number)
    last = next((label.last for label in read_labels(unit.label + "　") if label.number == unit.number), unit.number)
    return Entry(unit.number, last if last != unit.number else ())


def path_at(clause: Clause, offset: int) -> Path:
    """Return the path of the unit in which an offset of `clause.written` stands, () above the first."""
    at = offset - len(clause.filled_form)
    units, path = parse_body(clause.text).paragraphs, Path()
    while (unit := next((unit for unit in reversed(units) if unit.start <= at), None)) is not None:
        units, path = unit.children, (*path, unit.number)
    return path


def unit_rows(document: Document) -> Iterator[Row]:
    """Yield the rows of all 項, 号 and 細分, those of a unit before those below it."""
    for index, clause in enumerate(document.clauses):
        if clause.kind in WITH_UNITS and clause.text:
            placed = placed_units(index, clause)
            yield from _rows(placed, Thing(index), Lines(clause))


def _rows(placed: Sequence[Placed], above: Thing, lines: Lines) -> Iterator[Row]:
    for part in counted_apart(placed):
        members = _members(part, above, lines)
        if any(member.label for member in members):
            yield Row(tuple(members), has_branches=part[0].unit.kind is not UnitKind.PARAGRAPH)
    for unit in placed:
        yield from _rows(unit.children, unit.thing, lines)


def counted_apart(placed: Sequence[Placed]) -> list[list[Placed]]:
    """The units cut where a list ends and another begins: 1 2 3 and 1 2, but not the 1 that was put in before 1."""
    parts: list[list[Placed]] = [[]]
    for place, unit in enumerate(placed):
        following = placed[place + 1].entry.number if place + 1 < len(placed) else SECOND
        if unit.entry.number == FIRST and following == SECOND and _is_list(parts[-1]):
            parts.append([])
        parts[-1].append(unit)
    return [part for part in parts if part]


def _is_list(part: Sequence[Placed]) -> bool:
    return len(part) > 1 and part[0].entry.number == FIRST != part[-1].entry.number


def _members(part: Sequence[Placed], above: Thing, lines: Lines) -> list[Member]:
    """The units as members, with those that are hidden where a （略） or a late beginning leaves numbers out."""
    shown = [
        Member(unit.thing, unit.entry, unit.unit.label, unit.unit.start + lines.shift, above)
        for unit in part
        if unit.entry.number
    ]
    dotted = are_dotted(shown)
    members: list[Member] = []
    previous: Number = ()
    shown_to = max(above.line, 0)
    for member in shown:
        number, line = member.entry.number, member.thing.line
        missing = left_out(previous, number, dotted=dotted) if number > previous else ()
        if lines.hides(shown_to, line) or (not previous and begins_late(missing)):
            things = (Thing(member.thing.clause, HIDDEN, line * WIDEST_GAP + place) for place in range(len(missing)))
            members += map(Member, things, map(Entry, missing))
        members.append(member)
        previous, shown_to = member.entry.end or previous, line
    return members
