"""The rows of a document that count: headings and articles, each with their labels in order.

`units` reads those inside the bodies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile
from typing import NamedTuple

from portal.text.headings.japanese import last_number
from portal.text.numbering.labels import FIRST, MULTI_STYLES, family, read_labels
from portal.text.numbering.number_series import Entry, Order, between, between_dotted, read_order
from portal.text.tree import HEADINGS, MAIN, Clause, Document, Kind, Number

WHOLE = -1
HIDDEN = -2
MAIN_SCOPE = -1
RANKS = {kind: rank for rank, kind in enumerate((*HEADINGS, Kind.ARTICLE))}
"""Kinds that count, outermost first."""
_DOTTED = re.compile(r"^[^条A-Za-z]*[0-9０-９][-－‐–—−―ー][0-9０-９]|[0-9０-９][.．][0-9０-９]")
_SECTION = re.compile("(?:Section|Clause|§)", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]")
_HASHES = re.compile(r"\s*#+")


class Thing(NamedTuple):
    """A clause by its index, or a unit in it: the line of the clause's text on which it begins, and its depth.

    Edits add no lines, so a thing stays what it is. What （略） hides has the line HIDDEN and its place as depth.
    """

    clause: int
    line: int = WHOLE
    depth: int = 0

    @property
    def is_hidden(self) -> bool:
        """Whether the document does not show the thing."""
        return self.line == HIDDEN


@dataclass(frozen=True, slots=True)
class Member:
    """One of a row: what it is, its numbers, its label as written, and what it stands below.

    `label` is "" for what bears none: hidden things, and a first 項 without a number. `start` is the label's offset in
    `clause.written`.
    """

    thing: Thing
    entry: Entry
    label: str = ""
    start: int = 0
    above: Thing | None = None


@dataclass(frozen=True)
class Row:
    """Things that count together: headings or articles (`kind`) of a scope, or units.

    `has_branches` says whether 枝番 are known there: 項 have none; `in_extract` whether a 附則 stands in extract (抄).
    """

    members: tuple[Member, ...]
    kind: Kind | None = None
    scope: int = MAIN_SCOPE
    has_branches: bool = True
    in_extract: bool = False

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The numbers of the members."""
        return tuple(member.entry for member in self.members)

    @cached_property
    def order(self) -> Order:
        """Which members stand in order, and whose numbers are their own."""
        return read_order(self.entries)

    @cached_property
    def is_dotted(self) -> bool:
        """Whether 1.1 stands below 1, and is no 枝番 of it."""
        return are_dotted(self.members)

    @property
    def begins_hidden(self) -> bool:
        """Whether the document does not show the first members."""
        return self.members[0].thing.is_hidden

    def from_first_shown(self) -> Row:
        """The row without the members before the first that the document shows."""
        return replace(self, members=tuple(dropwhile(lambda member: member.thing.is_hidden, self.members)))

    def is_new(self, index: int) -> bool:
        """Whether a member has no number that could be its own: 第○条, or a second 第６条 out of its row."""
        return index not in self.order.owners and index not in self.order.ambiguous

    def left_out(self, previous: Number, following: Number) -> tuple[Number, ...]:
        """The numbers missing between two that stand in order."""
        return left_out(previous, following, dotted=self.is_dotted)


def are_dotted(members: Iterable[Member]) -> bool:
    """Whether the labels are dotted (1.1) or dashed (1-1), other than 第18条-2, which is a 枝番."""
    return any(len(member.entry.number) > 1 and _DOTTED.search(member.label) for member in members)


def left_out(previous: Number, following: Number, *, dotted: bool) -> tuple[Number, ...]:
    """The numbers missing between two of a row."""
    return between_dotted(previous, following) if dotted else between(previous, following)


def clause_rows(document: Document, *, most: Mapping[int, int] | None = None) -> tuple[Row, ...]:
    """Return the rows of headings, outermost first, then of articles.

    A （略） hides what is missing at its place, a 附則 in extract (抄) wherever a number is missing, and a document
    that begins late what comes before. `most` says up to which number articles are known that a （略） behind the
    last one hides, by scope: the index of the 附則 or 別紙 that counts its own, else MAIN_SCOPE.
    """
    streams = _Streams(document)
    for index, clause in enumerate(document.clauses):
        streams.enter(index, clause)
    return tuple(streams.rows(most or {}))


class _Key(NamedTuple):
    scope: int
    kind: Kind
    series: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Slot:
    """A member in its stream; since the one before, `breaks` is the outermost heading, `hiding` the last （略）."""

    member: Member
    breaks: Kind | None = None
    hiding: int | None = None


class _Streams:
    """All clauses of one kind in one scope, in order, with what stands between them."""

    def __init__(self, document: Document) -> None:
        self.clauses = document.clauses
        self.found: defaultdict[_Key, list[_Slot]] = defaultdict(list)
        self.outer = MAIN_SCOPE
        self.headings: dict[Kind, int] = {}
        self.breaks: dict[_Key, Kind] = {}
        self.hiding: defaultdict[int, list[int]] = defaultdict(list)
        self.hiding_seen: dict[_Key, int] = {}
        self.hidden: defaultdict[int, int] = defaultdict(int)

    def enter(self, index: int, clause: Clause) -> None:
        self._move_scope(index, clause)
        if clause.kind is Kind.ELIDED:
            self.hiding[self.outer].append(index)
        elif clause.kind in RANKS and clause.label:
            self._add(index, clause)

    def rows(self, most: Mapping[int, int]) -> Iterator[Row]:
        for key in sorted(self.found, key=lambda key: (RANKS[key.kind], key.depth)):
            parts = _counted_apart(self.found[key])
            in_extract = self._in_extract(key.scope)
            for part in parts:
                members = self._with_hidden(part, in_extract)
                if part is parts[-1] and key.kind is Kind.ARTICLE:
                    members += self._hidden_behind(key, members, most.get(key.scope, 0))
                yield Row(tuple(members), key.kind, key.scope, in_extract=in_extract)

    def _in_extract(self, scope: int) -> bool:
        return scope != MAIN_SCOPE and "抄" in self.clauses[scope].caption

    def _move_scope(self, index: int, clause: Clause) -> None:
        if clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX):
            self.outer, self.headings = index, {}
        elif clause.kind is not Kind.ELIDED and clause.context == MAIN and self._in_supplement():
            self.outer = MAIN_SCOPE

    def _in_supplement(self) -> bool:
        return self.outer != MAIN_SCOPE and self.clauses[self.outer].kind is Kind.SUPPLEMENTARY_PROVISION

    def _add(self, index: int, clause: Clause) -> None:
        key = _key(self.outer, clause)
        last = last_number(clause.label, clause.number)
        entry = Entry(clause.number, last if clause.number and last != clause.number else ())
        start = clause.filled_form.index(clause.label)
        member = Member(Thing(index), entry, clause.label, start, self._above(clause.kind))
        self.found[key].append(_Slot(member, self.breaks.pop(key, None), self._hiding(key)))
        if clause.is_heading:
            self._break(clause.kind, index)

    def _hiding(self, key: _Key) -> int | None:
        """The last （略） since the member before."""
        places = self.hiding[key.scope]
        seen, self.hiding_seen[key] = self.hiding_seen.get(key, 0), len(places)
        return places[-1] if len(places) > seen else None

    def _above(self, kind: Kind) -> Thing | None:
        inner = [index for other, index in self.headings.items() if RANKS[other] < RANKS[kind]]
        return Thing(max(inner)) if inner else None

    def _break(self, kind: Kind, index: int) -> None:
        self.headings = {other: place for other, place in self.headings.items() if RANKS[other] < RANKS[kind]}
        self.headings[kind] = index
        for key in self.found:
            if key.scope == self.outer and RANKS[key.kind] > RANKS[kind]:
                self.breaks[key] = min(self.breaks.get(key, kind), kind, key=RANKS.__getitem__)

    def _with_hidden(self, slots: Sequence[_Slot], in_extract: bool) -> list[Member]:
        """The members, with those that are hidden where a （略） stands between two numbers that do not follow."""
        order = read_order([slot.member.entry for slot in slots])
        dotted = are_dotted(slot.member for slot in slots)
        members: list[Member] = []
        previous: Number = ()
        hiding: tuple[int, int] | None = None
        for index, slot in enumerate(slots):
            if slot.hiding is not None:
                hiding = len(members), slot.hiding
            if index in order.in_order:
                missing = left_out(previous, slot.member.entry.number, dotted=dotted)
                if hiding is not None or in_extract or (not previous and begins_late(missing)):
                    place, anchor = hiding or (len(members), slot.member.thing.clause)
                    members[place:place] = self._hide(anchor, missing)
                previous, hiding = slot.member.entry.end, None
            members.append(slot.member)
        return members

    def _hidden_behind(self, key: _Key, members: Sequence[Member], most: int) -> list[Member]:
        """The articles that a （略） behind the last one hides, as far as they are known."""
        anchor = self._hiding(key)
        entries = [member.entry for member in members]
        last = max((entries[index].end for index in read_order(entries).in_order), default=(0,))
        most = max([most, *(entry.number[0] - 1 for entry in entries if entry.number)])
        return self._hide(anchor, between(last, (most + 1,))) if anchor is not None and most > last[0] else []

    def _hide(self, anchor: int, numbers: Sequence[Number]) -> list[Member]:
        first = self.hidden[anchor]
        self.hidden[anchor] += len(numbers)
        return [Member(Thing(anchor, HIDDEN, first + place), Entry(number)) for place, number in enumerate(numbers)]


def begins_late(missing: Sequence[Number]) -> bool:
    """Whether a row is printed from a later number on: a single number missing at its start was taken out.

    Where the edition before is known, `EarlierEdition.as_begun` knows better.
    """
    return len(missing) > 1


def _key(scope: int, clause: Clause) -> _Key:
    """What a clause counts with. Of Markdown's headings those of one depth do, be they articles or hold some."""
    label = clause.label
    if _SECTION.match(label):
        return _Key(scope, clause.kind, "section")
    if label[0] == "第" or _LATIN.match(label):
        return _Key(scope, clause.kind, label[0])
    hashes = _HASHES.match(clause.form)
    style = next((family(read.style) for read in read_labels(f"{label}\u3000")), "")
    style = "decimal_dot" if style in MULTI_STYLES else style
    if hashes is None:
        return _Key(scope, clause.kind, style)
    return _Key(scope, Kind.ARTICLE, style, hashes.group().count("#"))


def _counted_apart(slots: Sequence[_Slot]) -> list[list[_Slot]]:
    """The slots cut where their numbers start again: below each 編 or 章, if most of those there are do so."""
    votes: defaultdict[Kind, list[bool]] = defaultdict(list)
    for index, slot in enumerate(slots):
        if slot.breaks is not None and index:
            number = next((later.member.entry.number for later in slots[index:] if later.member.entry.number), ())
            votes[slot.breaks].append(number == FIRST)
    starts_again = {kind for kind, voted in votes.items() if 2 * sum(voted) >= len(voted)}
    parts: list[list[_Slot]] = [[]]
    for slot in slots:
        if slot.breaks in starts_again and parts[-1]:
            parts.append([])
        parts[-1].append(slot)
    return parts
