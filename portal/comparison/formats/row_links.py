"""Links of a comparison table's rows: to themselves, and into the text of either edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portal.comparison.addresses.places import Places
from portal.comparison.formats.row_names import is_changed, stands, where
from portal.comparison.table import At, ComparisonTable, Part, Row
from portal.text.html.markup import EMPTY, Safe, element, text
from portal.text.messages import gettext_noop


@dataclass(frozen=True, slots=True)
class EditionPage:
    """Where the text of an edition is shown, as `document_html` does without a prefix, and what it is called."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkWords:
    """What links are called, {place} being what they lead to, in Japanese or, with `english`, as in English.

    `language` is theirs where it is not the documents'.
    """

    to_row: str = gettext_noop("{place}へのリンク")
    former: str = gettext_noop("旧{place}")
    unnamed: str = gettext_noop("この行")
    text: str = gettext_noop("本文")
    to_text: str = gettext_noop("{edition}の{place}の本文")
    english: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The links that a table is to have; an edition that has no page gets none."""

    old: EditionPage | None = None
    new: EditionPage | None = None
    words: LinkWords = field(default_factory=LinkWords)


@dataclass(frozen=True, slots=True)
class RowLinks:
    """The links of one row: to itself, and from either cell into the text."""

    to_row: Safe = EMPTY
    old: Safe = EMPTY
    new: Safe = EMPTY


NO_LINKS = RowLinks()


def row_links(table: ComparisonTable, names: Iterable[str], links: Links) -> Iterator[RowLinks]:
    """Yield the links of every row, given the names of rows.

    A changed row leads to itself, the first one of a changed clause into the text of both editions.
    """
    places = {"old": Places(table.old), "new": Places(table.new)}
    pages = {"old": links.old, "new": links.new}
    changed = _changed_clauses(table)
    wanted = {side: changed[side] if page else set() for side, page in pages.items()}
    for name, row in zip(names, table.rows, strict=True):
        into = {
            side: _to_text(page, places[side], at, links.words)
            for side, page in pages.items()
            if page and (at := stands(row, side)) and _take(at.clause, wanted[side])
        }
        to_row = _to_row(name, row, places, links.words) if name else EMPTY
        yield RowLinks(to_row, into.get("old", EMPTY), into.get("new", EMPTY))


def _changed_clauses(table: ComparisonTable) -> dict[str, set[int]]:
    """The clauses of either side that changed, with those opposite them."""
    rows = [{side: at.clause for side in ("old", "new") if (at := stands(row, side))} for row in table.rows]
    changed: dict[str, set[int]] = {"old": set(), "new": set()}
    for row, clauses in zip(table.rows, rows, strict=True):
        for side, clause in clauses.items():
            if is_changed(row):
                changed[side].add(clause)
    for clauses in rows:
        if any(clause in changed[side] for side, clause in clauses.items()):
            for side, clause in clauses.items():
                changed[side].add(clause)
    return changed


def _take(clause: int, wanted: set[int]) -> bool:
    """Take a clause from those wanted; False where it is none, or none any more."""
    if clause not in wanted:
        return False
    wanted.remove(clause)
    return True


def _to_row(name: str, row: Row, places: dict[str, Places], words: LinkWords) -> Safe:
    side, at = where(row) or ("new", None)
    place = _place(places[side], at, words) if at else ""
    named = words.former.format(place=place) if place and side == "old" else place or words.unnamed
    label = words.to_row.format(place=named)
    return element("a", class_="anchor", href=f"#{name}", aria_label=label, lang=words.language)


def _to_text(page: EditionPage, places: Places, at: At, words: LinkWords) -> Safe:
    clause = At(at.clause, Part.CLAUSE)
    anchor = places.anchor(clause)
    if not anchor:
        return EMPTY
    label = words.to_text.format(edition=page.name, place=_place(places, clause, words))
    address = f"{page.address}#{places.anchor(clause)}"
    return element("a", text(words.text), class_="to-text", href=address, aria_label=label.strip(), lang=words.language)


def _place(places: Places, at: At, words: LinkWords) -> str:
    named = places.named(at)
    return named.english if words.english else named.japanese
