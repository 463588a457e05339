"""The units of a clause as references see them: by path, by offset, and side by side.

Everything is found by name, so that a list of any length costs no more per reference than a short one, and
made when first asked for: most clauses are never pointed at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from portal.text.body import parse_body
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.places import counts_paragraphs
from portal.text.references.model import Target
from portal.text.tree import Clause, Number, Path, Unit

MOST_TARGETS = 300
"""Targets of one reference: 前各号 in each of thousands of 号 would otherwise name millions."""
_RANGE = re.compile("から|及び|[～〜、]")
_EDGES = "（）()．.、，,:：[]［］" + BLANKS


Row = tuple[Number, str]
"""A unit beside others: its number and its label as written."""


class Siblings:
    """The units directly below one unit, or the 項 of a clause, in their order."""

    __slots__ = ("_ranges", "_signs", "above", "clause", "places", "units")

    def __init__(self, clause: int, above: Path, units: tuple[Row, ...]) -> None:
        self.clause = clause
        self.above = above
        self.units = units
        self.places: dict[Number, int] = {}
        self._signs: dict[str, int] | None = None
        self._ranges: list[tuple[Number, Number, int]] | None = None
        for place, (number, _) in enumerate(units):
            self.places.setdefault(number, place)

    def target(self, place: int) -> Target:
        """The unit at a place among its siblings."""
        return Target(self.clause, (*self.above, self.units[place][0]))

    def between(self, first: int, last: int) -> tuple[Target, ...]:
        """The units from one place to before another, at most 300; two of one number are one."""
        found = tuple(map(self.target, range(first, min(last, first + MOST_TARGETS, len(self.units)))))
        return found if len(self.places) == len(self.units) else tuple(dict.fromkeys(found))

    def with_number(self, number: Number) -> Target | None:
        """The first unit with this number, or the one that stands for a range in which it lies."""
        place = self.places.get(number)
        if place is None:
            place = next((place for first, last, place in self.ranges[:MOST_TARGETS] if first < number <= last), None)
        return None if place is None else self.target(place)

    def with_sign(self, sign: str, *, exactly: bool = False) -> Target | None:
        """The first unit whose label is this letter or figure, whatever stands around it, or `exactly` that."""
        place = self.signs.get(bare_sign(sign))
        if place is None or (exactly and is_bracketed(sign) != is_bracketed(self.units[place][1])):
            return None
        return self.target(place)

    @property
    def signs(self) -> dict[str, int]:
        """The place of the first unit with each label."""
        if self._signs is None:
            self._signs = {}
            for place, (_, label) in enumerate(self.units):
                if label:
                    self._signs.setdefault(bare_sign(label), place)
        return self._signs

    @property
    def ranges(self) -> list[tuple[Number, Number, int]]:
        """First, last and place of the units that stand for more than one: 一から三まで　略."""
        if self._ranges is None:
            self._ranges = []
            for place, (number, label) in enumerate(self.units):
                if _RANGE.search(label):
                    lasts = [found.last for found in read_labels(label + "　") if found.number == number]
                    self._ranges += [(number, last, place) for last in lasts if last > number]
        return self._ranges


def bare_sign(label: str) -> str:
    """A label without what stands around its letter or figure, in half width."""
    return numerals.half_width(label).strip(_EDGES)


def is_bracketed(label: str) -> bool:
    """Whether a label has a bracket: (1), 1)."""
    return ")" in label or "）" in label


class Body:
    """The units of a clause; offsets count in `clause.written`.

    It keeps numbers, labels and offsets, and no units: the garbage collector would walk over all lines of all clauses
    again and again while the references of a long document are read.
    """

    __slots__ = (
        *("_holders", "_rows", "_siblings", "above_paragraphs", "first_lines", "index", "label_ends", "paths"),
        "starts",
    )

    def __init__(self, index: int, clause: Clause) -> None:
        reader = _Reader(len(clause.written) - len(clause.text))
        units = parse_body(clause.text).paragraphs if clause.text else ()
        reader.enter((), units)
        self.index = index
        self.above_paragraphs: Path = ((),) if len(units) == 1 and counts_paragraphs(units[0]) else ()
        """The path of what the 項 stand below: of an article that begins with (1), which the text may call 第１項."""
        self.starts = tuple(reader.starts)
        self.paths = tuple(reader.paths)
        self.label_ends = tuple(reader.label_ends)
        self.first_lines = reader.first_lines or _NONE
        """Where the first line of a unit ends that has more than one."""
        self._rows = reader.rows
        self._siblings: dict[Path, Siblings] = {}
        self._holders: _Holders | None = None

    def path_at(self, offset: int) -> Path:
        """The path of the unit in which `offset` stands, () above the first."""
        place = bisect_right(self.starts, offset) - 1
        return self.paths[place] if place >= 0 else ()

    def in_label(self, offset: int) -> bool:
        """Whether `offset` stands in the label of a unit."""
        place = bisect_right(self.starts, offset) - 1
        return place >= 0 and offset < self.label_ends[place]

    def below(self, path: Path) -> Siblings:
        """The units directly below the one with this path, of two with one path below the first; the 項 for ()."""
        found = self._siblings.get(path)
        if found is None:
            found = self._siblings[path] = Siblings(self.index, path, self._rows.get(path, ()))
        return found

    @property
    def paragraphs(self) -> Siblings:
        """The 項, or what may be called so."""
        return self.below(self.above_paragraphs)

    def holders(self, number: Number | None, sign: str) -> list[Path]:
        """The 項 that have a 号 with this sign or number, or any 号 at all for None."""
        if self._holders is None:
            self._holders = _Holders(self)
        if number is None:
            return self._holders.every
        return self._holders.by_sign.get(bare_sign(sign), []) or self._holders.with_number(number)


_NONE: dict[Path, int] = {}


class _Reader:
    """Takes down where the units of a body stand."""

    def __init__(self, shift: int) -> None:
        self.shift = shift
        self.starts: list[int] = []
        self.paths: list[Path] = []
        self.label_ends: list[int] = []
        self.first_lines: dict[Path, int] = {}
        self.rows: dict[Path, tuple[Row, ...]] = {}

    def enter(self, above: Path, units: tuple[Unit, ...]) -> None:
        """Take down units and all below them, in reading order."""
        self.rows.setdefault(above, tuple((unit.number, unit.label) for unit in units))
        for unit in units:
            path = (*above, unit.number)
            start = unit.start + self.shift
            self.starts.append(start)
            self.paths.append(path)
            self.label_ends.append(start + len(unit.label))
            if len(unit.lines) > 1:
                self.first_lines.setdefault(path, unit.lines[0].end + self.shift)
            self.enter(path, unit.children)


class _Holders:
    """Which 項 of a body have which 号."""

    def __init__(self, body: Body) -> None:
        self.every: list[Path] = [(number,) for number in body.below(()).places if body.below((number,)).units]
        self.by_number: defaultdict[Number, list[Path]] = defaultdict(list)
        self.by_sign: defaultdict[str, list[Path]] = defaultdict(list)
        self.ranges: list[tuple[Siblings, Path]] = []
        for path in self.every:
            items = body.below(path)
            for number in items.places:
                self.by_number[number].append(path)
            for sign in items.signs:
                self.by_sign[sign].append(path)
            if items.ranges:
                self.ranges.append((items, path))

    def with_number(self, number: Number) -> list[Path]:
        """The 項 that have a 号 of this number."""
        found = self.by_number.get(number)
        return found or [path for items, path in self.ranges[:MOST_TARGETS] if items.with_number(number)]
