"""Show what a cell of a comparison table says: lines that hang, tables, changed words in <u>."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby, pairwise

from portal.comparison.table import Cell, Span
from portal.text.body import body_lines, line_kind
from portal.text.html.hanging import half_ems, hang, printed_label
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text
from portal.text.html.pipe_tables import pipe_table_html
from portal.text.pipe_table import PipeCell, read_pipe_tables, unescaped
from portal.text.tree import LineKind

DEEPEST_INDENT = 12
"""Half ems; a line written further in stands no further in."""

_TABLE_MEASURE = 72
"""Half ems that a table's columns share in a cell of the PDF."""

_BESIDE_WORDS = 2
"""Half ems that a column's words do not fill."""

_PrintedLine = tuple[int, str, str]
"""Where a line begins behind its indent, the indent, the rest."""


def cell_html(cell: Cell, *, marked: bool) -> Safe:
    """Show a cell, its marks underlined if `marked`.

    Every line is a block, neighbours with pipes are a table; blank lines only part the others.
    """
    marks = merged(cell.marks) if marked else []
    runs = groupby(body_lines(cell.text), key=lambda line: line_kind(line[2]) is LineKind.TABLE)
    return join(
        _tables(cell.text, list(run), marks) if is_table else _lines(cell.text, run, marks) for is_table, run in runs
    )


def printed_lines(words: str, measure: int) -> int:
    """About how many lines words take where a line holds `measure` half ems, of tables rather too many."""
    return sum(_printed_lines(line.strip(), measure) for line in words.split("\n") if line)


def _printed_lines(line: str, measure: int) -> int:
    columns = line.split("|") if line.startswith("|") else [line]
    room = max(measure // len(columns) - _BESIDE_WORDS, 1)
    return -(-max(map(half_ems, columns)) // room)


def merged(marks: Iterable[Span]) -> list[Span]:
    """Marks in order, those that touch or overlap made one, empty ones left out."""
    found: list[Span] = []
    for first, last in sorted(mark for mark in marks if mark[0] < mark[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _lines(words: str, lines: Iterable[_PrintedLine], marks: Sequence[Span]) -> Safe:
    return join(_line(words, indent, (start, start + len(rest)), marks) for start, indent, rest in lines)


def _line(words: str, indent: str, span: Span, marks: Sequence[Span]) -> Safe:
    start, end = span
    label = printed_label(words[start:end])
    behind = start + len(label)
    shown = element("span", _marked(words, (start, behind), marks), class_="label") if label else EMPTY
    names = classes("line", f"hanging {hang([label])}" if label else "", _indented(indent))
    return element("p", shown, _marked(words, (behind, end), marks), class_=names)


def _tables(words: str, lines: Sequence[_PrintedLine], marks: Sequence[Span]) -> Safe:
    indent = lines[0][1]
    tables = read_pipe_tables((start, rest) for start, _, rest in lines)
    return join(
        pipe_table_html(
            table,
            measure=_TABLE_MEASURE - half_ems(indent),
            words=lambda cell: _marked_cell(words, cell, marks),
            indent=_indented(indent),
        )
        for table in tables
    )


def _marked_cell(words: str, cell: PipeCell, marks: Sequence[Span]) -> Safe:
    """A cell of a table with its marks, which move left over the backslashes that are not printed."""

    def printed(place: int) -> int:
        return len(unescaped(words[cell.start : min(place, cell.end)]))

    inside = [(printed(first), printed(last)) for first, last in marks if first < cell.end and last > cell.start]
    return _marked(cell.text, (0, len(cell.text)), inside)


def _indented(indent: str) -> str:
    depth = min(half_ems(indent), DEEPEST_INDENT)
    return f"indent-{depth}" if depth else ""


def _marked(words: str, span: Span, marks: Sequence[Span]) -> Safe:
    """A slice of a cell with its marks; one that runs over the slice's ends is cut there."""
    start, end = span
    within = [(max(start, first), min(end, last)) for first, last in marks if first < end and last > start]
    borders = (start, *chain.from_iterable(within), end)
    pieces = (words[first:last] for first, last in pairwise(borders))
    return join(
        element("u", text(piece), class_="mark") if index % 2 else text(piece) for index, piece in enumerate(pieces)
    )
