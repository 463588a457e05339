"""Headings in cells without what Markdown writes around them: ## and **."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from portal.comparison.formats.heading_rows import is_heading
from portal.comparison.table import Cell, Row, Span
from portal.text.numbering.labels import BLANKS

_HASHES = re.compile(rf"#{{1,6}}[{BLANKS}]+(?=[^#{BLANKS}\n])")
_CLOSING_HASHES = re.compile(rf"(?<=[^#{BLANKS}])[{BLANKS}]+#+[{BLANKS}]*$")
_BOLD = re.compile(r"(\*\*)(.+?)(\*\*)")


def as_printed(row: Row) -> Row:
    """Return a row as every format that people read prints it."""
    return replace(row, old=without_markdown(row.old), new=without_markdown(row.new))


def without_markdown(cell: Cell) -> Cell:
    """Return a cell whose first line, if it is a heading of Markdown, is as it is printed; its marks move along.

    Words of the house style are left as they are.
    """
    if not cell.spans or not cell.text.lstrip().startswith(("#", "**")):
        return cell
    removed = sorted(_markdown(cell.text))
    if not removed:
        return cell
    text = "".join(cell.text[first:last] for first, last in _kept(removed, len(cell.text)))
    return replace(cell, text=text, marks=_moved(cell.marks, removed), double=_moved(cell.double, removed))


def _markdown(words: str) -> Iterator[Span]:
    """Where the signs stand in the first line."""
    start = len(words) - len(words.lstrip())
    end = words.find("\n", start) if "\n" in words[start:] else len(words)
    hashes = _HASHES.match(words, start, end)
    if hashes:
        yield hashes.span()
        closing = _CLOSING_HASHES.search(words[:end], hashes.end())
        if closing:
            yield closing.span()
    bold = _BOLD.match(words, hashes.end() if hashes else start, end)
    if bold and (hashes or is_heading(bold[2])):
        yield bold.span(1)
        yield bold.span(3)


def _kept(removed: list[Span], length: int) -> Iterator[Span]:
    kept_from = 0
    for first, last in removed:
        yield kept_from, first
        kept_from = last
    yield kept_from, length


def _moved(marks: tuple[Span, ...], removed: list[Span]) -> tuple[Span, ...]:
    """Marks in the text that is left, without those that have nothing left to mark."""

    def at(place: int) -> int:
        return place - sum(min(place, end) - min(place, first) for first, end in removed)

    moved = ((at(first), at(last)) for first, last in marks)
    return tuple(mark for mark in moved if mark[0] < mark[1])
