"""What is proposed for a text that is being typed, and where its places stand in the field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import Edition
from portal.publishing.drafting.proposals import propose_mends, propose_numbers, propose_unit
from portal.publishing.drafting.typed import TypedPlaces, typed_document
from portal.text.editing.lines import applied
from portal.text.normalise import normalise
from portal.text.writer import write
from tests.factories import make_edition

TYPED = "第1条（目的）\n月を見ます。\n\n第2条（約束）\n第1条のとおりです。"


@pytest.fixture
def draft(db: None) -> Edition:
    base = make_edition(text=TYPED, effective_date=None)
    return make_edition(terms=base.terms, document=base.document(), effective_date=None)


def test_mends_that_uncover_others_are_one_step(draft: Edition) -> None:
    typed = TYPED.replace("月を見ます。", "月を見ます。。。。") + "\n（１) 月を見る。。"
    proposal = propose_mends(draft, typed)
    once = applied(typed, proposal.edits)
    assert "。。" not in once
    assert propose_mends(draft, once).edits == ()
    assert applied(write(proposal.document), proposal.shown) == once


def test_numbers_keep_what_references_meant_in_the_base(draft: Edition) -> None:
    typed = TYPED.replace("第1条（目的）", "第1条（前置き）\n月。\n\n第1条（目的）")
    assert "第3条（約束）\n第2条のとおり" in applied(typed, propose_numbers(draft, typed).edits)


def test_an_edit_counts_in_the_text_as_it_was_typed(draft: Edition) -> None:
    typed = TYPED.replace("月を見ます。", "\t月を見ます。 ").replace("第2条（約束）", "第5条（約束）")
    after = applied(typed, propose_numbers(draft, typed).edits)
    assert after == TYPED.replace("月を見ます。", "\t月を見ます。 ")


def test_a_unit_of_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        propose_unit(TYPED, 1, "chapter")


def test_a_typed_text_has_the_keys_it_would_be_saved_with(draft: Edition) -> None:
    keys = [clause.key for clause in draft.document()]
    document = typed_document(draft, TYPED.replace("月を見ます。", "星を見ます。") + "\n\n第3条（新）\n新しい。")
    assert [clause.key for clause in document] == [*keys, ""]


@given(st.text(alphabet="月𠮷😀\n\t 第1条（）　\r\u2028", max_size=40), st.integers(0, 60))
def test_places_never_lie_outside_the_field(typed: str, offset: int) -> None:
    place = TypedPlaces(typed).utf16(offset)
    assert 0 <= place <= len(typed.encode("utf-16-le")) // 2


@given(st.text(alphabet="月𠮷😀\n第1条", max_size=40), st.data())
def test_places_of_a_plain_text_are_exact(typed: str, data: st.DataObject) -> None:
    assert normalise(typed) == typed
    offset = data.draw(st.integers(0, len(typed)))
    assert TypedPlaces(typed).utf16(offset) == len(typed[:offset].encode("utf-16-le")) // 2
    assert TypedPlaces(typed).code_points(TypedPlaces(typed).utf16(offset)) == offset
