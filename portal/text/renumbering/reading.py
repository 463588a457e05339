"""The references of a frame, with what each of their parts names in the document that is renumbered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.text.numbering.labels import FIRST
from portal.text.references import read_references
from portal.text.references.index import HEADING_LEVELS, MAIN_SCOPE, Index, index_of
from portal.text.references.model import Level, Part, Reference, Relative, Target
from portal.text.renumbering.frames import Frame
from portal.text.renumbering.rows import Thing
from portal.text.renumbering.units import Placed, placed_units
from portal.text.tree import Number, Path

UNIT_LEVELS = (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)
_KINDS = {level: kind for kind, level in HEADING_LEVELS.items()}
Hidden = Mapping[tuple[int, Number], Thing]
"""What a 附則 in extract leaves out, by scope and number."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a part of a reference names, and the number that this has where the reference was read."""

    thing: Thing
    number: Number = ()


class Reading:
    """The references of a frame. Bodies are read when asked for, once."""

    def __init__(self, frame: Frame, hidden: Hidden) -> None:
        self.frame = frame
        self.hidden = hidden
        self.references = read_references(frame.document)
        self.starts = [(found.clause, found.start) for found in self.references]
        self.at = dict(zip(self.starts, self.references, strict=True))
        self.index: Index = index_of(frame.document)
        self.paths: dict[int, dict[Path, Thing]] = {}

    def scope(self, clause: int) -> int:
        """Return the scope of a clause of the frame, by the index of its 附則 or 別紙 in the document."""
        scope = self.index.scopes[clause]
        return scope if scope == MAIN_SCOPE else self.frame.things[scope].clause

    def find(self, clause: int, start: int) -> Reference | None:
        """Return the reference that stands at an offset of a clause of the document."""
        place = self.frame.place(clause, start)
        return None if place is None else self.at.get(place)

    def within(self, clause: int, start: int, end: int) -> Iterator[Reference]:
        """Yield the references that begin between two offsets of a clause of the document."""
        first, last = self.frame.place(clause, start), self.frame.place(clause, end)
        if first is not None and last is not None:
            place = bisect_left(self.starts, first)
            while place < len(self.starts) and self.starts[place] < last:
                yield self.references[place]
                place += 1

    def things(self, reference: Reference) -> tuple[Thing, ...]:
        """Return all that a reference means."""
        if not reference.targets and reference.fault is not None:
            found = self._aside_step(reference, 0)
            return (found.thing,) if found is not None and len(reference.parts) == 1 else ()
        return tuple(self.thing(target) for target in reference.targets)

    def thing(self, target: Target) -> Thing:
        """Return what a target is in the document."""
        whole = self.frame.things[target.clause]
        return self._units(target.clause).get(target.path, whole) if target.path else whole

    def _units(self, clause: int) -> dict[Path, Thing]:
        """The units of a clause by their paths, of two with one path the first."""
        if clause not in self.paths:
            self.paths[clause] = dict(reversed(self._paths(clause)))
        return self.paths[clause]

    def _paths(self, clause: int) -> list[tuple[Path, Thing]]:
        found: list[tuple[Path, Thing]] = []

        def enter(placed: Sequence[Placed], above: Path) -> None:
            for unit in placed:
                path = (*above, unit.unit.number)
                found.append((path, self.frame.thing(clause, unit.thing.line, unit.thing.depth)))
                enter(unit.children, path)

        enter(placed_units(clause, self.frame.document.clauses[clause]), ())
        return found

    def steps(self, reference: Reference) -> tuple[Step | None, ...]:
        """Return what each part names, None for what names nothing here."""
        if reference.law:
            return (None,) * len(reference.parts)
        if reference.target is None:
            return self._steps_to_fault(reference)
        below = sum(part.level in UNIT_LEVELS for part in reference.parts)
        path = reference.target.path
        steps: list[Step | None] = []
        for part in reference.parts:
            below -= part.level in UNIT_LEVELS
            inner = Target(reference.target.clause, path[: max(len(path) - below, 0)])
            steps.append(self._step(inner, part, is_last=part is reference.parts[-1]))
        return tuple(steps)

    def _step(self, target: Target, part: Part, *, is_last: bool) -> Step | None:
        if part.level in UNIT_LEVELS:
            return Step(self.thing(target), target.path[-1] or FIRST) if target.path else None
        if part.level in _KINDS and not is_last:
            return self._heading_above(target.clause, part.level)
        number = self.frame.document.clauses[target.clause].number
        if len(part.number) > 1 and part.number != number and target.path:  # Section 3.2, which is a unit of 3
            return Step(self.thing(target), target.path[-1])
        return Step(self.frame.things[target.clause], number)

    def _heading_above(self, clause: int, level: Level) -> Step | None:
        for place in self.index.above(self.index.headings[clause]):
            if self.index.clauses[place].kind is _KINDS[level]:
                return Step(self.frame.things[place], self.index.clauses[place].number)
        return None

    def _steps_to_fault(self, reference: Reference) -> tuple[Step | None, ...]:
        """What the parts before the faulty one name, as far as that can be said without its antecedents."""
        steps: list[Step | None] = []
        at: Target | None = None
        for place, part in enumerate(reference.parts):
            aside = self._aside_step(reference, place)
            fails = reference.fault is None or place >= reference.fault.part
            at = None if fails or (place and at is None) else self._inner(reference, at, part)
            steps.append(aside or (self._step(at, part, is_last=True) if at is not None else None))
        return tuple(steps)

    def _aside_step(self, reference: Reference, place: int) -> Step | None:
        """What an article is that is left out (抄)."""
        part = reference.parts[place]
        if part.level is not Level.ARTICLE or part.relative is not None or reference.law:
            return None
        thing = self.hidden.get((self.scope(reference.clause), part.number))
        return Step(thing, part.number) if thing is not None else None

    def _inner(self, reference: Reference, at: Target | None, part: Part) -> Target | None:
        if part.level is Level.ARTICLE:
            clause = self._article(reference, part)
            return None if clause is None else Target(clause)
        if part.level not in UNIT_LEVELS or part.relative is not None:
            return None
        within = at or Target(reference.clause)
        paths = [(*within.path, part.number)] + [(*within.path, ())] * (part.number == FIRST)
        path = next((path for path in paths if path in self._units(within.clause)), None)
        return None if path is None else Target(within.clause, path)

    def _article(self, reference: Reference, part: Part) -> int | None:
        scope = self.index.scopes[reference.clause]
        if part.relative is None:
            for sought in (scope, MAIN_SCOPE):
                found = self.index.articles.get((sought, part.number), [])
                if found:
                    return found[0] if len(found) == 1 else None
            return None
        steps = {
            Relative.THIS: 0,
            Relative.PREVIOUS: -part.count,
            Relative.SECOND_PREVIOUS: -2,
            Relative.NEXT: 1,
        }
        rank = self.index.rank.get(reference.clause)
        if rank is None or part.relative not in steps:
            return None
        place = rank + steps[part.relative]
        order = self.index.order[scope]
        return order[place] if 0 <= place < len(order) else None
