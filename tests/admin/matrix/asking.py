"""One request in the name of somebody, taken back again: what was answered, and what it wrote meanwhile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client

WRITES = re.compile(r'\s*(?:INSERT INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SESSIONS = "django_session"
"""Django keeps there what it says on the next page."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sends, or a script as JSON."""

    values: dict[str, Any]
    is_json: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return it as the test client takes it."""
        if self.is_json:
            return {"data": json.dumps(self.values), "content_type": "application/json"}
        return {"data": self.values}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: status (500 for an exception), place led to, body, and the tables written to."""

    status: int
    location: str
    body: str
    written: tuple[str, ...]

    @property
    def told(self) -> str:
        """The answer in a few words, for the failing test."""
        wrote = f", wrote to {', '.join(sorted(set(self.written)))}" if self.written else ""
        return f"{self.status}{' ' + self.body[:200] if self.status == 500 else ''}{wrote}"


def ask(client: Client, method: str, url: str, sent: Sent | None = None) -> Answer:
    """Send a request and take back all that it changed in the database."""
    written: list[str] = []
    with transaction.atomic(), noting_writes(written):
        try:
            answer = _sent(client, method, url, sent)
        except Exception as error:  # whatever a page raises is what is looked for
            answer = Answer(500, "", f"{type(error).__name__}: {error}", ())
        transaction.set_rollback(True)
    return Answer(answer.status, answer.location, answer.body, tuple(written))


def _sent(client: Client, method: str, url: str, sent: Sent | None) -> Answer:
    arguments = sent.arguments() if sent else {}
    response = getattr(client, method.lower())(url, **arguments)
    body = b"".join(response)
    let_go(response)
    return Answer(response.status_code, response.get("Location", ""), body.decode("utf-8", "replace"), ())


def let_go(response: Any) -> None:
    """Close what a response streams, and not the connection, which Django closes with a request."""
    if response.streaming:
        request_finished.disconnect(close_old_connections)
        try:
            response.close()
        finally:
            request_finished.connect(close_old_connections)


@contextmanager
def noting_writes(written: list[str]) -> Iterator[None]:
    """Note the table of every statement that writes, but for sessions."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and found[1] != SESSIONS:
            written.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
