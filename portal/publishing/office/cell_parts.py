"""A table cell as Word and Excel show it: lines and tables, their words cut where the marks and links begin and end.

Inline marks stay as they are written, for staff go on editing these files; links are told beside the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, groupby

from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.formats.strokes import strokes
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import Cell, Row, Span
from portal.publishing.office.characters import readable
from portal.text.body import body_lines, line_kind
from portal.text.html.hanging import NARROWEST, WIDEST, half_ems, indent_depth, printed_label
from portal.text.inline import InlineKind, Marks, marks_within, read_inline
from portal.text.pipe_table import Align, PipeTable, read_pipe_tables
from portal.text.tree import LineKind


class Mark(IntEnum):
    """How words are underlined."""

    NONE = 0
    SINGLE = 1
    DOUBLE = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words that are marked alike and lead to the same address, "" for none; never empty."""

    text: str
    mark: Mark = Mark.NONE
    address: str = ""


Words = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line that is not blank: the blanks it is written behind, and the half ems that its label hangs out by."""

    words: Words
    indent: str = ""
    label: int = 0

    @property
    def depth(self) -> int:
        """Half ems that the line stands in by on paper."""
        return indent_depth(self.indent)

    def height(self, measure: int) -> int:
        """About how many printed lines it takes where one holds `measure` half ems."""
        return -(-width(self.words) // max(measure - self.depth - self.label, 1))


@dataclass(frozen=True, slots=True)
class CellTable:
    """Neighbouring lines with pipes: rows of equal length, the first a heading or not."""

    rows: tuple[tuple[Words, ...], ...]
    aligns: tuple[Align, ...]
    has_heading: bool
    indent: str = ""

    @property
    def depth(self) -> int:
        """Half ems that the table stands in by on paper."""
        return indent_depth(self.indent)

    @property
    def widths(self) -> tuple[int, ...]:
        """Half ems of each column's widest cell."""
        return tuple(max(map(width, column)) for column in zip(*self.rows, strict=True))

    def height(self, measure: int) -> int:
        """About how many printed lines it takes, rather too many."""
        room = max((measure - self.depth) // len(self.aligns) - 2, 1)
        return sum(max(-(-width(cell) // room) or 1 for cell in row) for row in self.rows)


CellPart = CellLine | CellTable


def cell_parts(cell: Cell, *, marked: bool) -> tuple[CellPart, ...]:
    """Read a cell, its marks only if `marked`; blank lines only part the others, as on the page."""
    text = readable(cell.text)
    marks = _marks(cell, len(text)) if marked else bytes(len(text))
    words = _CellWords(text, marks, links(read_inline(text)))
    runs = groupby(body_lines(text), key=lambda line: line_kind(line[2]) is LineKind.TABLE)
    return tuple(
        chain.from_iterable(_tables(words, list(run)) if is_table else _lines(words, run) for is_table, run in runs)
    )


def links(marks: Marks) -> Marks:
    """Return the marks that lead to an address, in reading order."""
    return tuple(
        link
        for mark in marks
        for link in ((mark,) if mark.kind is not InlineKind.STRONG else links(mark.inside))
        if link.kind is not InlineKind.IMAGE
    )


def plain_parts(words: str) -> tuple[CellLine, ...]:
    """Words such as a remark as lines without marks."""
    return tuple(CellLine((Fragment(line.strip()),)) for line in readable(words).split("\n") if line.strip())


def table_lines(table: CellTable) -> tuple[CellLine, ...]:
    """A table as lines with pipes, for where no table can stand."""
    bar = Fragment(" | ")
    return tuple(
        CellLine(
            (Fragment("| "), *chain.from_iterable((*cell, bar) for cell in row[:-1]), *row[-1], Fragment(" |")),
            table.indent,
        )
        for row in table.rows
    )


def width(words: Words) -> int:
    """Half ems that words take in one line."""
    return sum(half_ems(fragment.text) for fragment in words)


def columns(row: Row, style: HouseStyle) -> tuple[tuple[CellPart, ...], ...]:
    """Return the parts of a row's cells in the style's order, 備考 last where it has one."""
    printed = as_printed(row)
    sides = {"old": printed.old, "new": printed.new}
    cells = tuple(cell_parts(sides[side], marked=style.underline) for side in style.columns)
    return (*cells, plain_parts(row.remark)) if style.remarks else cells


def headings(style: HouseStyle) -> tuple[str, ...]:
    """Return the headings in printing order, each in one line."""
    words = (*style.headings, style.remark_heading) if style.remarks else style.headings
    return tuple(" ".join(readable(heading).split()) for heading in words)


def _marks(cell: Cell, length: int) -> bytes:
    """One `Mark` for each character."""
    marks = bytearray(length)
    for stroke in strokes(cell):
        start, end = max(stroke.start, 0), min(stroke.end, length)
        marks[start:end] = bytes([Mark.DOUBLE if stroke.double else Mark.SINGLE]) * (end - start)
    return bytes(marks)


_RUN = re.compile(rb"(.)\1*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _CellWords:
    """A cell's text, one `Mark` for each character, and its links."""

    text: str
    marks: bytes
    links: Marks

    def between(self, start: int, end: int, *, has_pipes: bool = False) -> Words:
        """Return the words between two offsets; with `has_pipes` no backslash stands before one any more."""
        fragments: list[Fragment] = []
        for link in marks_within(self.links, start, end):
            first, last = max(start, link.start), min(end, link.end)
            fragments += self._fragments((start, first), "", has_pipes)
            fragments += self._fragments((first, last), link.target, has_pipes)
            start = last
        return (*fragments, *self._fragments((start, end), "", has_pipes))

    def _fragments(self, span: Span, address: str, has_pipes: bool) -> Iterator[Fragment]:
        for run in _RUN.finditer(self.marks, *span):
            text = self._without_backslashes(*run.span()) if has_pipes else self.text[run.start() : run.end()]
            if text:
                yield Fragment(text, Mark(self.marks[run.start()]), address)

    def _without_backslashes(self, start: int, end: int) -> str:
        return "".join(self.text[place] for place in range(start, end) if not self.text.startswith("\\|", place))


def _lines(words: _CellWords, lines: Iterable[tuple[int, str, str]]) -> Iterator[CellLine]:
    for start, indent, rest in lines:
        yield CellLine(words.between(start, start + len(rest)), indent, _hang(printed_label(rest)))


def _hang(label: str) -> int:
    return min(max(half_ems(label), NARROWEST), WIDEST) if label else 0


def _tables(words: _CellWords, lines: list[tuple[int, str, str]]) -> Iterator[CellPart]:
    indent = lines[0][1]
    for table in read_pipe_tables((start, rest) for start, _, rest in lines):
        if table.aligns:
            yield _table(words, table, indent=indent)
        else:  # nothing but a pipe in each line
            yield from (CellLine((Fragment("|"),), indent) for _ in table.rows)


def _table(words: _CellWords, table: PipeTable, *, indent: str) -> CellTable:
    rows = tuple(tuple(words.between(cell.start, cell.end, has_pipes=True) for cell in row) for row in table.all_rows)
    return CellTable(rows, table.aligns, bool(table.heading), indent)
