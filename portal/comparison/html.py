"""Show a comparison table as HTML: one real table, its cells' lines in blocks of their own.

Roles are written out because a style sheet that stacks the cells on a narrow screen takes a
table's meaning away from screen readers. Classes are listed in docs/html-classes.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.comparison.cell_html import cell_html, printed_lines
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import ComparisonTable, Row, RowKind
from portal.text.bracketed import is_caption
from portal.text.headings.forms import read_head
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text, void
from portal.text.messages import gettext_noop

SPOKEN = {
    RowKind.TITLE: gettext_noop("変更："),
    RowKind.CHANGED: gettext_noop("変更："),
    RowKind.RENUMBERED: gettext_noop("番号の変更："),
    RowKind.MOVED: gettext_noop("移動："),
    RowKind.MOVED_AWAY: gettext_noop("移動："),
    RowKind.ADDED_UNIT: gettext_noop("追加："),
    RowKind.ADDED_ARTICLE: gettext_noop("新設："),
    RowKind.DELETED_UNIT: gettext_noop("削除："),
    RowKind.DELETED_ARTICLE: gettext_noop("削除："),
}
"""What a reader who hears the page is told where the house style has no remarks."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for the ear by kind of row; `language` is theirs where it is not the documents'."""

    words: Mapping[RowKind, str] = field(default_factory=SPOKEN.copy)
    language: str = ""


SHORT_ROW = 18
"""Lines up to which a row is kept on one page; thirty fit on a page of the PDF."""

_CELL_MEASURE, _REMARK_MEASURE = 66, 12
"""Half ems of a line in a cell of the PDF and in its 備考."""

_PAGE_STYLE = Path(__file__).with_name("page.css")


def table_html(table: ComparisonTable, *, caption: str = "", spoken: Spoken = Spoken()) -> Safe:
    """Show a table with its closing words behind it. Sides stand in the house style's order."""
    style = table.style
    shown = element(
        "table",
        element("caption", text(caption)) if caption else EMPTY,
        _columns(style),
        element("thead", _headings(style), role="rowgroup"),
        element("tbody", *(_row(index, row, style, spoken) for index, row in enumerate(table.rows)), role="rowgroup"),
        class_=classes("comparison", "with-remarks" if style.remarks else ""),
        role="table",
    )
    return join((shown, element("p", text(style.closing), class_="closing") if style.closing else EMPTY))


def page_html(table: ComparisonTable, *, title: str) -> Safe:
    """Show a table as a page of its own, that needs no other file."""
    head = element(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", text(title)),
        element("style", Safe(_PAGE_STYLE.read_text(encoding="utf-8"))),
    )
    body = element(
        "main",
        element("h1", text(title)),
        table_html(table, caption=title),
    )
    return join((Safe("<!doctype html>\n"), element("html", head, element("body", body), lang="ja"), Safe("\n")))


def _columns(style: HouseStyle) -> Safe:
    names = (*style.columns, "remark") if style.remarks else style.columns
    return element("colgroup", *(void("col", class_=f"column-{name}") for name in names))


def _headings(style: HouseStyle) -> Safe:
    headings = list(zip(style.columns, style.headings, strict=True))
    if style.remarks:
        headings.append(("remark", style.remark_heading))
    return element(
        "tr",
        *(
            element("th", text(words), scope="col", role="columnheader", class_=f"column-{name}")
            for name, words in headings
        ),
        role="row",
    )


_ALIKE = (RowKind.UNCHANGED, RowKind.ELIDED)
"""Rows whose sides say the same, so that a narrow screen shows one."""


def _row(index: int, row: Row, style: HouseStyle, spoken: Spoken) -> Safe:
    first, second = style.columns
    cells = [_cell(row, first, style, spoken=_spoken(row, style, spoken)), _cell(row, second, style)]
    if style.remarks:
        cells.append(_remark(row, style))
    return element(
        "tr",
        *cells,
        id=f"row-{index}",
        class_=classes(
            "row",
            f"row-{row.kind.replace('_', '-')}",
            "short" if _height(row) <= SHORT_ROW else "",
            "heading-row" if _is_heading(row) else "",
            "same" if row.kind in _ALIKE and row.old.text == row.new.text else "",
        ),
        data_kind=row.kind.value,
        role="row",
    )


def _height(row: Row) -> int:
    """About how many lines a row is high on paper."""
    cells = max(printed_lines(cell.text, _CELL_MEASURE) for cell in (row.old, row.new))
    return max(cells, printed_lines(row.remark, _REMARK_MEASURE))


def _is_heading(row: Row) -> bool:
    """Whether a row holds nothing but a heading, which should not stand alone at a page's foot."""
    words = row.new.text if row.new.spans else row.old.text
    if row.kind is RowKind.ELIDED or "\n" in words or words.endswith("。"):
        return False
    return read_head(words) is not None or is_caption(words)


def _spoken(row: Row, style: HouseStyle, spoken: Spoken) -> Safe:
    """What happened to a row, for those to whom neither a remark nor underlining says it."""
    words = "" if style.remarks or row.old.text == row.new.text else spoken.words.get(row.kind, "")
    return element("span", text(words), class_="visually-hidden", lang=spoken.language) if words else EMPTY


def _cell(row: Row, side: str, style: HouseStyle, *, spoken: Safe = EMPTY) -> Safe:
    cell = row.new if side == "new" else row.old
    return element(
        "td",
        spoken,
        cell_html(cell, marked=style.underline),
        class_=classes("cell", side, "placeholder" if cell.text and not cell.spans else ""),
        data_label=dict(zip(style.columns, style.headings, strict=True))[side],
        role="cell",
    )


def _remark(row: Row, style: HouseStyle) -> Safe:
    lines = (element("p", text(line), class_="line") for line in row.remark.splitlines() if line)
    return element("td", *lines, class_="cell remark", data_label=style.remark_heading, role="cell")
