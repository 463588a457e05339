"""Pages into which somebody types, in browsers of their own: kept, crashed, and what is left of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Error

PASSWORD = "月見の合言葉"
LONG_WAIT = 20_000
KEPT = "#editor-status:has-text('控えました')"


@contextmanager
def pages_of_people(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Give a function that opens an empty page for somebody of a name, logged in, in a browser of its own."""
    contexts = []

    def open_for(name: str = "anna", **look: Any) -> Any:
        users = get_user_model().objects
        user = users.filter(username=name).first() or users.create_superuser(name, password=PASSWORD)
        client = Client()
        client.force_login(user)
        look = {"viewport": {"width": 1280, "height": 800}} | look
        context = chromium.new_context(timezone_id="Asia/Tokyo", reduced_motion="reduce", **{"locale": "ja-JP"} | look)
        contexts.append(context)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: "Content Security Policy" in said.text and page.complaints.append(said.text))
        return page

    with closing(Requests()) as requests:
        yield open_for
        for context in contexts:
            context.close()
        requests.wait_for_all()


class Requests:
    """Those that the server is answering: what a page no longer waits for may still use the database."""

    def __init__(self) -> None:
        self.running = 0
        self.changed = threading.Condition()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, **signal: Any) -> None:
        with self.changed:
            self.running += 1

    def end(self, **signal: Any) -> None:
        with self.changed:
            self.running -= 1
            self.changed.notify_all()

    def wait_for_all(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.running <= 0, timeout=10)

    def close(self) -> None:
        request_started.disconnect(self.begin)
        request_finished.disconnect(self.end)


def crash(page: Any) -> None:
    """Kill the page as it stands: nothing of it runs any more, not even what a page does when it is closed."""
    with suppress(Error):
        page.goto("chrome://crash")


def local_copies(page: Any) -> list[str]:
    """What the browser keeps of texts that are being edited."""
    return page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('portal-editor')).map(String)"
    )


def status(page: Any) -> str:
    return page.inner_text("#editor-status")
