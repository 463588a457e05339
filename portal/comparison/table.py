"""The comparison table (新旧対照表) as values: rows of two cells and a remark."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from portal.comparison.house_style import HouseStyle
from portal.text.tree import Document, Path

Span = tuple[int, int]
"""Half-open code-point offsets."""


NOTHING_CHANGED = "変更箇所なし"
NOTHING_BUT_WIDTH_CHANGED = "変更箇所なし（全角・半角と空白の違いを除く）"
"""In Japanese, as the table's own words are."""


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


class Part(StrEnum):
    """How much of a clause a cell shows."""

    CLAUSE = "clause"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD = "lead"
    BLOCK = "block"
    ITEM = "item"


class At(NamedTuple):
    """Where in an edition a cell begins: the clause's index, the path of the unit in it, and how much is shown.

    A 項 lead, and a block of lines without a label below it, have the path of their 項; a clause and its
    heading have none.
    """

    clause: int
    part: Part
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed; `marks` are offsets into `text`, and those of `double`, apart from them, are double lines.

    `spans` are the offsets into the edition's text that the cell stands for: none for words of
    the house style such as （追加）, all of a run for （略）.
    """

    text: str = ""
    marks: tuple[Span, ...] = ()
    spans: tuple[Span, ...] = ()
    double: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `old` and `new` are sides, whatever order the house style prints them in.

    `old_at` and `new_at` say where the cells' first words stand; None where a side has no text of its own.
    A row that points from an old place to a new one has both.
    """

    kind: RowKind
    old: Cell
    new: Cell
    remark: str = ""
    old_at: At | None = None
    new_at: At | None = None


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """The rows of two editions in a house style.

    `left_out` holds the rows that the style does not print (unchanged runs). With them the old
    cells' spans, sorted, cover the old edition's text once without gap, and so do the new ones.
    A text of nothing but blank lines has no cell. `old` and `new` are the editions compared, to which the
    rows' places belong.
    """

    style: HouseStyle
    rows: tuple[Row, ...]
    left_out: tuple[Row, ...] = ()
    old: Document = field(default_factory=Document)
    new: Document = field(default_factory=Document)

    @property
    def has_changes(self) -> bool:
        """Whether anything differs."""
        return any(row.kind not in (RowKind.UNCHANGED, RowKind.ELIDED) for row in self.rows)

    @property
    def legend(self) -> str:
        """What is printed above the rows: what the lines under words mean, or that nothing changed."""
        if not self.has_changes:
            return NOTHING_BUT_WIDTH_CHANGED if self.style.ignore_width else NOTHING_CHANGED
        return self.style.legend if self.style.underline else ""
