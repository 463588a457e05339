"""History pages say who, when, why and what, in words and marks."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Actor
from tests.admin.pages import address, send


@pytest.fixture
def article(draft):
    return draft.clauses.get(label="第1条")


def shown(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_change_shows_who_why_and_the_marked_words(login, article):
    client = login("superuser")
    new = "この規約は、月見クラウドの用い方を定めます。"
    assert send(client, address("change", article), text=new, history_change_reason="言い回し").status_code == 302
    page = shown(client, address("history", article))
    assert "言い回し" in page
    assert "管理" in page
    assert '月見クラウドの<u class="mark">使い</u>方を定めます。' in page
    assert '月見クラウドの<u class="mark">用い</u>方を定めます。' in page
    assert ">変更前<" in page
    assert ">変更後<" in page


def test_every_value_is_escaped(login, draft, article):
    evil = "<script>alert('x')</script>"
    for name in ("label", "caption", "text"):
        setattr(article, name, evil + getattr(article, name))
    article._change_reason = evil
    article.save()
    draft.title = draft.summary = draft.edition_label = evil
    draft._change_reason = evil
    draft.save()
    client = login("閲覧者")
    newest = article.history.first()
    for url in (
        address("history", article),
        address("history", draft),
        address("simple_history", article, newest.history_id),
        address("change", draft),
        address("change", article),
        address("findings", draft),
        address("preview", draft),
        address("comparison", draft),
    ):
        page = shown(client, url)
        assert "<script>alert" not in page
        assert "alert(&#x27;x&#x27;)" in page or "alert(&#39;x&#39;)" in page, url


def test_an_editions_history_shows_its_clauses_too_even_deleted_ones(login, draft, article):
    client = login("superuser")
    assert client.post(address("delete", article), {"post": "yes"}).status_code == 302
    page = shown(client, address("history", draft))
    assert "第1条（目的）" in page
    assert ">削除<" in page
    record = article.history.model.objects.filter(history_type="-").get()
    assert "この項目は削除されています" not in shown(client, address("history", draft))
    assert "この規約は、月見クラウドの使い方を定めます。" in shown(
        client, address("simple_history", article, record.history_id)
    )


def test_a_record_shows_the_whole_as_it_was(login, article):
    old_text = article.text
    article.text = "すっかり変わりました。"
    article.save()
    first = article.history.earliest()
    page = shown(login("閲覧者"), address("simple_history", article, first.history_id))
    assert old_text in page
    assert "一つ後の履歴" in page
    assert "一つ前の履歴" not in page


def test_foreign_keys_dates_and_choices_are_shown_in_words(login, draft):
    draft.effective_date = "2024-12-24"
    draft.base = None
    draft.save()
    terms = draft.terms
    terms.house_style = "two-column"
    terms.save()
    client = login("閲覧者")
    page = shown(client, address("history", draft))
    assert "2024年9月1日" in page
    assert "2024年12月24日" in page
    assert "月見クラウド利用規約 第1版" in page
    assert "（空）" in page
    page = shown(client, address("history", terms))
    assert "二欄" in page
    assert "two-column" not in page


def test_an_erased_account_keeps_the_name_that_decisions_keep(login, article, django_user_model):
    known = django_user_model.objects.create_user("taro", first_name="太郎")
    unknown = django_user_model.objects.create_user("jiro", first_name="次郎")
    Actor.objects.record(known)
    for user in (known, unknown):
        article.text += "。"
        article._history_user = user
        article.save()
    number = unknown.pk
    known.delete()
    unknown.delete()
    page = shown(login("閲覧者"), address("history", article))
    assert "太郎" in page
    assert "次郎" not in page
    assert f"利用者番号{number}" in page


def test_queries_do_not_grow_with_records(login, draft, article):
    client = login("閲覧者")
    for row in (article, draft):
        row.save()

    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            shown(client, url)
        return len(captured)

    urls = [address("history", article), address("history", draft)]
    for url in urls:
        queries(url)
    few = [queries(url) for url in urls]
    for number in range(12):
        article.text += str(number)
        article.save()
        draft.summary += str(number)
        draft.save()
    assert [queries(url) for url in urls] == few


def test_which_groups_must_approve_is_in_the_history_of_the_terms(login, draft):
    client = login("superuser")
    law, business = (Group.objects.create(name=name) for name in ("法務", "事業"))
    terms = draft.terms
    before = terms.history.count()
    url = address("change", terms)
    sent = send(client, url, approval_groups=[law.pk, business.pk], history_change_reason="二部門に")
    assert sent.status_code == 302
    assert terms.history.count() == before + 1
    page = shown(client, address("history", terms))
    assert "承認に要る部門" in page
    assert "法務、事業" in page
    assert "二部門に" in page
