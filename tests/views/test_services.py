import pytest
from django.test import Client

from portal.models import Terms
from tests.factories import make_edition, make_service, make_terms
from tests.views.examples import make_moon


@pytest.mark.django_db
def test_an_empty_portal_says_what_to_do_first(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "公表されている約款・規約はまだありません" in page
    for step in ("bin/serve", 'href="/admin/"', "manage.py import_terms"):
        assert step in page


@pytest.mark.django_db
def test_a_portal_with_nothing_but_drafts_looks_like_an_empty_one(client: Client) -> None:
    empty = client.get("/").content
    make_edition(terms=make_moon())
    assert client.get("/").content == empty


@pytest.mark.parametrize("address", ["/", "/moon/"])
def test_services_and_terms_are_listed_with_what_applies_and_what_is_coming(
    client: Client, moon: Terms, address: str
) -> None:
    page = client.get(address).content.decode()
    for words in (
        "月見クラウド",
        "月見株式会社",
        "月見クラウドの約束です。",
        'href="/moon/terms-of-use/"',
        "第2版",
        "施行中",
    ):
        assert words in page
    assert 'href="/moon/terms-of-use/editions/3/"' in page
    assert '<time datetime="2025-04-01">2025年4月1日</time>から適用' in page


def test_a_service_without_public_terms_is_not_found(client: Client, moon: Terms) -> None:
    make_edition(terms=make_terms(service=make_service(slug="star", name="星見クラウド")))
    assert client.get("/star/").status_code == 404
    assert "星見" not in client.get("/").content.decode()
