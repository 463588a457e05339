"""Browsers for tests in which several people type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.typing_pages import pages_of_people


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens an empty page for somebody of a name, logged in, in a browser of its own."""
    with pages_of_people(chromium, live_server) as open_for:
        yield open_for
