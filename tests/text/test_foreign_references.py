"""References from one document into another, read in that other one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.parser import parse
from portal.text.references import FaultKind
from portal.text.references.foreign import read_words, references_into

THERE = parse("""\
月見利用約款

第1条（目的）
目的です。

第2条（定義）
言葉です。
２　次のとおりです。
(1) 利用者
(2) 会社

附則
施行します。
""").document

NAMES = ("月見利用約款", "利用約款")


def into(text, names=NAMES):
    here = parse(f"月見個別規約\n\n第1条（適用）\n{text}\n").document
    return [(one.words, one.there.target, one.there.fault) for one in references_into(here, names, THERE)]


def clause(label):
    return next(index for index, one in enumerate(THERE) if one.label == label)


def test_the_words_behind_the_name_mean_what_they_mean_there():
    [(words, target, fault)] = into("月見利用約款第2条第2項第1号によります。")
    assert (words, target.clause, target.path, fault) == ("第2条第2項第1号", clause("第2条"), ((2,), (1,)), None)


@pytest.mark.parametrize(
    "text", ["「月見利用約款」第2条", "月見利用約款の第2条", "月見 利用約款第２条", "利用約款第二条"]
)
def test_a_name_is_read_in_quotes_in_any_width_and_for_short(text):
    [(_, target, fault)] = into(f"{text}によります。")
    assert (target.clause, fault) == (clause("第2条"), None)


def test_every_member_of_a_list_is_read():
    found = into("月見利用約款第1条、第2条（定義）及び第3条によります。")
    assert [words for words, _, _ in found] == ["第1条", "第2条（定義）", "第3条"]
    assert found[2][2].kind is FaultKind.NO_ARTICLE


def test_what_is_missing_there_is_a_fault():
    assert [fault.kind for _, _, fault in into("利用約款第2条第5項によります。")] == [FaultKind.NO_PARAGRAPH]


@pytest.mark.parametrize(
    "text", ["民法第1条によります。", "第1条によります。", "別の約款第1条によります。", "（第2項を除く。）"]
)
def test_other_documents_and_our_own_articles_are_left_alone(text):
    assert into(text) == []


def test_without_names_nothing_is_sought():
    assert into("利用約款第1条によります。", names=()) == []
    assert into("利用約款第1条によります。", names=("",)) == []


def test_words_that_are_no_reference_have_no_meaning():
    assert read_words(["第1条", "ただの言葉", ""], THERE)[1:] == (None, None)
    assert read_words([], THERE) == ()


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_words_make_it_fail(words):
    assert len(read_words([" ".join(one.split()) for one in words], THERE)) == len(words)
