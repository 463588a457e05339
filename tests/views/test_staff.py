"""改定を始める on the public page: there for staff alone, and without a trace in anybody else's page."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.models import Terms
from tests.factories import announce, make_edition
from tests.views.examples import make_moon

ADDRESSES = ["/moon/terms-of-use/", "/moon/terms-of-use/editions/1/"]
WORDS = "改定を始める"


@pytest.fixture
def moon(db: None) -> Terms:
    terms = make_moon()
    announce(make_edition(terms=terms))
    return terms


def logged_in(**fields: bool) -> Client:
    user = get_user_model().objects.create_user("hanako", **fields)
    user.groups.add(Group.objects.get(name="起案者"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_drafter_gets_the_way_to_a_revision_on_a_page_that_nobody_keeps(moon: Terms, address: str) -> None:
    response = logged_in(is_staff=True).get(address)
    assert reverse("admin:portal_edition_start", args=[moon.pk]) in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert not response.has_header("ETag")


@pytest.mark.parametrize("address", ADDRESSES)
def test_readers_get_the_same_public_page_whoever_is_logged_in_elsewhere(moon: Terms, address: str) -> None:
    before = Client().get(address)
    logged_in(is_staff=True).get(address)
    after = Client().get(address)
    assert WORDS not in before.content.decode()
    assert (before.content, before["ETag"]) == (after.content, after["ETag"])
    assert before["Cache-Control"].startswith("public")
    assert "Cookie" not in before["Vary"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_account_that_is_not_staff_gets_no_such_way(moon: Terms, address: str) -> None:
    response = logged_in(is_staff=False).get(address)
    assert WORDS not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_a_session_that_is_none_is_a_reader_with_a_page_of_their_own(moon: Terms) -> None:
    client = Client()
    client.cookies["sessionid"] = "gone"
    response = client.get(ADDRESSES[0])
    assert WORDS not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_staff_see_nothing_of_a_draft_there(moon: Terms) -> None:
    make_edition(terms=moon, text="月見規約\n\n第1条（秘密）\nまだ見せない。\n")
    page = logged_in(is_staff=True).get(ADDRESSES[0]).content.decode()
    assert "秘密" not in page
