"""The comparison table (新旧対照表) as values: rows of two cells and a remark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.comparison.house_style import HouseStyle

Span = tuple[int, int]
"""Half-open code-point offsets."""


class RowKind(StrEnum):
    """What happened to the unit a row shows."""

    TITLE = "title"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    MOVED_AWAY = "moved_away"
    ADDED_UNIT = "added_unit"
    ADDED_ARTICLE = "added_article"
    DELETED_UNIT = "deleted_unit"
    DELETED_ARTICLE = "deleted_article"
    ELIDED = "elided"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed; `marks` are offsets into `text`.

    `spans` are the offsets into the edition's text that the cell stands for: none for words of
    the house style such as （追加）, all of a run for （略）.
    """

    text: str = ""
    marks: tuple[Span, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `old` and `new` are sides, whatever order the house style prints them in."""

    kind: RowKind
    old: Cell
    new: Cell
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The rows of two editions in a house style.

    `left_out` holds the rows that the style does not print (unchanged runs). With them the old
    cells' spans, sorted, cover the old edition's text once without gap, and so do the new ones.
    A text of nothing but blank lines has no cell.
    """

    style: HouseStyle
    rows: tuple[Row, ...]
    left_out: tuple[Row, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether anything differs."""
        return any(row.kind not in (RowKind.UNCHANGED, RowKind.ELIDED) for row in self.rows)
