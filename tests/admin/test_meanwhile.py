"""Two people at one form: what only the other changed is taken over, what both changed is shown, nothing is undone."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from tests.admin.pages import address, form_values, send


@pytest.fixture
def client(login):
    return login("起案者")


@pytest.fixture
def other(login):
    return login("superuser")


def resent(response):
    """What the form of an answer would send if it were sent again."""
    form = response.context["adminform"].form
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def test_a_field_that_only_the_other_changed_is_not_put_back(client, other, draft):
    url = address("change", draft)
    mine = form_values(client, url) | {"title": "わたしの題名"}
    assert send(other, url, summary="あの人の概要", effective_date="2030-04-01").status_code == 302
    response = client.post(url, mine)
    page = response.content.decode()
    assert "ほかの人だけが変えた欄" in page
    assert "あの人の概要" in page
    again = resent(response)
    assert (again["title"], again["summary"]) == ("わたしの題名", "あの人の概要")
    assert client.post(url, again).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.effective_date) == ("わたしの題名", "あの人の概要", date(2030, 4, 1))


def test_both_texts_of_a_field_that_both_changed_are_shown_and_mine_stays_in_it(client, other, draft):
    clause = draft.clauses.get(label="第1条")
    url = address("change", clause)
    mine = form_values(client, url) | {"text": "わたしの文です。", "caption": "趣旨"}
    assert send(other, url, text="あの人の文です。").status_code == 302
    response = client.post(url, mine)
    page = response.content.decode()
    assert "ほかの人もあなたも変えた欄" in page
    assert "いま保存されている内容" in page
    assert '<u class="mark">あの人</u>の文です。' in page
    assert resent(response)["text"] == "わたしの文です。"
    clause.refresh_from_db()
    assert clause.text == "あの人の文です。"


def test_groups_that_the_other_chose_are_taken_over(other, login, draft):
    first, second = other, login("起案者")
    terms = draft.terms
    group = Group.objects.create(name="法務")
    url = address("change", terms)
    mine = form_values(first, url) | {"description": "わたしの説明"}
    assert send(first, url, approval_groups=[group.pk]).status_code == 302
    response = first.post(url, mine)
    again = resent(response)
    assert [str(pk) for pk in again["approval_groups"]] == [str(group.pk)]
    assert first.post(url, again).status_code == 302
    assert list(terms.approval_groups.all()) == [group]
    assert second.get(url).status_code == 200


def test_a_field_that_is_no_value_keeps_its_words(client, other, draft):
    url = address("change", draft)
    mine = form_values(client, url) | {"effective_date": "いつか"}
    assert send(other, url, effective_date="2030-04-01").status_code == 302
    response = client.post(url, mine)
    assert resent(response)["effective_date"] == "いつか"
    assert "2030年4月1日" in response.content.decode()


def test_markup_is_shown_as_text(client, other, draft):
    script = "<script>alert(1)</script>"
    url = address("change", draft)
    mine = form_values(client, url) | {"summary": script}
    assert send(other, url, summary=script + "x", basis=script).status_code == 302
    assert script not in client.post(url, mine).content.decode()
