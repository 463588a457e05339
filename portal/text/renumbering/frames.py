"""Documents to read references from while a document is renumbered, and where its things stand in them.

The document as it is, the document under its new labels, the edition it began from (`before`), or,
without one, what it was before articles and units were put in, taken out or moved, as far as its labels tell
(`origin`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from portal.text.numbering.number_series import Entry
from portal.text.renumbering.rows import WHOLE, Row, Thing
from portal.text.tree import Clause, Document, Edit, Kind, Number

GONE = Thing(-1)
"""What a reference meant that the document no longer has."""
UNKNOWN = Thing(-2)
"""What a （略） hides in both editions, so that nobody can tell which it is."""


@dataclass(frozen=True, slots=True)
class Reordered:
    """The lines of a clause that stand in another order in a frame.

    `lines` says for each line of the frame which line of the document it is, -1 for one that is gone; `starts` are the
    offsets at which the document's lines begin (in `Clause.written`), `offsets` those of the same lines in the frame.
    """

    lines: tuple[int, ...]
    starts: tuple[int, ...]
    offsets: Mapping[int, int]

    def place(self, offset: int) -> int | None:
        """The offset in the frame of one in the document, None for what the frame has not."""
        line = bisect_right(self.starts, offset) - 1
        if line < 0:
            return offset
        return self.offsets[line] + offset - self.starts[line] if line in self.offsets else None


@dataclass(frozen=True, slots=True)
class Shifts:
    """How far the edits of a clause move what stands behind them: where each ends, and the sums up to there."""

    ends: tuple[int, ...]
    sums: tuple[int, ...]

    def at(self, offset: int) -> int:
        """By how much an offset moves."""
        return self.sums[bisect_right(self.ends, offset)]

    def back(self, offset: int) -> int:
        """Return where an offset that lies outside the edits was before them."""
        ends = [end + moved for end, moved in zip(self.ends, self.sums[1:], strict=True)]
        return offset - self.sums[bisect_right(ends, offset)]


def shifts(edits: Iterable[Edit]) -> Shifts:
    """Return how far edits of one clause, in any order, move what stands behind them."""
    ordered = sorted(edits, key=lambda edit: edit.end)
    moved = accumulate((len(edit.after) - len(edit.before) for edit in ordered), initial=0)
    return Shifts(tuple(edit.end for edit in ordered), tuple(moved))


@dataclass(frozen=True, slots=True)
class Frame:
    """A document, and what its clauses and the lines of their texts are in the document that is renumbered.

    `things` says for each clause what it is, `places` where the clauses of the document stand. `units` holds the things
    of the units of clauses that were worded otherwise, `shifts` what edits moved, by clause of the document.
    """

    document: Document
    things: tuple[Thing, ...]
    places: Mapping[int, int]
    reordered: Mapping[int, Reordered] = field(default_factory=dict)
    units: Mapping[int, Mapping[tuple[int, int], Thing]] = field(default_factory=dict)
    shifts: Mapping[int, Shifts] = field(default_factory=dict)

    def thing(self, clause: int, line: int, depth: int) -> Thing:
        """Return what the unit on a line of a clause of the frame is, GONE if it is no more."""
        whole = self.things[clause]
        if line == WHOLE or whole in (GONE, UNKNOWN):
            return whole
        if clause in self.units:
            return self.units[clause].get((line, depth), GONE)
        own = self.reordered[clause].lines[line] if clause in self.reordered else line
        return Thing(whole.clause, own, depth) if own >= 0 and not whole.is_hidden else GONE

    def place(self, clause: int, offset: int) -> tuple[int, int] | None:
        """Return clause and offset in the frame of an offset in a clause of the document; None for what it has not."""
        place = self.places.get(clause)
        if place is None:
            return None
        if place in self.reordered:
            moved = self.reordered[place].place(offset)
            return None if moved is None else (place, moved)
        return place, offset + (self.shifts[clause].at(offset) if clause in self.shifts else 0)

    def before_shifts(self, clause: int, offset: int) -> int:
        """Return the offset in a clause of the document of one in the frame that lies outside all edits."""
        return self.shifts[clause].back(offset) if clause in self.shifts else offset


Standing = tuple[Clause, Thing]
"""A clause that stands in a frame, and what it is."""


def framed(document: Document, standing: Mapping[int, Sequence[Standing]]) -> Frame:
    """Return the frame in which, instead of each clause, that stands which `standing` gives for its index."""
    clauses: list[Clause] = []
    things: list[Thing] = []
    places: dict[int, int] = {}
    for index, clause in enumerate(document.clauses):
        for standing_clause, thing in standing.get(index, ((clause, Thing(index)),)):
            if thing.line == WHOLE and thing != GONE:
                places[thing.clause] = len(clauses)
            clauses.append(standing_clause)
            things.append(thing)
    return Frame(replace(document, clauses=tuple(clauses)), tuple(things), places)


def stand_in(number: Number, like: Clause) -> Clause:
    """Return an article that stands for one that the document does not show, in the context of one `like` it."""
    return Clause(Kind.ARTICLE, f"第{'の'.join(map(str, number))}条", number, form="L", context=like.context)


def with_hidden(
    document: Document, rows: Iterable[Row], numbers: Mapping[Thing, Entry], edits: Iterable[Edit] = ()
) -> Frame:
    """Return the document, with `edits` made already, as a frame in which hidden articles stand under `numbers`.

    Those of a 附則 in extract do not: 附則第三条 is sought where an article 3 is shown.
    """
    hidden: defaultdict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        if row.kind is Kind.ARTICLE and not row.in_extract:
            for thing, clause in hidden_articles(document, row, numbers):
                hidden[thing.clause].append((clause, thing))
    by_clause: defaultdict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_clause[edit.clause].append(edit)
    return replace(framed(document, hidden), shifts={clause: shifts(own) for clause, own in by_clause.items()})


def hidden_articles(document: Document, row: Row, numbers: Mapping[Thing, Entry]) -> Iterator[tuple[Thing, Clause]]:
    """Yield clauses for the articles of a row that the document does not show."""
    shown = next((member.thing.clause for member in row.members if not member.thing.is_hidden), 0)
    for member in row.members:
        if member.thing.is_hidden:
            yield member.thing, stand_in(numbers[member.thing].number, document.clauses[shown])
