"""The edition a draft began from: which of its units go on in the draft, and where its references stand now.

Clauses are the same that bear the same key. Inside them units are matched by equal text, then by order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import fast_diff_match_patch

from portal.text.normalise import fold
from portal.text.numbering.number_series import Entry, read_order
from portal.text.references.model import Reference
from portal.text.renumbering.frames import UNKNOWN, Frame, with_hidden
from portal.text.renumbering.meaning import Before
from portal.text.renumbering.reading import Reading
from portal.text.renumbering.rows import WHOLE, Row, Thing, clause_rows
from portal.text.renumbering.units import Lines, Placed, placed_units, unit_rows, walk
from portal.text.tree import Clause, Document, Kind

ALIKE = 0.3
"""Likeness below which two units are not taken for one and the same."""
MOST_COMPARED = 10_000
"""Pairs of units whose likeness is looked at; in longer lists that changed throughout, order decides."""
LONGEST_COMPARED = 3000
"""Characters of a unit whose two wordings are compared sign by sign; in longer ones that changed, all words are new."""
_REFERENCE = "\ufffc"


class EarlierEdition:
    """What of an earlier edition goes on in a document; `rows` are the document's, beginning where they then did."""

    def __init__(self, before: Document, document: Document, rows: Sequence[Row]) -> None:
        self.before = before
        self.document = document
        keys = {clause.key: index for index, clause in enumerate(document.clauses) if clause.key}
        self.clauses = {
            index: keys[clause.key] for index, clause in enumerate(before.clauses) if clause.key and clause.key in keys
        }
        self.units = {old: dict(self._units(old, new)) for old, new in self.clauses.items() if self._differ(old, new)}
        self.rows = self.as_begun(rows)
        self.frame = self._frame(self.rows)

    @property
    def fresh(self) -> frozenset[Thing]:
        """The clauses and units of the document that the edition has not; not the units of a new clause."""
        known = set(self.clauses.values())
        found = {Thing(index) for index in range(len(self.document.clauses)) if index not in known}
        for old, units in self.units.items():
            new = self.clauses[old]
            found |= {unit.thing for unit in walk(placed_units(new, self.document.clauses[new]))} - set(units.values())
        return frozenset(found)

    def as_begun(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The rows without what seems to be left out before their first members, where the edition began with it."""
        return tuple(row.from_first_shown() if self._began_with_first(row) else row for row in rows)

    def _began_with_first(self, row: Row) -> bool:
        if not row.begins_hidden or self._is_cut(row):
            return False
        before = next((self._rows_before[m.thing] for m in row.members if m.thing in self._rows_before), None)
        return before is not None and not before.begins_hidden

    def _is_cut(self, row: Row) -> bool:
        """Whether （略） says that the first ones are left out, or the 附則 stands in extract."""
        clause = self.document.clauses[row.members[0].thing.clause]
        if row.kind is not None:
            return row.in_extract or clause.kind is Kind.ELIDED
        shown = row.from_first_shown().members[0]
        above = shown.above.line if shown.above is not None else 0
        return Lines(clause).hides(max(above, 0), shown.thing.line)

    @cached_property
    def _rows_before(self) -> dict[Thing, Row]:
        """The rows of the edition, by what their members are in the document."""
        rows = (*clause_rows(self.before), *unit_rows(self.before))
        members = ((self._now(member.thing), row) for row in rows for member in row.members)
        return {thing: row for thing, row in members if thing is not None}

    def _now(self, thing: Thing) -> Thing | None:
        """What a clause or unit of the edition is in the document."""
        new = self.clauses.get(thing.clause)
        if new is None or thing.is_hidden:
            return None
        if thing.line == WHOLE or thing.clause not in self.units:
            return thing._replace(clause=new)
        return self.units[thing.clause].get((thing.line, thing.depth))

    def _differ(self, old: int, new: int) -> bool:
        return self.before.clauses[old].text != self.document.clauses[new].text

    def _units(self, old: int, new: int) -> Iterator[tuple[tuple[int, int], Thing]]:
        pairs = match_units(placed_units(old, self.before.clauses[old]), placed_units(new, self.document.clauses[new]))
        for one, other in pairs:
            yield (one.thing.line, one.thing.depth), other.thing

    def _frame(self, rows: Sequence[Row]) -> Frame:
        old_rows = clause_rows(self.before)
        frame = with_hidden(self.before, old_rows, {m.thing: m.entry for row in old_rows for m in row.members})
        hidden = dict(self._hidden(old_rows, rows))
        things = tuple(
            hidden.get(thing, UNKNOWN) if thing.is_hidden else Thing(self.clauses.get(thing.clause, -1))
            for thing in frame.things
        )
        units = {place: self.units[old] for old, place in frame.places.items() if old in self.units}
        return replace(frame, things=things, units=units)

    def _hidden(self, old_rows: Sequence[Row], rows: Sequence[Row]) -> Iterator[tuple[Thing, Thing]]:
        """The articles that both leave out: as many before the same article, or behind it, are the same."""
        new = dict(_hidden_beside(rows))
        for (is_before, clause), old in _hidden_beside(old_rows):
            found = new.get((is_before, self.clauses.get(clause, -1)), [])
            if len(old) == len(found):
                yield from zip(old, found, strict=True)

    def origins(self, now: Reading, reading: Reading) -> dict[tuple[int, int], Before]:
        """Return where references of the document stood, by clause and offset: those whose words are the same."""
        old = _grouped(reading)
        found: dict[tuple[int, int], Before] = {}
        for thing, stretch in _grouped(now).items():
            if thing in old:
                for reference, earlier in _same(stretch, old[thing]):
                    found[thing.clause, reference.start] = Before(reading, earlier, is_sure=True)
        return found


def _hidden_beside(rows: Iterable[Row]) -> Iterator[tuple[tuple[bool, int], list[Thing]]]:
    """What is left out, by the clause before which (True) and behind which (False) it is."""
    for row in rows:
        runs = [
            (hides, [member.thing for member in members])
            for hides, members in groupby(row.members, lambda member: member.thing.is_hidden)
        ]
        for place, (hides, things) in enumerate(runs):
            if hides and place + 1 < len(runs):
                yield (True, runs[place + 1][1][0].clause), things
            if hides and place:
                yield (False, runs[place - 1][1][-1].clause), things


def match_units(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Yield which unit goes on as which, those below them included."""
    for one, other in _pairs(old, new):
        yield one, other
        yield from match_units(one.children, other.children)


def _pairs(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Equal texts wherever they stand; between two of those that kept their order, what is alike, or all in order."""
    equal = _equal(old, new)
    yield from ((old[one], new[other]) for one, other in equal)
    start, new_start = 0, 0
    taken, new_taken = dict(equal), {other for _, other in equal}
    for end, new_end in (*_in_order(equal), (len(old), len(new))):
        left = [old[index] for index in range(start, end) if index not in taken]
        right = [new[index] for index in range(new_start, new_end) if index not in new_taken]
        yield from zip(left, right, strict=True) if len(left) == len(right) else _alike(left, right)
        start, new_start = end + 1, new_end + 1


def _equal(old: Sequence[Placed], new: Sequence[Placed]) -> list[tuple[int, int]]:
    """The pairs of places whose texts are equal and occur once on either side."""
    places = [_once(units) for units in (old, new)]
    return sorted((index, places[1][text]) for text, index in places[0].items() if text in places[1])


def _once(units: Sequence[Placed]) -> dict[str, int]:
    texts = [_text(unit) for unit in units]
    counts = Counter(texts)
    return {text: index for index, text in enumerate(texts) if counts[text] == 1}


def _text(placed: Placed) -> str:
    return fold("\n".join(unit.text for unit in placed.unit.walk()))


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs that rise on both sides, as many as can be."""
    order = read_order([Entry((other + 1,)) for _, other in pairs])
    return [pair for index, pair in enumerate(pairs) if index in order.in_order]


def _alike(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The pairs in order whose likeness is greatest in sum."""
    if len(old) * len(new) > MOST_COMPARED:
        yield from zip(old, new, strict=False)
        return
    pairs = [[_bigrams(unit.unit.text) for unit in units] for units in (old, new)]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(new) + 1)]
    for row, one in enumerate(pairs[0]):
        best.append([(0.0, ())])
        for column, other in enumerate(pairs[1]):
            score, chosen = best[row][column]
            likeness = _likeness(one, other)
            options = [best[row][column + 1], best[-1][column]]
            if likeness >= ALIKE:
                options.append((score + likeness, (*chosen, (row, column))))
            best[-1].append(max(options, key=lambda option: option[0]))
    yield from ((old[row], new[column]) for row, column in best[-1][-1][1])


def _bigrams(text: str) -> Counter[str]:
    text = fold(text)
    return Counter(text[start : start + 2] for start in range(max(len(text) - 1, 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max((one + other).total(), 1)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The lines of a unit, or a heading, in which references stand; each is one sign in `masked`."""

    masked: str
    references: tuple[Reference, ...]


def _grouped(reading: Reading) -> dict[Thing, _Stretch]:
    """The references of a frame by the unit of the document whose lines they stand in."""
    by_clause: defaultdict[int, list[Reference]] = defaultdict(list)
    for reference in reading.references:
        by_clause[reference.clause].append(reference)
    found: dict[Thing, _Stretch] = {}
    for index, references in by_clause.items():
        for start, end, thing in _stretches(reading.frame, index):
            inside = [reference for reference in references if start <= reference.start < end]
            if inside and thing.clause >= 0:
                clause = reading.frame.document.clauses[index]
                found[thing] = _Stretch(_masked(clause, start, end, inside), tuple(inside))
    return found


def _stretches(frame: Frame, index: int) -> Iterator[tuple[int, int, Thing]]:
    """The heading of a clause with what stands above its first unit, then the own lines of each unit."""
    clause = frame.document.clauses[index]
    lines = Lines(clause)
    units = list(walk(placed_units(index, clause)))
    starts = [lines.starts[unit.thing.line] + lines.shift for unit in units]
    ends = [*starts[1:], len(clause.written)][: len(starts)]
    yield 0, starts[0] if starts else len(clause.written), frame.thing(index, -1, 0)
    for unit, start, end in zip(units, starts, ends, strict=True):
        yield start, end, frame.thing(index, unit.thing.line, unit.thing.depth)


def _masked(clause: Clause, start: int, end: int, references: Sequence[Reference]) -> str:
    written, parts = clause.written, []
    for reference in references:
        parts += [written[start : reference.start], _REFERENCE]
        start = reference.end
    return "".join([*parts, written[start:end]])


def _same(stretch: _Stretch, old: _Stretch) -> Iterator[tuple[Reference, Reference]]:
    """The references that stand at the same place of two wordings in the same words."""
    for one, other in _beside(stretch.masked, old.masked):
        reference, earlier = stretch.references[one], old.references[other]
        if fold(reference.words) == fold(earlier.words):
            yield reference, earlier


def _beside(text: str, old: str) -> Iterator[tuple[int, int]]:
    """Which sign for a reference in a text stands where which did in the old one."""
    if text == old:
        yield from ((place, place) for place in range(text.count(_REFERENCE)))
        return
    if len(text) * len(old) > LONGEST_COMPARED**2:
        return
    at, at_old = _Counted(text), _Counted(old)
    for operation, length in fast_diff_match_patch.diff(text, old, timelimit=0, checklines=False, cleanup="No"):
        passed = at.passed(length) if operation in "=-" else 0
        if operation in "=+":
            at_old.passed(length)
        if operation == "=":
            yield from ((at.count - back, at_old.count - back) for back in range(passed, 0, -1))


class _Counted:
    """How many signs for references stand before a place in a text that moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.count = 0

    def passed(self, length: int) -> int:
        """Move on and return how many were passed."""
        passed = self.text.count(_REFERENCE, self.place, self.place + length)
        self.place += length
        self.count += passed
        return passed
