"""Offsets in the whole text and in clauses, and edits of one as edits of the other.

The whole text is `write(document)`. Offsets count code points; JavaScript counts UTF-16 units, in which 𠮷 is two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from portal.text.normalise import normalise
from portal.text.tree import Document, Edit
from portal.text.writer import clause_starts

LAST_OF_ONE_UNIT = "\uffff"


class Spot(NamedTuple):
    """A place in a clause: its index, and an offset in its written words."""

    clause: int
    offset: int


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A change of words in a whole text: `before`, at `start`, becomes `after`."""

    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """The offset behind the words that go."""
        return self.start + len(self.before)


class Positions:
    """The places of one document, for many questions about it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.starts = clause_starts(document)

    def place_of(self, offset: int) -> Spot | None:
        """Return the clause, and the place in it, at an offset of the whole text; None without clauses.

        Blank lines belong to the clause behind them, at whose start they are; those at the end, to the last one.
        """
        if not self.starts:
            return None
        index = max(bisect_right(self.starts, offset) - 1, 0)
        within = max(offset - self.starts[index], 0)
        length = len(self._document.clauses[index].written)
        if within <= length:
            return Spot(index, within)
        return Spot(index + 1, 0) if index + 1 < len(self.starts) else Spot(index, length)

    def offset_of(self, clause: int, offset: int) -> int:
        """Return the offset in the whole text of a place in a clause. Raises IndexError for one that is not there."""
        return self.starts[clause] + offset


def place_of(document: Document, offset: int) -> Spot | None:
    """Return the clause, and the place in it, at an offset of the whole text: `Positions.place_of`."""
    return Positions(document).place_of(offset)


def offset_of(document: Document, clause: int, offset: int) -> int:
    """Return the offset in the whole text of a place in a clause: `Positions.offset_of`."""
    return Positions(document).offset_of(clause, offset)


def text_edits(document: Document, edits: Iterable[Edit]) -> tuple[TextEdit, ...]:
    """Return edits of clauses as edits of the whole text, in order; all offsets count in the text as it is."""
    positions = Positions(document)
    placed = [TextEdit(positions.offset_of(edit.clause, edit.start), edit.before, edit.after) for edit in edits]
    return tuple(sorted(placed, key=lambda edit: (edit.start, edit.end)))


def clause_edits(document: Document, edits: Iterable[TextEdit]) -> tuple[Edit, ...]:
    """Return edits of the whole text as edits of clauses: the inverse of `text_edits`.

    Raises ValueError for one that lies in no clause, or in more than one.
    """
    positions = Positions(document)
    found = []
    for edit in edits:
        spot = positions.place_of(edit.start)
        if (
            spot is None
            or positions.offset_of(*spot) != edit.start
            or positions.place_of(edit.end) != Spot(spot.clause, spot.offset + len(edit.before))
        ):
            raise ValueError(f"{edit} lies in no single clause")
        found.append(Edit(*spot, edit.before, edit.after))
    return tuple(found)


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """Return the text with the edits made, in any order; all offsets count in the text given.

    Raises ValueError for edits that overlap, and where the words to go do not stand.
    """
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError(f"{edit} overlaps the edit before it")
        if text[edit.start : edit.end] != edit.before:
            raise ValueError(f"{edit}: 「{text[edit.start : edit.end]}」 stands there")
        parts += [text[position : edit.start], edit.after]
        position = edit.end
    return "".join([*parts, text[position:]])


def undone(edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """Return the edits that take back `edits`, offsets counted in the text after them."""
    shift, back = 0, []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        back.append(TextEdit(edit.start + shift, edit.after, edit.before))
        shift += len(edit.after) - len(edit.before)
    return tuple(back)


def as_typed(typed: str, edits: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """Return edits of `normalise(typed)` as edits of the text as it was typed: with tabs and blanks at line ends.

    A line that normalising changes is replaced as a whole where an edit touches it, and stays as it is elsewhere.
    Line ends of `typed` must be LF, as in a text field.
    """
    plain = normalise(typed)
    listed = tuple(edits)
    if plain == typed:
        return listed
    typed_lines, plain_lines = typed.split("\n"), plain.split("\n")
    if len(typed_lines) != len(plain_lines):
        return (TextEdit(0, typed, applied(plain, listed)),)
    return tuple(edit for group in _touching(plain_lines, listed) for edit in group.in_lines(typed_lines))


@dataclass(frozen=True, slots=True)
class _Group:
    """Edits that touch the lines from `first` to `last`, which together are `plain`, at `start`."""

    first: int
    last: int
    start: int
    plain: str
    edits: tuple[TextEdit, ...]

    def in_lines(self, lines: Sequence[str]) -> Iterator[TextEdit]:
        """The edits in other lines at their place; as one where these are not what the edits count in."""
        before = "\n".join(lines[self.first : self.last + 1])
        start = sum(len(line) + 1 for line in lines[: self.first])
        own = [replace(edit, start=edit.start - self.start) for edit in self.edits]
        if before == self.plain:
            yield from (replace(edit, start=edit.start + start) for edit in own)
        else:
            yield TextEdit(start, before, applied(self.plain, own))


def _touching(lines: Sequence[str], edits: Iterable[TextEdit]) -> Iterator[_Group]:
    """The edits in groups that share no line."""
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    groups: list[tuple[int, int, list[TextEdit]]] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        begins, ends = (bisect_right(starts, offset) - 1 for offset in (edit.start, edit.end))
        if groups and begins <= groups[-1][1]:
            first, last, own = groups.pop()
            groups.append((first, max(last, ends), [*own, edit]))
        else:
            groups.append((begins, ends, [edit]))
    for first, last, own in groups:
        yield _Group(first, last, starts[first], "\n".join(lines[first : last + 1]), tuple(own))


class Utf16:
    """Offsets of one text as JavaScript counts them, for many questions about it."""

    def __init__(self, text: str) -> None:
        wide = [place for place, sign in enumerate(text) if sign > LAST_OF_ONE_UNIT] if not text.isascii() else []
        self._wide = wide
        self._wide_units = [place + count for count, place in enumerate(wide)]

    def offset(self, offset: int) -> int:
        """Return a code-point offset in UTF-16 units."""
        return offset + bisect_left(self._wide, offset)

    def code_points(self, utf16: int) -> int:
        """Return an offset in UTF-16 units in code points; within a character, the place before it."""
        return utf16 - bisect_left(self._wide_units, utf16)


def utf16_offset(text: str, offset: int) -> int:
    """Return a code-point offset in UTF-16 units: `Utf16.offset`."""
    return Utf16(text).offset(offset)


def code_point_offset(text: str, utf16: int) -> int:
    """Return an offset in UTF-16 units in code points: `Utf16.code_points`."""
    return Utf16(text).code_points(utf16)
