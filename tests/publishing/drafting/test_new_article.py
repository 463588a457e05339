"""A new article in a text that is being typed: its label, where it stands, what is to be typed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.publishing.drafting.proposals import caret_in_field, propose_unit
from portal.text.editing.lines import Utf16, applied
from portal.text.parser import parse
from portal.text.writer import write

TYPED = """𠮷月見クラウド利用規約

第1章　総則

第1条（目的）
月を見ます。

第2条（約束）
第1条のとおりです。
１．守ります。

第2章　料金

第3条（料金）
払います。

附則
2024年10月1日から施行します。

別表
料金表
"""


def after(line: str) -> str:
    """The text once an article was put in at the line that begins so."""
    proposal = propose_unit(TYPED, TYPED[: TYPED.index(line)].count("\n") + 1, "article")
    return applied(TYPED, proposal.edits)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("月を見ます。", "月を見ます。\n\n第1条の2（見出し）\n\n第2条（約束）"),
        ("第2条（約束）", "１．守ります。\n\n第2条の2（見出し）\n\n第2章　料金"),
        ("\n第2章", "１．守ります。\n\n第2条の2（見出し）\n\n第2章　料金"),
        ("第2章", "第2章　料金\n\n第2条の2（見出し）\n\n第3条（料金）"),
        ("払います", "払います。\n\n第4条（見出し）\n\n附則"),
        ("第1章", "第1章　総則\n\n第○条（見出し）\n\n第1条（目的）"),
        ("2024年", "施行します。\n\n第1条（見出し）\n\n別表"),
    ],
)
def test_it_stands_behind_the_clause_of_the_line_and_moves_no_other(line: str, expected: str) -> None:
    made = after(line)
    assert expected in made
    heading = expected.split("\n\n")[1]
    assert made.replace(f"\n\n{heading}", "", 1) == TYPED


def test_nothing_stands_behind_an_appendix() -> None:
    assert propose_unit(TYPED, TYPED.count("\n"), "article") is None


def test_an_empty_text_gets_its_first_article() -> None:
    assert applied("", propose_unit("", 1, "article").edits) == "第1条（見出し）\n"


def test_where_articles_have_no_captions_the_new_one_has_none() -> None:
    typed = "第1条　月を見ます。\n第2条　守ります。\n"
    proposal = propose_unit(typed, 2, "article")
    assert applied(typed, proposal.edits).startswith("第1条　月を見ます。\n第2条　守ります。\n第3条")
    assert "見出し" not in applied(typed, proposal.edits)
    assert proposal.selected == 0


def test_the_caption_is_selected_to_be_typed_over() -> None:
    proposal = propose_unit(TYPED, 5, "article")
    made, (start, end) = applied(TYPED, proposal.edits), caret_in_field(TYPED, proposal)
    units = Utf16(made)
    assert made[units.code_points(start) : units.code_points(end)] == "見出し"


@given(st.text(alphabet="月\n\t 第1条章（）附則1.の2", max_size=40), st.integers(1, 12))
def test_any_text_keeps_its_words(typed: str, line: int) -> None:
    proposal = propose_unit(typed, line, "article")
    if proposal is None:
        return
    [edit] = proposal.edits
    assert applied(typed, proposal.edits)[edit.start :].startswith(edit.after)
    made = applied(write(parse(typed).document), proposal.shown)
    [shown] = proposal.shown
    assert made[: shown.start] + made[shown.start + len(shown.after) :] == write(parse(typed).document)
