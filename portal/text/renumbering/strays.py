"""Lists whose first unit was moved above the one that bears the 1: （３）（１）（２）, of which no body reads all.

They are numbered in their places before all else, so that they are read from their first unit on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portal.text.edits import apply_edits
from portal.text.numbering.labels import BLANKS, FIRST, Label, read_labels
from portal.text.numbering.number_writing import UnwritableNumber, write_label
from portal.text.renumbering.frames import shifts
from portal.text.renumbering.rows import Row, Thing
from portal.text.renumbering.units import Lines, path_at, unit_rows
from portal.text.tree import Clause, Document, Edit, Number, Place, Problem

MOST_MISSING = 2
"""Numbers that may be missing in such a list, taken out with the same change."""


@dataclass(frozen=True, slots=True)
class Straightened:
    """A document whose lists begin with their first units, and the `edits` of labels that made it so.

    `things` are the units of such lists: which of them a number means, only the edition before can tell. `unread` are
    the clauses with lists that cannot be numbered so.
    """

    document: Document
    edits: tuple[Edit, ...] = ()
    things: frozenset[Thing] = frozenset()
    unread: frozenset[int] = frozenset()

    def joined(
        self, original: Document, edits: Iterable[Edit], doubts: Iterable[Problem]
    ) -> tuple[tuple[Edit, ...], tuple[Problem, ...]]:
        """Edits and doubts of this document as those of the original one, the edits that made it so among them."""
        by_clause: defaultdict[int, list[Edit]] = defaultdict(list)
        for edit in self.edits:
            by_clause[edit.clause].append(edit)
        moved = {clause: shifts(own) for clause, own in by_clause.items()}

        def back(clause: int, offset: int) -> int:
            return moved[clause].back(offset) if clause in moved else offset

        def place_back(place: Place | None) -> Place | None:
            if place is None:
                return None
            start, end = (back(place.clause, offset) for offset in (place.start, place.end))
            return Place(place.clause, start, end, path_at(original.clauses[place.clause], start))

        all_edits = [*self.edits, *(replace(edit, start=back(edit.clause, edit.start)) for edit in edits)]
        return (
            tuple(sorted(all_edits, key=lambda edit: (edit.clause, edit.start))),
            tuple(replace(doubt, place=place_back(doubt.place)) for doubt in doubts),
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a clause's text and the label it begins with, at an offset of `Clause.written`."""

    line: int
    label: Label
    start: int


_Form = tuple[str, str]
"""The style of a label and the indent before it."""


@dataclass(slots=True)
class _Open:
    """A list that may go on: its lines by their numbers, and the least depth at which one is read, 0 for none."""

    lines: dict[Number, _Line] = field(default_factory=dict)
    depth: int = 0


def straightened(document: Document, rows: Iterable[Row], *, branch: bool) -> Straightened:
    """Return the document with its lists numbered from their first units on; with `branch` only those of 項."""
    by_clause: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_clause[row.members[0].thing.clause].append(row)
    edits: list[Edit] = []
    things: set[Thing] = set()
    unread: set[int] = set()
    for index, own in by_clause.items():
        clause = document.clauses[index]
        words = clause.text.split("\n")
        in_order = {member.thing.line for row in own if _is_in_order(row, words) for member in row.members}
        lists = [
            found
            for found in _lists(clause, own)
            if _begins_amiss(found) and not in_order.issuperset(line.line for line in found)
        ]
        if not lists:
            continue
        lines = [line.line for found in lists for line in found]
        can_mend = len(set(lines)) == len(lines)
        made = [Edit(index, *edit) for found in lists for edit in _labelled(found)] if can_mend else []
        read = _read(index, clause, made, lists, branch=branch) if made else None
        if read is None:
            unread.add(index)
        else:
            edits += made
            things |= read
    after = apply_edits(document, edits) if edits else document
    return Straightened(after, tuple(edits), frozenset(things), frozenset(unread))


def _is_in_order(row: Row, words: Sequence[str]) -> bool:
    """Whether a row begins with 1 and goes on in order, all of it under one indent."""
    if row.begins_hidden or row.entries[0].number != FIRST or len(row.order.in_order) < len(row.members):
        return False
    lines = [words[member.thing.line] for member in row.members if member.label]
    return len({line[: len(line) - len(line.lstrip(BLANKS))] for line in lines}) <= 1


def _lists(clause: Clause, rows: Iterable[Row]) -> Iterator[tuple[_Line, ...]]:
    """The lines that begin with labels of one form, apart where a number comes again or another unit above begins."""
    depths = {member.thing.line: member.thing.depth for row in rows for member in row.members if member.label}
    open_lists: dict[_Form, _Open] = {}
    for place, labels in enumerate(_labels(clause, depths)):
        depth = depths.get(place, 0)
        if depth:
            above = [form for form, one in open_lists.items() if one.depth > depth or depth == 1]
            yield from (tuple(open_lists.pop(form).lines.values()) for form in above if form not in labels)
        for form, line in labels.items():
            if line.label.number in open_lists.setdefault(form, _Open()).lines:
                yield tuple(open_lists[form].lines.values())
                open_lists[form] = _Open()
            open_lists[form].lines[line.label.number] = line
            open_lists[form].depth = min(open_lists[form].depth or depth, depth or open_lists[form].depth)
    yield from (tuple(one.lines.values()) for one in open_lists.values())


def _labels(clause: Clause, units: Container[int]) -> Iterator[dict[_Form, _Line]]:
    """What each line may begin with; a sentence that goes on, （１）に, begins with no label, unless a unit does."""
    lines = Lines(clause)
    for place, written in enumerate(lines.words):
        words = written.lstrip(BLANKS)
        indent = written[: len(written) - len(words)]
        start = lines.shift + lines.starts[place] + len(indent)
        yield {
            (label.style, indent): _Line(place, label, start)
            for label in reversed(read_labels(words))
            if place in units or not (label.slip or label.in_sentence)
        }


def _begins_amiss(found: Sequence[_Line]) -> bool:
    """Whether a list has its 1, but not in front."""
    numbers = [line.label.number for line in found]
    if any(len(line.label.number) > 1 or line.label.last != line.label.number for line in found):
        return False
    return numbers[0] > FIRST and FIRST in numbers and max(numbers)[0] <= len(numbers) + MOST_MISSING


def _labelled(found: Sequence[_Line]) -> Iterator[tuple[int, str, str]]:
    """The edits that number a list from 1, without their clause; none for a label that cannot be written."""
    for place, line in enumerate(found, start=1):
        try:
            label = write_label(line.label.text, (place,), of=line.label.number)
        except UnwritableNumber:
            continue
        if label != line.label.text:
            yield line.start, line.label.text, label


def _read(
    index: int, clause: Clause, edits: Iterable[Edit], lists: Iterable[Sequence[_Line]], *, branch: bool
) -> frozenset[Thing] | None:
    """The units of the lists after the edits; None where they are not read from 1 on, or may become 枝番."""
    edited = apply_edits(Document((clause,)), [replace(edit, clause=0) for edit in edits])
    rows = {row.members[0].thing.line: row.members for row in unit_rows(edited) if not (branch and row.has_branches)}
    things: set[Thing] = set()
    for found in lists:
        members = rows.get(found[0].line, ())
        expected = [(line.line, (place,)) for place, line in enumerate(found, start=1)]
        if [(member.thing.line, member.entry.number) for member in members] != expected:
            return None
        things |= {member.thing._replace(clause=index) for member in members}
    return frozenset(things)
