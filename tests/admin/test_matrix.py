"""Every role at every address of the admin: nobody reads or writes beyond their rights (tests/admin/matrix/pages.txt).

Whatever a request writes is taken back at once; that it wrote at all is what is looked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import product
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.test import Client, TestCase, override_settings

from tests.admin.matrix.addresses import CATCH_ALL, ROOT, Pattern, addresses, patterns
from tests.admin.matrix.asking import Answer, Sent, ask
from tests.admin.matrix.forms import form_of
from tests.admin.matrix.rows import ANNOUNCED, PASSWORD, make_rows, without_pdfs
from tests.admin.matrix.table import Page, Rights, full_name, permissions_of, read_pages, read_words

PAGES = read_pages()
WORDS = read_words()
SHOWN = (200, 302)
SENT = (200, 302, 400, 409, 413, 422)
"""Answers to a form from somebody who has the rights; it may still be refused for what it says."""
LOGIN = "/admin/login/"
ACTORS = "portal_actor"
"""Whoever tries to write is named there; nothing else is told of it."""
LEAVING = ("login", "logout", "password_change", "auth_user_password_change")
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
            known = [pattern for pattern in patterns() if pattern.name in PAGES]
            cls.addresses = {pattern: addresses(pattern, cls.rows) for pattern in known}
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


class TestRoles(MatrixCase):
    """Each role at each address with each row: reading, a form sent empty, and a form filled in."""

    def test_anonymous(self) -> None:
        self.check_outsider("anonymous", None)

    def test_an_account_that_is_not_staff(self) -> None:
        self.check_outsider("customer", self.rows.users["customer"])

    def test_staff_in_no_group(self) -> None:
        self.check_staff("staff")

    def test_staff_who_drafts(self) -> None:
        self.check_staff("起案者")

    def test_staff_who_approves(self) -> None:
        self.check_staff("承認者")

    def test_staff_who_announces(self) -> None:
        self.check_staff("公表担当")

    def test_staff_who_reads(self) -> None:
        self.check_staff("閲覧者")

    def test_an_administrator(self) -> None:
        self.check_staff("superuser")

    def check_outsider(self, who: str, user: Any) -> None:
        """Whoever is not staff is led to the login, whatever they send, and told nothing."""
        for pattern, found in self.addresses.items():
            page, client = PAGES[pattern.name], client_of(user)
            for _name, url in self.tried(pattern):
                for method, sent in self.requests(pattern, user, is_first=url == found[0][1]):
                    answer = ask(client, method, url, sent)
                    self.check_login(who, method, page, url, answer)
                    if not (sent and sent.values):
                        self.check_words(who, method, url, answer, has_nothing)
        self.tell()

    def check_login(self, who: str, method: str, page: Page, url: str, answer: Answer) -> None:
        if page.reading.word == "everyone" or page.sending.word == "everyone":
            return self.check_answer(who, method, url, answer, SHOWN)
        self.check_answer(who, method, url, answer, (302, 403) if method == "POST" else (302,))
        if answer.written or (answer.status == 302 and not answer.location.startswith(LOGIN)):
            self.fault(who, method, url, f"not led to {LOGIN}, or wrote", answer)

    def check_staff(self, who: str) -> None:
        user = self.rows.users[who]
        client = client_of(user)
        for pattern, found in self.addresses.items():
            for name, url in self.tried(pattern):
                for method, sent in self.requests(pattern, user, is_first=url == found[0][1]):
                    if method == "GET" and url != found[0][1] and self.may_read(pattern, user):
                        continue  # an announced edition read by somebody who read the draft
                    asking = client_of(user) if pattern.name in LEAVING else client
                    self.check_request(who, asking, user, pattern.name, name, url, method, sent)
        self.tell()

    def may_read(self, pattern: Pattern, user: Any) -> bool:
        return not user.is_superuser and is_met(PAGES[pattern.name].reading, permissions_of(user))

    def tried(self, pattern: Pattern) -> list[tuple[str, str]]:
        """The rows that are tried: the first, that on which the form writes, and what is announced."""
        first, *rest = self.addresses[pattern]
        return [first, *(one for one in rest if one[0] in ANNOUNCED or one == self.place_of(pattern))]

    def requests(self, pattern: Pattern, user: Any, *, is_first: bool) -> Iterator[tuple[str, Sent | None]]:
        """What is asked: reading and the form filled in; of the first row also HEAD and an empty form."""
        yield "GET", None
        yield "POST", self.form_by(pattern, user)
        if is_first:
            yield "HEAD", None
            yield "POST", Sent({})

    def check_request(
        self, who: str, client: Client, user: Any, page_name: str, name: str, url: str, method: str, sent: Sent | None
    ) -> None:
        page, has = PAGES[page_name], permissions_of(user)
        may = is_met(page.rights(method), has)
        answer = ask(client, method, url, sent)
        self.check_answer(who, method, url, answer, statuses(page, method, may=may, is_announced=name in ANNOUNCED))
        changed = set(answer.written) - {ACTORS}
        if name in ANNOUNCED and changed and name not in page.writes_on:
            self.fault(who, method, url, f"wrote on what is announced ({name})", answer)
        if not (sent and sent.values):
            self.check_words(who, method, url, answer, has if may else has_nothing)


def statuses(page: Page, method: str, *, may: bool, is_announced: bool) -> tuple[int, ...]:
    """Return the answers that the matrix allows to a member of staff."""
    if not page.answers(method):
        return (405,) if may else (403, 405)
    rights = page.rights(method)
    if rights.word == "missing" or (rights.word == "listed" and not may):
        return (404,)
    if not may:
        return (403,)
    answers = SENT if method == "POST" else SHOWN
    return (*answers, 403, 404) if is_announced else answers


def is_met(rights: Rights, has: Callable[[str], bool]) -> bool:
    """Whether a member of staff with these permissions has the rights."""
    return has_something_listed(has) if rights.word == "listed" else rights.met_by(has)


def has_nothing(permission: str) -> bool:
    """The permissions of somebody who has none."""
    return False


def has_something_listed(has: Callable[[str], bool]) -> bool:
    """Whether the page of the portal's models has something to list for somebody."""
    models = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "portal"]
    return any(has(f"{verb}_{model}") for model in models for verb in ("view", "add", "change", "delete"))


class TestRights(MatrixCase):
    """Somebody who has exactly the rights that the matrix names can do it; without any one of them nobody can."""

    def setUp(self) -> None:
        super().setUp()
        self.user = get_user_model().objects.create_user("exact", password=PASSWORD, is_staff=True)
        self.client = client_of(self.user)

    def give(self, names: Iterable[str]) -> None:
        self.user.user_permissions.set([self.permissions[full_name(name)] for name in names])

    def test_the_rights_for_reading_suffice_and_are_all_needed(self) -> None:
        for _pattern, page, url in self.pages("GET"):
            self.give(usual(page.reading))
            answer = ask(self.client, "GET", url)
            self.check_answer(f"with {usual(page.reading)}", "GET", url, answer, SHOWN)
            for names in all_but_one(page.reading):
                self.give(names)
                answer = ask(self.client, "GET", url)
                self.check_answer(f"with {names}", "GET", url, answer, (403,))
                self.check_words(f"with {names}", "GET", url, answer, has_nothing)
        self.tell()

    def test_the_rights_for_sending_suffice_and_are_all_needed(self) -> None:
        for pattern, page, url in self.pages("POST"):
            sent = self.form_by(pattern, self.user)
            self.give(usual(page.sending))
            answer = ask(self.client, "POST", url, sent)
            if page.name in LEAVING:
                self.client = client_of(self.user)
            who = f"with {usual(page.sending)}"
            self.check_answer(who, "POST", url, answer, SENT)
            if bool(answer.written) != bool(page.writes_on):
                self.fault(who, "POST", url, f"should write: {bool(page.writes_on)}", answer)
            for names in all_but_one(page.sending):
                self.give(names)
                self.check_answer(f"with {names}", "POST", url, ask(self.client, "POST", url, sent), (403,))
        self.tell()

    def test_each_right_alone_opens_what_the_matrix_says_and_shows_no_other_words(self) -> None:
        for name in sorted(ALONE):
            self.give([name])
            self.check_alone(name)
        self.tell()

    def check_alone(self, name: str) -> None:
        def has(one: str) -> bool:
            return one == name

        for _pattern, page, url in self.pages("GET", everywhere=True):
            answer = ask(self.client, "GET", url)
            allowed = statuses(page, "GET", may=is_met(page.reading, has), is_announced=False)
            self.check_answer(f"with {name} alone", "GET", url, answer, allowed)
            self.check_words(f"with {name} alone", "GET", url, answer, has)

    def test_many_accounts_or_groups_are_deleted_at_once_only_with_the_right_to_delete(self) -> None:
        for model, verb in product(("user", "group"), ("change", "delete")):
            url, row = f"/admin/auth/{model}/", self.rows.others[model]["spare"]
            sent = Sent({"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"})
            self.give([f"auth.view_{model}", f"auth.{verb}_{model}"])
            answer = ask(self.client, "POST", url, sent)
            if bool(answer.written) != (verb == "delete"):
                self.fault(f"with {verb}_{model}", "POST", url, "deletes with the right to, and only then", answer)
        self.tell()

    def pages(self, method: str, *, everywhere: bool = False) -> Iterator[tuple[Pattern, Page, str]]:
        """The pages that answer a method and ask for rights, each with the address that is tried."""
        for pattern in self.addresses:
            page = PAGES[pattern.name]
            rights = page.rights(method)
            if page.answers(method) and (everywhere or rights.needs or rights.word == "staff"):
                yield pattern, page, self.place_of(pattern)[1]


ALONE = frozenset(
    name
    for page in PAGES.values()
    for need in page.reading.needs
    for name in need
    if name.rpartition(".")[2].startswith("view_") or name == "change_clause"
)
"""The permissions that are tried alone: those that let somebody read, and one that lets change."""


def usual(rights: Rights) -> list[str]:
    """The permissions of somebody who has the rights and no more."""
    return [need[0] for need in rights.needs]


def all_but_one(rights: Rights) -> Iterator[list[str]]:
    """The same permissions without one, for each; one that another need names as well is taken away there too."""
    for missing in rights.needs:
        yield [need[0] for need in rights.needs if need[0] not in missing]


HUGE = str(10**20)
ODD = ("0", "99999999", HUGE, "-1", "x", "９９９９９９９９", "1.5", "%00", "%F0%9F%8C%99")
"""What no row has as its number: unknown, huge, negative, of another type."""


class TestOddRequests(MatrixCase):
    """Whatever an address or a query says, an administrator is answered without an error, and nothing is written."""

    def test_numbers_that_no_row_has(self) -> None:
        for pattern in self.addresses:
            for url in set(self.odd_addresses(pattern)):
                for method in ("GET", "POST"):
                    allowed = (200, 301, 302, 400, 403, 404, 405, 409)
                    answer = ask(self.root, method, url, Sent({}) if method == "POST" else None)
                    self.check_answer("superuser", method, url, answer, allowed)
                    if answer.written:
                        self.fault("superuser", method, url, "wrote", answer)
        self.tell()

    def odd_addresses(self, pattern: Pattern) -> Iterator[str]:
        """Addresses with an odd value in each place, and good ones before it."""
        if not pattern.places or pattern.name in ("app_list", CATCH_ALL):
            return
        good = self.place_of(pattern)[1].removeprefix(ROOT).split("/")
        before = good[2] if len(good) > 2 else "1"
        for odd in ODD:
            yield pattern.filled(odd, *["1"] * (len(pattern.places) - 1))
            if len(pattern.places) > 1:
                yield pattern.filled(before, *[odd] * (len(pattern.places) - 1))

    def test_parts_of_another_row_are_not_found(self) -> None:
        for pattern, found in self.addresses.items():
            addresses = [url.removeprefix(ROOT).split("/") for _name, url in found]
            if len(pattern.places) != 2 or pattern.name == "view_on_site" or len(addresses) < 2:
                continue
            one, other = addresses[:2]
            mixed = ROOT + "/".join([*one[:3], *other[3:]])
            for method in ("GET", "POST"):
                answer = ask(self.root, method, mixed, Sent({}) if method == "POST" else None)
                self.check_answer("superuser", method, mixed, answer, (404, 405))
        self.tell()

    def test_odd_queries(self) -> None:
        for pattern in self.addresses:
            if "GET" not in PAGES[pattern.name].methods:
                continue
            url = self.place_of(pattern)[1]
            for query in self.queries(pattern):
                asked = f"{url}{'&' if '?' in url else '?'}{query}"
                self.check_answer("superuser", "GET", asked, ask(self.root, "GET", asked), (*SHOWN, 400, 403, 404))
            if pattern.name in LEAVING:
                self.root = client_of(self.rows.users["superuser"])
        self.tell()

    def queries(self, pattern: Pattern) -> Iterator[str]:
        is_list = pattern.name.endswith("_changelist") and pattern.route.startswith("portal/")
        lookups = self.filters(pattern) if is_list else ()
        for odd in (HUGE, "x", "%00"):
            yield "&".join(f"{name}={odd}" for name in QUERIES)
            if is_list:
                yield "&".join(f"{name}={odd}" for name in ("p", "o", "q", *lookups))
        yield from (f"{name}={HUGE}" for name in lookups)

    def filters(self, pattern: Pattern) -> tuple[str, ...]:
        """Lookups that a list of rows takes from its address."""
        model = next(one for one in admin.site._registry if one._meta.model_name == pattern.model)
        model_admin = admin.site._registry[model]
        fields = [one[0] if isinstance(one, tuple) else one for one in model_admin.list_filter]
        named = [name for name in fields if isinstance(name, str)]
        lookups = ("", "__exact", "__id__exact", "__in", "__gt", "__isnull")
        dates = [f"{model_admin.date_hierarchy}__{part}" for part in ("year", "month", "day")] * bool(
            model_admin.date_hierarchy
        )
        return (*(f"{name}{lookup}" for name in ("id", "pk", *named) for lookup in lookups), *dates)

    def test_other_methods_write_nothing(self) -> None:
        for pattern in self.addresses:
            url = self.place_of(pattern)[1]
            for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
                answer = ask(self.root, method, url)
                if answer.written or answer.status >= 500:
                    self.fault("superuser", method, url, "wrote or failed", answer)
        self.tell()


QUERIES = ("p", "o", "q", "c", "e", "all", "state", "terms", "base", "edition", "after", "before", "old", "new", "row")
QUERIES += (
    "move",
    "split",
    "undo",
    "words",
    "place",
    "show",
    "clause",
    "against",
    "copy",
    "_facets",
    "_to_field",
    "_popup",
)
"""What the pages take from their addresses."""
