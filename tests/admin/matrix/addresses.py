"""Every address that the admin answers, with rows of the test in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLResolver, reverse

from tests.admin.matrix.rows import Rows

ROOT = "/admin/"
CATCH_ALL = "(?P<url>.*)$"
PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\[\^/\]\+\)")
"""What an address holds for a row: `<int:object_id>`, or simple-history's `([^/]+)`."""


Found = list[tuple[str, str]]
"""Addresses of a page, each with the name of the row that it is about."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An address as the resolver has it: its name (its route where it has none) and its route."""

    name: str
    route: str

    @property
    def model(self) -> str:
        """The model whose pages it is among: "edition"; "" for pages of no model."""
        parts = self.route.split("/")
        return parts[1] if parts[0] in ("portal", "auth") and len(parts) > 2 else ""

    @property
    def places(self) -> list[str]:
        """The names of what the address holds, "" for those without."""
        return PLACE.findall(self.route)

    def filled(self, *values: Any) -> str:
        """Return the address with these values in its places, in order."""
        left = list(values)
        return ROOT + PLACE.sub(lambda _place: str(left.pop(0)), self.route).replace("/^", "/").removesuffix("$")


def patterns() -> list[Pattern]:
    """Return all patterns below the admin's root, each once."""
    return list(dict.fromkeys(_patterns(admin.site.urls[0], "")))


def _patterns(found: Any, before: str) -> Iterator[Pattern]:
    for one in found:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, route)
        else:
            yield Pattern(one.name or route, route)


def addresses(pattern: Pattern, rows: Rows) -> Found:
    """Return the addresses of a page with the name of the row that each is about, the row to be tried first first."""
    if pattern.name in SPECIAL:
        return SPECIAL[pattern.name](rows)
    about = "terms" if "terms_id" in pattern.places else pattern.model
    if not pattern.places:
        return [("it", pattern.filled())]
    return [(name, _address(pattern, row)) for name, row in rows.of(about).items() if _has_all(pattern, row)]


def _address(pattern: Pattern, row: Any) -> str:
    return pattern.filled(*(_value(pattern, place, index, row) for index, place in enumerate(pattern.places)))


def _value(pattern: Pattern, place: str, index: int, row: Any) -> Any:
    if index == 0:
        return row.pk
    return _parts(row)[place].pk


def _has_all(pattern: Pattern, row: Any) -> bool:
    """Whether a row has the parts that an address names besides: a draft without comments has no place in it."""
    parts = _parts(row)
    for place in pattern.places[1:]:
        assert place in parts, f"{pattern.route}: say in tests/admin/matrix/addresses.py which row <{place}> is"
    return all(parts[place] is not None for place in pattern.places[1:])


def _parts(row: Any) -> dict[str, Any]:
    """The rows that addresses about a row name besides it, by the names of their places; None where it has none."""
    named = {"comment_id": "comments", "link_id": "review_links", "pk": "attachments", "": "history"}
    related = {place: getattr(row, name, None) for place, name in named.items()}
    return {place: rows and rows.order_by("pk" if place else "history_id").first() for place, rows in related.items()}


def _with_place(page: str) -> Callable[[Rows], Found]:
    """Pages for a new clause: the address says in which edition."""

    def found(rows: Rows) -> Found:
        return [(name, f"{reverse(page)}?edition={edition.pk}") for name, edition in rows.editions.items()]

    return found


def _autocomplete(rows: Rows) -> Found:
    return [("it", f"{reverse('admin:autocomplete')}?app_label=portal&model_name=clause&field_name=edition&term=")]


def _bulk(rows: Rows) -> Found:
    return [("it", f"{reverse('admin:portal_bundle_bulk')}?words=目的&by=狙い")]


def _compared(rows: Rows) -> Found:
    return [(name, _states(edition)) for name, edition in rows.editions.items() if name != "bare"]


def _states(edition: Any) -> str:
    records = edition.clauses.model.history.filter(edition_id=edition.pk).order_by("history_id")
    old, new = records.first().history_id, records.last().history_id
    return f"{reverse('admin:portal_edition_compared_states', args=[edition.pk])}?old={old}&new={new}"


SPECIAL: dict[str, Callable[[Rows], Found]] = {
    "app_list": lambda rows: [("it", reverse("admin:app_list", args=["portal"]))],
    "autocomplete": _autocomplete,
    "view_on_site": lambda rows: [("it", reverse("admin:view_on_site", args=[1, rows.editions["draft"].pk]))],
    **{
        f"portal_clause_{page}": _with_place(f"admin:portal_clause_{page}")
        for page in ("add", "add_copy", "add_difference")
    },
    "portal_bundle_bulk": _bulk,
    "portal_edition_compared_states": _compared,
    CATCH_ALL: lambda rows: [("it", f"{ROOT}no-such-page/")],
}
"""Pages whose address needs more than rows in its places."""
