"""No history address writes: simple-history's form would, for anybody who may view."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from portal.admin.history import HistoryAdmin
from portal.models import Clause, Edition
from tests.admin.conftest import GROUPS
from tests.admin.pages import address, form_values

EVERYBODY = (*GROUPS, "superuser")


def rows(*models):
    """All that a POST could have changed, history included."""
    return [list(rows.order_by("pk").values()) for model in models for rows in (model.objects, model.history)]


def history_addresses(row):
    yield address("history", row)
    for record in row.history.all():
        yield address("simple_history", row, record.history_id)


@pytest.fixture
def changed(draft):
    """A clause with an older wording in its history."""
    clause = draft.clauses.get(label="第1条")
    clause.text = "新しい言葉です。"
    clause.save()
    return clause


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_history_answers_reading_alone(login, changed, who, method):
    client = login(who)
    before = rows(Clause, Edition)
    for row in (changed, changed.edition, changed.edition.terms, changed.edition.terms.service):
        for url in history_addresses(row):
            assert getattr(client, method)(url).status_code == 405
    assert rows(Clause, Edition) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_old_wording_cannot_be_put_back_by_post(login, changed, who):
    client = login(who)
    old = changed.history.earliest()
    restored = {"kind": old.kind, "label": old.label, "caption": old.caption, "text": old.text, "_save": "Revert"}
    before = rows(Clause, Edition)
    for extra in ({}, {"_change_history": "1"}, {"_continue": "1"}):
        response = client.post(address("simple_history", changed, old.history_id), restored | extra)
        assert response.status_code == 405
    changed.refresh_from_db()
    assert changed.text == "新しい言葉です。"
    assert rows(Clause, Edition) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_history_pages_have_no_form_but_logging_out_and_the_way_back(login, changed, who):
    client, restores = login(who), reverse("admin:portal_edition_restored", args=[changed.edition_id])
    for url in history_addresses(changed):
        page = client.get(url).content.decode()
        forms = re.findall("<form[^>]*>", page)
        others = [form for form in forms if 'id="logout-form"' not in form]
        assert all(f'action="{restores}"' in form for form in others)
        assert not others or who in ("起案者", "superuser")
        assert 'name="_save"' not in page


def test_every_model_with_history_has_the_closed_admin():
    historical = {model for model in admin.site._registry if hasattr(model, "history")}
    names = {model._meta.model_name for model in historical}
    assert names == {"issuer", "service", "comparisonstyle", "terms", "edition", "clause", "bundle"}
    for model in historical:
        assert isinstance(admin.site._registry[model], HistoryAdmin)


def test_history_rows_themselves_are_in_no_admin():
    assert [model for model in admin.site._registry if model._meta.model_name.startswith("historical")] == []


def test_a_user_without_the_permission_reads_no_history(client, changed, django_user_model):
    user = django_user_model.objects.create_user("nobody", is_staff=True)
    client.force_login(user)
    assert [client.get(url).status_code for url in history_addresses(changed)] == [403] * 3


def test_history_of_nothing_is_not_found(login, changed):
    client = login("閲覧者")
    for arguments in (["999999", "1"], ["x", "1"], [str(changed.pk), "x"], [str(changed.pk), "999999"]):
        assert client.get(reverse("admin:portal_clause_simple_history", args=arguments)).status_code == 404
    for model in ("clause", "edition"):
        for pk in ("999999", "9" * 30):
            assert client.get(reverse(f"admin:portal_{model}_history", args=[pk])).status_code == 404


def test_a_record_of_another_object_is_not_shown(login, changed, draft):
    other = draft.clauses.exclude(pk=changed.pk).first()
    url = address("simple_history", changed, other.history.first().history_id)
    assert login("閲覧者").get(url).status_code == 404


def test_a_form_of_an_ordinary_page_is_not_refused(login, changed):
    """The tests above would notice if everything were refused: the change form itself does save."""
    client = login("起案者")
    url = address("change", changed)
    assert client.post(url, form_values(client, url) | {"text": "また別の言葉です。"}).status_code == 302
    changed.refresh_from_db()
    assert changed.text == "また別の言葉です。"
