from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.models import Edition, Publication
from portal.models.timeline import Standing, State, changed_at, changes_at, timeline

TOKYO = ZoneInfo("Asia/Tokyo")
AT = datetime(2024, 10, 1, 12, 0, tzinfo=TOKYO)


def edition(number: int, effective: date, *, withdrawn_at: datetime | None = None) -> Edition:
    """Return an unsaved public edition that was announced 30 days before it takes effect."""
    effective_at = datetime.combine(effective, time.min, tzinfo=TOKYO)
    made = Edition(pk=number, number=number)
    Publication(
        edition=made,
        announced_at=effective_at - timedelta(days=30),
        registered_at=effective_at - timedelta(days=30),
        effective_date=effective,
        effective_at=effective_at,
        withdrawn_at=withdrawn_at,
    )
    return made


def states(*editions: Edition, at: datetime = AT) -> dict[int, State]:
    return {standing.edition.number: standing.state for standing in timeline(editions, at)}


def standing(number: int, *editions: Edition) -> Standing:
    found = timeline(editions, AT).standing(number)
    assert found is not None
    return found


OLD = edition(1, date(2023, 4, 1))
CURRENT = edition(2, date(2024, 9, 1))
COMING = edition(3, date(2025, 4, 1))


def test_each_edition_has_the_state_of_its_time() -> None:
    expected = {1: State.SUPERSEDED, 2: State.IN_FORCE, 3: State.UPCOMING}
    assert states(COMING, OLD, CURRENT) == expected


def test_the_next_edition_applies_from_the_first_instant_of_its_day() -> None:
    midnight = datetime(2025, 4, 1, tzinfo=TOKYO)
    assert states(CURRENT, COMING, at=midnight - timedelta(microseconds=1))[2] == State.IN_FORCE
    assert states(CURRENT, COMING, at=midnight) == {2: State.SUPERSEDED, 3: State.IN_FORCE}


def test_an_edition_applies_until_the_day_before_the_next_one() -> None:
    found = standing(2, OLD, CURRENT, COMING)
    assert (found.since, found.until) == (date(2024, 9, 1), date(2025, 3, 31))
    assert (found.predecessor, found.successor) == (OLD, COMING)


def test_the_last_edition_has_no_end() -> None:
    assert standing(3, CURRENT, COMING).until is None


def test_of_two_editions_for_one_day_the_higher_number_applies_and_the_other_never_does() -> None:
    rival = edition(3, date(2024, 9, 1))
    assert states(CURRENT, rival) == {2: State.SUPERSEDED, 3: State.IN_FORCE}
    assert not standing(2, CURRENT, rival).ever_applies
    assert standing(3, CURRENT, rival).ever_applies


def test_withdrawing_the_edition_in_force_revives_the_one_before() -> None:
    withdrawn = edition(2, date(2024, 9, 1), withdrawn_at=datetime(2024, 9, 20, tzinfo=UTC))
    assert states(OLD, withdrawn) == {1: State.IN_FORCE, 2: State.WITHDRAWN}
    assert standing(1, OLD, withdrawn).successor is None
    assert not standing(2, OLD, withdrawn).ever_applies


def test_a_withdrawal_that_lies_ahead_changes_nothing_yet() -> None:
    later = edition(2, date(2024, 9, 1), withdrawn_at=AT + timedelta(days=1))
    assert states(OLD, later) == {1: State.SUPERSEDED, 2: State.IN_FORCE}


def test_nothing_is_in_force_where_all_is_coming_or_withdrawn() -> None:
    withdrawn = edition(2, date(2024, 9, 1), withdrawn_at=datetime(2024, 9, 20, tzinfo=UTC))
    found = timeline([withdrawn, COMING], AT)
    assert found.in_force is None
    assert [s.edition for s in found.upcoming] == [COMING]


def test_upcoming_editions_stand_in_the_order_in_which_they_take_effect() -> None:
    later, sooner = edition(4, date(2026, 4, 1)), edition(5, date(2025, 10, 1))
    assert [s.edition.number for s in timeline([later, COMING, sooner], AT).upcoming] == [3, 5, 4]


@pytest.mark.parametrize(
    ("at", "last", "next_"),
    [
        (AT, datetime(2024, 9, 1, tzinfo=TOKYO), datetime(2025, 4, 1, tzinfo=TOKYO)),
        (datetime(2025, 3, 10, tzinfo=TOKYO), datetime(2025, 3, 2, tzinfo=TOKYO), datetime(2025, 4, 1, tzinfo=TOKYO)),
        (datetime(2025, 4, 1, tzinfo=TOKYO), datetime(2025, 4, 1, tzinfo=TOKYO), None),
    ],
)
def test_changes_are_announcements_and_effective_dates(at: datetime, last: datetime, next_: datetime | None) -> None:
    editions = [OLD, CURRENT, COMING]
    assert (changed_at(editions, at), changes_at(editions, at)) == (last, next_)
