"""A page read as values for JSON: its lines and tables from top to bottom, and what was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from portal.importing.pdf.columns import full_in_column, in_reading_order
from portal.importing.pdf.lines import Line, without_ruby
from portal.importing.pdf.ruled_tables import RuledCell, RuledTable, find_ruled_tables, full_lines
from portal.importing.pdf.signs import read_signs

PICTURE_BEHIND = 0.7
"""What share of a page a picture must cover for the page to be a scan with text laid over it."""
CLOSE = 1.5
"""How far a line stands at most, in type sizes, from the line above that it belongs to."""

Values = dict[str, Any]


def page_values(page: Any) -> Values:
    """Return {"parts", "counts", "white", "ruby", "drawn"} of a pdfplumber page.

    A part is {"lines": [line, …]} or {"rows": [[cell, …], …]}, a cell null or {"lines": [line, …], "span": n}, a line
    {"text", "full", "close"}.
    """
    read = read_signs(page)
    tables, rest = ([], read.signs) if read.turned else find_ruled_tables(page, read.signs)
    ordered = in_reading_order(rest)
    lines, ruby = without_ruby(ordered.lines)
    counts = read.counts + Counter(
        turned=int(read.turned and bool(read.signs)), columns=int(ordered.gutter is not None)
    )
    counts["signs"] = sum(not sign.text.isspace() for sign in read.signs)
    counts["over_picture"] = int(bool(read.signs) and _picture(page) >= PICTURE_BEHIND)
    of_cells = [word for table in tables for cell in table.cells for word in cell.ruby]
    return {
        "parts": list(_parts(lines, full_in_column(lines, ordered.gutter), tables)),
        "counts": {name: count for name, count in counts.items() if count > 0},
        "white": read.white,
        "ruby": [*ruby, *of_cells],
        "drawn": bool(page.images or len(page.curves) > 20),
    }


def _picture(page: Any) -> float:
    """What share of the page its largest picture covers."""
    area = float(page.width) * float(page.height)
    sizes = [float(picture["width"]) * float(picture["height"]) for picture in page.images]
    return max(sizes, default=0.0) / area if area else 0.0


def _parts(lines: Sequence[Line], full: Sequence[bool], tables: Sequence[RuledTable]) -> Iterator[Values]:
    """Lines and tables in their order on the page; a line beside a table comes before it."""
    waiting = list(tables)
    put: list[Values] = []
    for above, line, is_full in zip((None, *lines), lines, full, strict=False):
        while waiting and waiting[0].box[3] <= line.middle:
            if put:
                yield {"lines": put}
            put = []
            yield _table_values(waiting.pop(0))
        put.append(_line_values(line, full=is_full, close=above is not None and _is_close(above, line)))
    if put:
        yield {"lines": put}
    yield from map(_table_values, waiting)


def _is_close(above: Line, line: Line) -> bool:
    """Whether two lines may be of one paragraph: near each other and in type of one size."""
    return line.top - above.bottom < CLOSE * line.size and abs(line.size - above.size) < 0.15 * above.size


def _line_values(line: Line, *, full: bool, close: bool = True) -> Values:
    return {"text": line.text.strip(), "full": full, "close": close}


def _table_values(table: RuledTable) -> Values:
    return {"rows": [[_cell_values(table, cell) for cell in row] for row in table.rows]}


def _cell_values(table: RuledTable, cell: RuledCell | None) -> Values | None:
    if cell is None:
        return None
    lines = zip(cell.lines, full_lines(table, cell), strict=True)
    return {"lines": [_line_values(line, full=full) for line, full in lines], "span": cell.span}
