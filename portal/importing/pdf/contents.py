"""What the worker answers, as values: the parts of each page in their order, and what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: `full` where what comes next had no room in it, `close` to the line above it."""

    text: str
    full: bool = False
    close: bool = False


@dataclass(frozen=True, slots=True)
class PageCell:
    """The lines of a cell, and how many columns it spans."""

    lines: tuple[PrintedLine, ...] = ()
    span: int = 1

    @property
    def text(self) -> str:
        """Its words without line ends."""
        return "".join(line.text for line in self.lines)


CellRow = tuple[PageCell | None, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table; None stands where a cell of another column or row goes on."""

    rows: tuple[CellRow, ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def signs(self) -> int:
        """How many characters stand in it."""
        return sum(len(cell.text) for row in self.rows for cell in row if cell)


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines that stand in no table."""

    lines: tuple[PrintedLine, ...]

    @property
    def signs(self) -> int:
        """How many characters stand in them."""
        return sum(len(line.text) for line in self.lines)


Part = PageLines | PageTable


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: parts from top to bottom, counts of what was noticed, white words, readings; has it pictures?"""

    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    white: str = ""
    ruby: tuple[str, ...] = ()
    drawn: bool = False

    @property
    def signs(self) -> int:
        """How many signs are printed on it."""
        return self.counts.get("signs", 0)


def pages_of(answer: Mapping[str, Any]) -> tuple[PdfPage, ...]:
    """Read the worker's answer."""
    return tuple(
        PdfPage(tuple(map(_part, page["parts"])), page["counts"], page["white"], tuple(page["ruby"]), page["drawn"])
        for page in answer["pages"]
    )


def _part(values: Mapping[str, Any]) -> Part:
    if "lines" in values:
        return PageLines(_lines(values))
    return PageTable(tuple(tuple(map(_cell, row)) for row in values["rows"]))


def _cell(values: Mapping[str, Any] | None) -> PageCell | None:
    if values is None:
        return None
    return PageCell(_lines(values), values["span"])


def _lines(values: Mapping[str, Any]) -> tuple[PrintedLine, ...]:
    return tuple(PrintedLine(line["text"], line["full"], line["close"]) for line in values["lines"])
