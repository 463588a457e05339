"""The one operation of renumbering: meaning, numbers, words, proof."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from portal.text.edits import apply_edits
from portal.text.headings.japanese import PLACEHOLDERS
from portal.text.numbering.labels import BLANKS
from portal.text.numbering.number_series import Entry
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.references.mentions import is_placeholder
from portal.text.references.model import FaultKind, Level, Reference, Target
from portal.text.renumbering.before import EarlierEdition
from portal.text.renumbering.contents import Contents
from portal.text.renumbering.doubts import Doubts, Trouble
from portal.text.renumbering.frames import GONE, Frame, with_hidden
from portal.text.renumbering.labels import number_rows, settled
from portal.text.renumbering.meaning import Before, Meaning, Meanings, Origin, namesakes
from portal.text.renumbering.origin import original
from portal.text.renumbering.reading import Hidden, Reading
from portal.text.renumbering.rows import MAIN_SCOPE, Row, Thing, clause_rows
from portal.text.renumbering.strangers import Strangers
from portal.text.renumbering.strays import Straightened, straightened
from portal.text.renumbering.units import unit_rows
from portal.text.renumbering.words import Rewriter, Rewritten, first_gone
from portal.text.tree import Document, Edit, Kind, Problem
from portal.text.writer import write

_UNNUMBERED = re.compile(rf"第[{BLANKS}]*+[{re.escape(PLACEHOLDERS)}]{{1,3}}[{BLANKS}]*+条")
MOST_BEHIND = 200
"""Articles that a （略） at the end may hide."""


@dataclass(frozen=True, slots=True)
class Renumbering:
    """What renumbering would do: its edits in reading order, the document after them, and what nobody can be sure of.

    A doubt is a finding with the place of the words in the document as it was, before the edits.
    """

    edits: tuple[Edit, ...]
    document: Document
    doubts: tuple[Problem, ...] = ()


def renumber(document: Document, *, before: Document | None = None, branch: bool = False) -> Renumbering:
    """Number articles, headings, 項 and 号 anew and rewrite the references to what moved. Never raises.

    With `branch`, what stands in order keeps its number and what was put in becomes a 枝番 (第18条の2); 項 and other
    series that have none count on. `before` is the edition the draft began from, with the same clause keys: then a
    reference whose words have not changed means what it meant there. Without it, references mean what labels say.
    """
    inner = tuple(unit_rows(document))
    straight = straightened(document, inner, branch=branch)
    if not straight.edits:
        return _Renumberer(straight, inner, before, branch).renumbering()
    made = _Renumberer(straight, tuple(unit_rows(straight.document)), before, branch).renumbering()
    edits, doubts = straight.joined(document, made.edits, made.doubts)
    return Renumbering(edits, made.document, doubts)


class _Renumberer:
    """The steps of one renumbering, each made once."""

    def __init__(self, straight: Straightened, inner: tuple[Row, ...], before: Document | None, branch: bool) -> None:
        document = straight.document
        self.straight = straight
        self.document = document
        self.doubts = Doubts(document)
        rows = clause_rows(document, most=_known_articles(document))
        self.earlier = EarlierEdition(before, document, rows) if before is not None else None
        fresh = self.earlier.fresh if self.earlier is not None else frozenset()
        self.rows = [settled(row, fresh) for row in (self.earlier.rows if self.earlier is not None else rows)]
        inner = self.earlier.as_begun(inner) if self.earlier is not None else inner
        self.unit_rows = [settled(row, fresh) for row in inner]
        self.new_things = fresh if self.earlier is not None else self._without_numbers()
        self.numbering = number_rows(document, (*self.rows, *self.unit_rows), branch=branch)
        for clause in sorted(straight.unread - set(self.numbering.unreadable)):
            own = (row for row in self.unit_rows if row.members[0].thing.clause == clause)
            self.numbering.leave(clause, own)
        self.names = namesakes(document, (*self.rows, *self.unit_rows))

    def _without_numbers(self) -> frozenset[Thing]:
        rows = (*self.rows, *self.unit_rows)
        return frozenset(member.thing for row in rows for index, member in enumerate(row.members) if row.is_new(index))

    def renumbering(self) -> Renumbering:
        origin = None if self.earlier is not None else original(self.document, self.rows, self.unit_rows)
        if self.earlier is None and origin is None and not self.numbering.edits and not self.straight.things:
            return Renumbering((), self.document, (*self._unwritten(), *self._unreadable(self.document)))
        meanings = self._meanings(origin)
        contents = Contents(self.document, meanings, self.numbering)
        edits, troubles = self._rewritten(meanings, contents)
        edits += self._blanked([*(found for found, _ in troubles), *contents.gone], edits)
        after = apply_edits(self.document, edits)
        doubts = [*self._unwritten(), *self._unreadable(after), *self._missing(contents)]
        doubts += self._doubts(troubles, after, edits)
        doubts += self._nameless()
        return Renumbering(
            tuple(sorted(edits, key=lambda edit: (edit.clause, edit.start))),
            after,
            tuple(sorted(doubts, key=lambda doubt: (doubt.line, doubt.code))),
        )

    def _rewritten(
        self, meanings: Sequence[Meaning], contents: Contents
    ) -> tuple[list[Edit], list[tuple[Meaning, Trouble | None]]]:
        """The edits of labels, 目次 and references, and each reference with what is doubtful about it."""
        rewriter = self.rewriter
        outside = [meaning for meaning in meanings if not contents.holds(meaning)]
        rewritten = [(meaning, rewriter.rewrite(meaning)) for meaning in (*contents.followed, *outside)]
        edits = [*self.numbering.edits, *contents.spans, *(edit for _, words in rewritten for edit in words.edits)]
        edits += [edit for meaning in contents.gone for edit in rewriter.rewrite(meaning).edits]
        return edits, [(meaning, self._trouble(meaning, words)) for meaning, words in rewritten]

    def _trouble(self, meaning: Meaning, words: Rewritten) -> Trouble | None:
        if words.trouble is None and words.edits and self._strangers.may_own(meaning.reference):
            return Trouble.UNSURE
        return words.trouble

    @cached_property
    def _strangers(self) -> Strangers:
        clauses = self.now.frame.things
        return Strangers(self.document, ((clauses[found.clause].clause, found.end) for found in self.now.references))

    def _blanked(self, meanings: Iterable[Meaning], edits: Sequence[Edit]) -> list[Edit]:
        """The edits that take the numbers out of references to what is gone, where something else bears them now."""
        gone = [(found, place) for found in meanings if not found.unsure and (place := first_gone(found)) is not None]
        if not gone:
            return []
        final = self._reading(apply_edits(self.document, edits), self.numbering.new, edits)
        return [
            edit
            for found, place in gone
            if any(
                len(one.parts) > place and final.steps(one)[place] is not None
                for one in final.within(found.reference.clause, found.reference.start, found.reference.end)
            )
            for edit in self.rewriter.blanked(found, place)
        ]

    def _is_new(self, thing: Thing) -> bool:
        return thing in self.new_things or Thing(thing.clause) in self.new_things

    @cached_property
    def rewriter(self) -> Rewriter:
        """What writes references anew."""
        return Rewriter(self.document, self.now.references, self.numbering, self._may_join)

    @cached_property
    def now(self) -> Reading:
        """The references of the document as it is."""
        return self._reading(self.document, self.numbering.old)

    def _reading(self, document: Document, numbers: Mapping[Thing, Entry], edits: Sequence[Edit] = ()) -> Reading:
        return Reading(with_hidden(document, self.rows, numbers, edits), self._hidden(numbers))

    def _hidden(self, numbers: Mapping[Thing, Entry]) -> Hidden:
        return {
            (row.scope, numbers[member.thing].number): member.thing
            for row in self.rows
            for member in row.members
            if row.in_extract and member.thing.is_hidden
        }

    def _meanings(self, origin: Frame | None) -> list[Meaning]:
        labels = self.numbering.edits
        labelled = self._reading(apply_edits(self.document, labels), self.numbering.new, labels)
        names = replace(self.names, ambiguous=self.names.ambiguous | self.straight.things)
        return Meanings(self.document, self.now, labelled, names, self._origin(origin)).all()

    def _origin(self, frame: Frame | None) -> Origin:
        """How to find what a reference was before the document was changed."""
        hidden = self._hidden(self.numbering.old)
        if self.earlier is not None:
            found = self.earlier.origins(self.now, Reading(self.earlier.frame, hidden))
            return lambda reference: found.get((reference.clause, reference.start))
        reading = self.now if frame is None else Reading(frame, hidden)

        def stood(reference: Reference) -> Before | None:
            found = reading.find(reference.clause, reference.start)
            # 第３号 of 第○条第２号及び第３号 is as new as what it leans on.
            if found is None or (_leans_on_fault(found) and self._is_in_unnumbered(reference.target)):
                return None
            return Before(reading, found, is_sure=False)

        return stood

    def _is_in_unnumbered(self, target: Target | None) -> bool:
        """Whether a target stands in an article without a number, which was put in."""
        clause = self.now.frame.document.clauses[target.clause] if target is not None else None
        return clause is not None and clause.kind is Kind.ARTICLE and not clause.number

    def _doubts(
        self, troubles: Sequence[tuple[Meaning, Trouble | None]], after: Document, edits: Sequence[Edit]
    ) -> Iterator[Problem]:
        """Findings on references; those that seem kept are read again."""
        final = self._reading(after, self.numbering.new, edits)
        found = {_place(meaning.reference): trouble for meaning, trouble in troubles if trouble is not None}
        for meaning, _ in troubles:
            reference = meaning.reference
            trouble = found.get(_place(reference))
            if trouble is None and (reference.clause, self._other_end(reference).start) not in found:
                trouble = self._checked(meaning, final)
            if trouble is not None:
                yield self.doubts.doubt(trouble, reference.clause, reference.start, self._words(meaning))
        yield from self._arisen(final)

    def _arisen(self, final: Reading) -> Iterator[Problem]:
        """Words that were no reference and are one now: （３） where there was none, and （４） has become it."""
        known = {
            _place(one)
            for found in self.now.references
            for one in final.within(self.now.frame.things[found.clause].clause, found.start, found.end)
        }
        for one in final.references:
            clause = final.frame.things[one.clause].clause
            if not one.law and _place(one) not in known and not self._is_contents(clause):
                start = final.frame.before_shifts(clause, one.start)
                yield self.doubts.doubt(Trouble.COMES_TO_POINT, clause, start, one.words)

    def _is_contents(self, clause: int) -> bool:
        return self.document.clauses[clause].kind is Kind.TABLE_OF_CONTENTS

    def _other_end(self, reference: Reference) -> Reference:
        """The other end of a range, the reference itself where it is none."""
        return self.now.references[reference.through] if reference.through >= 0 else reference

    def _words(self, meaning: Meaning) -> str:
        """The words of a reference, with those of the other end of a range that it begins."""
        reference = meaning.reference
        end = max(self._other_end(reference).end, reference.end)
        return self.document.clauses[reference.clause].written[reference.start : end]

    def _checked(self, meaning: Meaning, final: Reading) -> Trouble | None:
        reference = meaning.reference
        read = list(final.within(reference.clause, reference.start, reference.end))
        found = {thing for one in read for thing in final.things(one)}
        meant = set(meaning.things) - {GONE}
        if meaning.spreads:
            found, meant = ({thing for thing in things if not self._may_join(thing)} for things in (found, meant))
        if found == meant:
            return None
        if any(_is_ambiguous(one) for one in read):
            return Trouble.UNSURE
        return Trouble.NOT_KEPT if meant else Trouble.COMES_TO_POINT

    def _may_join(self, thing: Thing) -> bool:
        """Whether 各号 and ranges mean a thing because it stands among the others: it is new, or it may be."""
        return self._is_new(thing) or thing in self.names.ambiguous

    def _unwritten(self) -> Iterator[Problem]:
        for member in self.numbering.unwritten:
            yield self.doubts.doubt(Trouble.UNWRITABLE, member.thing.clause, member.start, member.label)
        for member in self.numbering.beside_hidden:
            yield self.doubts.doubt(Trouble.BESIDE_HIDDEN, member.thing.clause, member.start, member.label)

    def _nameless(self) -> Iterator[Problem]:
        """第○条 that may mean an article without a number, where it is not plain which."""
        if not any(clause.kind is Kind.ARTICLE and _UNNUMBERED.match(clause.label) for clause in self.document):
            return
        known = {
            (self.now.frame.things[found.clause].clause, part.start)
            for found in self.now.references
            for part in found.parts
            if is_placeholder(part)
        }
        for index, clause in enumerate(self.document.clauses):
            label = clause.filled_form.index(clause.label)
            for match in _UNNUMBERED.finditer(clause.written, label + len(clause.label)):
                if (index, match.start()) not in known:
                    yield self.doubts.doubt(Trouble.UNSURE, index, match.start(), match.group())

    def _unreadable(self, after: Document) -> Iterator[Problem]:
        """Clauses whose units would read otherwise, and the first that would begin elsewhere, where it did not."""
        places = list(self.numbering.unreadable)
        if _misread(self.document) is None and (first := _misread(after)) is not None:
            places.append(first)
        for index in places:
            yield self.doubts.doubt(Trouble.READS_OTHERWISE, index, 0, self.document.clauses[index].heading)

    def _missing(self, contents: Contents) -> Iterator[Problem]:
        for entry, thing in contents.missing(self._is_new):
            clause = self.document.clauses[thing.clause]
            place = entry.first.reference
            words = clause.caption or clause.label
            yield self.doubts.doubt(Trouble.NOT_LISTED, place.clause, place.start, words)


def _place(reference: Reference) -> tuple[int, int]:
    return reference.clause, reference.start


def _is_ambiguous(reference: Reference) -> bool:
    return reference.fault is not None and reference.fault.kind is FaultKind.AMBIGUOUS


def _leans_on_fault(reference: Reference) -> bool:
    return reference.fault is not None and reference.fault.kind is FaultKind.FOLLOWS_FAULT


def _misread(document: Document) -> int | None:
    """The first clause that begins otherwise when the document is written and read again."""
    read = parse(write(document)).document.clauses
    for index, clause in enumerate(document.clauses):
        if index >= len(read) or (clause.kind, clause.written) != (read[index].kind, read[index].written):
            return index
    return None


def _known_articles(document: Document) -> dict[int, int]:
    """How far the articles of the 本則 go that （略） behind the last one may hide: as far as references know them."""
    if not any(clause.kind is Kind.ELIDED for clause in document):
        return {}
    last = max((clause.number[0] for clause in document if clause.kind is Kind.ARTICLE and clause.number), default=0)
    named = (
        part.number[0]
        for reference in read_references(document)
        for part in reference.parts
        if part.level is Level.ARTICLE and part.number and not reference.law
    )
    return {MAIN_SCOPE: max((number for number in named if number <= last + MOST_BEHIND), default=0)}
