"""Show a table written with pipes as HTML, in a box that scrolls sideways where it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal.text.html.hanging import half_ems
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text, void
from portal.text.pipe_table import PipeCell, PipeRow, PipeTable

COLUMN_SHARES, NARROWEST_SHARE = 24, 2
"""A wide table's columns have widths in 24ths, as classes share-2 … share-24."""

_BESIDE_TEXT = 4
"""Half ems of a column that its text does not fill."""


def pipe_table_html(table: PipeTable, *, measure: int, words: Callable[[PipeCell], Safe], indent: str = "") -> Safe:
    """Show a table: as wide as its text if that fits into `measure` half ems, else as wide as it may be.

    `words` shows a cell's content; `indent` is a class for the box, which can be reached by keyboard.
    Lines of nothing but a pipe are no table and stay as they are written.
    """
    if not table.aligns:
        return join(element("p", text("|"), class_=classes("line", indent)) for _ in table.rows)
    widths = [max(half_ems(cell.text) for cell in column) for column in table.columns]
    compact = sum(widths) + _BESIDE_TEXT * len(widths) <= measure
    shown = element(
        "table",
        EMPTY if compact else _columns(widths),
        element("thead", _row(table.heading, table, "th", words)) if table.heading else EMPTY,
        element("tbody", *(_row(row, table, "td", words) for row in table.rows)) if table.rows else EMPTY,
        class_=classes("terms-table", "compact" if compact else "wide"),
    )
    return element("div", shown, class_=classes("table-box", indent), role="group", aria_label="表", tabindex="0")


def _columns(widths: Sequence[int]) -> Safe:
    return element("colgroup", *(void("col", class_=f"share-{share}") for share in _shares(widths)))


def _row(cells: PipeRow, table: PipeTable, tag: str, words: Callable[[PipeCell], Safe]) -> Safe:
    scope = "col" if tag == "th" else ""
    return element(
        "tr",
        join(
            element(tag, words(cell), scope=scope, class_=f"align-{align}" if align else "")
            for cell, align in zip(cells, table.aligns, strict=True)
        ),
    )


def _shares(widths: Sequence[int]) -> list[int]:
    """24ths for columns of these widths, two at least for each; none for more than twelve columns, all alike.

    Long cells wrap, so a column's weight stops growing at twenty characters.
    """
    if len(widths) * NARROWEST_SHARE > COLUMN_SHARES:
        return []
    weights = [min(max(width, 6), 40) for width in widths]
    shares = [NARROWEST_SHARE] * len(weights)
    while sum(shares) < COLUMN_SHARES:
        shares[max(range(len(shares)), key=lambda column: weights[column] / shares[column])] += 1
    return shares
