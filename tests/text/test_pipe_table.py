"""Tables written with pipes."""

from portal.text.pipe_table import Align, read_pipe_table


def test_a_line_of_dashes_makes_the_line_above_it_the_heading() -> None:
    table = read_pipe_table(["| 区分 | 料金 | 備考 |", "| :- | -: | :-: |", "| 基本 | 100円 | |"])
    assert table.heading == ("区分", "料金", "備考")
    assert table.rows == (("基本", "100円", ""),)
    assert table.aligns == (Align.LEFT, Align.RIGHT, Align.CENTER)


def test_without_dashes_every_line_is_a_row() -> None:
    assert read_pipe_table(["| a | b |", "| c | d |"]).rows == (("a", "b"), ("c", "d"))


def test_short_rows_are_filled_and_no_cell_of_a_long_one_is_lost() -> None:
    table = read_pipe_table(["| a |", "| - |", "| b | c |"])
    assert table.heading == ("a", "")
    assert table.columns == (("a", "b"), ("", "c"))


def test_dashes_in_the_first_line_are_cells() -> None:
    assert read_pipe_table(["| - | - |"]).rows == (("-", "-"),)


def test_a_pipe_behind_a_backslash_belongs_to_its_cell() -> None:
    assert read_pipe_table([r"| a \| b | c |"]).rows == (("a | b", "c"),)
