"""Odd addresses and queries of the admin: answered without an error, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin

from tests.admin.matrix.addresses import CATCH_ALL, ROOT, Pattern
from tests.admin.matrix.asking import Sent, ask
from tests.admin.matrix.case import LEAVING, PAGES, SHOWN, MatrixCase, client_of

HUGE = str(10**20)
ODD = ("0", "99999999", HUGE, "-1", "x", "９９９９９９９９", "1.5", "%00", "%F0%9F%8C%99")
"""What no row has as its number: unknown, huge, negative, of another type."""
QUERIES = (
    *("p", "o", "q", "c", "e", "all", "state", "terms", "base", "edition", "after", "before", "old", "new", "row"),
    *("move", "split", "undo", "words", "place", "show", "clause", "against", "copy", "_facets", "_to_field", "_popup"),
)
"""What the pages take from their addresses."""


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
        is_list = pattern.name.endswith("_changelist")
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
