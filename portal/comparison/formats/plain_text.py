"""A comparison table as plain text for a mail or a terminal, from which its cells and marks can be read again.

A row is a head line (■, place, remark) and the lines of its cells, each behind the heading of its column and a
bar; where both cells say the same they stand once. Headings have lost their Markdown, as on the page.

What is marked stands in ⟦ ⟧, what is to have a double line in ⟪ ⟫. These four signs and the backslash have a
backslash before them where they are the document's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from portal.comparison.addresses.places import Places
from portal.comparison.formats.html import SPOKEN
from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind

MARK, DOUBLE_MARK = "⟦⟧", "⟪⟫"
"""What stands before and behind marks; terms and laws use 【】 and 〔〕 themselves."""

BACKSLASH = "\\"
_OWN = f"{BACKSLASH}{MARK}{DOUBLE_MARK}"
_ESCAPED = {ord(sign): BACKSLASH + sign for sign in _OWN}


def plain_text(table: ComparisonTable, *, title: str = "", sides: tuple[str, str] = ("", "")) -> str:
    """Return a table as text whose lines are not wrapped; `sides` say what the old and the new edition are.

    In Japanese, as the table's own words are. Ends with a line end.
    """
    printed = replace(table, rows=tuple(map(as_printed, table.rows)))
    blocks = [_opening(table.style, title, sides), _legend(printed), *_rows(printed), [table.style.closing]]
    return "\n\n".join("\n".join(filter(None, block)) for block in blocks if any(block)) + "\n"


def _opening(style: HouseStyle, title: str, sides: tuple[str, str]) -> list[str]:
    said = {"old": sides[0], "new": sides[1]}
    columns = zip(style.columns, style.headings, strict=True)
    return [title, *(f"{heading}：{said[side]}" for side, heading in columns if said[side])]


def _legend(table: ComparisonTable) -> list[str]:
    """What the signs of this table mean, as far as it has them. The style's own words tell of lines under words."""
    cells = [cell for row in table.rows for cell in (row.old, row.new)]
    lines = [] if table.has_changes else [table.legend]
    if any(cell.marks for cell in cells):
        lines.append(f"{MARK[0]} {MARK[1]}：変更箇所")
    if any(cell.double for cell in cells):
        lines.append(f"{DOUBLE_MARK[0]} {DOUBLE_MARK[1]}：移動、追加又は削除をしたものの番号")
    if any(sign in cell.text for cell in cells for sign in _OWN):
        lines.append(f"{BACKSLASH}：次の記号は本文の文字")
    return lines


def _rows(table: ComparisonTable) -> Iterator[list[str]]:
    old, new = Places(table.old), Places(table.new)
    for row in table.rows:
        yield [_head(_place(row, old, new), _remark(row, table.style)), *_cells(row, table.style)]


def _place(row: Row, old: Places, new: Places) -> str:
    """Where the row stands: what has left its place, and what points away from it, by the old one, 旧第1条第2項."""
    place = new.words(row.new_at) if row.new_at and row.kind is not RowKind.MOVED_AWAY else ""
    if place or not row.old_at or not old.words(row.old_at):
        return place
    return f"旧{old.words(row.old_at)}"


def _head(place: str, remark: str) -> str:
    return "■ " + "　".join(filter(None, (place, " ".join(remark.split()))))


def _remark(row: Row, style: HouseStyle) -> str:
    remark = row.remark if style.remarks else SPOKEN.get(row.kind, "").rstrip("：")
    return remark or (style.elided if row.kind is RowKind.ELIDED else "")


def _cells(row: Row, style: HouseStyle) -> Iterator[str]:
    cells = {"old": row.old, "new": row.new}
    if row.old.text == row.new.text and not any((cell.marks or cell.double) for cell in cells.values()):
        yield from _lines("・".join(style.headings), row.new)
        return
    for side, heading in zip(style.columns, style.headings, strict=True):
        yield from _lines(heading, cells[side])


def _lines(heading: str, cell: Cell) -> Iterator[str]:
    first, *others = signed(cell).split("\n")
    yield f"{heading}｜{first}"
    yield from (f"{_blank(heading)}｜{line}" for line in others)


def _blank(heading: str) -> str:
    """Blanks as wide as the heading."""
    return "".join("　" if unicodedata.east_asian_width(character) in "FWA" else " " for character in heading)


def signed(cell: Cell) -> str:
    """Return a cell's text with signs around its marks: 本を⟦三⟧冊まで."""
    behind = _signs((end for _, end in cell.double), DOUBLE_MARK[1]) + _signs((end for _, end in cell.marks), MARK[1])
    before = _signs((start for start, _ in cell.marks), MARK[0]) + _signs((s for s, _ in cell.double), DOUBLE_MARK[0])
    parts, last = [], 0
    for offset, sign in sorted(behind + before, key=itemgetter(0)):
        parts += [cell.text[last:offset].translate(_ESCAPED), sign]
        last = offset
    return "".join([*parts, cell.text[last:].translate(_ESCAPED)])


def _signs(offsets: Iterable[int], sign: str) -> list[tuple[int, str]]:
    return [(offset, sign) for offset in offsets]
