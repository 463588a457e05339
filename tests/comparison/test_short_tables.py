"""Long tables inside a cell: the rows that did not change are left out where only changes are asked for."""

from portal.comparison.compare import compare
from portal.comparison.formats.narrowing import only_changes
from portal.comparison.formats.short_tables import MOST_ROWS, with_short_tables
from portal.comparison.table import Cell, RowKind
from portal.text.parser import parse
from tests.comparison.notation import marked

HEAD = "| 品名 | 料金 |\n|---|---|\n"


def price_list(rows: int) -> str:
    """An article with a list of prices."""
    lines = "".join(f"| 工具{row} | {row}00円 |\n" for row in range(1, rows + 1))
    return f"第１条（料金）\n料金は、次のとおりとします。\n{HEAD}{lines}"


def test_a_long_table_keeps_its_head_and_the_rows_that_changed() -> None:
    old = price_list(40)
    new = old.replace("| 2000円 |", "| 2100円 |")
    table = only_changes(compare(parse(old).document, parse(new).document))
    cell = next(row.new for row in table.rows if row.kind is RowKind.CHANGED)
    expected = f"{HEAD}| (略) |\n| 工具20 | 【2100】円 |\n| (略) |"
    assert marked(cell.text, cell.marks) == expected


def test_its_spans_still_stand_for_all_of_it() -> None:
    old = price_list(40)
    table = compare(parse(old).document, parse(old.replace("| 100円 |", "| 150円 |")).document)
    row = next(row for row in table.rows if row.kind is RowKind.CHANGED)
    short = with_short_tables(row.old, "（略）")
    assert short.spans == row.old.spans
    assert len(short.text) < len(row.old.text)


def test_a_short_table_is_shown_whole() -> None:
    lines = HEAD + "\n".join("| 工具 | 百円 |" for _ in range(MOST_ROWS - 2))
    cell = Cell(lines)
    assert with_short_tables(cell, "（略）") is cell


def test_few_unchanged_rows_between_changes_stay() -> None:
    rows = [f"| 工具{row} | 百円 |" for row in range(20)]
    text = HEAD + "\n".join(rows)
    places = [text.index(f"工具{row} ") for row in (5, 8)]
    short = with_short_tables(Cell(text, tuple((place, place + 3) for place in places)), "（略）")
    assert marked(short.text, short.marks) == (
        f"{HEAD}| （略） |\n| 【工具5】 | 百円 |\n| 工具6 | 百円 |\n| 工具7 | 百円 |\n| 【工具8】 | 百円 |\n| （略） |"
    )
