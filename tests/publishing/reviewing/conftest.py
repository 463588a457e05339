"""A draft that others are asked about, at a moment that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache

from portal.models import Edition, ReviewLink
from portal.publishing.reviewing.links import make_link
from tests.factories import announce, make_edition

AT = datetime(2024, 10, 1, 3, 0, tzinfo=UTC)
"""Noon in Tokyo, where the terms' days are counted."""

UNTIL = date(2024, 10, 8)


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let asking for a code take no longer than it needs."""
    monkeypatch.setattr("portal.publishing.reviewing.mail_codes.sleep", lambda seconds: None)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, standing at AT."""
    cache.clear()
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def drafter(db: None) -> Any:
    return get_user_model().objects.create_user("hanako", first_name="花子", last_name="月見")


@pytest.fixture
def draft(db: None) -> Edition:
    """Edition 2, a draft based on edition 1, which is announced."""
    first = make_edition()
    announce(first)
    return make_edition(terms=first.terms, document=first.document())


@pytest.fixture
def link(draft: Edition, drafter: Any) -> ReviewLink:
    """A link that allows everything."""
    return make_link(draft, addressee="顧問", until=UNTIL, may_comment=True, may_consent=True, by=drafter)
