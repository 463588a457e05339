"""What the tests of publishing share: a database that threads can reach."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def reachable_database(monkeypatch, tmp_path):
    """Make the test database reachable from threads; call it when the rows are there.

    SQLite's test database lies in this process's memory: threads get a copy in a file.
    """

    def reach() -> None:
        if connection.vendor != "sqlite":
            return
        path = tmp_path / "shared.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.databases["default"], "NAME", str(path))

    return reach


@pytest.fixture
def in_threads():
    """Run functions at once, each in a thread with a connection of its own; return what they return or raise."""

    def closing(function: Callable[[], Any]) -> Any:
        try:
            return function()
        finally:
            connections.close_all()

    def run(*functions: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(functions)) as pool:
            futures = [pool.submit(closing, function) for function in functions]
        return [_outcome(future) for future in futures]

    return run


def _outcome(future: Future[Any]) -> Any:
    return future.exception() or future.result()
