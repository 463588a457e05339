"""Tables drawn with rules: which cells there are, and the lines in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from portal.importing.pdf.lines import Line, is_full, read_lines, without_ruby
from portal.importing.pdf.signs import Sign

MOST_RULES = 6000
"""Rules on a page beyond which it is a drawing; finding cells would take too long."""
THINNEST = 4.0
"""Points: narrower columns and rows are the space between double rules."""
SHORTEST_SIDE, SHORTEST_RULE = 12.0, 200.0
"""Points: how long the rules down and across are that tell of a side that is not drawn. Underlines are shorter."""
_SETTINGS = {"snap_tolerance": 2, "join_tolerance": 2, "intersection_tolerance": 2}
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class RuledCell:
    """A cell: its box, how many columns it spans, its lines, and the readings that stood above some."""

    box: Box
    span: int = 1
    lines: list[Line] = field(default_factory=list)
    ruby: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table: rows of cells, None where a cell of another column or row goes on; where its columns begin and end."""

    box: Box
    rows: list[list[RuledCell | None]]
    edges: list[float]

    @property
    def cells(self) -> list[RuledCell]:
        """All cells."""
        return [cell for row in self.rows for cell in row if cell]


def find_ruled_tables(page: Any, signs: Sequence[Sign]) -> tuple[list[RuledTable], list[Sign]]:
    """Return the tables of a pdfplumber page with at least two columns of words, and the signs in none of them."""
    if not page.edges or len(page.edges) > MOST_RULES:
        return [], list(signs)
    tables: list[RuledTable] = []
    rest = list(signs)
    for found in sorted(page.find_tables(_SETTINGS | _open_ends(page.edges)), key=lambda table: -_area(table.bbox)):
        table = _table(found)
        inside = any(_contains(cell.box, table.box) for other in tables for cell in other.cells)
        if inside or _is_frame_of_page(page, table.box):
            continue
        left = _fill(table, rest)
        table = _without_empty(table)
        if _has_columns(table):
            tables.append(table)
            rest = left
    return sorted(tables, key=lambda table: table.box[1]), rest


def _open_ends(edges: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    """The sides that tables lack: where a page parts a row, and left and right where none is drawn.

    Two long rules that end at the same height, or rules across half the page, stand for one.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["height"] >= SHORTEST_SIDE]
    level = [edge for edge in edges if edge["orientation"] == "h" and edge["width"] >= SHORTEST_RULE]
    heights = [edge["top"] for edge in edges if edge["orientation"] == "h" and edge["width"] >= SHORTEST_SIDE]
    sides = [edge["x0"] for edge in upright]
    return {
        "explicit_horizontal_lines": _ends(upright, ("top", "bottom"), "x0", heights),
        "explicit_vertical_lines": _ends(level, ("x0", "x1"), "top", sides),
    }


def _ends(edges: Sequence[dict[str, Any]], ends: tuple[str, str], across: str, drawn: Sequence[float]) -> list[float]:
    """Where at least two `edges`, apart from each other, end together and nothing is drawn."""
    found: dict[int, set[int]] = defaultdict(set)
    at: dict[int, float] = {}
    for edge in edges:
        for end in ends:
            place = round(edge[end] / 2)
            found[place].add(round(edge[across] / 4))
            at.setdefault(place, float(edge[end]))
    near = [place for place, sides in found.items() if len(sides) > 1]
    return [at[place] for place in near if not any(abs(at[place] - other) < 3 for other in drawn)]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _is_frame_of_page(page: Any, box: Box) -> bool:
    """Whether a "table" touches the page's edge: it is made of the page's own rectangle."""
    return box[1] <= page.bbox[1] + 1 or box[3] >= page.bbox[3] - 1


def _table(found: Any) -> RuledTable:
    edges = sorted({round(x, 1) for cell in found.cells for x in (cell[0], cell[2])})
    rows = [[RuledCell(cell, _span(cell, edges)) if cell else None for cell in row.cells] for row in found.rows]
    return RuledTable(found.bbox, rows, edges)


def _span(box: Box, edges: Sequence[float]) -> int:
    """How many columns a cell has, thin ones aside."""
    inside = [x for x in edges if box[0] - 1 <= x <= box[2] + 1]
    return max(1, sum(after - before > THINNEST for before, after in pairwise(inside)))


def _fill(table: RuledTable, signs: Iterable[Sign]) -> list[Sign]:
    """Put each sign into the cell it stands in; return those that stand in none."""
    cells = table.cells
    left: list[Sign] = []
    of_cell: dict[int, list[Sign]] = defaultdict(list)
    for sign in signs:
        x, y = sign.middle
        place = next((place for place, cell in enumerate(cells) if _is_in(cell.box, x, y)), None)
        (left if place is None else of_cell[place]).append(sign)
    for place, inside in of_cell.items():
        cells[place].lines, cells[place].ruby = without_ruby(read_lines(inside))
    return left


def _is_in(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _without_empty(table: RuledTable) -> RuledTable:
    """The table without thin columns and rows in which nothing stands."""
    columns = [place for place in range(len(table.rows[0])) if not _is_thin([row[place] for row in table.rows], 0)]
    rows = [row for row in table.rows if not _is_thin(row, 1)]
    return RuledTable(table.box, [[row[place] for place in columns] for row in rows], table.edges)


def _is_thin(cells: Iterable[RuledCell | None], axis: int) -> bool:
    """Whether no cell has words and none is wider (axis 0) or higher (1) than what parts double rules."""
    own = [cell for cell in cells if cell]
    return all(not cell.lines and cell.box[axis + 2] - cell.box[axis] <= THINNEST for cell in own)


def _has_columns(table: RuledTable) -> bool:
    filled = {place for row in table.rows for place, cell in enumerate(row) if cell and cell.lines}
    return len(filled) >= 2


def full_lines(table: RuledTable, cell: RuledCell) -> list[bool]:
    """For each line of a cell, whether the next one is its rest: it reaches the end of what the column prints.

    The last line is compared with a full-width character, for a page may part the cell behind it.
    """
    alike = (
        line
        for other in table.cells
        if abs(other.box[0] - cell.box[0]) < 2 and abs(other.box[2] - cell.box[2]) < 2
        for line in other.lines
    )
    limit = max((line.x1 for line in alike), default=0)
    limit = max(limit, cell.box[2] - 2 * _padding(cell) - 1)
    following = [*cell.lines[1:], *(Line("一", 0, 0, 0, 0, line.size) for line in cell.lines[-1:])]
    return [is_full(line, after, limit) for line, after in zip(cell.lines, following, strict=True)]


def _padding(cell: RuledCell) -> float:
    """How far words keep from the left rule, and no doubt from the right one."""
    left = min((line.x0 for line in cell.lines), default=cell.box[0]) - cell.box[0]
    return min(max(left, 0.0), 12.0)
