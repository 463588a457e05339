"""What each reference of a document means, in things that stay what they are when numbers change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from portal.text.normalise import fold
from portal.text.references.index import MAIN_SCOPE
from portal.text.references.model import Level, Part, Reference, Relative
from portal.text.renumbering.frames import UNKNOWN
from portal.text.renumbering.reading import UNIT_LEVELS, Reading, Step
from portal.text.renumbering.rows import Row, Thing
from portal.text.tree import Document, Kind, Number

_SPREADS = (Relative.EACH, Relative.PREVIOUS_EACH, Relative.FOLLOWING_EACH)
_HERE = (Relative.THIS, Relative.FOLLOWING_EACH)
"""What means the place where the words stand."""
_CHOOSES = (None, Relative.PREVIOUS, Relative.NEXT)
Found = tuple[tuple[Step | None, ...], tuple[Thing, ...]]
"""What the parts of a reference name, and all that it means."""


@dataclass(frozen=True, slots=True)
class Before:
    """A reference where it stood before; `is_sure` where that is known, and not guessed from labels."""

    reading: Reading
    reference: Reference
    is_sure: bool


Origin = Callable[[Reference], Before | None]
"""Where a reference of the document stood before, None for a new one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reference of the document, what its parts name and all that it means, `unsure` where it may mean another.

    `is_sure` says that the edition before tells it, and not the labels. `labelled` is what its parts name where labels
    are new and its words still old, `labelled_things` all it means there.
    """

    reference: Reference
    steps: tuple[Step | None, ...]
    things: tuple[Thing, ...]
    labelled: tuple[Step | None, ...]
    labelled_things: tuple[Thing, ...]
    unsure: bool = False
    is_sure: bool = False

    @property
    def spreads(self) -> bool:
        """Whether what is put in between belongs to it: a range, 各号, 前各項."""
        return self.reference.through >= 0 or self.reference.parts[-1].relative in _SPREADS


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Things that share a number, so that a reference by number may mean either; and whose each number is.

    `moved` stand out of the order of their numbers. `displaced` are articles that （略） hides, where others were moved
    past it: nobody can tell which they are.
    """

    ambiguous: frozenset[Thing]
    moved: frozenset[Thing]
    displaced: frozenset[Thing]
    articles: Mapping[tuple[int, Number], tuple[Thing, ...]]
    units: Mapping[tuple[Thing, Number], Thing]


def namesakes(document: Document, rows: Iterable[Row]) -> Namesakes:
    """Return what shares its number with another in its row."""
    ambiguous: set[Thing] = set()
    moved: set[Thing] = set()
    displaced: set[Thing] = {UNKNOWN}
    articles: defaultdict[tuple[int, Number], list[Thing]] = defaultdict(list)
    units: dict[tuple[Thing, Number], Thing] = {}
    for row in rows:
        moved |= {row.members[index].thing for index in row.order.owners - row.order.in_order}
        if not row.order.owners <= row.order.in_order:
            displaced |= {member.thing for member in row.members if member.thing.is_hidden}
        for index, member in enumerate(row.members):
            if index in row.order.ambiguous:
                ambiguous.add(member.thing)
            if row.kind is Kind.ARTICLE and member.label:
                articles[row.scope, document.clauses[member.thing.clause].number].append(member.thing)
            elif member.above is not None and index in row.order.owners:
                units.setdefault((member.above, member.entry.number), member.thing)
    shared = {key: tuple(things) for key, things in articles.items() if len(things) > 1 and key[1]}
    return Namesakes(frozenset(ambiguous), frozenset(moved), frozenset(displaced), shared, units)


class Meanings:
    """Finds what references mean: what they meant where they stood before, if they did, else what labels say now."""

    def __init__(self, document: Document, now: Reading, labelled: Reading, names: Namesakes, origin: Origin) -> None:
        self.document = document
        self.now = now
        self.labelled = labelled
        self.names = names
        self.origin = origin

    def all(self) -> list[Meaning]:
        """Return the meanings of the document's references into itself."""
        return [self._meaning(reference) for reference in self.now.references if not reference.law]

    def _meaning(self, found: Reference) -> Meaning:
        reference = replace(found, clause=self.now.frame.things[found.clause].clause)
        labelled = self._read(self.labelled, self.labelled.find(reference.clause, reference.start), reference)
        before = self.origin(reference)
        is_sure = before is not None and before.is_sure
        if not is_sure and all(part.relative in _HERE for part in found.parts):
            unsure = found.parts[0].level not in UNIT_LEVELS and Thing(reference.clause) in self.names.moved
            return Meaning(reference, *labelled, *labelled, unsure and found.parts[0].level is not Level.ARTICLE)
        if before is not None:
            meant = self._read(before.reading, before.reference, reference)
        else:
            meant = self._as_labels_say(found, labelled)
        by_caption = None if is_sure else self._by_caption(found, meant)
        unsure = not is_sure and by_caption is None and self._is_unsure(found, meant, labelled)
        unsure = unsure or any(step is not None and step.thing in self.names.displaced for step in meant[0])
        return Meaning(reference, *(by_caption or meant), *labelled, unsure, is_sure)

    @staticmethod
    def _read(reading: Reading, reference: Reference | None, like: Reference) -> Found:
        if reference is None or len(reference.parts) != len(like.parts):
            return (None,) * len(like.parts), ()
        return reading.steps(reference), reading.things(reference)

    def _as_labels_say(self, found: Reference, labelled: Found) -> Found:
        """What new words mean: numbers are those of the labels as they are, 前 and 次 what stands there."""
        now = self.now.steps(found), self.now.things(found)
        relative = [part.relative in (Relative.PREVIOUS, Relative.NEXT, Relative.PREVIOUS_EACH) for part in found.parts]
        if not any(relative) or now == labelled:
            return now
        if found.parts[-1].relative is not None:
            return labelled
        steps: list[Step | None] = []
        for place, part in enumerate(found.parts):
            same = steps == list(now[0][:place])
            said = now[0][place] if same else self._below(steps[-1], part)
            steps.append(labelled[0][place] if relative[place] else said)
        last = steps[-1]
        return tuple(steps), (last.thing,) if last is not None else ()

    def _below(self, step: Step | None, part: Part) -> Step | None:
        thing = self.names.units.get((step.thing, part.number)) if step is not None else None
        return Step(thing, part.number) if thing is not None else None

    def _by_caption(self, found: Reference, meant: Found) -> Found | None:
        """What 第６条（解約） means where two articles bear the 6: the one that is called so."""
        place = next((place for place, part in enumerate(found.parts) if part.level is Level.ARTICLE), None)
        if place is None or not found.caption:
            return None
        sharing = self._sharing(found, found.parts[place])
        quoted = fold(found.caption)
        called = [thing for thing in sharing if fold(self.document.clauses[thing.clause].caption) == quoted]
        if len(called) != 1:
            return None
        steps = [*meant[0][:place], Step(called[0], found.parts[place].number)]
        if steps[place] == meant[0][place]:
            return meant
        for part in found.parts[place + 1 :]:
            steps.append(self._below(steps[-1], part))
        last = steps[-1]
        return tuple(steps), (last.thing,) if last is not None else ()

    def _sharing(self, found: Reference, part: Part) -> tuple[Thing, ...]:
        """The articles that share the number of a part."""
        scope = self.now.scope(found.clause)
        places = ((scope, part.number), (MAIN_SCOPE, part.number))
        return next((self.names.articles[place] for place in places if place in self.names.articles), ())

    def _is_unsure(self, found: Reference, meant: Found, labelled: Found) -> bool:
        for place, part in enumerate(found.parts):
            if part.relative not in _CHOOSES:
                continue
            named = {step.thing for step in (meant[0][place], labelled[0][place]) if step is not None}
            if part.relative is None:
                named = {step.thing for step in (meant[0][place],) if step is not None}
            if named & self.names.ambiguous:
                return True
            if part.level is Level.ARTICLE and not named and set(self._sharing(found, part)) & self.names.ambiguous:
                return True
        return False
