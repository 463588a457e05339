"""The whole-text editor: opened, checked, saved, refused; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.models import Clause, DecisionKind, Edition, WorkingCopy
from portal.models.saved_states import newest_state
from portal.publishing.decisions import append_decision
from portal.publishing.drafting.working_copies import keep_copy
from portal.text.writer import write
from tests.admin.pages import address
from tests.factories import ANNOUNCED_AT, announce, make_edition

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def drafter(login: Callable[[str], Client]) -> Client:
    return login("起案者")


def editor(edition: Edition) -> str:
    return reverse("admin:portal_edition_editor", args=[edition.pk])


def text_of(edition: Edition) -> str:
    return write(Edition.objects.get(pk=edition.pk).document())


def values(edition: Edition, text: str, **more: Any) -> dict[str, Any]:
    seen = newest_state(edition)
    return {
        "text": text.replace("\n", "\r\n"),
        "history_change_reason": "事業部の確認",
        "seen": seen,
        "_save": "1",
        **more,
    }


def page(response: Any) -> str:
    return response.content.decode()


def test_the_page_shows_the_text_and_its_outline(drafter: Client, draft: Edition) -> None:
    response = drafter.get(editor(draft))
    assert response.context["form"]["text"].value() == text_of(draft)
    assert "第2条（定義）" in page(response)
    assert editor(draft) in page(drafter.get(address("change", draft)))


def test_saving_says_what_changed_and_writes_the_reason(drafter: Client, draft: Edition) -> None:
    new = text_of(draft).replace("使い方", "用い方")
    response = drafter.post(editor(draft), values(draft, new), follow=True)
    assert "保存しました。変更1条文" in page(response)
    assert text_of(draft) == new
    record = Clause.history.filter(edition_id=draft.pk).latest("history_id")
    assert (record.label, record.history_change_reason) == ("第1条", "事業部の確認")


def test_saving_what_is_there_writes_nothing(drafter: Client, draft: Edition) -> None:
    before = newest_state(draft)
    response = drafter.post(editor(draft), values(draft, text_of(draft)), follow=True)
    assert "変わったところはありません" in page(response)
    assert newest_state(draft) == before


def test_checking_shows_problems_and_comparison_and_saves_nothing(drafter: Client, draft: Edition) -> None:
    before = newest_state(draft)
    new = text_of(draft).replace("使い方", "用い方。第99条のとおり")
    sent = values(draft, new, _check="1")
    sent.pop("_save")
    shown = page(drafter.post(editor(draft), sent))
    assert "第99条" in shown
    assert 'class="comparison' in shown
    assert newest_state(draft) == before
    assert WorkingCopy.objects.get().values["text"] == new


def test_an_empty_text_is_refused(drafter: Client, draft: Edition) -> None:
    assert "全文が空です" in page(drafter.post(editor(draft), values(draft, "")))
    assert text_of(draft)


def test_a_heading_that_is_too_long_is_named_and_what_was_typed_stays(drafter: Client, draft: Edition) -> None:
    long = text_of(draft).replace("（定義）", f"（{'長' * 1001}）")
    response = drafter.post(editor(draft), values(draft, long))
    assert "番目の条文「第2条（長" in page(response)
    assert response.context["form"]["text"].value().replace("\r\n", "\n") == long
    assert WorkingCopy.objects.get().values["text"] == long


@pytest.mark.parametrize("seen", ["", "-1", "x", str(2**70)])
def test_a_form_without_a_state_saves_nothing(drafter: Client, draft: Edition, seen: str) -> None:
    response = drafter.post(editor(draft), values(draft, "別の文", seen=seen))
    assert response.status_code == 200
    assert "別の文" in page(response)
    assert "別の文" not in text_of(draft)


def test_markup_in_the_text_stays_text(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("（目的）", f"（{HOSTILE}）").replace("使い方", HOSTILE)
    checked = values(draft, text, history_change_reason=HOSTILE, _check="1")
    del checked["_save"]
    assert HOSTILE not in page(drafter.post(editor(draft), checked))
    drafter.post(editor(draft), values(draft, text, history_change_reason=HOSTILE))
    assert HOSTILE not in page(drafter.get(editor(draft)))


# --- rights ---


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_write_is_refused(login: Any, draft: Edition, group: str, method: str) -> None:
    client, before = login(group), text_of(draft)
    assert getattr(client, method)(editor(draft), values(draft, "別の文")).status_code == 403
    assert text_of(draft) == before


def test_nobody_knows_of_the_page_without_logging_in(client: Client, draft: Edition) -> None:
    assert "/login/" in client.get(editor(draft)).url
    response = client.post(editor(draft), values(draft, "まだ保存していない文"))
    assert response.status_code == 403
    assert "まだ保存していない文" in page(response)


def test_an_edition_that_is_not_there_is_not_found(drafter: Client, draft: Edition) -> None:
    for number in (draft.pk + 1000, 2**64):
        assert drafter.get(reverse("admin:portal_edition_editor", args=[number])).status_code == 404


def test_an_announced_edition_is_refused_with_what_was_typed(drafter: Client, announced: Edition) -> None:
    response = drafter.get(editor(announced))
    assert response.status_code == 403
    sent = values(announced, f"月の新しい文{HOSTILE}", **{"hand-abc": "手で書いた条文"})
    shown = page(drafter.post(editor(announced), sent))
    assert "公表済みのため" in shown
    assert "月の新しい文" in shown
    assert "手で書いた条文" in shown
    assert HOSTILE not in shown


def test_a_draft_under_review_says_that_saving_sends_it_back(drafter: Client, draft: Edition) -> None:
    assert "照会中" not in page(drafter.get(editor(draft)))
    append_decision(draft, DecisionKind.SUBMITTED, actor_id=None, at=ANNOUNCED_AT, subject_hash="0" * 64)
    assert "下書きに戻ります" in page(drafter.get(editor(draft)))


# --- working copies ---


def test_what_was_not_saved_is_offered_first(drafter: Client, draft: Edition) -> None:
    keep(draft, text_of(draft).replace("使い方", "用い方"))
    shown = page(drafter.get(editor(draft)))
    assert "作業中の控えがあります" in shown
    assert "用い" in shown
    assert 'name="text"' not in shown


def test_a_copy_is_gone_on_with_from_the_state_it_began_from(drafter: Client, draft: Edition) -> None:
    keep(draft, "途中の文", seen=3)
    form = drafter.get(editor(draft), {"copy": "continue"}).context["form"]
    assert (form["text"].value(), form["seen"].value()) == ("途中の文", 3)


def test_a_copy_is_thrown_away_by_its_button(drafter: Client, draft: Edition) -> None:
    keep(draft, "途中の文")
    response = drafter.post(editor(draft), {"_discard": "1"}, follow=True)
    assert response.context["form"]["text"].value() == text_of(draft)
    assert not WorkingCopy.objects.exists()


def test_a_copy_that_says_what_is_saved_is_not_offered(drafter: Client, draft: Edition) -> None:
    keep(draft, text_of(draft).replace("\n\n", " \n\n"))
    assert "作業中の控え" not in page(drafter.get(editor(draft)))


def test_a_copy_of_somebody_else_is_nobodys_business(drafter: Client, draft: Edition) -> None:
    other = get_user_model().objects.create_user("other")
    keep_copy(draft, {"text": "他人の途中の文"}, by=other, seen=1)
    assert "他人の途中の文" not in page(drafter.get(editor(draft)))


def test_saving_throws_the_copy_away(drafter: Client, draft: Edition) -> None:
    keep(draft, "途中の文")
    drafter.post(editor(draft), values(draft, text_of(draft).replace("使い方", "用い方")))
    assert not WorkingCopy.objects.exists()


def keep(draft: Edition, text: str, seen: int | None = None) -> None:
    user = get_user_model().objects.get(username="起案者")
    keep_copy(draft, {"text": text}, by=user, seen=newest_state(draft) if seen is None else seen)


# --- two people on one draft ---


def somebody_else_saves(draft: Edition, words: str) -> None:
    """Through the form of one clause."""
    clause = draft.clauses.get(label="第1条")
    clause.text, clause._change_reason = words, "別の人の理由"
    clause._history_user = get_user_model().objects.create_user("ben", first_name="勉", last_name="別府")
    clause.save()


def test_a_clause_saved_while_the_text_was_open_is_told_and_merged(drafter: Client, draft: Edition) -> None:
    mine = values(draft, text_of(draft).replace("申込みをした人", "申し込んだ人"))
    somebody_else_saves(draft, "月の見方を定めます。")
    response = drafter.post(editor(draft), mine)
    merged = response.context["form"]["text"].value()
    for words in ("ほかの人が保存しました", "別府 勉", "別の人の理由"):
        assert words in page(response)
    assert "月の見方" in merged
    assert "申し込んだ人" in merged
    assert "申し込んだ人" not in text_of(draft)
    assert "申し込んだ人" in WorkingCopy.objects.get().values["text"]
    drafter.post(editor(draft), values(draft, merged))
    assert text_of(draft) == merged


def test_a_clause_changed_by_both_is_decided_on_a_page_of_its_own(drafter: Client, draft: Edition) -> None:
    mine = values(draft, text_of(draft).replace("使い方", f"用い方{HOSTILE}"))
    somebody_else_saves(draft, f"月の見方を定めます。{HOSTILE}")
    response = drafter.post(editor(draft), mine)
    assert HOSTILE not in page(response)
    [conflict] = response.context["conflicts"]
    assert conflict.name == "第1条（目的）"
    undecided = drafter.post(editor(draft), mine | {"at": response.context["at"]})
    assert "選んでいない条文がある" in page(undecided)
    decided = {"at": response.context["at"], f"decision-{conflict.key}": "hand"}
    by_hand = {f"hand-{conflict.key}": "第1条（目的）\r\n二人の言葉です。"}
    response = drafter.post(editor(draft), mine | decided | by_hand, follow=True)
    assert "保存しました。変更1条文" in page(response)
    assert draft.clauses.get(key=conflict.key).text == "二人の言葉です。"


def test_what_was_decided_stays_on_the_page_when_it_is_asked_again(drafter: Client, draft: Edition) -> None:
    mine = values(draft, text_of(draft).replace("使い方", "用い方"))
    somebody_else_saves(draft, "月の見方を定めます。")
    [conflict] = drafter.post(editor(draft), mine).context["conflicts"]
    stale = {"at": 1, f"decision-{conflict.key}": "hand", f"hand-{conflict.key}": "手で書いた文"}
    shown = page(drafter.post(editor(draft), mine | stale))
    assert "手で書いた文" in shown
    assert 'value="hand" checked' in shown


def test_a_clause_form_that_was_open_while_the_text_was_saved_refuses(drafter: Client, draft: Edition) -> None:
    clause = draft.clauses.get(label="第1条")
    form = drafter.get(address("change", clause)).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"text": "条の画面の文"}
    drafter.post(editor(draft), values(draft, text_of(draft).replace("使い方", "用い方")))
    assert "まだ保存していません" in page(drafter.post(address("change", clause), sent))
    assert "用い方" in text_of(draft)


def test_what_was_typed_into_the_form_of_a_clause_that_the_text_lost_is_shown(drafter: Client, draft: Edition) -> None:
    clause = draft.clauses.get(label="第1条")
    form = drafter.get(address("change", clause)).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"text": f"条の画面の文{HOSTILE}"}
    without = text_of(draft).replace(f"{clause.node().written}\n\n", "")
    drafter.post(editor(draft), values(draft, without))
    response = drafter.post(address("change", clause), sent)
    assert response.status_code == 409
    assert "条の画面の文" in page(response)
    assert "画面を開いたあとで削除されました" in page(response)
    assert HOSTILE not in page(response)
    assert "第1条" not in text_of(draft)


def test_pages_speak_english_where_that_is_asked_for(drafter: Client, draft: Edition) -> None:
    shown = page(drafter.get(editor(draft), headers={"accept-language": "en"}))
    assert "Edit the whole text" in shown


def test_a_first_edition_has_no_comparison(drafter: Client, terms: Any) -> None:
    first = make_edition(terms=terms)
    sent = values(first, text_of(first), _check="1")
    del sent["_save"]
    assert "改定のもとの版がないため" in page(drafter.post(editor(first), sent))


def test_an_edition_announced_while_one_types_is_refused(drafter: Client, draft: Edition) -> None:
    mine = values(draft, "書きかけ")
    announce(draft)
    response = drafter.post(editor(draft), mine)
    assert response.status_code == 403
    assert "書きかけ" in page(response)


def test_an_edition_without_clauses_is_written_from_nothing(drafter: Client, terms: Any) -> None:
    empty = Edition.objects.create(terms=terms, number=9)
    assert "まだ文がありません" in page(drafter.get(editor(empty)))
    drafter.post(editor(empty), values(empty, "第1条（月）\n月を見ます。"))
    assert text_of(empty) == "第1条（月）\n月を見ます。"


def test_the_text_of_two_hundred_pages_is_pasted_and_saved(drafter: Client, draft: Edition) -> None:
    pasted = "\n".join(f"{number}枚目の、{'月を見る約束の文です。' * 130}" for number in range(1, 201))
    text = f"{text_of(draft)}\n{pasted}\n"
    response = drafter.post(editor(draft), values(draft, text), follow=True)
    assert "保存しました" in page(response)
    assert text_of(draft) == text


def test_a_reason_that_is_too_long_loses_no_text(drafter: Client, draft: Edition) -> None:
    response = drafter.post(editor(draft), values(draft, "新しい文", history_change_reason="理" * 501))
    assert "変更理由" in page(response)
    assert response.context["form"]["text"].value() == "新しい文"
    assert WorkingCopy.objects.get().values["text"] == "新しい文"
