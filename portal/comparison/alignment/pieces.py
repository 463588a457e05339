"""An edition cut into the pieces a table is made of: headings, 項 leads, blocks of unlabelled lines, 号.

Pieces follow one another without gap: joined, their spans are the edition's text. Clauses are cut when
somebody asks for their pieces, for most of an edition is compared as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from portal.comparison.table import Part, Span
from portal.text.body import parse_body
from portal.text.tree import MAIN, Clause, Document, Kind, Line, LineKind, Number, Path, Unit

_UNDIVIDED = (Kind.TITLE, Kind.TABLE_OF_CONTENTS, Kind.COLOPHON)
"""Clauses that are one piece: their lines are no 項."""


class Piece(NamedTuple):
    """A cell's worth of text: lines joined by LF, indents and blank lines left out.

    `part` is HEADING, LEAD, BLOCK or ITEM. The first `label_length` characters of `text` are its label
    with the blank behind it. `indents` are the blanks that stood before each line: printed, but no part
    of what is compared; () where no line has any. `span` counts in the edition's text, `path` leads to the unit.
    """

    part: Part
    text: str
    label: str = ""
    label_length: int = 0
    number: Number = ()
    path: Path = ()
    span: Span = (0, 0)
    indents: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text behind the label."""
        return self.text[self.label_length :]


class Paragraph(NamedTuple):
    """A 項: where its pieces stand among those of its clause, its number, and all it says, labels left out."""

    first: int
    last: int
    number: Number
    label: str
    body: str


class CutClause:
    """A clause of an edition and what it is cut into.

    `index` is its place in the edition, `start` and `end` what it covers of the edition's text, `origin` where
    its heading begins. `group` counts the 附則 up to it. `words` is its text; that of an 附則 line is all that
    stands under it, for a bare 附則 says nothing else.
    """

    def __init__(self, clause: Clause, index: int, origin: int, span: Span, group: int) -> None:
        self.clause = clause
        self.index = index
        self.origin = origin
        self.start, self.end = span
        self.group = group
        self.words = clause.text

    @cached_property
    def heading(self) -> Piece | None:
        """The heading, where it has lines of its own."""
        clause = self.clause
        if clause.kind in _UNDIVIDED or not clause.form:
            return None
        if clause.form.endswith("\n") or not clause.text.strip():
            behind = self.origin + len(clause.filled_form) if clause.text.strip() else self.end
            return _heading(clause)._replace(span=(self.start, behind))
        return None

    @property
    def as_written(self) -> str | None:
        """All of it as a cell prints it, told without cutting; None where blanks begin or end a line.

        Which of these are printed shows when the clause is cut.
        """
        lines = [line for line in self.clause.written.split("\n") if line]
        if any(line[0].isspace() or line[-1].isspace() for line in lines):
            return None
        return "\n".join(lines)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Heading and the pieces of all 項, in reading order."""
        return self._cut[0]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The 項."""
        return self._cut[1]

    @cached_property
    def body(self) -> str:
        """What the 項 say, labels and heading left out."""
        return "\n".join(paragraph.body for paragraph in self.paragraphs)

    @cached_property
    def _cut(self) -> tuple[tuple[Piece, ...], tuple[Paragraph, ...]]:
        clause = self.clause
        if clause.kind in _UNDIVIDED:
            lines = [line.strip() for line in clause.written.split("\n") if line.strip()]
            piece = Piece(Part.BLOCK, "\n".join(lines), span=(self.start, self.end))
            return (piece,), (Paragraph(0, 1, (), "", piece.text),)
        units = parse_body(clause.text).paragraphs
        if not units:
            heading = self.heading or Piece(Part.HEADING, clause.written.strip())
            return (heading._replace(span=(self.start, self.end)),), ()
        cutter = _Cutter(clause.text, self.origin + len(clause.filled_form), self.end)
        sizes = cutter.cut(units)
        pieces = cutter.pieces
        if self.heading is None and clause.form:
            pieces[0] = _with_heading(_heading(clause), pieces[0], clause.form)
        pieces[0] = pieces[0]._replace(span=(self.heading.span[1] if self.heading else self.start, pieces[0].span[1]))
        if self.heading:
            pieces.insert(0, self.heading)
        return tuple(pieces), tuple(_paragraphs(units, sizes, pieces))


def _gather_supplementary_words(sides: list[CutClause]) -> None:
    head: CutClause | None = None
    for side in sides:
        if side.clause.kind is Kind.SUPPLEMENTARY_PROVISION:
            head = side
        elif head is not None and side.clause.context != MAIN:
            head.words += "\n" + side.words


def cut(document: Document) -> tuple[CutClause, ...]:
    """Return the document's clauses; the spans of their pieces cover `write(document)` without gap."""
    found = []
    position = group = start = 0
    for index, clause in enumerate(document.clauses):
        origin = position + clause.gap
        position = origin + len(clause.filled_form) + len(clause.text) + 1
        group += clause.kind is Kind.SUPPLEMENTARY_PROVISION
        found.append(CutClause(clause, index, origin, (start, position), group))
        start = position
    _gather_supplementary_words(found)
    if found:
        # No line end behind the last clause but those of the blank lines below it.
        found[-1].end += document.tail - 1
    return tuple(found)


def _heading(clause: Clause) -> Piece:
    lines = [line.strip() for line in clause.filled_form.split("\n") if line.strip()]
    text = "\n".join(lines)
    if not text.startswith(clause.label):
        # The caption stands above: all of it is the label, for the number is at its end.
        return Piece(Part.HEADING, text, text, len(text), clause.number)
    behind = lines[0].removeprefix(clause.label)
    separator = behind[: len(behind) - len(behind.lstrip())]
    return Piece(Part.HEADING, text, clause.label, len(clause.label + separator), clause.number)


def _with_heading(heading: Piece, lead: Piece, form: str) -> Piece:
    """Where the text begins on the heading's line (第一条　この法律は…), both are one piece, all of it the label."""
    label = heading.text.rstrip()
    prefix = label + form[len(form.rstrip()) :]
    return lead._replace(text=prefix + lead.text, label=label, label_length=len(prefix))


def _paragraphs(units: Sequence[Unit], sizes: Sequence[int], pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    """Yield the 項, of so many pieces each; a heading stands before these."""
    first = len(pieces) - sum(sizes)
    for unit, size in zip(units, sizes, strict=True):
        last = first + size
        yield Paragraph(first, last, unit.number, unit.label, "\n".join([piece.body for piece in pieces[first:last]]))
        first = last


class _Cutter:
    """Cuts a clause's text from its end to its start, for a piece reaches to where the next one begins.

    `offset` is where the text begins in the edition's, `end` where the clause ends there.
    """

    def __init__(self, text: str, offset: int, end: int) -> None:
        self._text = text
        self._offset = offset
        self._end = end
        self.pieces: list[Piece] = []

    def cut(self, units: Sequence[Unit]) -> list[int]:
        """Cut all 項 into `pieces`; return how many of them each 項 has."""
        sizes = []
        for unit in reversed(units):
            before = len(self.pieces)
            path = (unit.number,)
            for child in reversed(unit.children):
                self.pieces.append(self._item(child, path))
            self._add_lead_and_block(unit, path)
            sizes.append(len(self.pieces) - before)
        self.pieces.reverse()
        return sizes[::-1]

    def _add_lead_and_block(self, unit: Unit, path: Path) -> None:
        lines = unit.lines
        if not unit.label and (not lines or lines[0].kind is not LineKind.TEXT):
            if lines:
                self.pieces.append(self._block(lines, path))
            return
        if len(lines) > 1:
            self.pieces.append(self._block(lines[1:], path))
        prefix = unit.label + self._separator(unit)
        text = prefix + lines[0].text if lines else prefix
        span = self._span_from(unit.start)
        self.pieces.append(Piece(Part.LEAD, text, unit.label, len(prefix), unit.number, path, span))

    def _block(self, lines: Sequence[Line], path: Path) -> Piece:
        text = "\n".join([line.text for line in lines])
        span = self._span_from(lines[0].start)
        return Piece(Part.BLOCK, text, path=path, span=span, indents=_indents([line.indent for line in lines]))

    def _item(self, unit: Unit, path: Path) -> Piece:
        prefix = unit.label + self._separator(unit)
        lines, indents = self._lines(unit, prefix)
        text, span, path = "\n".join(lines), self._span_from(unit.start), (*path, unit.number)
        return Piece(Part.ITEM, text, unit.label, len(prefix), unit.number, path, span, _indents(indents))

    def _lines(self, unit: Unit, prefix: str) -> tuple[list[str], list[str]]:
        """The lines of a 号 and of all below it, and their indents."""
        own = unit.lines
        lines = [prefix + own[0].text] if own else [prefix]
        indents = [unit.indent]
        for line in own[1:]:
            lines.append(line.text)
            indents.append(line.indent)
        for child in unit.children:
            below, indents_below = self._lines(child, child.label + self._separator(child))
            lines += below
            indents += indents_below
        return lines, indents

    def _span_from(self, place: int) -> Span:
        """The span from the line on which `place` stands to the piece that was cut before."""
        start = self._offset + self._text.rfind("\n", 0, place) + 1
        span = start, self._end
        self._end = start
        return span

    def _separator(self, unit: Unit) -> str:
        """What stands between label and text: a line end where the label has a line to itself."""
        below = unit.label and unit.lines and self._text.find("\n", unit.start, unit.lines[0].start) >= 0
        return "\n" if below else unit.separator


def _indents(indents: list[str]) -> tuple[str, ...]:
    return tuple(indents) if any(indents) else ()
