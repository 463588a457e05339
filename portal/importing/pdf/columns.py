"""The order in which the lines of a page are read, where it is set in two columns without rules between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.importing.pdf.lines import Line, is_full, read_lines
from portal.importing.pdf.signs import Sign

FEWEST_LINES = 8
"""Lines that each column must have."""
MOST_ACROSS = 0.25
"""What share of the lines may run across both columns: titles, headings, notes."""
NARROWEST_GUTTER = 0.9
"""Type sizes."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The lines of a page in reading order, and what parts its two columns if it has two."""

    lines: list[Line]
    gutter: float | None = None


def full_in_column(lines: Sequence[Line], gutter: float | None) -> list[bool]:
    """For each line, whether the next one may be its rest: it reaches the end of its column.

    A line that begins in the right half of its column is set to the right, and no paragraph.
    """
    of_column = [_column(line, gutter) for line in lines]
    columns = {
        column: [line for line, own in zip(lines, of_column, strict=True) if own == column] for column in of_column
    }
    ends = {column: _end_of_lines(own) for column, own in columns.items()}
    halves = {column: (min(line.x0 for line in own) + ends[column]) / 2 for column, own in columns.items()}
    following = [*lines[1:], *(replace(line, text="一") for line in lines[-1:])]
    return [
        line.x0 < halves[column] and is_full(line, after, ends[column])
        for line, column, after in zip(lines, of_column, following, strict=True)
    ]


def _column(line: Line, gutter: float | None) -> int:
    """0 for a line of the whole page, 1 and 2 for one of the columns."""
    if gutter is None or line.x0 < gutter < line.x1:
        return 0
    return 1 if line.x1 <= gutter else 2


def _end_of_lines(lines: Sequence[Line]) -> float:
    """Where the lines of a column end: the furthest place at which at least two do, for furniture may reach further."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    size = max(1.0, max(line.size for line in lines))
    return next((end for end, after in pairwise(ends) if end - after < 0.6 * size), ends[0])


def in_reading_order(signs: Sequence[Sign]) -> Ordered:
    """Read the lines of a page: all from top to bottom, or the left column before the right one."""
    lines = read_lines(signs)
    gutter = _gutter(signs, lines) if len(lines) >= FEWEST_LINES else None
    if gutter is None:
        return Ordered(lines)
    ordered: list[Line] = []
    part: list[Line] = []
    for line in lines:
        if _crosses(line, signs, gutter):
            ordered += [*_by_column(part, signs, gutter), line]
            part = []
        else:
            part.append(line)
    return Ordered([*ordered, *_by_column(part, signs, gutter)], gutter)


def _of(line: Line, signs: Sequence[Sign]) -> list[Sign]:
    return [sign for sign in signs if line.top - 1 <= sign.middle[1] <= line.bottom + 1]


def _crosses(line: Line, signs: Sequence[Sign], gutter: float) -> bool:
    """Whether a line has no gap where the gutter is."""
    half = NARROWEST_GUTTER * line.size / 2
    return any(
        sign.x0 < gutter + half and sign.x1 > gutter - half and not sign.text.isspace() for sign in _of(line, signs)
    )


def _by_column(lines: Sequence[Line], signs: Sequence[Sign], gutter: float) -> list[Line]:
    if not lines:
        return []
    top, bottom = lines[0].top - 1, lines[-1].bottom + 1
    inside = [sign for sign in signs if top <= sign.middle[1] <= bottom]
    left = [sign for sign in inside if sign.middle[0] < gutter]
    right = [sign for sign in inside if sign.middle[0] >= gutter]
    return [*read_lines(left), *read_lines(right)]


def _gutter(signs: Sequence[Sign], lines: Sequence[Line]) -> float | None:
    """Where the gap between two columns is: in the middle of the page, and with sentences on both its sides."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    places = [left + (right - left) * part / 100 for part in range(35, 66)]
    boxes = [(line, [(sign.x0, sign.x1) for sign in _of(line, signs) if not sign.text.isspace()]) for line in lines]
    clear = [_clear(boxes, place) for place in places]
    widest = [place for place, count in zip(places, clear, strict=True) if count == max(clear)]
    best = (widest[0] + widest[-1]) / 2
    beside = [boxes_of for line, boxes_of in boxes if _is_clear(line, boxes_of, best)]
    ends = [max((x1 for _, x1 in found if x1 <= best), default=None) for found in beside]
    starts = [min((x0 for x0, _ in found if x0 >= best), default=None) for found in beside]
    both = sum(end is not None and start is not None for end, start in zip(ends, starts, strict=True))
    if both < FEWEST_LINES or len(lines) - len(beside) > MOST_ACROSS * len(lines):
        return None
    return best if _are_sentences(ends, starts, best, right) else None


def _clear(boxes: Sequence[tuple[Line, list[tuple[float, float]]]], place: float) -> int:
    return sum(_is_clear(line, found, place) for line, found in boxes)


def _is_clear(line: Line, boxes: Sequence[tuple[float, float]], place: float) -> bool:
    half = NARROWEST_GUTTER * line.size / 2
    return not any(x0 < place + half and x1 > place - half for x0, x1 in boxes)


def _are_sentences(ends: Sequence[float | None], starts: Sequence[float | None], gutter: float, right: float) -> bool:
    """Whether most lines on the left reach the gutter and those on the right begin at it: no list of short fields."""
    filled = [end for end in ends if end is not None]
    begun = [start for start in starts if start is not None]
    near = 0.12 * max(1.0, right - gutter)
    reaching = sum(gutter - end < near for end in filled)
    beginning = sum(start - gutter < near for start in begun)
    return 2 * reaching > len(filled) and 2 * beginning > len(begun)
