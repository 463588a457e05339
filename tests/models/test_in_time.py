"""Editions at an instant: to the microsecond, in the terms' time zone, whatever the process's clock zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from portal.models import Edition
from tests.factories import announce, make_edition, make_terms

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2024, 8, 31, 15, 0, tzinfo=UTC)
"""2024-09-01 00:00 in Tokyo."""
ANNOUNCED = datetime(2024, 8, 1, 3, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def numbers(editions):
    return [edition.number for edition in editions.order_by("terms__slug", "number")]


def test_public_begins_with_the_instant_of_announcement():
    announce(make_edition(), ANNOUNCED)
    assert numbers(Edition.objects.public(ANNOUNCED - TICK)) == []
    assert numbers(Edition.objects.public(ANNOUNCED)) == [1]


def test_public_and_in_force_exclude_drafts():
    make_edition()
    assert numbers(Edition.objects.public(MIDNIGHT)) == []
    assert numbers(Edition.objects.in_force(MIDNIGHT)) == []
    assert numbers(Edition.objects.drafts()) == [1]


def test_drafts_excludes_an_edition_announced_for_a_later_instant():
    announce(make_edition(), timezone.now() + timedelta(days=30))
    assert numbers(Edition.objects.drafts()) == []


def test_in_force_begins_at_midnight_of_the_terms_time_zone():
    announce(make_edition(effective_date=date(2024, 9, 1)), ANNOUNCED)
    assert numbers(Edition.objects.in_force(MIDNIGHT - TICK)) == []
    assert numbers(Edition.objects.in_force(MIDNIGHT)) == [1]


def test_in_force_counts_days_of_another_time_zone():
    terms = make_terms(time_zone="America/New_York")
    announce(make_edition(terms=terms, effective_date=date(2024, 9, 1)), ANNOUNCED)
    start = datetime(2024, 9, 1, 4, 0, tzinfo=UTC)
    assert numbers(Edition.objects.in_force(start - TICK)) == []
    assert numbers(Edition.objects.in_force(start)) == [1]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_in_force_is_the_same_whatever_the_time_zone_of_the_process(zone):
    announce(make_edition(effective_date=date(2024, 9, 1)), ANNOUNCED)
    with timezone.override(zone):
        assert numbers(Edition.objects.in_force((MIDNIGHT - TICK).astimezone())) == []
        assert numbers(Edition.objects.in_force(MIDNIGHT.astimezone())) == [1]


def test_in_force_excludes_an_edition_announced_for_tomorrow_though_its_effective_date_has_come():
    announce(make_edition(effective_date=date(2024, 9, 1)), MIDNIGHT + timedelta(days=1))
    assert numbers(Edition.objects.in_force(MIDNIGHT)) == []


def test_the_later_effective_date_is_in_force_and_the_earlier_one_before_it():
    terms = make_terms()
    announce(make_edition(terms=terms, effective_date=date(2024, 8, 10)), ANNOUNCED)
    announce(make_edition(terms=terms, effective_date=date(2024, 9, 1)), ANNOUNCED)
    assert numbers(Edition.objects.in_force(MIDNIGHT - TICK)) == [1]
    assert numbers(Edition.objects.in_force(MIDNIGHT)) == [2]


def test_of_equal_effective_dates_the_higher_number_is_in_force():
    terms = make_terms()
    announce(make_edition(terms=terms, number=3), ANNOUNCED)
    announce(make_edition(terms=terms, number=2, base=None), ANNOUNCED)
    assert numbers(Edition.objects.in_force(MIDNIGHT)) == [3]


def test_withdrawing_revives_the_edition_before_at_that_instant():
    terms = make_terms()
    announce(make_edition(terms=terms, effective_date=date(2024, 8, 10)), ANNOUNCED)
    withdrawn_at = MIDNIGHT + timedelta(days=3)
    announce(make_edition(terms=terms), ANNOUNCED, withdrawn_at=withdrawn_at)
    assert numbers(Edition.objects.in_force(withdrawn_at - TICK)) == [2]
    assert numbers(Edition.objects.in_force(withdrawn_at)) == [1]
    assert numbers(Edition.objects.public(withdrawn_at)) == [1, 2]


def test_in_force_gives_one_edition_of_each_terms_and_composes_with_filters():
    first, second = make_terms(slug="a-terms"), make_terms(slug="b-terms")
    for terms in (first, second):
        announce(make_edition(terms=terms, effective_date=date(2024, 8, 10)), ANNOUNCED)
        announce(make_edition(terms=terms), ANNOUNCED)
    assert [(e.terms_id, e.number) for e in Edition.objects.in_force(MIDNIGHT).order_by("terms__slug")] == [
        (first.pk, 2),
        (second.pk, 2),
    ]
    assert numbers(second.editions.in_force(MIDNIGHT)) == [2]
    assert numbers(Edition.objects.filter(number=1).in_force(MIDNIGHT)) == []


def test_in_force_of_many_terms_is_one_query(django_assert_num_queries):
    for _ in range(3):
        announce(make_edition(), ANNOUNCED)
    with django_assert_num_queries(1):
        assert len(Edition.objects.in_force(MIDNIGHT)) == 3


def test_upcoming_is_announced_and_not_effective_yet():
    announce(make_edition(), ANNOUNCED)
    assert numbers(Edition.objects.upcoming(ANNOUNCED - TICK)) == []
    assert numbers(Edition.objects.upcoming(ANNOUNCED)) == [1]
    assert numbers(Edition.objects.upcoming(MIDNIGHT - TICK)) == [1]
    assert numbers(Edition.objects.upcoming(MIDNIGHT)) == []


def test_upcoming_excludes_what_was_withdrawn():
    announce(make_edition(), ANNOUNCED, withdrawn_at=ANNOUNCED + TICK)
    assert numbers(Edition.objects.upcoming(ANNOUNCED)) == [1]
    assert numbers(Edition.objects.upcoming(ANNOUNCED + TICK)) == []


def test_without_an_instant_now_is_meant():
    announce(make_edition(effective_date=date(2024, 9, 1)), ANNOUNCED)
    announce(make_edition(effective_date=timezone.localdate() + timedelta(days=9)), timezone.now() - TICK)
    announce(make_edition(), timezone.now() + timedelta(days=1))
    assert Edition.objects.public().count() == 2
    assert Edition.objects.in_force().count() == 1
    assert Edition.objects.upcoming().count() == 1


@pytest.mark.parametrize("question", ["public", "in_force", "upcoming", "applicable"])
def test_an_instant_without_a_time_zone_is_refused(question):
    with pytest.raises(ValueError, match="time zone"):
        getattr(Edition.objects, question)(datetime(2024, 9, 1))  # noqa: DTZ001
