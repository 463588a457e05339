"""A cell's marks as they are drawn, in HTML, Word and Excel alike: none overlaps another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.comparison.table import Cell, Span


@dataclass(frozen=True, slots=True)
class Stroke:
    """A mark as drawn: none overlaps another, `double` ones are double lines."""

    start: int
    end: int
    double: bool = False


def strokes(cell: Cell) -> tuple[Stroke, ...]:
    """Return a cell's marks in order as they are drawn; where both kinds mark the same words, the line is double."""
    doubles = merged(cell.double)
    plain = _without(merged(cell.marks), doubles)
    both = [*(Stroke(*span) for span in plain), *(Stroke(*span, double=True) for span in doubles)]
    return tuple(sorted(both, key=lambda stroke: stroke.start))


def merged(marks: Iterable[Span]) -> list[Span]:
    """Marks in order, those that touch or overlap made one, empty ones left out."""
    found: list[Span] = []
    for first, last in sorted(mark for mark in marks if mark[0] < mark[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _without(spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    """What spans in order cover and others in order do not."""
    place = 0
    for first, last in spans:
        while place < len(others) and others[place][0] < last:
            start, end = others[place]
            if first < start:
                yield first, start
            first = max(first, end)
            if end > last:
                break
            place += 1
        if first < last:
            yield first, last
