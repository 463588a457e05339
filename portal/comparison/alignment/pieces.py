"""An edition cut into the pieces a table is made of: headings, 項 leads, blocks of unlabelled lines, 号.

Pieces follow one another without gap: joined, their spans are the edition's text. Clauses are cut when
somebody asks for their pieces, for most of an edition is compared as it stands.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
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
    of what is compared. `span` counts in the edition's text, `path` leads to the unit.
    """

    part: Part
    text: str
    label: str
    label_length: int
    number: Number
    path: Path
    span: Span
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
            return _piece(_heading(clause), (self.start, behind))
        return None

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
        drafts = _paragraph_drafts(self.clause)
        if self.heading is None and drafts and self.clause.form and self.clause.kind not in _UNDIVIDED:
            drafts[0][1][0] = _with_heading(_heading(self.clause), drafts[0][1][0], self.clause.form)
        flat = [draft for _, below in drafts for draft in below]
        if not flat:
            heading = self.heading or _piece(_Draft(Part.HEADING, 0, self.clause.written.strip()), (0, 0))
            return (heading._replace(span=(self.start, self.end)),), ()
        first = self.heading.span[1] if self.heading else self.start
        offset = self.origin + len(self.clause.written) - len(self.clause.text)
        edges = [first, *(offset + draft.start for draft in flat[1:]), self.end]
        pieces = [_piece(draft, span) for draft, span in zip(flat, pairwise(edges), strict=True)]
        all_pieces = (self.heading, *pieces) if self.heading else tuple(pieces)
        paragraphs = []
        place = len(all_pieces) - len(pieces)
        for unit, below in drafts:
            last = place + len(below)
            body = "\n".join([piece.body for piece in all_pieces[place:last]])
            paragraphs.append(Paragraph(place, last, unit.number if unit else (), unit.label if unit else "", body))
            place = last
        return all_pieces, tuple(paragraphs)


def _gather_supplementary_words(sides: list[CutClause]) -> None:
    head: CutClause | None = None
    for side in sides:
        if side.clause.kind is Kind.SUPPLEMENTARY_PROVISION:
            head = side
        elif head is not None and side.clause.context != MAIN:
            head.words += "\n" + side.words


class _Draft(NamedTuple):
    """A piece before its span is known: its lines, and where the first begins in the clause's text."""

    part: Part
    start: int
    text: str
    label: str = ""
    separator: str = ""
    number: Number = ()
    path: Path = ()
    indents: tuple[str, ...] = ()


def cut(document: Document) -> tuple[CutClause, ...]:
    """Return the document's clauses; the spans of their pieces cover `write(document)` without gap."""
    found = []
    position = group = start = 0
    for index, clause in enumerate(document.clauses):
        origin = position + clause.gap
        position = origin + len(clause.written) + 1
        group += clause.kind is Kind.SUPPLEMENTARY_PROVISION
        found.append(CutClause(clause, index, origin, (start, position), group))
        start = position
    _gather_supplementary_words(found)
    if found:
        # No line end behind the last clause but those of the blank lines below it.
        found[-1].end += document.tail - 1
    return tuple(found)


def _piece(draft: _Draft, span: Span) -> Piece:
    prefix = draft.label + draft.separator
    text = prefix + draft.text if prefix else draft.text
    return Piece(draft.part, text, draft.label, len(prefix), draft.number, draft.path, span, draft.indents)


def _paragraph_drafts(clause: Clause) -> list[tuple[Unit | None, list[_Draft]]]:
    if clause.kind in _UNDIVIDED:
        lines = [line.strip() for line in clause.written.split("\n") if line.strip()]
        return [(None, [_Draft(Part.BLOCK, 0, "\n".join(lines))])]
    paragraphs = parse_body(clause.text).paragraphs
    return [(unit, _unit_drafts(unit, clause.text)) for unit in paragraphs]


def _heading(clause: Clause) -> _Draft:
    lines = [line.strip() for line in clause.filled_form.split("\n") if line.strip()]
    if not lines[0].startswith(clause.label):
        return _Draft(Part.HEADING, 0, "\n".join(lines), number=clause.number)
    behind = lines[0].removeprefix(clause.label)
    words = behind.lstrip()
    separator = behind[: len(behind) - len(words)]
    return _Draft(Part.HEADING, 0, "\n".join([words, *lines[1:]]), clause.label, separator, clause.number)


def _with_heading(heading: _Draft, lead: _Draft, form: str) -> _Draft:
    """Where the text begins on the heading's line (第一条　この法律は…), both are one piece, all of it the label."""
    label = (heading.label + heading.separator + heading.text).rstrip()
    separator = form[len(form.rstrip()) :]
    return lead._replace(text=lead.label + lead.separator + lead.text, label=label, separator=separator)


def _unit_drafts(unit: Unit, text: str) -> list[_Draft]:
    path = (unit.number,)
    drafts = _lead_and_block(unit, text, path)
    drafts += [_item(child, text, path) for child in unit.children]
    return drafts


def _lead_and_block(unit: Unit, text: str, path: Path) -> list[_Draft]:
    lines = unit.lines
    if not lines and not unit.label:
        return []
    if lines and lines[0].kind is not LineKind.TEXT and not unit.label:
        return [_block(lines, text, path)]
    first = lines[0].text if lines else ""
    start = _line_start(text, unit.start)
    lead = _Draft(Part.LEAD, start, first, unit.label, _separator(unit, text), unit.number, path)
    return [lead] if len(lines) < 2 else [lead, _block(lines[1:], text, path)]


def _block(lines: tuple[Line, ...], text: str, path: Path) -> _Draft:
    words = "\n".join([line.text for line in lines])
    indents = tuple([line.indent for line in lines])
    return _Draft(Part.BLOCK, _line_start(text, lines[0].start), words, path=path, indents=indents)


def _item(unit: Unit, text: str, path: Path) -> _Draft:
    separator = _separator(unit, text)
    start = _line_start(text, unit.start)
    path = (*path, unit.number)
    if not unit.children and len(unit.lines) == 1:
        words = unit.lines[0].text
        return _Draft(Part.ITEM, start, words, unit.label, separator, unit.number, path, (unit.indent,))
    lines: list[str] = []
    indents: list[str] = []
    for below in unit.walk():
        own = [line.text for line in below.lines] or [""]
        label = "" if below is unit else below.label + _separator(below, text)
        lines += [label + own[0], *own[1:]]
        indents += [below.indent, *(line.indent for line in below.lines[1:])]
    return _Draft(Part.ITEM, start, "\n".join(lines), unit.label, separator, unit.number, path, tuple(indents))


def _separator(unit: Unit, text: str) -> str:
    """What stands between label and text: a line end where the label has a line to itself."""
    below = bool(unit.label and unit.lines) and "\n" in text[unit.start : unit.lines[0].start]
    return "\n" if below else unit.separator


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1
