"""What all tests of the matrix share: rows of all kinds, made once, and how an answer is judged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.test import Client, TestCase, override_settings

from tests.admin.matrix.addresses import Pattern, addresses, patterns
from tests.admin.matrix.asking import Answer, Sent
from tests.admin.matrix.forms import form_of
from tests.admin.matrix.rows import make_rows, without_pdfs
from tests.admin.matrix.table import read_pages, read_words

PAGES = read_pages()
WORDS = read_words()
SHOWN = (200, 302)
LEAVING = ("login", "logout", "password_change", "auth_user_password_change")
"""Pages that end or change the session of whoever sends their form."""


def permissions_by_name() -> dict[str, Permission]:
    """Return all permissions by their full names."""
    found = Permission.objects.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}": one for one in found}


def client_of(user: Any) -> Client:
    """Return a client with which somebody is logged in, or nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


class MatrixCase(TestCase):
    """Rows of all kinds, made once, and what a form of each page would send."""

    @classmethod
    def setUpTestData(cls) -> None:
        folder = cls.enterClassContext(TemporaryDirectory())
        sealed = storages.backends["sealed"] | {"OPTIONS": {"location": folder, "base_url": None}}
        cls.storage = {"STORAGES": storages.backends | {"sealed": sealed}, "SEALED_ROOT": folder}
        with cls._settings():
            cls.rows = make_rows()
            known = [pattern for pattern in patterns() if pattern.name in PAGES]
            cls.addresses = {pattern: addresses(pattern, cls.rows) for pattern in known}
            cls.permissions = permissions_by_name()
            root = client_of(cls.rows.users["superuser"])
            cls.forms = {pattern.name: cls.form(pattern, root) for pattern in cls.addresses}

    @classmethod
    def _settings(cls) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(override_settings(**cls.storage))
        stack.enter_context(without_pdfs())
        return stack

    def setUp(self) -> None:
        self.enterContext(self._settings())
        self.faults: list[str] = []
        self.root = client_of(self.rows.users["superuser"])
        logger = logging.getLogger("django.request")
        self.addCleanup(logger.setLevel, logger.level)
        logger.setLevel(logging.CRITICAL)

    @classmethod
    def place_of(cls, pattern: Pattern) -> tuple[str, str]:
        """The row on which sending a page's form is tried, and its address."""
        found = cls.addresses[pattern]
        names = PAGES[pattern.name].writes_on[:1]
        return next(((name, url) for name, url in found if name in names), found[0])

    @classmethod
    def form(cls, pattern: Pattern, root: Client, user: Any = None) -> Sent:
        name, url = cls.place_of(pattern)
        about = "terms" if "terms_id" in pattern.places else pattern.model
        row = cls.rows.of(about).get(name) if about else None
        return form_of(root, pattern.name, url, row, user)

    def form_by(self, pattern: Pattern, user: Any) -> Sent:
        """What a form sends; what scripts send names who sends it."""
        sent = self.forms[pattern.name]
        return self.form(pattern, self.root, user) if sent.is_json else sent

    def fault(self, who: str, method: str, url: str, said: str, answer: Answer) -> None:
        self.faults.append(f"{who}: {method} {url}: {said}; answered {answer.told}")

    def tell(self) -> None:
        if self.faults:
            shown = "\n".join(self.faults[:40])
            pytest.fail(f"{len(self.faults)} answers are not what the matrix says:\n{shown}", pytrace=False)

    def check_answer(self, who: str, method: str, url: str, answer: Answer, allowed: tuple[int, ...]) -> None:
        """Right status, and nothing written unless something may be."""
        if answer.status not in allowed:
            self.fault(who, method, url, f"not one of {allowed}", answer)
        elif answer.written and (method != "POST" or not set(allowed) & {*SHOWN}):
            self.fault(who, method, url, "wrote", answer)

    def check_words(self, who: str, method: str, url: str, answer: Answer, has: Callable[[str], bool]) -> None:
        for words in WORDS:
            if words.words in answer.body and not words.rights.met_by(has):
                self.fault(who, method, url, f"shows 「{words.words}」", answer)
