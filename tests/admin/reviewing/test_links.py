"""Links of an edition in the admin: made, handed out, revoked, by those who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import ReviewLink
from portal.publishing.reviewing.links import find_link, link_token
from tests.admin.conftest import GROUPS
from tests.admin.pages import address
from tests.factories import announce, make_edition

OTHERS = [group for group in GROUPS if group != "起案者"]


def values(draft, **more):
    until = draft.terms.day_of(timezone.now()) + timedelta(days=7)
    return {"addressee": "事業部", "until": until.isoformat(), "may_comment": "on"} | more


def test_a_link_is_made_and_its_address_opens_the_draft(login, client, draft):
    staff = login("起案者")
    response = staff.post(address("links", draft), values(draft))
    assert response.status_code == 302
    link = ReviewLink.objects.get()
    assert (link.addressee, link.may_comment, link.may_consent) == ("事業部", True, False)
    page = staff.get(address("links", draft)).content.decode()
    url = f"/review/{link_token(link)}/"
    assert f'value="http://testserver{url}"' in page
    assert "mailto:?subject=" in page
    assert client.get(url).status_code == 200


def test_the_history_of_a_link_names_its_maker(login, draft, django_user_model):
    login("起案者").post(address("links", draft), values(draft))
    assert ReviewLink.objects.get().history.get().history_user_id == django_user_model.objects.get(username="起案者").pk


def test_two_weeks_are_proposed(login, draft):
    page = login("起案者").get(address("links", draft)).content.decode()
    proposed = draft.terms.day_of(timezone.now()) + timedelta(days=14)
    assert f'value="{proposed.isoformat()}"' in page


@pytest.mark.parametrize(
    "wrong",
    [{"addressee": ""}, {"addressee": "名" * 201}, {"until": ""}, {"until": "2020-01-01"}, {"until": "9999-12-31"}],
    ids=["nobody", "endless", "no day", "past", "far"],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_shown(login, draft, wrong):
    typed = values(draft) | wrong
    response = login("起案者").post(address("links", draft), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "errornote" in page
    assert f'value="{typed["addressee"]}"' in page or not typed["addressee"]
    assert not ReviewLink.objects.exists()


@pytest.mark.parametrize("group", OTHERS)
def test_others_see_the_links_but_neither_their_address_nor_a_form(login, draft, link, group):
    staff = login(group)
    page = staff.get(address("links", draft)).content.decode()
    assert "顧問弁護士" in page
    assert link_token(link) not in page
    assert "取り消す" not in page
    assert staff.post(address("links", draft), values(draft)).status_code == 403
    assert staff.post(address("revoke_link", draft, link.pk)).status_code == 403
    assert ReviewLink.objects.get().is_valid()


def test_a_link_is_revoked(login, draft, link):
    assert login("起案者").post(address("revoke_link", draft, link.pk)).status_code == 302
    assert not find_link(link_token(link)).is_valid()


def test_a_link_is_revoked_by_post_alone_and_through_its_own_edition(login, draft, link):
    staff, other = login("起案者"), make_edition()
    assert staff.get(address("revoke_link", draft, link.pk)).status_code == 405
    assert staff.post(address("revoke_link", other, link.pk)).status_code == 404
    assert staff.post(address("revoke_link", draft, 2**70)).status_code == 404
    assert ReviewLink.objects.get().is_valid()


def test_visitors_and_staff_without_a_group_get_nothing(client, draft, link, django_user_model):
    pages = [address("links", draft), address("comments", draft), address("edition_pdf", draft)]
    assert {client.get(page).status_code for page in pages} == {302}
    assert client.post(pages[0], {}).status_code == 302
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))
    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page, values(draft)).status_code for page in pages[:2]} == {403}
    assert client.post(address("revoke_link", draft, link.pk)).status_code == 403


def test_an_announced_edition_gets_no_link_and_what_was_typed_is_shown(login, draft, link):
    announce(draft)
    staff = login("起案者")
    assert "新しく作れません" in staff.get(address("links", draft)).content.decode()
    response = staff.post(address("links", draft), values(draft))
    assert response.status_code == 403
    assert "事業部" in response.content.decode()
    assert ReviewLink.objects.count() == 1


def test_the_link_of_an_announced_edition_can_still_be_revoked(login, draft, link):
    announce(draft)
    login("起案者").post(address("revoke_link", draft, link.pk))
    assert not ReviewLink.objects.get().is_valid()
