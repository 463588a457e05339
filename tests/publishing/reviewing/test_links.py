"""Links to drafts: how long they open, and that nobody makes up their address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.models import Actor, Frozen, ReviewLink
from portal.models.actor import account_name
from portal.publishing.reviewing.links import LONGEST_DAYS, find_link, link_token, make_link, revoke_link, usual_days
from tests.factories import announce
from tests.publishing.reviewing.conftest import AT

END = datetime(2024, 10, 8, 15, 0, tzinfo=UTC)
"""Midnight in Tokyo after 8 October."""


def new_link(draft, by, *, until=date(2024, 10, 8), addressee="顧問"):
    return make_link(draft, addressee=addressee, until=until, may_comment=True, may_consent=False, by=by)


def test_a_link_opens_to_the_last_second_of_its_last_day_where_the_terms_are(link):
    assert link.expires_at == END
    assert link.is_valid(END - timedelta(seconds=1))
    assert not link.is_valid(END)


def test_a_token_leads_to_its_link_alone(link, draft, drafter):
    other = new_link(draft, drafter)
    assert (find_link(link_token(link)), find_link(link_token(other))) == (link, other)
    assert link_token(link) != link_token(other)


SPOILT = {
    "last character": lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    "first character": lambda token: ("x" if token[0] != "x" else "y") + token[1:],
    "no signature": lambda token: token.partition(".")[0],
    "longer": lambda token: token + "A",
    "another separator": lambda token: token.replace(".", ":"),
    "another case": str.upper,
    "empty": lambda token: "",
    "a dot": lambda token: ".",
    "a null": lambda token: "\x00",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_token_leads_nowhere(link, spoil):
    assert find_link(spoil(link_token(link))) is None


def test_a_token_of_another_key_leads_nowhere(link, settings):
    token = link_token(link)
    settings.SECRET_KEY = "another-key-that-is-as-long-as-keys-have-to-be-0123456789"
    assert find_link(token) is None


def test_a_signed_nonce_of_no_link_leads_nowhere(link):
    assert find_link(link_token(ReviewLink(nonce="unknown"))) is None


def test_a_revoked_link_is_closed_at_once_and_history_says_by_whom(link, drafter):
    revoke_link(link, by=drafter)
    assert not link.is_valid()
    assert link.history.latest().history_user_id == drafter.pk
    assert "nonce" not in {field.name for field in link.history.model._meta.fields}


def test_revoking_twice_keeps_the_first_time(link, drafter, clock):
    revoke_link(link, by=drafter)
    clock.shift(timedelta(hours=1))
    revoke_link(link, by=drafter)
    assert ReviewLink.objects.get().revoked_at == AT


def test_the_name_of_the_maker_is_kept(link, drafter):
    assert Actor.objects.get(pk=link.created_by_id).name == account_name(drafter)


@pytest.mark.parametrize("until", [date(2024, 9, 30), date(2024, 10, 1) + timedelta(days=LONGEST_DAYS + 1)])
def test_a_last_day_that_is_past_or_too_far_is_refused(draft, drafter, until):
    with pytest.raises(ValidationError, match="90日後まで"):
        new_link(draft, drafter, until=until)
    assert not ReviewLink.objects.exists()


@pytest.mark.parametrize("until", [date(2024, 10, 1), date(2024, 10, 1) + timedelta(days=LONGEST_DAYS)])
def test_today_and_the_last_possible_day_are_taken(draft, drafter, until):
    assert new_link(draft, drafter, until=until).is_valid()


def test_a_link_is_for_somebody(draft, drafter):
    with pytest.raises(ValidationError):
        new_link(draft, drafter, addressee="  ")


def test_an_announced_edition_gets_no_new_link_but_keeps_those_it_has(link, draft, drafter):
    announce(draft)
    with pytest.raises(Frozen):
        new_link(draft, drafter)
    assert find_link(link_token(link)).is_valid()


@pytest.mark.parametrize(("setting", "days"), [(14, 14), (0, 1), (-3, 1), (400, 90)])
def test_the_setting_is_held_within_its_bounds(settings, setting, days):
    settings.REVIEW_LINK_DAYS = setting
    assert usual_days() == days
