"""An edition cut into the pieces a table is made of: headings, 項 leads, blocks of unlabelled lines, 号.

Pieces follow one another without gap: joined, their spans are the edition's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.comparison.table import Span
from portal.text.body import parse_body
from portal.text.tree import Clause, Document, Kind, Line, LineKind, Number, Unit
from portal.text.writer import clause_starts, write

_UNDIVIDED = (Kind.TITLE, Kind.TABLE_OF_CONTENTS, Kind.COLOPHON)
"""Clauses that are one piece: their lines are no 項."""


class PieceKind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    LEAD = "lead"
    BLOCK = "block"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell's worth of text: lines joined by LF, indents and blank lines left out.

    The first `label_length` characters of `text` are its label with the blank behind it. `indents`
    are the blanks that stood before each line: printed, but no part of what is compared.
    """

    kind: PieceKind
    text: str
    label: str = ""
    label_length: int = 0
    number: Number = ()
    span: Span = (0, 0)
    indents: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text behind the label."""
        return self.text[self.label_length :]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 項: its pieces in reading order, and its number as a whole."""

    pieces: tuple[Piece, ...]
    number: Number = ()

    @property
    def body(self) -> str:
        """All that the 項 says, labels left out."""
        return "\n".join(piece.body for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class CutClause:
    """A clause, its heading (None if it has none on a line of its own) and its 項.

    `group` counts the 附則 up to the clause; `under` is the label of the nearest 章, 節 … above it,
    `followed_by` that of the clause behind it.
    """

    clause: Clause
    index: int
    heading: Piece | None
    paragraphs: tuple[Paragraph, ...]
    group: int = 0
    under: str = ""
    followed_by: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Heading and the pieces of all 項, in reading order."""
        below = tuple(piece for paragraph in self.paragraphs for piece in paragraph.pieces)
        return (self.heading, *below) if self.heading else below

    @property
    def body(self) -> str:
        """What the 項 say, labels and heading left out."""
        return "\n".join(paragraph.body for paragraph in self.paragraphs)


@dataclass(slots=True)
class _Draft:
    """A piece before its span is known: its lines and where the first begins in the clause as written."""

    kind: PieceKind
    start: int
    lines: list[str]
    label: str = ""
    separator: str = ""
    number: Number = ()
    indents: tuple[str, ...] = ()


@dataclass(slots=True)
class _DraftParagraph:
    drafts: list[_Draft] = field(default_factory=list)
    number: Number = ()


def cut(document: Document) -> tuple[CutClause, ...]:
    """Return the document's clauses cut into pieces whose spans cover `write(document)` without gap."""
    starts = clause_starts(document)
    length = len(write(document))
    ends = [*starts[1:], length]
    cut_clauses = []
    group, under = 0, ""
    for index, clause in enumerate(document):
        group += clause.kind is Kind.SUPPLEMENTARY_PROVISION
        start = 0 if index == 0 else starts[index] - clause.gap
        following = document.clauses[index + 1].gap if index + 1 < len(ends) else 0
        end = ends[index] - following
        cut_clause = _cut_clause(clause, index, starts[index], (start, end))
        behind = document.clauses[index + 1] if index + 1 < len(ends) else None
        followed_by = (behind.label or behind.heading) if behind else ""
        cut_clauses.append(replace(cut_clause, group=group, under=under, followed_by=followed_by))
        under = clause.label if clause.is_heading else under
    return tuple(cut_clauses)


def _cut_clause(clause: Clause, index: int, origin: int, span: Span) -> CutClause:
    """`origin` is where the clause as written begins in the edition's text, `span` what it covers."""
    heading, paragraphs = _drafts(clause)
    drafts = ([heading] if heading else []) + [draft for paragraph in paragraphs for draft in paragraph.drafts]
    starts = [span[0], *(origin + draft.start for draft in drafts[1:])]
    ends = [*starts[1:], span[1]]
    pieces = [_piece(draft, (start, end)) for draft, start, end in zip(drafts, starts, ends, strict=True)]
    place = 1 if heading else 0
    cut_paragraphs = []
    for paragraph in paragraphs:
        size = len(paragraph.drafts)
        cut_paragraphs.append(Paragraph(tuple(pieces[place : place + size]), paragraph.number))
        place += size
    return CutClause(clause, index, pieces[0] if heading else None, tuple(cut_paragraphs))


def _piece(draft: _Draft, span: Span) -> Piece:
    prefix = draft.label + draft.separator
    text = "\n".join(draft.lines)
    return Piece(draft.kind, prefix + text, draft.label, len(prefix), draft.number, span, draft.indents)


def _drafts(clause: Clause) -> tuple[_Draft | None, list[_DraftParagraph]]:
    if clause.kind in _UNDIVIDED:
        lines = [line.strip() for line in clause.written.split("\n") if line.strip()]
        return None, [_DraftParagraph([_Draft(PieceKind.BLOCK, 0, lines)])]
    heading = _heading(clause)
    offset = len(clause.written) - len(clause.text)
    paragraphs = [_paragraph(unit, clause.text, offset) for unit in parse_body(clause.text).paragraphs]
    if heading is not None and paragraphs and not clause.form.endswith("\n"):
        blank = clause.form[len(clause.form.rstrip()) :]
        return None, [_with_heading(heading, paragraphs[0], blank), *paragraphs[1:]]
    if heading is None and not paragraphs:
        heading = _Draft(PieceKind.HEADING, 0, [clause.written.strip()])
    return heading, paragraphs


def _heading(clause: Clause) -> _Draft | None:
    if not clause.form:
        return None
    lines = [line.strip() for line in clause.filled_form.split("\n") if line.strip()]
    if not lines[0].startswith(clause.label):
        return _Draft(PieceKind.HEADING, 0, lines, number=clause.number)
    behind = lines[0].removeprefix(clause.label)
    separator = behind[: len(behind) - len(behind.lstrip())]
    return _Draft(PieceKind.HEADING, 0, [behind.lstrip(), *lines[1:]], clause.label, separator, clause.number)


def _with_heading(heading: _Draft, paragraph: _DraftParagraph, separator: str) -> _DraftParagraph:
    """Where the text begins on the heading's line (第一条　この法律は…), both are one piece, all of it the label."""
    lead, *rest = paragraph.drafts
    label = (heading.label + heading.separator + "\n".join(heading.lines)).rstrip()
    merged = _Draft(lead.kind, 0, [lead.label + lead.separator + lead.lines[0], *lead.lines[1:]], label, separator)
    return _DraftParagraph([merged, *rest], paragraph.number)


def _paragraph(unit: Unit, text: str, offset: int) -> _DraftParagraph:
    drafts = list(_lead_and_block(unit, text, offset))
    for child in unit.children:
        drafts.append(_item(child, text, offset))
    return _DraftParagraph(drafts, unit.number)


def _lead_and_block(unit: Unit, text: str, offset: int) -> list[_Draft]:
    if not unit.lines and not unit.label:
        return []
    start = _line_start(text, unit.start) + offset
    first = [line.text for line in unit.lines[:1]]
    lead = _Draft(PieceKind.LEAD, start, first or [""], unit.label, _separator(unit, text), unit.number)
    if unit.lines and unit.lines[0].kind is not LineKind.TEXT and not unit.label:
        return [_block(unit.lines, text, offset)]
    if len(unit.lines) < 2:
        return [lead]
    return [lead, _block(unit.lines[1:], text, offset)]


def _block(lines: tuple[Line, ...], text: str, offset: int) -> _Draft:
    start = _line_start(text, lines[0].start) + offset
    indents = tuple(line.indent for line in lines)
    return _Draft(PieceKind.BLOCK, start, [line.text for line in lines], indents=indents)


def _item(unit: Unit, text: str, offset: int) -> _Draft:
    lines: list[str] = []
    indents: list[str] = []
    for below in unit.walk():
        own = [line.text for line in below.lines] or [""]
        label = "" if below is unit else below.label + _separator(below, text)
        lines += [label + own[0], *own[1:]]
        indents += [below.indent, *(line.indent for line in below.lines[1:])]
    start = _line_start(text, unit.start) + offset
    return _Draft(PieceKind.ITEM, start, lines, unit.label, _separator(unit, text), unit.number, tuple(indents))


def _separator(unit: Unit, text: str) -> str:
    """What stands between label and text: a line end where the label has a line to itself."""
    below = bool(unit.label and unit.lines) and "\n" in text[unit.start : unit.lines[0].start]
    return "\n" if below else unit.separator


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1
