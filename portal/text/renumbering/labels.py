"""New numbers for all rows of a document, and the edits that write them into its labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.text.edits import apply_edits
from portal.text.numbering.number_series import Entry, beside_fixed, closed_up, outlined
from portal.text.numbering.number_writing import DigitWidths, UnwritableNumber, write_label
from portal.text.renumbering.rows import Member, Row, Thing
from portal.text.renumbering.units import placed_units, walk
from portal.text.tree import Clause, Document, Edit, Kind, Number

_FALLBACK = Member(Thing(0), Entry((1,)), "第1条")


@dataclass(slots=True)
class Numbering:
    """Old and new numbers of everything that counts, the edits of labels, and what could not be written.

    `unwritten` are members whose new numbers have no sign, `unreadable` the clauses whose texts keep their labels,
    `beside_hidden` members with a new 枝番 that one of those may bear that （略） hides.
    """

    old: dict[Thing, Entry] = field(default_factory=dict)
    new: dict[Thing, Entry] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    unwritten: list[Member] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    beside_hidden: list[Member] = field(default_factory=list)

    def add(self, row: Row, *, branch: bool) -> None:
        """Number a row, behind those of what it stands below."""
        entries, labels = self._numbered(row, branch)
        for member, entry, label in zip(row.members, entries, labels, strict=True):
            self.old[member.thing] = member.entry
            self.new[member.thing] = entry if label is not None else member.entry
            if label is None:
                self.unwritten.append(member)
            elif label != member.label:
                self.edits.append(Edit(member.thing.clause, member.start, member.label, label))

    def leave(self, clause: int, rows: Iterable[Row]) -> None:
        """Keep the labels inside a clause as they are."""
        members = [member for row in rows for member in row.members]
        self.new.update({member.thing: member.entry for member in members})
        starts = {member.start for member in members if member.label}
        self.edits = [edit for edit in self.edits if edit.clause != clause or edit.start not in starts]
        self.unreadable.append(clause)

    def _numbered(self, row: Row, branch: bool) -> tuple[tuple[Entry, ...], list[str | None]]:
        if branch and row.has_branches and not row.is_dotted:
            entries = beside_fixed(row.entries, row.order)
            labels = list(_labels(row, entries))
            if None not in labels:
                self.beside_hidden += _beside_hidden(row, entries)
                return entries, labels
        entries = self._outlined(row) if row.is_dotted else closed_up(row.entries, row.order)
        return entries, list(_labels(row, entries))

    def _outlined(self, row: Row) -> tuple[Entry, ...]:
        return outlined(row.entries, row.order, [self._above(member) for member in row.members])

    def _above(self, member: Member) -> tuple[Number, Number]:
        if member.above is None or member.above not in self.new:
            return (), ()
        return self.old[member.above].number, self.new[member.above].number


def _beside_hidden(row: Row, entries: Sequence[Entry]) -> Iterator[Member]:
    """The members that became a 枝番 of what is hidden."""
    for place in range(1, len(entries)):
        member = row.members[place]
        becomes_branch = entries[place] != member.entry and len(entries[place].number) > 1
        if becomes_branch and row.members[place - 1].thing.is_hidden and not member.thing.is_hidden:
            yield member


def settled(row: Row, fresh: frozenset[Thing]) -> Row:
    """Return the row with no number for the `fresh` members that share theirs with one that was there before."""
    if not any(member.thing in fresh for member in row.members):
        return row
    taken = {member.entry.number for member in row.members if member.thing not in fresh}
    members = tuple(
        replace(member, entry=Entry()) if member.thing in fresh and member.entry.number in taken else member
        for member in row.members
    )
    return replace(row, members=members)


def number_rows(document: Document, rows: Iterable[Row], *, branch: bool) -> Numbering:
    """Return new numbers for the rows; those of what holds others come before those of what it holds.

    Where a text would read otherwise under its new labels, so that a 号 became a 項, it keeps the labels it has.
    """
    numbering = Numbering()
    inside: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        numbering.add(row, branch=branch)
        if row.kind is None:
            inside[row.members[0].thing.clause].append(row)
    edits: defaultdict[int, list[Edit]] = defaultdict(list)
    for edit in numbering.edits:
        edits[edit.clause].append(edit)
    for index in edits.keys() & inside.keys():
        if not _reads_alike(index, document.clauses[index], edits[index]):
            numbering.leave(index, inside[index])
    return numbering


def _reads_alike(index: int, clause: Clause, edits: Iterable[Edit]) -> bool:
    """Whether the units of a clause are the same on the same lines after edits of their labels."""
    in_text = [replace(edit, clause=0) for edit in edits if edit.start >= len(clause.filled_form)]
    if not in_text:
        return True
    edited = apply_edits(Document((clause,)), in_text).clauses[0]
    before, after = ([unit.thing for unit in walk(placed_units(index, one))] for one in (clause, edited))
    return before == after


def _labels(row: Row, entries: Sequence[Entry]) -> Iterator[str | None]:
    """The new labels, None for one that cannot be written."""
    if entries == row.entries:
        yield from (member.label for member in row.members)
        return
    widths = DigitWidths.of(member.label for member in row.members)
    samples = _samples(row)
    for member, entry, sample in zip(row.members, entries, samples, strict=True):
        yield member.label if entry == member.entry or not member.label else _label(sample, entry, widths)


def _label(sample: Member, entry: Entry, widths: DigitWidths) -> str | None:
    try:
        label = write_label(sample.label, entry.number, of=sample.entry.number, last=entry.last)
    except UnwritableNumber:
        return None
    return widths.adjusted(label)


def _samples(row: Row) -> list[Member]:
    """For each member one whose label shows how to write its number: itself, else the nearest before, else behind."""
    known = next((member for member in row.members if _shows(member) and not member.entry.last), None)
    fallback = _FALLBACK if row.kind is Kind.ARTICLE else None
    samples: list[Member] = []
    for member in row.members:
        own = member if _shows(member) else None
        known = own if own and not own.entry.last else known
        samples.append(own or known or fallback or member)
    return samples


def _shows(member: Member) -> bool:
    return bool(member.label and member.entry.number)
