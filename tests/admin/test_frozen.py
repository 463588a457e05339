"""Announced editions are read in the admin and changed by nobody; a refusal says so and loses nothing."""

from datetime import UTC, datetime

import pytest

from portal.models import Clause, Edition
from tests.admin.pages import address, form_values
from tests.factories import announce

WRITERS = ("起案者", "superuser")


def rows():
    return list(Edition.objects.order_by("pk").values()), list(Clause.objects.order_by("pk").values())


@pytest.mark.parametrize("who", WRITERS)
def test_pages_of_an_announced_edition_are_read_only_and_say_why(login, announced, who):
    client = login(who)
    for row in (announced, announced.clauses.first()):
        page = client.get(address("change", row)).content.decode()
        assert "公表済みのため、変更も削除もできません" in page
        assert 'name="_save"' not in page
        assert "<textarea" not in page
        assert "/delete/" not in page
        assert "portal/clause/add/" not in page


@pytest.mark.parametrize("who", WRITERS)
def test_a_post_is_refused_with_the_reason_and_shows_what_was_typed(login, announced, who):
    client = login(who)
    clause = announced.clauses.first()
    before = rows()
    typed = {"text": "せっかく書いた長い条文。", "label": "第1条", "history_change_reason": "理由"}
    for url in (
        address("change", clause),
        f"{address('add', Clause)}?edition={announced.pk}&after={clause.pk}",
        f"{address('add', Clause)}?edition={announced.pk}",
    ):
        response = client.post(url, typed)
        page = response.content.decode()
        assert response.status_code == 403
        assert "公表済みのため、変更も削除もできません" in page
        assert "新しい版を作ってください" in page
        assert "せっかく書いた長い条文。" in page
        assert "csrfmiddlewaretoken" not in page.split("<main", 1)[1]
    response = client.post(address("change", announced), {"summary": "書き直した概要"})
    assert response.status_code == 403
    assert "書き直した概要" in response.content.decode()
    assert rows() == before


@pytest.mark.parametrize("who", WRITERS)
def test_nothing_announced_is_deleted(login, announced, who):
    client = login(who)
    before = rows()
    for row in (announced, announced.clauses.first()):
        for response in (client.get(address("delete", row)), client.post(address("delete", row), {"post": "yes"})):
            assert response.status_code == 403
            assert "公表済みのため、変更も削除もできません" in response.content.decode()
    assert rows() == before


def test_what_is_typed_while_somebody_announces_is_refused_and_shown(login, draft):
    client = login("起案者")
    clause = draft.clauses.get(label="第1条")
    values = form_values(client, address("change", clause))
    announce(draft)
    before = rows()
    response = client.post(address("change", clause), values | {"text": "間に合わなかった文。"})
    assert response.status_code == 403
    assert "間に合わなかった文。" in response.content.decode()
    assert rows() == before


def test_announced_terms_and_services_keep_their_addresses(login, announced):
    client = login("superuser")
    terms, service = announced.terms, announced.terms.service
    for row, place in ((terms, "slug"), (terms, "service"), (service, "slug")):
        url = address("change", row)
        before = getattr(row, place)
        values = form_values(client, url)
        assert place not in values
        assert client.post(url, values | {place: "other"}).status_code == 302
        row.refresh_from_db()
        assert getattr(row, place) == before


def test_terms_with_editions_and_services_with_terms_are_not_deleted(login, draft):
    client = login("superuser")
    for row in (draft.terms, draft.terms.service, draft.terms.service.issuer):
        response = client.post(address("delete", row), {"post": "yes"})
        assert response.status_code == 200
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_edition_that_waits_for_its_announcement_says_until_when_and_what_to_do(login, draft):
    announce(draft, datetime(2030, 1, 2, 3, 0, tzinfo=UTC))
    page = login("起案者").get(address("change", draft)).content.decode()
    assert "2030年1月2日12:00に公表されるため" in page
    assert "公表を取り消してください" in page
