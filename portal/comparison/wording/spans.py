"""Spans of a text: its lines, the cells of a table line, and marks over all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from portal.comparison.table import Span

Marks = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Marks in the old and in the new text: half-open offsets, in order, apart from each other, without blank edges."""

_RULE = re.compile(r"\|[\s|:-]+")
_BORDER = re.compile(r"(?<!\\)\|")


def whole(text: str) -> tuple[Span, ...]:
    """Return marks over every line of `text`, and over each cell of a table line; blanks at their edges left out."""
    return tuple(
        (start + first, start + last)
        for start, end in lines_of(text)
        for first, last in _whole_line(text[start:end])
        if first < last
    )


def _whole_line(line: str) -> list[Span]:
    return cells_of(line) if is_table_line(line) else [trimmed(line, (0, len(line)))]


def lines_of(text: str) -> list[Span]:
    """Return the span of every line, its end left out."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def is_table_line(line: str) -> bool:
    """Whether a line is a row of a table written with pipes."""
    return line.startswith("|")


def cells_of(line: str) -> list[Span]:
    """Return the cells of a table line, blanks at their edges left out and empty ones with them.

    The line of dashes under a table's head has none.
    """
    if _RULE.fullmatch(line):
        return []
    borders = [border.start() for border in _BORDER.finditer(line)]
    if line[borders[-1] + 1 :].strip():
        borders.append(len(line))
    return [trimmed(line, (first + 1, last)) for first, last in pairwise(borders)]


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the blanks at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def shifted(spans: Iterable[Span], offset: int) -> list[Span]:
    """Return spans moved along by `offset`."""
    return [(start + offset, end + offset) for start, end in spans]
