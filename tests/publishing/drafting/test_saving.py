"""A draft saved as a whole: only what changed is written; two people lose nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from portal.models import Clause, Edition, WorkingCopy
from portal.models.frozen import Frozen
from portal.models.saved_states import newest_state
from portal.publishing.drafting.saving import Choices, Counts, Outcome, save_text
from portal.publishing.drafting.working_copies import copy_of, keep_copy
from portal.text.writer import write
from tests.factories import announce, make_edition

pytestmark = pytest.mark.django_db

PURPOSE = "この規約は、月見クラウドの使い方を定めます。"


@pytest.fixture
def anna(db: None) -> Any:
    return get_user_model().objects.create_user("anna", first_name="杏奈")


@pytest.fixture
def ben(db: None) -> Any:
    return get_user_model().objects.create_user("ben")


@pytest.fixture
def draft(db: None) -> Edition:
    announced = make_edition()
    announce(announced)
    return make_edition(terms=announced.terms, document=announced.document())


def text_of(draft: Edition) -> str:
    return write(Edition.objects.get(pk=draft.pk).document())


def save(draft: Edition, text: str, by: Any, seen: int | None = None, **more: Any) -> Any:
    seen = newest_state(draft) if seen is None else seen
    return save_text(draft, text, by=by, reason="試し", seen=seen, **more)


def reword_article(draft: Edition, label: str, text: str) -> None:
    """What the form of one clause does."""
    clause = draft.clauses.get(label=label)
    clause.text = text
    clause.save()


def test_only_the_clause_that_changed_gets_a_history_row(draft: Edition, anna: Any) -> None:
    before = Clause.history.filter(edition_id=draft.pk).count()
    keys = list(draft.clauses.order_by("rank").values_list("key", flat=True))
    saved = save(draft, text_of(draft).replace("使い方", "用い方"), anna)
    assert (saved.outcome, saved.counts) == (Outcome.SAVED, Counts(changed=1))
    records = Clause.history.filter(edition_id=draft.pk)
    assert records.count() == before + 1
    newest = records.order_by("-history_id")[0]
    assert (newest.label, newest.history_user_id, newest.history_change_reason) == ("第1条", anna.pk, "試し")
    assert list(draft.clauses.order_by("rank").values_list("key", flat=True)) == keys
    assert saved.state == newest_state(draft)


def test_a_saving_that_changes_nothing_writes_nothing(draft: Edition, anna: Any) -> None:
    state = newest_state(draft)
    assert save(draft, text_of(draft).replace("\n", "\r\n"), anna).outcome is Outcome.UNCHANGED
    assert newest_state(draft) == state


def test_an_article_put_in_leaves_its_neighbours_their_keys(draft: Edition, anna: Any) -> None:
    keys = {clause.caption: clause.key for clause in draft.document() if clause.caption}
    text = text_of(draft).replace("第2条（定義）", "第2条（届出）\n契約者は、届け出ます。\n\n第3条（定義）")
    assert save(draft, text, anna).counts == Counts(changed=1, added=1)
    after = {clause.caption: clause.key for clause in draft.document() if clause.caption}
    assert (after["目的"], after["定義"]) == (keys["目的"], keys["定義"])
    assert after["届出"] not in keys.values()


def test_an_article_taken_out_and_put_back_is_again_that_of_the_base(draft: Edition, anna: Any) -> None:
    whole = text_of(draft)
    key = draft.clauses.get(label="第1条").key
    save(draft, whole.replace(f"第1条（目的）\n{PURPOSE}\n\n", ""), anna)
    assert not draft.clauses.filter(key=key).exists()
    save(draft, whole, anna)
    assert draft.clauses.get(label="第1条").key == key


def test_what_others_saved_in_other_clauses_is_shown_before_it_is_saved_together(
    draft: Edition, anna: Any, ben: Any
) -> None:
    seen, opened = newest_state(draft), text_of(draft)
    reword_article(draft, "第1条", "この規約は、月の見方を定めます。")
    mine = opened.replace("申込みをした人", "申し込んだ人")
    merged = save(draft, mine, ben, seen)
    assert merged.outcome is Outcome.MERGED
    assert "月の見方" in merged.text
    assert "申し込んだ人" in merged.text
    assert "申し込んだ人" not in text_of(draft)
    assert [change.clause.label for change in merged.merged.taken] == ["第1条"]
    assert save(draft, merged.text, ben, merged.state).outcome is Outcome.SAVED
    assert text_of(draft) == merged.text


def test_the_same_change_by_two_people_needs_no_second_look(draft: Edition, anna: Any, ben: Any) -> None:
    seen, text = newest_state(draft), text_of(draft).replace("使い方", "用い方")
    save(draft, text, anna, seen)
    assert save(draft, text, ben, seen).outcome is Outcome.UNCHANGED


def conflicting(draft: Edition, ben: Any) -> Any:
    """Ben's saving of an article that somebody else changed since he opened it, and what he sent."""
    seen, opened = newest_state(draft), text_of(draft)
    reword_article(draft, "第1条", "この規約は、月の見方を定めます。")
    mine = opened.replace("使い方", "用い方")
    return save(draft, mine, ben, seen), mine, seen


def test_one_clause_changed_twice_is_a_conflict_and_nothing_is_saved(draft: Edition, ben: Any) -> None:
    saved, mine, _ = conflicting(draft, ben)
    assert saved.outcome is Outcome.CONFLICTING
    assert saved.text == mine
    assert [conflict.mine.text for conflict in saved.merged.conflicts] == [
        "この規約は、月見クラウドの用い方を定めます。"
    ]
    assert "月の見方" in text_of(draft)


@pytest.mark.parametrize(
    ("decision", "expected", "outcome"),
    [
        ("mine", "月見クラウドの用い方", Outcome.SAVED),
        ("theirs", "月の見方", Outcome.UNCHANGED),
        ("hand", "月見クラウドの見方", Outcome.SAVED),
    ],
)
def test_a_conflict_is_decided_for_either_side_or_by_hand(
    draft: Edition, ben: Any, decision: Any, expected: str, outcome: Outcome
) -> None:
    saved, mine, seen = conflicting(draft, ben)
    key = saved.merged.conflicts[0].key
    by_hand = {key: f"第1条（目的）\nこの規約は、{expected}を定めます。"}
    choices = Choices(saved.state, {key: decision}, by_hand)
    assert save(draft, mine, ben, seen, choices=choices).outcome is outcome
    clause = draft.clauses.get(label="第1条")
    assert (clause.key, clause.caption, clause.text) == (key, "目的", f"この規約は、{expected}を定めます。")


def test_words_by_hand_may_bring_a_deleted_clause_back(draft: Edition, ben: Any) -> None:
    seen, opened = newest_state(draft), text_of(draft)
    reword_article(draft, "第1条", "この規約は、月の見方を定めます。")
    mine = opened.replace(f"第1条（目的）\n{PURPOSE}\n\n", "")
    saved = save(draft, mine, ben, seen)
    key = saved.merged.conflicts[0].key
    choices = Choices(saved.state, {key: "hand"}, {key: "第1条（目的）\n月を見ます。"})
    assert save(draft, mine, ben, seen, choices=choices).outcome is Outcome.SAVED
    assert draft.clauses.get(key=key).text == "月を見ます。"


def test_a_conflict_decided_on_a_page_that_is_out_of_date_is_asked_again(draft: Edition, ben: Any) -> None:
    saved, mine, seen = conflicting(draft, ben)
    key = saved.merged.conflicts[0].key
    reword_article(draft, "第1条", "三度目の言葉。")
    again = save(draft, mine, ben, seen, choices=Choices(saved.state, {key: "mine"}))
    assert again.outcome is Outcome.CONFLICTING
    assert draft.clauses.get(label="第1条").text == "三度目の言葉。"


def test_an_announced_edition_refuses(draft: Edition, anna: Any) -> None:
    announce(draft)
    with pytest.raises(Frozen):
        save(draft, "別の文", anna)


def test_a_clause_that_no_row_holds_is_named_and_nothing_is_saved(draft: Edition, anna: Any) -> None:
    before = text_of(draft)
    with pytest.raises(ValidationError, match=r"番目の条文「第2条（"):
        save(draft, before.replace("（定義）", f"（{'長' * 1001}）"), anna)
    assert text_of(draft) == before


def test_six_hundred_articles_are_pasted_and_saved(draft: Edition, anna: Any) -> None:
    text = "\n".join(f"第{number}条（約束{number}）\n約束の{number}番目を守ります。" for number in range(1, 601))
    assert save(draft, text, anna).outcome is Outcome.SAVED
    assert text_of(draft) == text


def test_saving_throws_the_working_copy_away_and_no_other(draft: Edition, anna: Any, ben: Any) -> None:
    for user in (anna, ben):
        keep_copy(draft, {"text": "途中"}, by=user, seen=1)
    keep_copy(draft, {"text": "条の途中"}, by=anna, seen=1, place="a-clause")
    save(draft, text_of(draft).replace("使い方", "用い方"), anna)
    assert copy_of(draft, by=anna) is None
    assert WorkingCopy.objects.count() == 2


def test_a_working_copy_replaces_the_one_before_and_writes_no_history(draft: Edition, anna: Any) -> None:
    state = newest_state(draft)
    keep_copy(draft, {"text": "一"}, by=anna, seen=1)
    keep_copy(draft, {"text": "二\x00𠮷\ud800"}, by=anna, seen=2)
    copy = copy_of(draft, by=anna)
    assert (copy.values, copy.seen) == ({"text": "二𠮷?"}, 2)
    assert newest_state(draft) == state


@pytest.mark.django_db(transaction=True)
def test_savers_at_once_are_served_one_after_the_other_and_lose_nothing(
    reachable_database: Any, in_threads: Any
) -> None:
    """Each puts a word into an article of its own, again and again until it is saved."""
    user = get_user_model().objects.create_user("carl")
    text = "\n".join(f"第{number}条（約束{number}）\n約束{number}。" for number in range(1, 5))
    draft = make_edition(text=text, effective_date=None)
    state, opened = newest_state(draft), text_of(draft)
    reachable_database()

    def write_into(number: int) -> Outcome:
        mine, seen = opened.replace(f"約束{number}。", f"約束{number}と月。"), state
        while (saved := save(draft, mine, user, seen)).outcome is Outcome.MERGED:
            mine, seen = saved.text, saved.state
        return saved.outcome

    results = in_threads(*(lambda number=number: write_into(number) for number in range(1, 5)))
    assert results == [Outcome.SAVED] * 4
    [after] = in_threads(lambda: text_of(draft))
    assert after == opened.replace("。", "と月。")
