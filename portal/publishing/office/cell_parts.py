"""A table cell as Word and Excel show it: lines and tables, their words cut where the marks begin and end."""

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
from portal.text.pipe_table import Align, PipeCell, PipeTable, read_pipe_tables
from portal.text.tree import LineKind


class Mark(IntEnum):
    """How words are underlined."""

    NONE = 0
    SINGLE = 1
    DOUBLE = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words that are marked alike, never empty."""

    text: str
    mark: Mark = Mark.NONE


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
    words = readable(cell.text)
    marks = _marks(cell, len(words)) if marked else bytes(len(words))
    runs = groupby(body_lines(words), key=lambda line: line_kind(line[2]) is LineKind.TABLE)
    return tuple(
        chain.from_iterable(
            _tables(words, marks, list(run)) if is_table else _lines(words, marks, run) for is_table, run in runs
        )
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


def _fragments(words: str, marks: bytes, span: Span) -> Words:
    return tuple(
        Fragment(words[run.start() : run.end()], Mark(marks[run.start()])) for run in _RUN.finditer(marks, *span)
    )


def _lines(words: str, marks: bytes, lines: Iterable[tuple[int, str, str]]) -> Iterator[CellLine]:
    for start, indent, rest in lines:
        yield CellLine(_fragments(words, marks, (start, start + len(rest))), indent, _hang(printed_label(rest)))


def _hang(label: str) -> int:
    return min(max(half_ems(label), NARROWEST), WIDEST) if label else 0


def _tables(words: str, marks: bytes, lines: list[tuple[int, str, str]]) -> Iterator[CellPart]:
    indent = lines[0][1]
    for table in read_pipe_tables((start, rest) for start, _, rest in lines):
        if table.aligns:
            yield _table(words, marks, table, indent=indent)
        else:  # nothing but a pipe in each line
            yield from (CellLine((Fragment("|"),), indent) for _ in table.rows)


def _table(words: str, marks: bytes, table: PipeTable, *, indent: str) -> CellTable:
    rows = tuple(tuple(_table_cell(words, marks, cell) for cell in row) for row in table.all_rows)
    return CellTable(rows, table.aligns, bool(table.heading), indent)


def _table_cell(words: str, marks: bytes, cell: PipeCell) -> Words:
    """A cell without the backslashes before its pipes, which are not printed."""
    kept = [place for place in range(cell.start, cell.end) if not words.startswith("\\|", place)]
    printed = "".join(words[place] for place in kept)
    return _fragments(printed, bytes(marks[place] for place in kept), (0, len(printed)))
