"""A comparison row as rows of a sheet: Excel shows no row higher than 409 points and no cell of over 32,767 characters.

What is longer goes on in rows below. A piece of a cell has no more lines than fit into a row, and so never nears
the second limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, zip_longest

from portal.publishing.office.cell_parts import CellLine, CellPart, Fragment, Mark, Words, table_lines, width
from portal.text.html.hanging import half_ems

MOST_LINES = 28
"""Printed lines in a row; at 14 points each a row stays under 409 points."""

SheetRow = tuple[Words, ...]
"""Words of each cell, lines parted by LF."""


def sheet_rows(cells: Sequence[tuple[CellPart, ...]], measures: Sequence[int]) -> tuple[SheetRow, ...]:
    """Cut a row whose columns hold `measures` half ems a line into rows that can be shown; at least one."""
    pieces = [_pieces(_lines(parts), measure) for parts, measure in zip(cells, measures, strict=True)]
    empty: SheetRow = ((),) * len(cells)
    return tuple(tuple(row) for row in zip_longest(*pieces, fillvalue=())) or (empty,)


def printed_lines(words: Words, measure: int) -> int:
    """About how many lines words take where one holds `measure` half ems, at least one."""
    text = "".join(fragment.text for fragment in words)
    return sum(_height(half_ems(line), measure) for line in text.split("\n"))


def _height(half_ems: int, measure: int) -> int:
    return max(-(-half_ems // measure), 1)


def _lines(parts: Iterable[CellPart]) -> Iterator[Words]:
    """A cell's lines behind the blanks they are written with."""
    for part in parts:
        for line in (part,) if isinstance(part, CellLine) else table_lines(part):
            yield (Fragment(line.indent), *line.words) if line.indent else line.words


def _pieces(lines: Iterable[Words], measure: int) -> list[Words]:
    """Fill pieces with lines, each with as many as fit."""
    pieces: list[list[Words]] = []
    room = 0
    for line in chain.from_iterable(_short_lines(line, measure) for line in lines):
        height = _height(width(line), measure)
        if height > room:
            pieces.append([])
            room = MOST_LINES
        pieces[-1].append(line)
        room -= height
    return [_joined(piece) for piece in pieces]


def _short_lines(line: Words, measure: int) -> Iterator[Words]:
    """A line, in as many parts as it takes to show it."""
    if _height(width(line), measure) <= MOST_LINES:
        yield line
        return
    part: list[Fragment] = []
    room = MOST_LINES * measure
    for fragment in line:
        start = 0
        for place, character in enumerate(fragment.text):
            room -= max(half_ems(character), 1)
            if room < 0:
                yield (*part, *_fragment(fragment.text[start:place], fragment.mark))
                part, start, room = [], place, MOST_LINES * measure - 2
        part += _fragment(fragment.text[start:], fragment.mark)
    yield tuple(part)


def _fragment(words: str, mark: Mark) -> Words:
    return (Fragment(words, mark),) if words else ()


def _joined(lines: Iterable[Words]) -> Words:
    """Lines as one text, neighbours of one mark as one fragment."""
    parted = chain.from_iterable((Fragment("\n"), *line) for line in lines)
    next(parted)
    return tuple(
        Fragment("".join(fragment.text for fragment in run), mark)
        for mark, run in groupby(parted, key=lambda fragment: fragment.mark)
    )
