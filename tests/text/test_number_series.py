"""New numbers for a row of articles or 号, written as 1 2 ? 3の2, ? for what has no number yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.numbering.number_series import (
    Entry,
    beside_fixed,
    between,
    between_dotted,
    closed_up,
    outlined,
    read_order,
)
from portal.text.tree import Number


def entries(written: str) -> tuple[Entry, ...]:
    """The entries of 1 ? 3の2 5〜7."""
    return tuple(_entry(word) for word in written.split())


def _entry(word: str) -> Entry:
    first, _, last = word.partition("〜")
    return Entry(_number(first), _number(last))


def _number(word: str) -> Number:
    return () if word in ("", "?") else tuple(map(int, word.split("の")))


def shown(numbered: tuple[Entry, ...]) -> str:
    """The entries as a row of words."""
    return " ".join(
        "の".join(map(str, entry.number)) + ("〜" + "の".join(map(str, entry.last)) if entry.last else "")
        for entry in numbered
    )


@pytest.mark.parametrize(
    ("row", "closed", "beside"),
    [
        ("1 2 3", "1 2 3", "1 2 3"),
        ("1 ? 2 3", "1 2 3 4", "1 1の2 2 3"),
        ("1 ? ? 2", "1 2 3 4", "1 1の2 1の3 2"),
        ("1 2 2 3", "1 2 3 4", "1 2 2の2 3"),
        ("1 2 4", "1 2 3", "1 2 4"),
        ("2 3", "1 2", "2 3"),
        ("? 1 2", "1 2 3", "1 1の2 2"),
        ("1 2 ?", "1 2 3", "1 2 3"),
        ("1 2 2の2 3", "1 2 2の2 3", "1 2 2の2 3"),
        ("1 2 2の2 ? 3", "1 2 2の2 3 4", "1 2 2の2 2の3 3"),
        ("1 2 2の2 ? 2の3 3", "1 2 2の2 2の3 2の4 3", "1 2 2の2 2の2の2 2の3 3"),
        ("1 2 ? 2の2 3", "1 2 2の2 2の3 3", "1 2 2の2 2の3 3"),
        ("1 ? 2 2の2 3", "1 2 3 3の2 4", "1 1の2 2 2の2 3"),
        ("1 2の2 2の3 3", "1 2 2の2 3", "1 2の2 2の3 3"),
        ("1 2 2の2 2の2 3", "1 2 2の2 2の3 3", "1 2 2の2 2の3 3"),
        ("1 5 2 3 4", "1 2 3 4 5", "1 1の2 2 3 4"),
        ("1 2 9 2の2", "1 2 2の2 2の3", "1 2 2の2 2の3"),
        ("1 3 4 2 5", "1 2 3 4 5", "1 3 4 4の2 5"),
        ("1 2〜4 5", "1 2〜4 5", "1 2〜4 5"),
        ("1 ? 2〜4 5", "1 2 3〜5 6", "1 1の2 2〜4 5"),
        ("? 1〜2 3", "1 2〜3 4", "1 1の2〜1の3 3"),
        ("1 2 2の2〜2の4 2の5 3", "1 2 2の2〜2の4 2の5 3", "1 2 2の2〜2の4 2の5 3"),
        ("1 3の2〜5 6", "1 2〜4 5", "1 3の2〜5 6"),
        ("? ?", "1 2", "1 2"),
        ("", "", ""),
    ],
)
def test_a_row_is_numbered(row: str, closed: str, beside: str) -> None:
    made = entries(row)
    order = read_order(made)
    assert (shown(closed_up(made, order)), shown(beside_fixed(made, order))) == (closed, beside)


@pytest.mark.parametrize(
    ("row", "owners", "ambiguous"),
    [
        ("1 2 3 ?", {0, 1, 2}, set()),
        ("1 2 2 3", {0, 3}, {1, 2}),
        ("1 3 2 3", {0, 2, 3}, set()),
        ("1 2 3 1 4", {0, 1, 2, 4}, set()),
        ("3 1 2 4 3 5", {1, 2, 3, 4, 5}, set()),
        ("9 1 2 3 9 4 5", {1, 2, 3, 5, 6}, {0, 4}),
    ],
)
def test_of_two_with_one_number_the_one_in_order_owns_it(row: str, owners: set[int], ambiguous: set[int]) -> None:
    order = read_order(entries(row))
    assert (order.owners, order.ambiguous) == (owners, ambiguous)


@pytest.mark.parametrize(
    ("previous", "following", "left_out"),
    [
        ("?", "3", "1 2"),
        ("2", "3", ""),
        ("2", "5", "3 4"),
        ("18", "18の3", "18の2"),
        ("17", "18の3", "18 18の2"),
        ("18の2", "19", ""),
        ("18の2", "18の4の2", "18の3 18の4"),
        ("18の2の2", "18の2の4", "18の2の3"),
        ("1", "99999", ""),
    ],
)
def test_what_a_row_leaves_out(previous: str, following: str, left_out: str) -> None:
    numbers = between(_number(previous), _number(following))
    assert shown(tuple(map(Entry, numbers))) == left_out


def test_what_a_dotted_row_leaves_out() -> None:
    assert between_dotted((1, 1), (1, 4)) == ((1, 2), (1, 3))
    assert between_dotted((1, 3), (2, 2)) == between_dotted((), (1, 2)) == ()


@pytest.mark.parametrize(
    ("row", "above", "numbered"),
    [
        ("1 1の1 1の2 2 2の1", ("?", "?"), "1 1の1 1の2 2 2の1"),
        ("1 1の1 ? 1の2 3 3の1", ("?", "?"), "1 1の1 1の2 1の3 2 2の1"),
        ("1 1の1 1の1 1の2", ("?", "?"), "1 1の1 1の2 1の3"),
        ("3の1 ? 3の2 3の2の1", ("3", "4"), "4の1 4の2 4の3 4の3の1"),
        ("? 3の1", ("3", "3"), "3の1 3の2"),
        ("1の0 1の1 ?", ("?", "?"), "1の0 1の1 1の2"),
    ],
)
def test_dotted_numbers_follow_what_they_stand_below(row: str, above: tuple[str, str], numbered: str) -> None:
    made = entries(row)
    old, new = map(_number, above)
    assert shown(outlined(made, read_order(made), [(old, new)] * len(made))) == numbered


numbers = st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple)
rows = st.lists(st.builds(Entry, st.one_of(st.just(()), numbers)), max_size=12).map(tuple)


@given(rows)
def test_numbers_rise_and_numbering_again_changes_nothing(row: tuple[Entry, ...]) -> None:
    for renumber in (closed_up, beside_fixed):
        made = renumber(row, read_order(row))
        numbers = [entry.number for entry in made]
        assert numbers == sorted(set(numbers))
        assert renumber(made, read_order(made)) == made


@given(st.lists(st.one_of(st.just(()), st.integers(1, 20).map(lambda number: (number,))), max_size=12))
def test_beside_fixed_numbers_nothing_in_order_moves(row: list[Number]) -> None:
    made = tuple(map(Entry, [(1,), *row]))
    order = read_order(made)
    numbered = beside_fixed(made, order)
    assert all(numbered[index].number == made[index].number for index in order.in_order if index)
