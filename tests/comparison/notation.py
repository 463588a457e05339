"""A comparison table as text, the notation of `tests/comparison/cases/*.txt`.

変更　備考 (変更)                what happened to the unit, and the remark if there is one
  旧｜本を【二冊】借ります。      the cells with their marks in 【】; a second line has no 旧 or 新
  新｜本を【三冊】借ります。
同じ
  両｜本を返します。              both cells, when they are equal and bear no mark
"""

from collections.abc import Iterator

from portal.comparison.table import Cell, ComparisonTable, Row, RowKind, Span

WORDS = {
    RowKind.TITLE: "題名",
    RowKind.UNCHANGED: "同じ",
    RowKind.CHANGED: "変更",
    RowKind.RENUMBERED: "番号",
    RowKind.MOVED: "移動先",
    RowKind.MOVED_AWAY: "移動元",
    RowKind.ADDED_UNIT: "追加",
    RowKind.ADDED_ARTICLE: "新設",
    RowKind.DELETED_UNIT: "項号削除",
    RowKind.DELETED_ARTICLE: "条削除",
    RowKind.ELIDED: "略",
}


def marked(text: str, marks: tuple[Span, ...], double: tuple[Span, ...] = ()) -> str:
    """Return `text` with 【】 around its marks and 〚〛 around those drawn as double lines."""
    assert not set("【】〚〛") & set(text), "the notation needs 【】〚〛 for itself"
    parts, last = [], 0
    for (start, end), brackets in sorted([*((span, "【】") for span in marks), *((span, "〚〛") for span in double)]):
        parts += [text[last:start], brackets[0], text[start:end], brackets[1]]
        last = end
    return "".join([*parts, text[last:]])


def unmarked(text: str) -> str:
    """Return a marked text without its marks."""
    return text.replace("【", "").replace("】", "")


def rows(table: ComparisonTable) -> str:
    """Return the printed rows of a table."""
    return "\n".join(line for row in table.rows for line in _row(row))


def _row(row: Row) -> Iterator[str]:
    yield WORDS[row.kind] + (f"　備考 {row.remark}" if row.remark else "")
    if row.old.text == row.new.text and not any((*row.old.marks, *row.new.marks, *row.old.double, *row.new.double)):
        yield from _cell("両", row.old)
    else:
        yield from _cell("旧", row.old)
        yield from _cell("新", row.new)


def _cell(side: str, cell: Cell) -> Iterator[str]:
    for place, line in enumerate(marked(cell.text, cell.marks, cell.double).split("\n")):
        yield f"  {'　' if place else side}｜{line}".rstrip()
