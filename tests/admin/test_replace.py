"""Find and replace across a draft: shown first, chosen, made in one step, undone."""

import pytest
from django.urls import reverse

from portal.models import Clause
from portal.models.saved_states import newest_state
from portal.text.writer import write
from tests.factories import announce


@pytest.fixture
def client(login):
    return login("起案者")


def url(edition):
    return reverse("admin:portal_edition_replace", args=[edition.pk])


def send(client, edition, words, by, places, **values):
    state = values.pop("state", newest_state(edition))
    return client.post(url(edition), {"words": words, "by": by, "place": places, "state": state} | values, follow=True)


def test_every_place_is_shown_with_its_clause_and_nothing_changes(client, draft):
    before = write(draft.document())
    response = client.get(url(draft), {"words": "月見", "by": "日和"})
    shown = [(place.clause, place.found.words) for place in response.context["places"]]
    assert [clause for clause, _ in shown] == ["月見クラウド利用規約", "第1条（目的）", "第2条（定義）"]
    assert "<ins>日和</ins>" in response.content.decode()
    assert write(draft.document()) == before


def test_only_the_chosen_places_are_replaced_and_the_others_get_no_history(client, draft):
    rows = Clause.history.filter(edition_id=draft.pk).count()
    page = send(client, draft, "月見", "日和", ["1"], history_change_reason="社名変更").content.decode()
    assert "1か所を置き換えました" in page
    assert draft.clauses.get(label="第1条").text == "この規約は、日和クラウドの使い方を定めます。"
    assert "月見株式会社" in draft.clauses.get(label="第2条").text
    assert Clause.history.filter(edition_id=draft.pk).count() == rows + 1
    reason = Clause.history.latest("history_id").history_change_reason
    assert "「月見」を「日和」に置き換えました。" in reason
    assert "社名変更" in reason


def test_a_caption_and_a_title_are_replaced_too(client, draft):
    send(client, draft, "目的", "趣旨", ["0"])
    assert draft.clauses.get(label="第1条").caption == "趣旨"


def test_a_replacement_is_undone_by_one_press(client, draft):
    before = write(draft.document())
    response = send(client, draft, "月見", "日和", ["0", "1", "2"])
    assert "月見" not in write(draft.document())
    client.post(url(draft), {"undo": response.context["undo"]})
    assert write(draft.document()) == before


def test_words_are_found_in_any_width_where_that_is_asked(client, draft):
    assert client.get(url(draft), {"words": "（１）"}).context["count"] == 0
    assert client.get(url(draft), {"words": "（１）", "fold_width": "on"}).context["count"] == 1


def test_words_that_are_not_there_are_told(client, draft):
    assert "本文にありません" in client.get(url(draft), {"words": "存在しない"}).content.decode()


def test_what_lies_over_heading_and_text_cannot_be_chosen(client, draft):
    response = client.get(url(draft), {"words": "条（目"})
    assert [place.found.can_replace for place in response.context["places"]] == [False]
    assert "条文の画面で直してください" in response.content.decode()


def test_replacing_without_a_choice_or_on_an_old_page_is_refused_and_keeps_what_was_typed(client, draft):
    before, stale = write(draft.document()), newest_state(draft)
    page = send(client, draft, "月見", "日和", []).content.decode()
    assert "一つ以上選んでください" in page
    assert 'value="日和"' in page
    send(client, draft, "目的", "趣旨", ["0"])
    page = send(client, draft, "月見", "日和", ["0"], state=stale).content.decode()
    assert "もう一度置き換えてください" in page
    assert write(draft.document()) == before.replace("目的", "趣旨")


def test_a_line_end_cannot_be_put_in(client, draft):
    page = send(client, draft, "月見", "日\n和", ["0"]).content.decode()
    assert "改行は使えません" in page


ODD = ({}, {"words": ""}, {"undo": ""}, {"undo": "x:y"}, {"words": "月見", "place": "x" * 30})


@pytest.mark.parametrize("sent", ODD)
def test_odd_requests_change_nothing(client, draft, sent):
    before = write(draft.document())
    assert client.post(url(draft), sent, follow=True).status_code == 200
    assert write(draft.document()) == before


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_others_may_not(login, draft, group):
    client = login(group)
    assert client.get(url(draft)).status_code == 403
    assert client.post(url(draft), {"words": "月見", "by": "", "place": "0"}).status_code == 403


def test_an_announced_edition_is_refused(client, draft):
    announce(draft)
    assert client.post(url(draft), {"words": "月見", "by": "日和", "place": "0"}).status_code == 403
    assert client.get(url(draft)).status_code == 403


def test_markup_is_shown_as_text(client, draft):
    script = "<script>alert(1)</script>"
    clause = draft.clauses.get(label="第1条")
    clause.text = clause.caption = script
    clause.save()
    for asked in ({"words": script, "by": script}, {"words": "alert", "by": script}, {"undo": script}):
        assert script not in client.get(url(draft), asked).content.decode()


def test_what_no_clause_can_hold_is_refused_in_words_and_shown_again(client, draft):
    row = draft.clauses.get(label="第1条")
    row.caption = "あ" * 999
    row.save()
    sent = {"words": "あああ", "by": "い" * 200, "state": newest_state(draft), "place": [0, 1, 2, 3, 4, 5]}
    response = client.post(url(draft), sent)
    assert response.status_code == 200
    assert "保存できません" in response.content.decode()
    assert response.context["form"]["by"].value() == "い" * 200
    assert draft.clauses.get(label="第1条").caption == "あ" * 999
