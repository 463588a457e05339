"""Find and replace: what is found and shown, what is replaced, and that nothing else changes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.editing.replacing import Found, changes_structure, find, replacements
from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.tree import Document
from portal.text.writer import write
from tests.generated import FORMS, WORDS, any_text, many_articles, terms
from tests.work import calls_of

TEXT = """月見文庫利用規約

第１条（月見文庫の目的）
月見文庫（以下「文庫」という。）は、本を貸す。
会員証は、月見文庫が会員に渡す。

第２条（貸出し）
Ａ会員とA会員は、ﾊﾞｽとバスで来る。"""


def document(text: str = TEXT) -> Document:
    return parse(text).document


def replaced(words: str, by: str, text: str = TEXT, **options: object) -> str:
    return write(apply_edits(document(text), replacements(document(text), words, by, **options)))


def test_a_match_says_where_it_stands_and_what_stands_around_it() -> None:
    assert find(document(), "月見文庫が") == (Found(1, 42, "月見文庫が", "会員証は、", "会員に渡す。", 5),)


def test_title_captions_and_texts_are_replaced_in_one_step() -> None:
    assert replaced("月見文庫", "星見文庫") == TEXT.replace("月見文庫", "星見文庫")
    edits = replacements(document(), "月見文庫", "星見文庫")
    assert apply_edits(document(), edits).clauses[1].caption == "星見文庫の目的"


def test_only_what_was_chosen_is_replaced() -> None:
    assert replaced("月見文庫", "当館", chosen=[3]) == TEXT.replace("月見文庫が", "当館が")


def test_a_label_is_replaced_and_its_number_read_again() -> None:
    edited = apply_edits(document(), replacements(document(), "第２条", "第３条"))
    assert (edited.clauses[2].label, edited.clauses[2].number) == ("第３条", (3,))


@pytest.mark.parametrize("words", ["条（月見", "（月見文庫の", "目的）\n月見", "）"])
def test_what_lies_over_label_caption_and_text_is_found_and_not_replaced(words: str) -> None:
    heading = find(document(), words)[0]
    assert not heading.can_replace
    assert all(edit.start != heading.start for edit in replacements(document(), words, "L"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ａ会員", ["Ａ会員", "A会員"]),
        ("A会員", ["Ａ会員", "A会員"]),
        ("バス", ["ﾊﾞｽ", "バス"]),
        ("ﾊﾞｽ", ["ﾊﾞｽ", "バス"]),
        ("ハ", []),
        ("(以下", ["（以下"]),
    ],
)
def test_with_width_folded_full_and_half_width_are_alike(words: str, found: list[str]) -> None:
    assert [match.words for match in find(document(), words, fold_width=True)] == found


def test_blanks_of_all_kinds_are_alike_with_width_folded() -> None:
    text = "第1条　本　棚と本 棚と本\u00a0棚と本棚"
    assert [match.words for match in find(document(text), "本 棚", fold_width=True)] == [
        "本　棚",
        "本 棚",
        "本\u00a0棚",
    ]


@pytest.mark.parametrize(
    ("words", "count"),
    [("会員", 3), ("会員証", 1), ("文庫", 1), ("月見文庫", 3), ("バス", 1), ("ス", 0), ("は", 3)],
)
def test_whole_words_leave_out_what_stands_in_longer_ones(words: str, count: int) -> None:
    """会員 in 会員証, 文庫 in 月見文庫, which 利用規約 goes on in the title; は is no part of a longer word."""
    assert len(find(document(), words, whole_words=True)) == count


@pytest.mark.parametrize(
    ("words", "by", "changes"),
    [
        ("月見文庫", "星見文庫", False),
        ("本を貸す。", "本を貸す。\n本を返す。", True),
        ("会員証は、", "第１条の２（会員証）\n会員証は、", True),
        ("会員証は、", "２　会員証は、", True),
        ("会員証は、", "", False),
        ("会員証は、月見文庫が会員に渡す。", "", True),
        ("月見文庫の目的", "", True),
        ("第１条", "第９条", False),
    ],
)
def test_a_replacement_that_changes_what_stands_where_is_told(words: str, by: str, changes: bool) -> None:
    edits = replacements(document(), words, by)
    assert edits
    assert changes_structure(document(), edits) is changes


def test_a_document_that_reads_otherwise_than_it_is_kept_is_not_told_as_changed() -> None:
    """A heading that somebody wrote into the text of a clause would be a clause of its own when read again."""
    made = document()
    kept = replace(made, clauses=(made.clauses[0], made.clauses[1]._replace(text=f"{made.clauses[1].text}\n附則\n本")))
    assert not changes_structure(kept, replacements(kept, "月見文庫", "星見文庫"))
    assert changes_structure(kept, replacements(kept, "附則", "附録"))


def test_nothing_is_found_for_no_words_and_nothing_replaced_by_the_same() -> None:
    assert find(document(), "") == ()
    assert replacements(document(), "月見文庫", "月見文庫") == ()


def test_markup_and_signs_of_patterns_are_words_like_others() -> None:
    text = "第1条　本に<script>alert(1)</script> と.*[ を書く。"
    assert replaced("<script>", "&lt;", text) == text.replace("<script>", "&lt;")
    assert replaced(".*[", "", text, fold_width=True, whole_words=True) == text.replace(".*[", "")


documents = any_text() | st.builds(lambda written, form: written.write(form), terms(), st.sampled_from(FORMS))
searched = st.sampled_from((*WORDS, "。", "第", "１", "（", "\n", "項", "A", "ハ", "L")) | st.text(
    min_size=1, max_size=3
)


@given(documents, searched, st.sampled_from(("", "館", "L", "C", "第９条")), st.booleans(), st.booleans())
def test_what_was_not_found_stays_whatever_the_text(
    text: str, words: str, by: str, fold_width: bool, whole_words: bool
) -> None:
    made = document(text)
    options = {"fold_width": fold_width, "whole_words": whole_words}
    matches = find(made, words, **options)
    edits = replacements(made, words, by, **options)
    changes_structure(made, edits)
    edited = apply_edits(made, edits)
    for index, (old, new) in enumerate(zip(made, edited, strict=True)):
        parts, position = [], 0
        for match in (match for match in matches if match.clause == index):
            assert old.written[match.start : match.end] == match.words
            if match.can_replace:
                parts += [old.written[position : match.start], by]
                position = match.end
        assert new.written == "".join([*parts, old.written[position:]])


@given(documents, searched)
def test_a_match_stands_on_the_line_it_says(text: str, words: str) -> None:
    made = document(text)
    lines = write(made).split("\n")
    for match in find(made, words):
        first = f"{match.before}{match.words}{match.after}".split("\n")[0]
        assert first in lines[match.line - 1]


WORK: dict[str, Callable[[Document], object]] = {
    "find": lambda made: find(made, "会費", fold_width=True, whole_words=True),
    "one long clause": lambda made: find(document("第1条　" + write(made).replace("\n", "会費")), "会費"),
    "changes_structure": lambda made: changes_structure(made, replacements(made, "会費", "利用料")),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_twice_the_text_is_about_twice_the_work(work: Callable[[Document], object]) -> None:
    documents = [document(many_articles(count)) for count in (100, 200)]
    work(documents[0])
    once, twice = (calls_of(partial(work, made)) for made in documents)
    assert twice < 2.8 * once, f"{once} calls for 100 articles, {twice} for 200"
