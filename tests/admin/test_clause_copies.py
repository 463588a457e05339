"""What is typed into a clause's form is kept until it is saved, offered before it is typed over, and never history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.models import Clause, Edition, WorkingCopy
from portal.models.saved_states import newest_state
from portal.publishing.drafting.working_copies import keep_copy
from tests.admin.pages import address, form_values, send
from tests.factories import announce

HOSTILE = "<script>alert(1)</script>"
REASON = "history_change_reason"
TYPED = {"kind": "article", "label": "第1条", "caption": "趣旨", "text": "書きかけの文。", REASON: "月の理由"}


@pytest.fixture
def client(login: Callable[[str], Client]) -> Client:
    return login("起案者")


@pytest.fixture
def article(draft: Edition) -> Clause:
    return draft.clauses.get(label="第1条")


@pytest.fixture
def end(draft: Edition) -> str:
    """Where the form of a new clause at the end of the draft is."""
    return f"{address('add', Clause)}?edition={draft.pk}"


def question(name: str, clause: Clause | None, edition: Edition | None = None, **place: Any) -> str:
    if clause is not None:
        return reverse(f"admin:portal_clause_{name}", args=[clause.pk])
    return reverse(f"admin:portal_clause_add_{name}", query={"edition": edition.pk if edition else "", **place})


def drafter() -> Any:
    return get_user_model().objects.get(username="起案者")


def keep(client: Client, url: str, **asked: Any) -> Any:
    asked = TYPED | {"seen": 1, "user": drafter().pk} | asked
    return client.post(url, asked, content_type="application/json")


def kept(clause: Clause, **values: str) -> WorkingCopy:
    """A copy of the form of a clause, as its script would have kept it."""
    seen = clause.history.first().history_id
    return keep_copy(clause.edition, TYPED | values, by=drafter(), seen=seen, place=clause.key)


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# --- keeping ---


def test_what_is_typed_is_kept_by_the_clause_s_key_and_writes_no_history(client: Client, article: Clause) -> None:
    before = newest_state(article.edition)
    answer = keep(client, question("copy", article), text="一行目\r\n二行目", seen=before).json()
    assert "控えました" in answer["message"]
    copy = WorkingCopy.objects.get()
    assert (copy.place, copy.values["text"], copy.values[REASON]) == (article.key, "一行目\n二行目", "月の理由")
    assert newest_state(article.edition) == before
    assert Clause.objects.get(pk=article.pk).text != "一行目\n二行目"


def test_a_new_clause_is_kept_by_where_it_goes(client: Client, draft: Edition, article: Clause) -> None:
    second = draft.clauses.get(label="第2条")
    for place in ({}, {"after": article.pk}, {"before": second.pk}, {"before": draft.clauses.first().pk}):
        assert keep(client, question("copy", None, draft, **place)).status_code == 200
    places = set(WorkingCopy.objects.values_list("place", flat=True))
    assert places == {"new:end", f"new:{article.key}", "new:"}


def test_keeping_says_that_somebody_saved_the_clause_meanwhile(client: Client, article: Clause) -> None:
    url, seen = question("copy", article), article.history.first().history_id
    assert keep(client, url, seen=seen).json()["others"] == ""
    article.save()
    assert "保存されています" in keep(client, url, seen=seen).json()["others"]


def test_the_copy_of_one_person_is_not_written_by_another(client: Client, article: Clause) -> None:
    assert keep(client, question("copy", article), user=0).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_no_copy_is_kept_of_an_announced_edition(client: Client, article: Clause) -> None:
    announce(article.edition)
    response = keep(client, question("copy", article))
    assert response.status_code == 409
    assert "公表済み" in response.json()["message"]


def test_a_clause_that_was_deleted_meanwhile_is_told(client: Client, article: Clause) -> None:
    url = question("copy", article)
    article.delete()
    for gone in (url, url.replace(str(article.pk), "9" * 30)):
        response = keep(client, gone)
        assert response.status_code == 409
        assert "削除されました" in response.json()["message"]


@pytest.mark.parametrize("name", ["copy", "difference"])
@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_who_may_not_write_gets_no_answer(login: Any, article: Clause, group: str, name: str) -> None:
    client = login(group)
    for url in (question(name, article), question(name, None, article.edition)):
        assert client.post(url, TYPED, content_type="application/json").status_code == 403


@pytest.mark.parametrize("name", ["copy", "difference"])
def test_without_a_session_the_script_is_sent_to_the_login(db: None, article: Clause, name: str) -> None:
    response = Client().post(question(name, article), TYPED, content_type="application/json")
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("name", ["copy", "difference"])
@pytest.mark.parametrize("body", ["", "[]", "{}", '{"seen": 99999999999999999999}', "\xff"])
def test_what_no_script_sends_is_refused_in_words(client: Client, article: Clause, name: str, body: str) -> None:
    response = client.post(question(name, article), body, content_type="application/json")
    assert response.status_code == 400
    assert "読めませんでした" in response.json()["message"]


def test_values_of_another_type_are_not_kept(client: Client, article: Clause) -> None:
    assert keep(client, question("copy", article), kind=1).status_code == 400
    assert not WorkingCopy.objects.exists()


def test_questions_are_not_read_by_get(client: Client, article: Clause) -> None:
    assert client.get(question("copy", article)).status_code == 405


# --- offering ---


def test_what_was_not_saved_is_offered_beside_what_is_saved_with_its_words_marked(
    client: Client, article: Clause
) -> None:
    kept(article, text=article.text.replace("使い方", "用い方"))
    offer = page(client, address("change", article))
    assert "作業中の控えがあります" in offer
    assert '<u class="mark">使い</u>方' in offer
    assert '<u class="mark">用い</u>方' in offer
    assert 'id="clause_form"' not in offer
    assert "この条文は保存されています" not in offer


def test_going_on_shows_what_was_typed_and_saving_it_takes_the_copy_away(client: Client, article: Clause) -> None:
    kept(article)
    url = f"{address('change', article)}?copy=continue"
    assert "控えた文の続きです" in page(client, url)
    values = form_values(client, url)
    assert {name: values[name] for name in TYPED} == TYPED
    assert client.post(url, values).status_code == 302
    article.refresh_from_db()
    assert (article.caption, article.text) == ("趣旨", "書きかけの文。")
    assert not WorkingCopy.objects.exists()


def test_throwing_away_begins_with_what_is_saved(client: Client, article: Clause) -> None:
    kept(article)
    response = client.post(address("change", article), {"_discard": "1"}, follow=True)
    assert "控えを捨てました" in response.content.decode()
    assert response.context["adminform"].form["text"].value() == article.text
    assert not WorkingCopy.objects.exists()


def test_a_copy_that_says_what_is_saved_is_not_offered(client: Client, article: Clause) -> None:
    kept(article, caption=article.caption, text=article.text, **{REASON: ""})
    assert 'id="clause_form"' in page(client, address("change", article))


def test_a_copy_never_overwrites_silently_what_others_saved_meanwhile(client: Client, article: Clause) -> None:
    kept(article)
    article.text = "ほかの人の文。"
    article.save()
    url = address("change", article)
    assert "この条文は保存されています" in page(client, url)
    values = form_values(client, f"{url}?copy=continue")
    refused = client.post(url, values)
    assert "保存しました。まだ保存していません" in refused.content.decode()
    article.refresh_from_db()
    assert article.text == "ほかの人の文。"


def test_a_new_clause_is_offered_at_its_place_and_saved_without_a_trace(
    client: Client, draft: Edition, end: str
) -> None:
    assert keep(client, question("copy", None, draft), label="第9条").status_code == 200
    assert "作業中の控えがあります" in page(client, end)
    assert 'id="clause_form"' in page(client, f"{end}&after={draft.clauses.first().pk}")
    values = form_values(client, f"{end}&copy=continue")
    assert values["text"] == "書きかけの文。"
    assert client.post(f"{end}&copy=continue", values).status_code == 302
    assert draft.clauses.get(label="第9条").text == "書きかけの文。"
    assert not WorkingCopy.objects.exists()


def test_what_is_kept_is_one_s_own(client: Client, login: Any, article: Clause) -> None:
    kept(article)
    assert 'id="clause_form"' in page(login("superuser"), address("change", article))


def test_hostile_words_are_shown_as_words(client: Client, article: Clause) -> None:
    hostile = dict.fromkeys(TYPED, HOSTILE)
    kept(article, **hostile)
    answer = client.post(question("difference", article), hostile, content_type="application/json").json()
    for html in (
        page(client, address("change", article)),
        page(client, f"{address('change', article)}?copy=continue"),
        answer["html"],
    ):
        assert HOSTILE not in html
        assert "&lt;script&gt;" in html


def test_the_difference_is_told_to_the_script(client: Client, article: Clause) -> None:
    typed = TYPED | {"caption": article.caption, "text": article.text, "kind": "chapter", REASON: ""}
    html = client.post(question("difference", article), typed, content_type="application/json").json()["html"]
    assert '<u class="mark">章</u>' in html
    assert "本文" not in html


# --- what is sent ---


def test_what_is_refused_is_kept_and_shown(client: Client, article: Clause) -> None:
    response = send(client, address("change", article), label="18条", text="一行目\r\n二行目", **{REASON: "理由"})
    assert response.status_code == 200
    assert "二行目" in response.content.decode()
    copy = WorkingCopy.objects.get()
    assert copy.seen == article.history.first().history_id
    assert {name: copy.values[name] for name in ("label", "text", REASON)} == {
        "label": "18条",
        "text": "一行目\n二行目",
        REASON: "理由",
    }


def test_a_refused_new_clause_is_kept(client: Client, end: str) -> None:
    assert send(client, end, kind="article", label="9条", text="新しい文。").status_code == 200
    assert WorkingCopy.objects.get().values["text"] == "新しい文。"


def test_what_was_typed_into_a_clause_deleted_meanwhile_is_shown_and_kept(client: Client, article: Clause) -> None:
    url, key = address("change", article), article.key
    values = form_values(client, url)
    article.delete()
    response = client.post(url, values | {"text": "間に合わなかった文。"})
    assert response.status_code == 409
    assert "間に合わなかった文。" in response.content.decode()
    assert WorkingCopy.objects.get(place=key).values["text"] == "間に合わなかった文。"


def test_deleting_the_clause_takes_the_copy_away(client: Client, article: Clause) -> None:
    kept(article)
    client.post(address("delete", article), {"post": "yes"})
    assert not WorkingCopy.objects.exists()


def test_a_copy_that_came_too_late_for_the_announcement_can_be_read_and_thrown_away(
    client: Client, article: Clause
) -> None:
    kept(article)
    announce(article.edition)
    shown = page(client, address("change", article))
    assert "公表済み" in shown
    assert "書きかけの文。" in shown
    client.post(address("change", article), {"_discard": "1"})
    assert not WorkingCopy.objects.exists()


def test_who_may_only_read_gets_no_script(login: Any, article: Clause) -> None:
    assert "clause-keeping" not in page(login("閲覧者"), address("change", article))


# --- beside the form ---


def test_the_form_shows_how_the_clause_differs_from_the_base(client: Client, article: Clause, draft: Edition) -> None:
    send(client, address("change", article), text=article.text.replace("使い方", "用い方"))
    shown = page(client, address("change", article))
    assert "もとの版との違い" in shown
    assert '<ins class="mark">用い</ins>方' in shown
    assert "との違いはありません" in page(client, address("change", draft.clauses.get(label="第2条")))


def test_without_a_base_there_is_nothing_to_compare(client: Client, announced: Edition) -> None:
    assert "もとの版との違い" not in page(client, address("change", announced.clauses.first()))


def test_the_whole_text_is_opened_at_the_clause(client: Client, article: Clause, draft: Edition) -> None:
    editor = f"{reverse('admin:portal_edition_editor', args=[draft.pk])}?clause={article.key}"
    assert editor in page(client, address("change", article))
    opened = client.get(editor)
    text = opened.context["form"]["text"].value()
    assert text[opened.context["start"] :].startswith("第1条")
    assert client.get(f"{editor}x").context["start"] is None
