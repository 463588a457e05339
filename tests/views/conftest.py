"""Public pages are asked at one instant, and nothing rendered for one test is kept for the next."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from portal.models import Terms
from tests.views.examples import AT, make_moon, make_public


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    """The clock, standing at AT."""
    cache.clear()
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def moon(db: None) -> Terms:
    """The terms at /moon/terms-of-use/ with the public editions 1 to 3."""
    terms = make_moon()
    make_public(terms)
    return terms
