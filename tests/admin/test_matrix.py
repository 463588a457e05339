"""Every role at every address of the admin: nobody reads or writes beyond their rights (tests/admin/matrix/pages.txt).

Whatever a request writes is taken back at once; that it wrote at all is what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client

from tests.admin.matrix.addresses import Pattern, patterns
from tests.admin.matrix.asking import Answer, Sent, ask
from tests.admin.matrix.case import LEAVING, PAGES, SHOWN, WORDS, MatrixCase, client_of, permissions_by_name
from tests.admin.matrix.rows import ANNOUNCED, PASSWORD
from tests.admin.matrix.table import Page, Rights, full_name, permissions_of

SENT = (200, 302, 400, 409, 413, 422)
"""Answers to a form from somebody who has the rights; it may still be refused for what it says."""
LOGIN = "/admin/login/"
ACTORS = "portal_actor"
"""Whoever tries to write is named there; nothing else is told of it."""


def test_every_address_of_the_admin_is_in_the_matrix():
    for pattern in patterns():
        assert pattern.name in PAGES, (
            f"admin:{pattern.name} (/admin/{pattern.route}) is not in the matrix: "
            "say in tests/admin/matrix/pages.txt who may read and write it"
        )


def test_the_matrix_has_no_address_that_is_gone():
    assert set(PAGES) - {pattern.name for pattern in patterns()} == set()


def test_every_permission_in_the_matrix_exists(db):
    known = {f"{one.content_type.app_label}.{one.codename}" for one in permissions_by_name().values()}
    named = {full_name(name) for rights in _all_rights() for need in rights.needs for name in need}
    assert named - known == set()


def _all_rights() -> Iterator[Rights]:
    for page in PAGES.values():
        yield from (page.reading, page.sending)
    yield from (words.rights for words in WORDS)


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
