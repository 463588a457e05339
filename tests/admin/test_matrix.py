"""Every role at every address of the admin: nobody reads or writes beyond their rights (tests/admin/matrix/pages.txt).

Whatever a request writes is taken back at once; that it wrote at all is what is looked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.test import Client, TestCase, override_settings

from tests.admin.matrix.addresses import Pattern, addresses, patterns
from tests.admin.matrix.asking import Answer, Sent, ask
from tests.admin.matrix.forms import form_of
from tests.admin.matrix.rows import ANNOUNCED, make_rows, without_pdfs
from tests.admin.matrix.table import Page, Rights, full_name, permissions_of, read_pages, read_words

PAGES = read_pages()
WORDS = read_words()
SECRET = "ひそかな"
SHOWN = (200, 302)
SENT = (200, 302, 400, 409, 413, 422)
"""Answers to a form from somebody who has the rights; it may still be refused for what it says."""
LOGIN = "/admin/login/"
LEAVING = ("login", "logout", "password_change")
"""Pages that end or change the session of whoever sends their form."""


def test_every_address_of_the_admin_is_in_the_matrix():
    for pattern in patterns():
        assert pattern.name in PAGES, (
            f"admin:{pattern.name} (/admin/{pattern.route}) is not in the matrix: "
            "say in tests/admin/matrix/pages.txt who may read and write it"
        )


def test_the_matrix_has_no_address_that_is_gone():
    assert set(PAGES) - {pattern.name for pattern in patterns()} == set()


def test_every_permission_in_the_matrix_exists(db):
    known = {f"{one.content_type.app_label}.{one.codename}" for one in _permissions().values()}
    named = {full_name(name) for rights in _all_rights() for need in rights.needs for name in need}
    assert named - known == set()


def _all_rights() -> Iterator[Rights]:
    for page in PAGES.values():
        yield from (page.reading, page.sending)
    yield from (words.rights for words in WORDS)


def _permissions() -> dict[str, Permission]:
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
            cls.addresses = {pattern: addresses(pattern, cls.rows) for pattern in patterns()}
            cls.permissions = _permissions()
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


class TestRoles(MatrixCase):
    """Each role at each address with each row: reading, a form sent empty, and a form filled in."""

    def test_anonymous(self) -> None:
        self.check_outsider("anonymous", None)

    def test_an_account_that_is_not_staff(self) -> None:
        self.check_outsider("customer", self.rows.users["customer"])

    def test_staff_in_no_group(self) -> None:
        self.check_staff("staff")

    def test_起案者(self) -> None:
        self.check_staff("起案者")

    def test_承認者(self) -> None:
        self.check_staff("承認者")

    def test_公表担当(self) -> None:
        self.check_staff("公表担当")

    def test_閲覧者(self) -> None:
        self.check_staff("閲覧者")

    def test_an_administrator(self) -> None:
        self.check_staff("superuser")

    def check_outsider(self, who: str, user: Any) -> None:
        """Whoever is not staff is led to the login, whatever they send, and told nothing."""
        for pattern, found in self.addresses.items():
            page, client = PAGES[pattern.name], client_of(user)
            for _name, url in found:
                for method, sent in self.requests(page, is_first=url == found[0][1]):
                    answer = ask(client, method, url, sent)
                    self.check_login(who, method, page, url, answer)
                    if not sent or not sent.values:
                        self.check_words(who, method, url, answer, lambda permission: False)
        self.tell()

    def check_login(self, who: str, method: str, page: Page, url: str, answer: Answer) -> None:
        if page.reading.word == "everyone" or page.sending.word == "everyone":
            return self.check_answer(who, method, url, answer, SHOWN)
        self.check_answer(who, method, url, answer, (302, 403) if method == "POST" else (302,))
        if answer.written or (answer.status == 302 and not answer.location.startswith(LOGIN)):
            self.fault(who, method, url, f"not led to {LOGIN}, or wrote", answer)

    def check_staff(self, who: str) -> None:
        user = self.rows.users[who]
        client, has = client_of(user), permissions_of(user)
        for pattern, found in self.addresses.items():
            page = PAGES[pattern.name]
            for name, url in found:
                for method, sent in self.requests(page, is_first=(name, url) == found[0]):
                    if url == found[0][1] or name in ANNOUNCED or not self.may(page.rights(method), has):
                        self.check_request(who, client, has, page, name, url, method, sent)
            if page.name in LEAVING:
                client = client_of(user)
        self.tell()

    def requests(self, page: Page, *, is_first: bool) -> Iterator[tuple[str, Sent | None]]:
        """What is asked: reading and the form filled in; of the first row also HEAD and an empty form."""
        yield "GET", None
        yield "POST", self.forms[page.name]
        if is_first:
            yield "HEAD", None
            yield "POST", Sent({})

    def may(self, rights: Rights, has: Callable[[str], bool]) -> bool:
        return has_something_listed(has) if rights.word == "listed" else rights.met_by(has)

    def check_request(
        self,
        who: str,
        client: Client,
        has: Callable[[str], bool],
        page: Page,
        name: str,
        url: str,
        method: str,
        sent: Sent | None,
    ) -> None:
        answer = ask(client, method, url, sent)
        rights = page.rights(method)
        allowed = statuses(page, method, may=self.may(rights, has), is_announced=name in ANNOUNCED)
        self.check_answer(who, method, url, answer, allowed)
        if method == "POST" and name in ANNOUNCED and answer.written and name not in page.writes_on:
            self.fault(who, method, url, f"wrote on what is announced ({name})", answer)
        if answer.status == 200 and method == "GET":
            self.check_words(who, method, url, answer, has)
        elif answer.status != 200 and SECRET in answer.body and not may_show_what_was_typed(sent):
            self.fault(who, method, url, "shows words of the draft though it refuses", answer)


def statuses(page: Page, method: str, *, may: bool, is_announced: bool) -> tuple[int, ...]:
    """Return the answers that the matrix allows to a member of staff."""
    if not page.answers(method):
        return (405,)
    rights = page.rights(method)
    if rights.word == "missing" or (rights.word == "listed" and not may):
        return (404,)
    if not may:
        return (403,)
    answers = SENT if method == "POST" else SHOWN
    return (*answers, 403, 404) if is_announced else answers


def may_show_what_was_typed(sent: Sent | None) -> bool:
    """Whether an answer may repeat words: a refused form is shown again with what was typed into it."""
    return sent is not None and bool(sent.values)


def has_something_listed(has: Callable[[str], bool]) -> bool:
    """Whether the page of the portal's models has something to list for somebody."""
    models = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "portal"]
    return any(has(f"{verb}_{model}") for model in models for verb in ("view", "add", "change", "delete"))
