"""Canonical JSON and instants: one value, one spelling."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from portal.models.canonical import canonical_json, instant_text


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2024, 9, 1, tzinfo=timezone(timedelta(hours=9))), "2024-08-31T15:00:00.000000Z"),
        (datetime(2024, 9, 1, 0, 0, 0, 7, tzinfo=UTC), "2024-09-01T00:00:00.000007Z"),
        (datetime(701, 3, 21, tzinfo=UTC), "0701-03-21T00:00:00.000000Z"),
    ],
)
def test_an_instant_is_spelled_in_utc_and_reads_back(instant, text):
    assert instant_text(instant) == text
    assert datetime.fromisoformat(text) == instant


def test_keys_are_sorted_and_floats_refused():
    assert canonical_json({"い": [1, None], "あ": "𠮷"}) == '{"あ":"𠮷","い":[1,null]}'.encode()
    with pytest.raises(TypeError, match="float"):
        canonical_json({"n": [1.0]})
