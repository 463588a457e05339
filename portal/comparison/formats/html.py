"""Show a comparison table as HTML: one real table, its cells' lines in blocks of their own.

Roles are written out because a style sheet that stacks the cells on a narrow screen takes a
table's meaning away from screen readers. Classes are listed in docs/html-classes.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from portal.comparison.formats.cell_html import TABLE_MEASURE, cell_html, printed_lines
from portal.comparison.formats.heading_rows import is_heading_row
from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.formats.row_links import NO_LINKS, Links, RowLinks, row_links
from portal.comparison.formats.row_names import ALIKE, row_names
from portal.comparison.house_style import HouseStyle, Paper
from portal.comparison.table import ComparisonTable, Row, RowKind
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of the PDF: lines up to which a row is kept on one, half ems of a line in a cell, a table, 備考."""

    short_row: int
    cell: int
    table: int
    remark: int = 12


_SHEETS = {Paper.LANDSCAPE: _Sheet(18, 66, TABLE_MEASURE), Paper.PORTRAIT: _Sheet(28, 42, 46)}
"""A page lying holds about thirty lines, an upright one fifty; a row that breaks is better than half a page empty."""

_PAGE_STYLE = Path(__file__).with_name("page.css")


def table_html(
    table: ComparisonTable,
    *,
    caption: str = "",
    spoken: Spoken = Spoken(),
    links: Links | None = None,
    below_remarks: Sequence[Safe] = (),
) -> Safe:
    """Show a table, what its marks mean before it and its closing words behind it.

    Sides stand in the house style's order. Without `links` no row has any. `below_remarks` is, for each row, what an
    editor of remarks puts below its remark; a style without remarks has no place for it.
    """
    style, names = table.style, row_names(table)
    to = row_links(table, names, links) if links else repeat(NO_LINKS)
    tools = below_remarks or repeat(EMPTY)
    rows = zip(map(as_printed, table.rows), names, to, tools, strict=False)
    shown = element(
        "table",
        element("caption", text(caption)) if caption else EMPTY,
        _columns(style),
        element("thead", _headings(style), role="rowgroup"),
        element(
            "tbody", *(_row(row, name, style, spoken, to, tools) for row, name, to, tools in rows), role="rowgroup"
        ),
        class_=classes("comparison", "with-remarks" if style.remarks else ""),
        role="table",
    )
    return join((_paragraph(table.legend, "marks-legend"), shown, _paragraph(style.closing, "closing")))


def _paragraph(words: str, name: str) -> Safe:
    return element("p", text(words), class_=name) if words else EMPTY


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
        table_html(table, caption=title, links=Links()),
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


def _row(row: Row, name: str, style: HouseStyle, spoken: Spoken, links: RowLinks, tools: Safe) -> Safe:
    first, second = style.columns
    before = join((links.to_row, _spoken(row, style, spoken)))
    cells = [_cell(row, first, style, links, before=before), _cell(row, second, style, links)]
    if style.remarks:
        cells.append(_remark(row, style, tools))
    return element("tr", *cells, id=name, class_=_row_classes(row, style), data_kind=row.kind.value, role="row")


def _row_classes(row: Row, style: HouseStyle) -> str:
    sheet = _SHEETS[style.paper]
    return classes(
        "row",
        f"row-{row.kind.replace('_', '-')}",
        "short" if _height(row, sheet) <= sheet.short_row else "",
        "heading-row" if is_heading_row(row) else "",
        "same" if row.kind in ALIKE and row.old.text == row.new.text else "",
    )


def _height(row: Row, sheet: _Sheet) -> int:
    """About how many lines a row is high on paper."""
    cells = max(printed_lines(cell.text, sheet.cell) for cell in (row.old, row.new))
    return max(cells, printed_lines(row.remark, sheet.remark))


def _spoken(row: Row, style: HouseStyle, spoken: Spoken) -> Safe:
    """What happened to a row, for those to whom neither a remark nor underlining says it."""
    is_silent = row.kind in (RowKind.TITLE, RowKind.CHANGED) and row.old.text == row.new.text
    words = "" if style.remarks or is_silent else spoken.words.get(row.kind, "")
    return element("span", text(words), class_="visually-hidden", lang=spoken.language) if words else EMPTY


def _cell(row: Row, side: str, style: HouseStyle, links: RowLinks, *, before: Safe = EMPTY) -> Safe:
    cell, into_text = (row.new, links.new) if side == "new" else (row.old, links.old)
    return element(
        "td",
        before,
        into_text,
        cell_html(cell, side, marked=style.underline, table_measure=_SHEETS[style.paper].table),
        class_=classes("cell", side, "placeholder" if cell.text and not cell.spans else ""),
        data_label=dict(zip(style.columns, style.headings, strict=True))[side],
        role="cell",
    )


def _remark(row: Row, style: HouseStyle, tools: Safe) -> Safe:
    lines = (element("p", text(line), class_="line") for line in row.remark.splitlines() if line)
    return element("td", *lines, tools, class_="cell remark", data_label=style.remark_heading, role="cell")
