"""What a comparison table leaves out （略） put back from the text that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.text.normalise import fold

_ELIDED = re.compile(r"[^。]{0,30}[（(〔［\[]?\s*(?:以下|中|前|後|省)?\s*略\s*[）)〕］\]]?")
Run = list[str]


def filled(new: str, old: str, base: str) -> str | None:
    """Return the new side of a table with the lines of `base` where it leaves out, and what stands around the table.

    None where that is not certain: when the old side is not `base` line by line but for what it leaves out, or the
    two sides leave out different things. Width and blanks are left out of account. Pure; linear in the texts.
    """
    new_lines, old_lines, base_lines = _grouped(_lines(new)), _grouped(_lines(old)), _lines(base)
    if _elisions(new_lines) != _elisions(old_lines):
        return None
    runs = _left_out(old_lines, base_lines)
    if runs is None:
        return None
    before, *between, behind = runs
    return "\n".join([*before, *_put_back(new_lines, iter(between)), *behind]) + "\n"


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").split("\n")


def _grouped(lines: Sequence[str]) -> list[str]:
    """Lines, those that leave out one after the other as one: which of them left out what cannot be told."""
    grouped: list[str] = []
    for line in lines:
        if grouped and _is_elided(line) and _is_elided(grouped[-1]):
            grouped[-1] += f"\n{line}"
        elif line.strip() or not grouped or not _is_elided(grouped[-1]):
            grouped.append(line)
    return grouped


def _elisions(lines: Sequence[str]) -> list[str]:
    return [fold(line) for line in lines if _is_elided(line)]


def _is_elided(line: str) -> bool:
    return "略" in line and all(_ELIDED.fullmatch(part.strip()) for part in line.split("\n"))


def _left_out(old: Sequence[str], base: Sequence[str]) -> list[Run] | None:
    """The lines of the base that stand before the table, at each of its elisions, and behind it."""
    runs: list[Run] = []
    start = end = 0
    is_open = True
    for line in filter(str.strip, old):
        if _is_elided(line):
            if is_open:  # at the beginning, where nothing can stand before what is left out
                runs.append([])
            is_open, start = True, end
            continue
        place = _place(line, base, end)
        if place is None or (not is_open and any(skipped.strip() for skipped in base[end:place])):
            return None
        if is_open:
            runs.append(list(base[start:place]))
        is_open, end = False, place + 1
    if is_open and runs:
        return [*runs, list(base[start:]), []]
    return [*runs, list(base[end:])]


def _place(line: str, base: Sequence[str], start: int) -> int | None:
    folded = fold(line)
    return next((place for place in range(start, len(base)) if fold(base[place]) == folded), None)


def _put_back(new: Sequence[str], runs: Iterator[Run]) -> Iterator[str]:
    for line in new:
        if _is_elided(line):
            yield from next(runs)
        else:
            yield line
