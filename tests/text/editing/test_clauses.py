"""Clauses split, joined, moved, put in and taken out: cases a lawyer can read, and what holds for any text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.editing.clauses import (
    ClauseRefused,
    delete_clause,
    insert_clause,
    merge_clauses,
    move_clause,
    split_clause,
)
from portal.text.editing.lines import place_of
from portal.text.editing.new_headings import without_caption
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind
from portal.text.writer import write
from tests.case_files import INPUT, Case, assert_same_text, read_cases
from tests.generated import FORMS, any_text, terms

CASES = Path(__file__).parent / "clauses"


def cases_of(name: str) -> pytest.MarkDecorator:
    found = [case for case in read_cases(CASES) if case.place == name]
    return pytest.mark.parametrize("case", found, ids=[case.title for case in found])


def at_mark(case: Case) -> tuple[Document, int, int]:
    """The document of a case, and the clause and the offset in its text at which ▼ stands."""
    offset = case[INPUT].index("▼")
    document = keyed(case[INPUT].replace("▼", ""))
    spot = place_of(document, offset)
    assert spot is not None
    return document, spot.clause, spot.offset - len(document.clauses[spot.clause].filled_form)


def keyed(text: str) -> Document:
    document = parse(text).document
    clauses = tuple(clause._replace(key=f"k{place}") for place, clause in enumerate(document))
    return replace(document, clauses=clauses)


@cases_of("splitting")
def test_a_clause_is_split_as_its_case_says(case: Case) -> None:
    document, index, offset = at_mark(case)
    made = split_clause(document, index, offset)
    assert_same_text(case["後"], write(made), what=case.title)
    assert [clause.key for clause in made if clause.key] == [clause.key for clause in document]
    assert made.clauses[index + 1].key == ""


@cases_of("splitting")
def test_a_document_with_a_split_clause_reads_as_it_is(case: Case) -> None:
    made = split_clause(*at_mark(case))
    assert without_keys(parse(write(made)).document) == without_keys(made)


@cases_of("joining")
def test_two_clauses_are_joined_as_their_case_says(case: Case) -> None:
    document, index, _ = at_mark(case)
    made = merge_clauses(document, index)
    assert_same_text(case["後"], write(made.document), what=case.title)
    assert_same_text(case["消えた語"], "\n".join(made.dropped), what=case.title)
    assert made.document.clauses[index].key == document.clauses[index].key
    if "見出しを捨てた後" in case.sections:
        bare = merge_clauses(document, index, drop_caption=True)
        assert_same_text(case["見出しを捨てた後"], write(bare.document), what=case.title)
        assert bare.dropped == (*made.dropped, document.clauses[index + 1].caption)


@cases_of("inserting")
def test_a_clause_is_put_in_as_its_case_says(case: Case) -> None:
    document, index, _ = at_mark(case)
    made = insert_clause(document, index, Kind(case["種類"]), caption=case["見出し"], text=case["本文"])
    assert_same_text(case["後"], write(made), what=case.title)
    assert without_keys(parse(write(made)).document) == without_keys(made)
    assert write(delete_clause(made, index)) == write(document)


def without_keys(document: Document) -> Document:
    return replace(document, clauses=tuple(clause._replace(key="") for clause in document))


TEXT = """第1条（目的）
本の貸出しを定める。

第2条（貸出し）
会員は、三冊まで借りられる。

附則

第1条（施行）
四月一日から施行する。"""


def test_a_label_that_is_given_is_taken_with_its_number() -> None:
    made = insert_clause(keyed(TEXT), 1, Kind.ARTICLE, label="第1条の3", text="雑誌は、本とする。")
    assert (made.clauses[1].number, made.clauses[1].written) == ((1, 3), "第1条の3\n雑誌は、本とする。")


def test_words_are_put_in_as_they_were_typed_and_normalised() -> None:
    made = insert_clause(keyed(TEXT), 1, Kind.ARTICLE, label=" 第1条の2\r\n", caption="会\n員", text="\r\n\t本。 \r\n")
    assert made.clauses[1].written == "第1条の2（会 員）\n    本。"


def test_a_caption_of_what_has_no_label_is_not_lost() -> None:
    made = insert_clause(keyed(TEXT), 0, Kind.PREAMBLE, caption="はじめに", text="当館は、定める。")
    assert made.clauses[0].written == "はじめに\n当館は、定める。"


def test_the_first_article_of_an_empty_document_is_the_first() -> None:
    assert (
        write(insert_clause(Document(), 0, Kind.ARTICLE, caption="目的", text="定める。")) == "第1条（目的）\n定める。"
    )


def test_a_clause_that_moves_into_a_supplementary_provision_belongs_to_it() -> None:
    made = move_clause(keyed(TEXT), 1, 3)
    assert [clause.key for clause in made] == ["k0", "k2", "k3", "k1"]
    assert [clause.context for clause in made] == ["main", "附則", "附則", "附則"]


def test_the_first_clause_moves_without_leaving_blank_lines_above() -> None:
    made = move_clause(keyed(TEXT), 0, 1)
    assert write(made).startswith("第2条（貸出し）\n会員は、三冊まで借りられる。\n\n第1条（目的）\n本の")
    assert write(move_clause(made, 1, 0)) == TEXT


def test_a_supplementary_line_taken_out_leaves_its_articles_in_the_main_provisions() -> None:
    made = delete_clause(keyed(TEXT), 2)
    assert {clause.context for clause in made} == {"main"}


CONTENTS = "目次\n第1条　目的\n\n第1条　定める。"
REFUSALS = {
    "split before all text": (lambda made: split_clause(made, 0, 0), "前と後"),
    "split behind all text": (lambda made: split_clause(made, 0, 10_000), "前と後"),
    "split what is not there": (lambda made: split_clause(made, 9, 0), "ありません"),
    "split a table of contents": (lambda _: split_clause(keyed(CONTENTS), 0, 3), "分けられます"),
    "join behind the last": (lambda made: merge_clauses(made, 3), "ありません"),
    "join a supplementary line": (lambda made: merge_clauses(made, 1), "つなげられます"),
    "move behind the last": (lambda made: move_clause(made, 0, 4), "ありません"),
    "move what is not there": (lambda made: move_clause(made, -1, 0), "ありません"),
    "insert behind the end": (lambda made: insert_clause(made, 5, Kind.ARTICLE), "置けません"),
    "delete what is not there": (lambda made: delete_clause(made, 10**30), "ありません"),
}


@pytest.mark.parametrize(("act", "words"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_done_is_refused_with_words(act: Callable[[Document], object], words: str) -> None:
    with pytest.raises(ClauseRefused, match=words):
        act(keyed(TEXT))


@pytest.mark.parametrize(
    ("form", "bare"),
    [
        ("L（C）\n", "L\n"),
        ("（C）\nL　", "L　"),
        ("L　C\n", "L\n"),
        ("## L. C\n\n", "## L\n\n"),
        ("**L（C）**\n", "**L**\n"),
        ("L（C）　", "L　"),
        ("C\n", ""),
        ("L　", "L　"),
    ],
)
def test_a_form_without_the_place_of_its_caption(form: str, bare: str) -> None:
    assert without_caption(form) == bare


documents = (any_text() | st.builds(lambda written, form: written.write(form), terms(), st.sampled_from(FORMS))).map(
    keyed
)


def words(clause: Clause) -> str:
    """All that a clause says, blanks aside."""
    return "".join(clause.written.split())


@given(documents, st.data())
def test_no_operation_loses_a_word_whatever_the_text(document: Document, data: st.DataObject) -> None:
    count = len(document.clauses)
    index = data.draw(st.integers(0, count))
    for act, lost in (
        (lambda: split_clause(document, index, data.draw(st.integers(-1, 60))), 0),
        (lambda: insert_clause(document, index, data.draw(st.sampled_from(Kind)), text="定める。"), 0),
        (lambda: insert_clause(document, index, Kind.ARTICLE, label=data.draw(st.text(max_size=5))), 0),
        (lambda: move_clause(document, index, data.draw(st.integers(0, max(count - 1, 0)))), 0),
        (lambda: delete_clause(document, index), 1),
    ):
        try:
            made = act()
        except ClauseRefused:
            continue
        assert len(made.clauses) + lost >= count
        gone = Counter("".join(map(words, document))) - Counter("".join(map(words, made)))
        assert "".join(gone.elements()) == "" or lost
        keys = [clause.key for clause in made if clause.key]
        assert len(keys) == count - lost == len(set(keys))


@given(documents, st.data())
def test_joined_clauses_say_what_went(document: Document, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(document.clauses)))
    try:
        made = merge_clauses(document, index, drop_caption=data.draw(st.booleans()))
    except ClauseRefused:
        return
    before = Counter("".join(clause.label + clause.caption + clause.text for clause in document))
    after = Counter("".join([write(made.document), *made.dropped]))
    assert not {sign: n for sign, n in (before - after).items() if sign.strip()}


@given(documents, st.data())
def test_moving_there_and_back_is_no_change(document: Document, data: st.DataObject) -> None:
    count = len(document.clauses)
    if not count:
        return
    index, to = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    back = move_clause(move_clause(document, index, to), to, index)
    assert [clause._replace(gap=0) for clause in back] == [clause._replace(gap=0) for clause in document]
