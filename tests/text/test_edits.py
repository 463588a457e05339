"""Edits applied to a document: to headings, captions and texts, with keys and contexts kept right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Edit
from portal.text.writer import write
from tests.generated import any_text

TEXT = """貸出規程

第１条（目的）
会員は、第２条に従う。
第２条　本は、三冊まで借りられる。
附則（改定）
第１条　この規程は、公布の日から施行する。"""


def document(text: str = TEXT) -> Document:
    """The document of `text`, with keys k0, k1 …"""
    parsed = parse(text).document
    return replace(parsed, clauses=tuple(clause._replace(key=f"k{i}") for i, clause in enumerate(parsed.clauses)))


def edit(clause: int, before: str, after: str, *, in_document: Document | None = None) -> Edit:
    """The edit of the only place where `before` stands in the clause."""
    written = (in_document or document()).clauses[clause].written
    assert written.count(before) == 1
    return Edit(clause, written.index(before), before, after)


def test_a_label_is_edited_and_its_number_read_again() -> None:
    edited = apply_edits(document(), [edit(1, "第１条", "第１８条の２")])
    clause = edited.clauses[1]
    assert (clause.label, clause.number, clause.caption) == ("第１８条の２", (18, 2), "目的")
    assert write(edited) == TEXT.replace("第１条（目的）", "第１８条の２（目的）")


def test_an_article_without_caption_is_renumbered_before_its_text() -> None:
    edited = apply_edits(document(), [edit(2, "第２条", "第３条")])
    assert (edited.clauses[2].label, edited.clauses[2].text) == ("第３条", "本は、三冊まで借りられる。")


def test_text_and_caption_are_edited_in_one_go() -> None:
    edited = apply_edits(document(), [edit(1, "従う", "従います"), edit(1, "目的", "趣旨")])
    assert edited.clauses[1].caption == "趣旨"
    assert edited.clauses[1].text == "会員は、第２条に従います。"


def test_an_edit_over_label_and_caption_that_changes_the_label_alone_is_made_there() -> None:
    edited = apply_edits(document(), [edit(1, "第１条（目的）", "第９条（目的）")])
    assert (edited.clauses[1].label, edited.clauses[1].caption) == ("第９条", "目的")


def test_clauses_keep_their_keys() -> None:
    edited = apply_edits(document(), [edit(1, "第１条", "第７条"), edit(2, "三冊", "四冊")])
    assert [clause.key for clause in edited] == [clause.key for clause in document()]


def test_words_are_put_in_between_and_taken_out() -> None:
    at = document().clauses[2].written.index("三冊")
    edited = apply_edits(document(), [Edit(2, at, "", "一度に"), Edit(2, at, "三冊まで", "")])
    assert edited.clauses[2].text == "本は、一度に借りられる。"


def test_words_put_in_at_the_start_of_a_text_go_to_the_text() -> None:
    start = len(document().clauses[1].filled_form)
    assert apply_edits(document(), [Edit(1, start, "", "凡例\n")]).clauses[1].text.startswith("凡例\n会員")


def test_a_branch_put_in_behind_a_label_goes_to_the_label() -> None:
    edited = apply_edits(document(), [Edit(1, len("第１条"), "", "の２")])
    assert (edited.clauses[1].label, edited.clauses[1].number) == ("第１条の２", (1, 2))


def test_brackets_of_a_caption_are_edited_in_the_form() -> None:
    edited = apply_edits(document(), [edit(1, "（", "【"), edit(1, "）", "】")])
    assert (edited.clauses[1].heading, edited.clauses[1].caption) == ("第１条【目的】", "目的")


def test_an_edited_supplementary_line_gives_its_articles_their_new_context() -> None:
    edited = apply_edits(document(), [edit(3, "改定", "令和八年改定")])
    assert edited.clauses[4].context == "附則（令和八年改定）"


def test_a_clause_without_heading_is_edited() -> None:
    assert apply_edits(document(), [edit(0, "貸出", "図書貸出")]).clauses[0].text == "図書貸出規程"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([Edit(9, 0, "第", "第")], "no clause 9"),
        ([Edit(1, 0, "第２条", "第３条")], "第１条"),
        ([Edit(1, 0, "第１条", "第２条"), Edit(1, 2, "条（", "条〔")], "overlaps"),
        ([Edit(1, 0, "第１条（目的）\n会員", "会員")], "more than one"),
        ([edit(1, "（", "L")], "brackets, colons"),
    ],
)
def test_edits_that_cannot_be_made_are_refused(edits: list[Edit], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        apply_edits(document(), edits)


def test_no_edits_change_nothing() -> None:
    assert apply_edits(document(), []) == document()


@given(any_text(), st.data())
def test_edits_are_what_they_say_in_any_text(text: str, data: st.DataObject) -> None:
    """Edits inside the text of clauses do what the same replacement does to the written words."""
    made = parse(text).document
    edits = [found for index, clause in enumerate(made) if (found := data.draw(_edit_of_text(index, clause)))]
    edited = apply_edits(made, edits)
    by_clause = {found.clause: found for found in edits}
    for index, (old, new) in enumerate(zip(made, edited, strict=True)):
        found = by_clause.get(index, Edit(index, 0, "", ""))
        assert new.written == old.written[: found.start] + found.after + old.written[found.end :]


def _edit_of_text(index: int, clause: Clause) -> st.SearchStrategy[Edit | None]:
    first, last = len(clause.filled_form), len(clause.written)
    if first == last:
        return st.none()
    spans = st.tuples(st.integers(first, last), st.integers(first, last)).map(sorted)
    return st.builds(
        lambda span, after: Edit(index, span[0], clause.written[span[0] : span[1]], after),
        spans,
        st.sampled_from(("", "会員", "第３条")),
    )
