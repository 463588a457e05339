"""What a document was before it was changed, as far as its own labels tell: where its references mean something.

Articles and units without a number of their own were put in, numbers that are missing were taken out, what stands out
of order was moved. With all that undone, 前条 and 第２項 mean again what they meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.text.numbering.number_writing import UnwritableNumber, write_label
from portal.text.renumbering.frames import GONE, Frame, Reordered, Standing, framed, stand_in
from portal.text.renumbering.rows import WHOLE, Member, Row, Thing
from portal.text.renumbering.units import Lines, Placed, placed_units
from portal.text.tree import Clause, Document, Kind, Number

_DELETED = "削除"


@dataclass(frozen=True, slots=True)
class _Plan:
    """A row and its members as they stood before, a number for each that is no more."""

    row: Row
    steps: tuple[Member | Number, ...]

    @property
    def changes(self) -> bool:
        return self.steps != self.row.members


def original(document: Document, rows: Iterable[Row], unit_rows: Iterable[Row]) -> Frame | None:
    """Return the frame of the document as it was; None where nothing shows that it was any different."""
    plans = [_plan(row) for row in rows]
    body_plans = [plan for plan in map(_plan, unit_rows) if plan.changes]
    if not body_plans and not any(plan.changes for plan in plans):
        return None
    bodies = _bodies(document, body_plans)
    standing: defaultdict[int, list[Standing]] = defaultdict(list)
    for plan in plans:
        for index, one in _standing(document, plan):
            standing[index] += one
    for index in bodies:
        standing.setdefault(index, [(document.clauses[index], Thing(index))])
    frame = framed(document, {index: [_rebuilt_in(bodies, one) for one in found] for index, found in standing.items()})
    reordered = {frame.places[index]: lines for index, (_, lines) in bodies.items() if index in frame.places}
    return replace(frame, reordered=reordered)


def _rebuilt_in(bodies: Mapping[int, tuple[Clause, Reordered]], standing: Standing) -> Standing:
    thing = standing[1]
    return (bodies[thing.clause][0], thing) if thing.line == WHOLE and thing.clause in bodies else standing


def _plan(row: Row) -> _Plan:
    """Headings stay where they are, for articles stand below them; all else goes back into the order of its numbers."""
    old = [member for index, member in enumerate(row.members) if not row.is_new(index)]
    if row.kind not in (None, Kind.ARTICLE):
        return _Plan(row, tuple(old))
    steps: list[Member | Number] = []
    previous: Number = ()
    for member in sorted(old, key=lambda member: member.entry.number):
        steps += row.left_out(previous, member.entry.number)
        steps.append(member)
        previous = member.entry.end
    return _Plan(row, tuple(steps))


def _standing(document: Document, plan: _Plan) -> Iterator[tuple[int, list[Standing]]]:
    """What stands at each place of a row; nothing where something new stands now."""
    if not plan.changes and not any(member.thing.is_hidden for member in plan.row.members):
        return
    row = plan.row
    shows_hidden = row.kind is Kind.ARTICLE and not row.in_extract
    yield from ((member.thing.clause, []) for member in row.members if not member.thing.is_hidden)
    old = [member for index, member in enumerate(row.members) if not row.is_new(index)]
    slots = iter([member.thing.clause for member in old if shows_hidden or not member.thing.is_hidden])
    like = document.clauses[next((member.thing.clause for member in old if not member.thing.is_hidden), 0)]
    gone: list[Standing] = []
    for step in plan.steps:
        if not isinstance(step, Member):
            gone += [(stand_in(step, like), GONE)] if shows_hidden else []
        elif shows_hidden or not step.thing.is_hidden:
            hidden = step.thing.is_hidden
            clause = stand_in(step.entry.number, like) if hidden else document.clauses[step.thing.clause]
            yield next(slots), [*gone, (clause, step.thing)]
            gone = []


def _bodies(document: Document, plans: Iterable[_Plan]) -> dict[int, tuple[Clause, Reordered]]:
    """The clauses whose units stood otherwise, as they were, and where their lines are now."""
    by_clause: defaultdict[int, list[_Plan]] = defaultdict(list)
    for plan in plans:
        by_clause[plan.row.members[0].thing.clause].append(plan)
    return {index: _rebuilt(index, document.clauses[index], found) for index, found in by_clause.items()}


def _rebuilt(index: int, clause: Clause, plans: Sequence[_Plan]) -> tuple[Clause, Reordered]:
    lines = Lines(clause)
    placed = placed_units(index, clause)
    written = list(_Body(lines, plans).lines(0, placed, len(lines.words)))
    text = "\n".join(words for words, _ in written)
    offsets, offset = {}, lines.shift
    for words, line in written:
        offsets[line] = offset
        offset += len(words) + 1
    reordered = Reordered(
        tuple(line for _, line in written), tuple(start + lines.shift for start in lines.starts), offsets
    )
    return clause._replace(text=text), reordered


class _Body:
    """Writes the lines of a clause as its plans say, each with the line it is now, -1 for what is gone."""

    def __init__(self, lines: Lines, plans: Iterable[_Plan]) -> None:
        self.now = lines
        self.plans = {member.thing: plan for plan in plans for member in plan.row.members}
        self.placed: dict[Thing, Placed] = {}

    def lines(self, first: int, children: Sequence[Placed], stop: int) -> Iterator[tuple[str, int]]:
        """The lines from `first` to `stop`, of which the `children` take the last ones."""
        until = children[0].thing.line if children else stop
        yield from ((self.now.words[line], line) for line in range(first, until))
        self.placed.update({child.thing: child for child in children})
        done: set[int] = set()
        for child in children:
            plan = self.plans.get(child.thing)
            if plan is None:
                yield from self._unit(child)
            elif id(plan) not in done:
                done.add(id(plan))
                yield from self._planned(plan)

    def _unit(self, unit: Placed) -> Iterator[tuple[str, int]]:
        return self.lines(unit.thing.line, unit.children, unit.stop)

    def _planned(self, plan: _Plan) -> Iterator[tuple[str, int]]:
        like = next((member for member in plan.row.members if member.label and member.entry.number), None)
        for step in plan.steps:
            if not isinstance(step, Member):
                yield from self._gone(step, like)
            elif not step.thing.is_hidden:
                yield from self._unit(self.placed[step.thing])

    def _gone(self, number: Number, like: Member | None) -> Iterator[tuple[str, int]]:
        if like is None:
            return
        unit = self.placed[like.thing].unit
        try:
            label = write_label(like.label, number, of=like.entry.number)
        except UnwritableNumber:
            return
        yield f"{unit.indent}{label}{unit.separator}{_DELETED}", -1
