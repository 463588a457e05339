"""Between the rows of an edition and a document of the text core, without loss in either direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from portal.models.clause import Clause, new_key
from portal.models.history import explain
from portal.models.ranks import spread_ranks
from portal.text import tree

if TYPE_CHECKING:
    from portal.models.edition import Edition

COLUMNS = ("rank", "kind", "label", "number", "caption", "text", "form", "gap", "supplementary_key")


def document_of(rows: Iterable[Clause], *, tail: int) -> tree.Document:
    """Return rows in order as a document; `tail` is the count of blank lines at its end."""
    rows = list(rows)
    contexts = {row.key: row.node().heading for row in rows if row.kind == tree.Kind.SUPPLEMENTARY_PROVISION}
    return tree.Document(tuple(row.node(contexts.get(row.supplementary_key, tree.MAIN)) for row in rows), tail)


def replace_clauses(edition: Edition, document: tree.Document, *, by: Any = None, reason: str = "") -> None:
    """Make the rows of a draft those of `document`; rows with a key of the document stay, changed where they differ.

    Writes history. Raises ValidationError for a clause that no row can hold and for a key used twice.
    """
    with transaction.atomic():
        present = {row.key: row for row in edition.clauses.select_for_update()}
        wanted = list(_wanted(edition, document))
        keys = {values["key"] for values in wanted}
        _delete([row for key, row in present.items() if key not in keys], by, reason)
        ranks = spread_ranks([present[values["key"]].rank if values["key"] in present else None for values in wanted])
        rows = [{**values, "rank": rank} for values, rank in zip(wanted, ranks, strict=True)]
        history = {"default_user": by, "default_change_reason": reason or None}
        _update(edition, [(present[row["key"]], row) for row in rows if row["key"] in present], history)
        _create(edition, [row for row in rows if row["key"] not in present], history)
        if edition.tail != document.tail:
            edition.tail = document.tail
            explain(edition, by=by, reason=reason)
            edition.save(update_fields=["tail"])


def _wanted(edition: Edition, document: tree.Document) -> Iterator[dict[str, Any]]:
    """Column values of every clause, validated, each with its key and that of the 附則 it stands in."""
    supplementary_key = ""
    seen: set[str] = set()
    for place, node in enumerate(document, start=1):
        key = node.key or new_key()
        if key in seen:
            raise ValidationError(gettext("同じ条文の識別子が二度使われています: %(key)s"), params={"key": key})
        seen.add(key)
        if node.kind is tree.Kind.SUPPLEMENTARY_PROVISION:
            supplementary_key = key
        inside = supplementary_key if node.context != tree.MAIN else ""
        values = {**Clause.fields_of(node), "key": key, "supplementary_key": inside}
        _validate(Clause(edition=edition, rank=0, **values), place, node)
        yield values


def _validate(row: Clause, place: int, node: tree.Clause) -> None:
    try:
        row.clean_fields(exclude=["edition", "rank"])
    except ValidationError as error:
        message = gettext("%(place)s番目の条文「%(heading)s」を保存できません: %(why)s")
        why = " ".join(error.messages)
        params = {"place": place, "heading": (node.heading or node.text)[:40], "why": why}
        raise ValidationError(message, code="clause", params=params) from error


def _delete(rows: list[Clause], by: Any, reason: str) -> None:
    """One by one: a queryset would delete rows of its own, and their history would name nobody."""
    for row in rows:
        explain(row, by=by, reason=reason)
        row.delete()


def _update(edition: Edition, pairs: list[tuple[Clause, dict[str, Any]]], history: dict[str, Any]) -> None:
    changed = [(row, values) for row, values in pairs if any(getattr(row, name) != values[name] for name in COLUMNS)]
    if any(row.rank != values["rank"] for row, values in changed):
        # Ranks are unique at every moment: step aside to negative ones before taking each other's places.
        edition.clauses.filter(pk__in=[row.pk for row, _ in changed]).update(rank=-F("rank") - 1)
    for row, values in changed:
        for name in COLUMNS:
            setattr(row, name, values[name])
    bulk_update_with_history([row for row, _ in changed], Clause, COLUMNS, batch_size=200, **history)


def _create(edition: Edition, rows: list[dict[str, Any]], history: dict[str, Any]) -> None:
    clauses = [Clause(edition=edition, **values) for values in rows]
    bulk_create_with_history(clauses, Clause, batch_size=200, **history)
