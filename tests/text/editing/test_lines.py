"""Offsets in the whole text and in clauses, code points and UTF-16, and edits of one as edits of the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.checks.mends import mend
from portal.text.editing.lines import (
    Positions,
    Spot,
    TextEdit,
    Utf16,
    applied,
    as_typed,
    clause_edits,
    code_point_offset,
    offset_of,
    place_of,
    text_edits,
    undone,
    utf16_offset,
)
from portal.text.edits import apply_edits
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.renumbering import renumber
from portal.text.tree import Document, Edit
from portal.text.writer import write
from tests.generated import any_text

TEXT = """貸出規程

第１条（目的）
会員は、第２条に従う。

第３条（期間）
期間は、二週間とする。

"""


def document(text: str = TEXT) -> Document:
    return parse(text).document


@pytest.mark.parametrize(
    ("offset", "spot"),
    [
        (0, Spot(0, 0)),
        (4, Spot(0, 4)),
        (5, Spot(1, 0)),
        (6, Spot(1, 0)),
        (8, Spot(1, 2)),
        (len(TEXT), Spot(2, 19)),
        (-3, Spot(0, 0)),
        (10_000, Spot(2, 19)),
    ],
)
def test_an_offset_is_a_place_in_a_clause(offset: int, spot: Spot) -> None:
    """Blank lines belong to the clause behind them; those at the end, to the last one."""
    assert place_of(document(), offset) == spot


def test_a_place_in_a_clause_is_an_offset() -> None:
    assert TEXT[offset_of(document(), 1, 3) :].startswith("（目的）")


def test_without_clauses_there_is_no_place() -> None:
    assert place_of(Document(), 0) is None


@given(any_text())
def test_every_character_of_a_clause_is_found_again(text: str) -> None:
    made = document(text)
    whole, positions = write(made), Positions(made)
    for index, clause in enumerate(made):
        for within, character in enumerate(clause.written):
            offset = positions.offset_of(index, within)
            assert whole[offset] == character
            assert positions.place_of(offset) == Spot(index, within)


def test_a_renumbering_is_made_in_the_text_field_as_in_the_document() -> None:
    made = renumber(document())
    assert made.edits
    edits = text_edits(document(), made.edits)
    assert applied(TEXT, edits) == write(apply_edits(document(), made.edits))
    assert clause_edits(document(), edits) == made.edits


@given(any_text(), st.data())
def test_edits_of_clauses_are_edits_of_the_whole_text(text: str, data: st.DataObject) -> None:
    made = document(text)
    edits = [
        Edit(index, start, clause.written[start : start + 3], data.draw(st.sampled_from(("", "会員", "。"))))
        for index, clause in enumerate(made)
        for start in range(len(clause.filled_form), len(clause.written), 7)
    ]
    placed = text_edits(made, edits)
    after = applied(write(made), placed)
    assert after == write(apply_edits(made, edits))
    assert applied(after, undone(placed)) == write(made)
    assert clause_edits(made, placed) == tuple(edits)


@pytest.mark.parametrize("start", [3, 100])
def test_an_edit_that_lies_in_no_single_clause_is_refused(start: int) -> None:
    with pytest.raises(ValueError, match="single clause"):
        clause_edits(document(), [TextEdit(start, TEXT[start : start + 5], "")])


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([TextEdit(0, "返却", "")], "貸出"),
        ([TextEdit(0, "貸出", ""), TextEdit(1, "出", "")], "overlaps"),
    ],
)
def test_edits_that_cannot_be_made_in_a_text_are_refused(edits: list[TextEdit], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        applied(TEXT, edits)


def test_an_edit_leaves_blanks_in_other_lines_as_they_were_typed() -> None:
    typed = "第１条（目的）  \n会員は、\t従う。 \n２　"
    edit = TextEdit(normalise(typed).index("会員"), "会員", "利用者")
    assert applied(typed, as_typed(typed, [edit])) == "第１条（目的）  \n利用者は、 従う。\n２　"


@given(any_text().map(lambda text: text.replace("\r", "")), st.data())
def test_edits_of_a_text_as_typed_give_the_text_after_them(typed: str, data: st.DataObject) -> None:
    plain = normalise(typed)
    starts = sorted(data.draw(st.sets(st.integers(0, len(plain)), max_size=4)))
    ends = [*starts[1:], len(plain)]
    edits = [
        TextEdit(start, plain[start : min(start + 2, end)], "条") for start, end in zip(starts, ends, strict=False)
    ]
    made = applied(typed, as_typed(typed, edits))
    assert normalise(made) == normalise(applied(plain, edits))


def test_javascript_counts_a_rare_character_as_two() -> None:
    text = "𠮷田は、𠮷野と"
    assert utf16_offset(text, text.index("野")) == 7
    assert code_point_offset(text, 7) == text.index("野")
    assert code_point_offset(text, 1) == 0


@given(st.text())
def test_offsets_in_utf16_go_there_and_back(text: str) -> None:
    counted = Utf16(text)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
        assert counted.offset(offset) == units
        assert counted.code_points(units) == offset


def test_mends_are_edits_of_the_text_field() -> None:
    made = mend(document("第１条（目的）\n会員は 、従う。")).rounds
    assert all(text_edits(one.document, [edit for found in one.problems for edit in found.mend]) for one in made)
