"""What a comparison's HTML shows is what its table holds: every character, every mark, in every house style."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from portal.comparison.compare import compare
from portal.comparison.formats.html import page_html
from portal.comparison.formats.plain_headings import without_markdown
from portal.comparison.formats.strokes import strokes
from portal.comparison.house_style import BUILT_IN, HouseStyle
from portal.comparison.table import Cell, ComparisonTable
from portal.demo.manifest import read_demo
from portal.text.parser import parse
from portal.text.tree import Document

UNSEEN = set(" \u3000\n\t|-:\\")
"""Blanks, and what is written to make a table: lines and columns stand for them."""
PLAIN, SINGLE, DOUBLE = range(3)
Shown = list[tuple[str, int]]
"""The characters of a cell, each with how it is underlined."""


class Reader(HTMLParser):
    """Reads the cells of a comparison: the words for eyes and nothing that is there for links and ears."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, Shown]] = []
        self.open: list[tuple[str, str]] = []
        self.side = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes).get("class") or ""
        if tag in ("meta", "col"):
            return
        self.open.append((tag, names))
        if tag == "tr" and names.startswith("row "):
            self.rows.append({})
        if tag == "td" and names.startswith("cell "):
            self.side = names.split()[1]
            self.rows[-1][self.side] = []

    def handle_endtag(self, tag: str) -> None:
        opened, names = self.open.pop()
        assert opened == tag
        if tag == "td" and names.startswith("cell "):
            self.side = ""

    def handle_data(self, data: str) -> None:
        if self.side and not any(names in ("anchor", "to-text", "visually-hidden") for _, names in self.open):
            line = max(map(_line, (names for _, names in self.open)))
            self.rows[-1][self.side] += [(character, line) for character in data if character not in UNSEEN]


def _line(names: str) -> int:
    return {"mark": SINGLE, "mark double": DOUBLE}.get(names, PLAIN)


def read(html: str) -> list[dict[str, Shown]]:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader.rows


def held(cell: Cell, style: HouseStyle) -> Shown:
    """A cell as it is to be shown."""
    cell = without_markdown(cell)
    lines = [PLAIN] * len(cell.text)
    for stroke in strokes(cell) if style.underline else ():
        for place in range(stroke.start, stroke.end):
            lines[place] = DOUBLE if stroke.double else SINGLE
    return [(character, line) for character, line in zip(cell.text, lines, strict=True) if character not in UNSEEN]


def expected(table: ComparisonTable) -> list[dict[str, Shown]]:
    rows = []
    for row in table.rows:
        cells = {"new": held(row.new, table.style), "old": held(row.old, table.style)}
        if table.style.remarks:
            cells["remark"] = held(Cell(row.remark), table.style)
        rows.append(cells)
    return rows


def demo_pairs() -> Iterator[tuple[Document, Document]]:
    for service in read_demo(date(2026, 11, 20)).services:
        for terms in service.terms:
            yield from pairwise(parse(edition.text).document for edition in terms.editions)


@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
def test_every_cell_of_the_demo_is_shown_with_its_marks(style: HouseStyle) -> None:
    for old, new in demo_pairs():
        table = compare(old, new, style=style)
        assert read(page_html(table, title="対照表")) == expected(table)


@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
def test_hostile_text_reads_back_as_it_was(style: HouseStyle) -> None:
    old, new = (
        parse(f"第1条（<b>{word}</b>）\n1. <script>{word}</script> & &amp; \"'\n| a \\| {word} | <td> |\n").document
        for word in ("あ", "い")
    )
    table = compare(old, new, style=style)
    assert read(page_html(table, title="<title>")) == expected(table)
