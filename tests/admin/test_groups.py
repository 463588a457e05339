"""What each group can and cannot do in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from portal.models import (
    Clause,
    ComparisonStyle,
    Decision,
    Edition,
    Issuer,
    Publication,
    SealedFile,
    SealedRole,
    Service,
    Terms,
)
from tests.admin.conftest import GROUPS
from tests.admin.pages import address, form_values, send
from tests.factories import make_comparison_style
from tests.views.examples import seal

READERS = [group for group in GROUPS if group != "起案者"]
MODELS = (Issuer, Service, ComparisonStyle, Terms, Edition, Clause, Decision, Publication, SealedFile)
RECORDS = (Decision, Publication, SealedFile)


@pytest.fixture
def sealed(announced):
    return seal(announced, SealedRole.EDITION_PDF, "terms.pdf")


def rows_of(edition):
    terms = edition.terms
    return [make_comparison_style(), terms.service.issuer, terms.service, terms, edition, edition.clauses.first()]


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_reads_everything(login, draft, announced, sealed, group):
    client = login(group)
    assert client.get(reverse("admin:index")).status_code == 200
    for model in MODELS:
        assert client.get(address("changelist", model)).status_code == 200, model
    records = [announced.decisions.get(), announced.publication, sealed]
    for row in (*rows_of(draft), *rows_of(announced), *records):
        assert client.get(address("change", row)).status_code == 200, row
    for page in ("findings", "preview", "comparison"):
        assert client.get(address(page, draft)).status_code == 200


@pytest.mark.parametrize("group", READERS)
def test_readers_get_no_save_button_and_no_link_that_changes(login, draft, group):
    client = login(group)
    for row in rows_of(draft):
        page = client.get(address("change", row)).content.decode()
        assert 'name="_save"' not in page
        assert "/add/" not in page
        assert "/delete/" not in page
    index = client.get(reverse("admin:index")).content.decode()
    assert "/add/" not in index


@pytest.mark.parametrize("group", READERS)
def test_readers_post_is_refused_and_changes_nothing(login, draft, group):
    client = login(group)
    clause = draft.clauses.first()
    before = (list(Edition.objects.values()), list(Clause.objects.values()), list(Terms.objects.values()))
    for row in rows_of(draft):
        assert client.post(address("change", row), {"label": "x", "text": "x"}).status_code == 403
        assert client.post(address("delete", row), {"post": "yes"}).status_code == 403
    for model in MODELS:
        place = f"?edition={draft.pk}&after={clause.pk}" if model is Clause else ""
        assert client.post(address("add", model) + place, {}).status_code == 403
        assert client.post(address("changelist", model), {"action": "delete_selected"}).status_code in (200, 403)
    after = (list(Edition.objects.values()), list(Clause.objects.values()), list(Terms.objects.values()))
    assert after == before


def test_a_drafter_edits_drafts_and_nothing_above_them(login, draft):
    client = login("起案者")
    clause = draft.clauses.get(label="第1条")
    assert send(client, address("change", draft), summary="目的を改めました。").status_code == 302
    assert send(client, address("change", clause), caption="趣旨").status_code == 302
    draft.refresh_from_db()
    clause.refresh_from_db()
    assert (draft.summary, clause.caption) == ("目的を改めました。", "趣旨")
    for row in rows_of(draft)[:4]:
        assert client.post(address("change", row), {"name": "x"}).status_code == 403
        assert client.post(address("delete", row), {"post": "yes"}).status_code == 403
    for model in (ComparisonStyle, Issuer, Service, Terms):
        assert client.post(address("add", model), {"name": "x"}).status_code == 403


def test_a_drafter_deletes_a_draft(login, draft):
    client = login("起案者")
    assert client.post(address("delete", draft), {"post": "yes"}).status_code == 302
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_a_drafter_cannot_announce(login, draft):
    client = login("起案者")
    user = get_user_model().objects.get(username="起案者")
    assert not user.has_perm("portal.announce_edition")
    before = Decision.objects.count()
    assert client.post(address("add", Decision), {"edition": draft.pk, "kind": "announced"}).status_code == 403
    assert client.post(address("add", Publication), {"edition": draft.pk}).status_code == 403
    values = form_values(client, address("change", draft))
    client.post(address("change", draft), values | {"_announce": "1", "announced_at": "2024-01-01"})
    assert Decision.objects.count() == before
    assert not draft.is_frozen


@pytest.mark.parametrize("who", [*GROUPS, "superuser"])
def test_nobody_adds_changes_or_deletes_records(login, announced, sealed, who):
    client = login(who)
    records = (announced.decisions.get(), announced.publication, sealed)
    for row in records:
        before = type(row).objects.values().get(pk=row.pk)
        page = client.get(address("change", row)).content.decode()
        assert 'name="_save"' not in page
        assert client.post(address("change", row), {"reason": "x", "kind": "cancelled"}).status_code == 403
        assert client.post(address("delete", row), {"post": "yes"}).status_code == 403
        assert client.get(address("delete", row)).status_code == 403
        assert client.post(address("add", type(row)), {}).status_code == 403
        assert type(row).objects.values().get(pk=row.pk) == before


def test_visitors_and_customers_accounts_are_sent_to_the_login(client, draft, django_user_model):
    urls = [address(page, draft) for page in ("change", "findings", "preview", "comparison", "history")]
    assert {client.get(url).status_code for url in urls} == {302}
    client.force_login(django_user_model.objects.create_user("customer"))
    assert {client.get(url).status_code for url in urls} == {302}


def test_staff_without_a_group_see_no_draft(client, draft, sealed, django_user_model):
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))
    urls = [address(page, draft) for page in ("change", "findings", "preview", "comparison", "history")]
    assert {client.get(url).status_code for url in (*urls, address("download", sealed))} == {403}
    assert draft.label not in client.get(reverse("admin:index")).content.decode()


def test_a_sealed_file_is_sent_as_it_was_sealed(login, sealed):
    response = login("閲覧者").get(address("download", sealed))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("many", [False, True])
def test_a_group_that_terms_need_is_not_deleted_and_the_page_says_what_to_do(login, terms, many):
    """Deleted, it would be needed no more: one person of any group could approve."""
    legal, client = Group.objects.create(name="<b>法務</b>"), login("superuser")
    terms.approval_groups.add(legal)
    chosen = {"action": "delete_selected", "_selected_action": legal.pk} if many else {}
    page = reverse("admin:auth_group_changelist") if many else reverse("admin:auth_group_delete", args=[legal.pk])
    response = client.post(page, {"post": "yes"} | chosen)
    assert "「承認に要る部門」から" in response.content.decode()
    assert "<b>法務" not in response.content.decode()
    assert list(terms.approval_groups.all()) == [legal]
    for delete in (legal.delete, Group.objects.filter(pk=legal.pk).delete):
        with pytest.raises(ProtectedError, match="先に"), transaction.atomic():
            delete()
    terms.approval_groups.clear()
    client.post(page, {"post": "yes"} | chosen)
    assert not Group.objects.filter(pk=legal.pk).exists()
