"""What holds for the comparison of any two texts, in both built-in styles."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, Cut, Elision, HouseStyle
from portal.comparison.table import Cell, Row, RowKind
from portal.comparison.wording import mark
from portal.text.normalise import normalise
from portal.text.parser import parse
from tests.comparison.invariants import assert_sound, table_of
from tests.generated import FORMS, WORDS, Form, Terms, any_text, many_articles, mutated, mutations, terms
from tests.work import calls_of

styles = pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
# Without words of its own and without remarks a table shows only what stands in the texts.
WORDLESS = replace(
    THREE_COLUMN,
    added_unit_cell="",
    added_article_cell="",
    deleted_unit_cell="",
    deleted_article_cell="",
    moved_away_cell="",
    remarks=False,
)


@styles
@given(any_text(), any_text())
def test_the_table_of_any_two_texts_is_sound(style: HouseStyle, old: str, new: str) -> None:
    assert_sound(old, new, style)


@styles
@given(terms(), terms(), st.sampled_from(FORMS))
def test_the_table_of_two_terms_is_sound(style: HouseStyle, old: Terms, new: Terms, form: Form) -> None:
    assert_sound(old.write(form), new.write(form), style)


@styles
@given(terms(), st.sampled_from(FORMS), mutations())
def test_the_table_of_terms_and_their_careless_edit_is_sound(
    style: HouseStyle, written: Terms, form: Form, changes: tuple
) -> None:
    old = written.write(form)
    assert_sound(old, mutated(old, changes), style)


@given(terms(), st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_another_form_of_labels_is_sound(written: Terms, old: Form, new: Form) -> None:
    assert_sound(written.write(old), written.write(new), replace(THREE_COLUMN, ignore_width=True))


@styles
@given(any_text())
def test_a_text_and_itself_have_no_change(style: HouseStyle, text: str) -> None:
    table = table_of(text, text, style)
    assert not table.has_changes, [row for row in table.rows if row.kind is not RowKind.UNCHANGED]


@given(terms(), st.sampled_from(FORMS), mutations())
def test_two_texts_that_differ_have_a_change(written: Terms, form: Form, changes: tuple) -> None:
    old = normalise(written.write(form))
    new = normalise(mutated(old, changes))
    if "".join(old.split()) != "".join(new.split()):
        assert table_of(old, new, THREE_COLUMN).has_changes


MIRRORED = {
    RowKind.ADDED_UNIT: RowKind.DELETED_UNIT,
    RowKind.DELETED_UNIT: RowKind.ADDED_UNIT,
    RowKind.ADDED_ARTICLE: RowKind.DELETED_ARTICLE,
    RowKind.DELETED_ARTICLE: RowKind.ADDED_ARTICLE,
}


ELISIONS = (Elision.FULL, Elision.RUN, Elision.EACH)


@given(terms(), st.sampled_from(FORMS), mutations(), st.sampled_from(ELISIONS), st.sampled_from(Cut))
def test_swapping_old_and_new_mirrors_the_table(
    written: Terms, form: Form, changes: tuple, units: Elision, cut: Cut
) -> None:
    """Each row is there with its sides swapped; only what moved stands at its place in the other edition."""
    style = replace(WORDLESS, unchanged_units=units, cut=cut)
    old = written.write(form)
    new = mutated(old, changes)
    there, back = table_of(old, new, style), table_of(new, old, style)
    mirrored = [Row(MIRRORED.get(row.kind, row.kind), row.new, row.old) for row in back.rows]
    assert shown(there.rows) == shown(mirrored)


def shown(rows: Iterable[Row]) -> Counter[tuple]:
    """The rows as they are read, a pointer without the name of the place, of which each side has its own."""
    return Counter(
        (row.kind,) if row.kind is RowKind.MOVED_AWAY else (row.kind, *(side_of(cell) for cell in (row.old, row.new)))
        for row in rows
    )


def side_of(cell: Cell) -> tuple:
    """What a cell shows."""
    return cell.text, cell.marks, cell.double


LINE = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n|"), max_size=40)
WORDY_LINE = st.lists(st.sampled_from(WORDS), max_size=12).map("".join)


@given(LINE | WORDY_LINE, LINE | WORDY_LINE)
def test_what_is_not_marked_stands_on_the_other_side_too(old: str, new: str) -> None:
    """Marks may take in more than what differs, never less. (The bars of a table are never marked.)"""
    old_marks, new_marks = mark(old, new)
    assert stands_in(unmarked(old, old_marks), new)
    assert stands_in(unmarked(new, new_marks), old)


def stands_in(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in this order."""
    characters = iter(whole)
    return all(character in characters for character in part)


def unmarked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The text outside the marks, without blanks."""
    kept, last = [], 0
    for start, end in marks:
        kept.append(text[last:start])
        last = end
    return "".join("".join([*kept, text[last:]]).split())


def test_twice_the_text_is_about_twice_the_work() -> None:
    def pair(count: int):
        old = many_articles(count)
        return parse(old).document, parse(old.replace("会費", "利用料").replace("定め7", "決まり7")).document

    compare(*pair(10))
    once, twice = (calls_of(partial(compare, *pair(count))) for count in (100, 200))
    assert twice < 2.8 * once, f"{once} calls for 100 articles, {twice} for 200"
