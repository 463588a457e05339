"""Show what a cell of a comparison table says: lines that hang, tables, changed words in <ins> or <del>.

Why these elements, and one for a cell that is marked from end to end: docs/html-classes.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from operator import attrgetter

from portal.comparison.formats.cell_marks import address_of, covering, is_drawn
from portal.comparison.formats.strokes import Stroke, strokes
from portal.comparison.table import Cell
from portal.text.body import body_lines, line_kind
from portal.text.html.hanging import half_ems, hang, indent_depth, printed_label
from portal.text.html.inline_marks import link, strong
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text
from portal.text.html.pipe_tables import pipe_table_html
from portal.text.inline import PICTURE_BRACKETS, Inline, InlineKind, Marks, marks_within, picture_words, read_inline
from portal.text.pipe_table import PipeCell, read_pipe_tables
from portal.text.tree import LineKind

TABLE_MEASURE = 72
"""Half ems that a table's columns share in a cell of a page that lies."""

_BESIDE_WORDS = 2
"""Half ems that a column's words do not fill."""

_PrintedLine = tuple[int, str, str]
"""Where a line begins behind its indent, the indent, the rest."""

_CHANGED = {"new": "ins", "old": "del"}
"""The elements of changed words: what a screen reader calls an insertion and a deletion."""


def cell_html(cell: Cell, side: str, *, marked: bool, table_measure: int = TABLE_MEASURE) -> Safe:
    """Show a cell of the side "old" or "new", its marks underlined if `marked`.

    Every line is a block, neighbours with pipes are a table, as wide as its text within `table_measure` half ems;
    blank lines only part the others.
    """
    drawn = strokes(cell) if marked else ()
    is_whole = bool(drawn) and _covers(drawn, cell.text)
    words = _Words(cell.text, drawn, "span" if is_whole else _CHANGED[side], read_inline(cell.text))
    runs = groupby(body_lines(cell.text), key=lambda line: line_kind(line[2]) is LineKind.TABLE)
    shown = join(_tables(words, list(run), table_measure) if is_table else _lines(words, run) for is_table, run in runs)
    return element(_CHANGED[side], shown, class_="whole") if is_whole else shown


def printed_lines(words: str, measure: int) -> int:
    """About how many lines words take where a line holds `measure` half ems, of tables rather too many."""
    return sum(_printed_lines(line.strip(), measure) for line in words.split("\n") if line)


def _printed_lines(line: str, measure: int) -> int:
    columns = line.split("|") if line.startswith("|") else [line]
    room = max(measure // len(columns) - _BESIDE_WORDS, 1)
    return -(-max(map(half_ems, columns)) // room)


def _covers(drawn: Sequence[Stroke], words: str) -> bool:
    """Whether nothing but blanks stands outside the strokes."""
    ends = [0, *(stroke.end for stroke in drawn)]
    starts = [*(stroke.start for stroke in drawn), len(words)]
    return not any(words[end:start].strip() for end, start in zip(ends, starts, strict=True))


@dataclass(frozen=True, slots=True)
class _Words:
    """A cell's text, its strokes and the element that a stroke is, and its inline marks."""

    text: str
    strokes: Sequence[Stroke]
    tag: str
    marks: Marks = ()
    has_pipes: bool = False

    def between(self, start: int, end: int) -> Safe:
        """Show a slice with its marks; one that runs over the slice's ends is cut there."""
        return self._marked(self.marks, start, end) if self.marks else self._struck(start, end)

    def cell(self, cell: PipeCell) -> Safe:
        """Show a cell of a table with its marks, without the backslashes before its pipes, which are not printed."""
        has_pipes = "\\|" in self.text[cell.start : cell.end]
        return (replace(self, has_pipes=True) if has_pipes else self).between(cell.start, cell.end)

    def _marked(self, marks: Marks, start: int, end: int) -> Safe:
        parts: list[Safe] = []
        for mark in marks_within(marks, start, end):
            first, last = max(start, mark.start), min(end, mark.end)
            parts += [self._struck(start, first), self._mark(mark, first, last)]
            start = last
        return join((*parts, self._struck(start, end)))

    def _mark(self, mark: Inline, first: int, last: int) -> Safe:
        """Show what of a mark lies between two offsets: drawn where that hides no change, else as written."""
        strokes = self._within(first, last)
        if (first, last) == (mark.start, mark.end) and is_drawn(mark, strokes):
            stroke = covering(mark, strokes)
            return self._stroke((replace(self, strokes=()) if stroke else self)._drawn(mark), stroke)
        written = self._marked(mark.inside, first, last)
        return link(mark, written) if mark.kind in (InlineKind.LINK, InlineKind.ADDRESS) else written

    def _drawn(self, mark: Inline) -> Safe:
        words = self._marked(mark.inside, mark.first, mark.last)
        match mark.kind:
            case InlineKind.STRONG:
                return strong(words)
            case InlineKind.LINK:
                return link(mark, join((words, text("（"), self._struck(*address_of(mark)), text("）"))))
            case InlineKind.IMAGE:
                before, behind = PICTURE_BRACKETS if words else (picture_words(""), "")
                return join((text(before), words, text(behind)))
        return link(mark, words)

    def _struck(self, start: int, end: int) -> Safe:
        """Show a slice with its strokes."""
        parts, place = [], start
        for stroke in self._within(start, end):
            first, last = max(stroke.start, start), min(stroke.end, end)
            parts += [self._plain(place, first), self._stroke(self._plain(first, last), stroke)]
            place = last
        return join((*parts, self._plain(place, end)))

    def _plain(self, start: int, end: int) -> Safe:
        if not self.has_pipes:
            return text(self.text[start:end])
        return text("".join(self.text[place] for place in range(start, end) if not self.text.startswith("\\|", place)))

    def _within(self, start: int, end: int) -> tuple[Stroke, ...]:
        first = bisect_right(self.strokes, start, key=attrgetter("end"))
        return tuple(takewhile(lambda stroke: stroke.start < end, islice(self.strokes, first, None)))

    def _stroke(self, words: Safe, stroke: Stroke | None) -> Safe:
        if stroke is None or not words:
            return words
        return element(self.tag, words, class_=classes("mark", "double" if stroke.double else ""))


def _lines(words: _Words, lines: Iterable[_PrintedLine]) -> Safe:
    return join(_line(words, start, indent, rest) for start, indent, rest in lines)


def _line(words: _Words, start: int, indent: str, rest: str) -> Safe:
    label = printed_label(rest)
    behind = start + len(label)
    shown = element("span", words.between(start, behind), class_="label") if label else EMPTY
    names = classes("line", f"hanging {hang([label])}" if label else "", _indented(indent))
    return element("p", shown, words.between(behind, start + len(rest)), class_=names)


def _tables(words: _Words, lines: Sequence[_PrintedLine], measure: int) -> Safe:
    indent = lines[0][1]
    tables = read_pipe_tables((start, rest) for start, _, rest in lines)
    return join(
        pipe_table_html(
            table,
            measure=measure - half_ems(indent),
            words=words.cell,
            indent=_indented(indent),
        )
        for table in tables
    )


def _indented(indent: str) -> str:
    depth = indent_depth(indent)
    return f"indent-{depth}" if depth else ""
