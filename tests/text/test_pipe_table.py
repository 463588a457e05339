"""Tables written with pipes."""

from portal.text.pipe_table import Align, PipeRow, PipeTable, read_pipe_tables


def tables(*lines: str) -> tuple[PipeTable, ...]:
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    return read_pipe_tables(zip(starts, lines, strict=True))


def words(row: PipeRow) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def test_a_line_of_dashes_makes_the_line_above_it_the_heading() -> None:
    (table,) = tables("| 区分 | 料金 | 備考 |", "| :- | -: | :-: |", "| 基本 | 100円 | |")
    assert words(table.heading) == ("区分", "料金", "備考")
    assert [words(row) for row in table.rows] == [("基本", "100円", "")]
    assert table.aligns == (Align.LEFT, Align.RIGHT, Align.CENTER)


def test_without_dashes_every_line_is_a_row() -> None:
    (table,) = tables("| a | b |", "| c | d |")
    assert [words(row) for row in table.rows] == [("a", "b"), ("c", "d")]


def test_short_rows_are_filled_and_no_cell_of_a_long_one_is_lost() -> None:
    (table,) = tables("| a |", "| - |", "| b | c |")
    assert words(table.heading) == ("a", "")
    assert [words(column) for column in table.columns] == [("a", "b"), ("", "c")]


def test_a_line_without_its_last_pipe_keeps_its_last_cell() -> None:
    (table,) = tables("| a | b", "| c | d |  ")
    assert [words(row) for row in table.rows] == [("a", "b"), ("c", "d")]


def test_dashes_in_the_first_line_are_cells() -> None:
    (table,) = tables("| - | - |")
    assert [words(row) for row in table.rows] == [("-", "-")]


def test_a_pipe_behind_a_backslash_belongs_to_its_cell() -> None:
    (table,) = tables(r"| a \| b | c |")
    assert [words(row) for row in table.rows] == [("a | b", "c")]


def test_a_cell_knows_where_it_is_written() -> None:
    lines = ("|  区分 | 料金|", "| --- | --- |", r"| a \| b | |")
    (table,) = tables(*lines)
    text = "\n".join(lines)
    assert [text[cell.start : cell.end] for row in table.all_rows for cell in row] == ["区分", "料金", r"a \| b", ""]


def test_another_heading_with_dashes_begins_another_table() -> None:
    first, second = tables("| a |", "| --- |", "| b |", "| c |", "| :-- |", "| d |")
    assert (words(first.heading), [words(row) for row in first.rows]) == (("a",), [("b",)])
    assert (words(second.heading), [words(row) for row in second.rows]) == (("c",), [("d",)])


def test_lone_dashes_below_a_heading_say_that_there_is_nothing() -> None:
    (table,) = tables("| a | b |", "| --- | --- |", "| c | d |", "| - | - |")
    assert [words(row) for row in table.rows] == [("c", "d"), ("-", "-")]
