"""Clauses of a draft split, joined, moved and deleted, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from portal.models import Edition
from portal.models.saved_states import newest_state
from portal.publishing.drafting.changing import changing
from portal.publishing.house_language import in_house_language
from portal.text.editing.clauses import ClauseRefused, delete_clause, merge_clauses, move_clause, split_clause
from portal.text.tree import Document


class NotArranged(Exception):
    """What cannot be done to a clause; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A step that was done: the states before and after it, by which it can be undone; the words that went with it."""

    before: int
    after: int
    dropped: tuple[str, ...] = ()


def split(edition: Edition, key: str, offset: int, *, by: Any) -> Arranged:
    """Cut a clause's text at `offset`: the rest becomes an article behind it. Raises Frozen, NotArranged."""

    def divided(document: Document, index: int) -> tuple[Document, tuple[str, ...]]:
        return split_clause(document, index, offset), ()

    return _arrange(edition, key, divided, by=by, reason=in_house_language(gettext_lazy("条文を分けました。")))


def join(edition: Edition, key: str, *, by: Any) -> Arranged:
    """Join the clause behind this one to it. Raises Frozen, NotArranged."""

    def joined(document: Document, index: int) -> tuple[Document, tuple[str, ...]]:
        if index + 1 >= len(document.clauses):
            raise NotArranged(gettext("最後の条文なので、つなげる次の条文がありません。"))
        result = merge_clauses(document, index)
        return result.document, result.dropped

    return _arrange(edition, key, joined, by=by, reason=in_house_language(gettext_lazy("次の条文とつなげました。")))


def move(edition: Edition, key: str, *, behind: str, by: Any) -> Arranged:
    """Move a clause behind the one with the key `behind`, or to the beginning for "". Raises Frozen, NotArranged."""

    def moved(document: Document, index: int) -> tuple[Document, tuple[str, ...]]:
        place = _index(document, behind) if behind else -1
        return move_clause(document, index, place if place >= index else place + 1), ()

    return _arrange(edition, key, moved, by=by, reason=in_house_language(gettext_lazy("条文を移しました。")))


def delete(edition: Edition, key: str, *, by: Any) -> Arranged:
    """Take a clause out of a draft. Raises Frozen, NotArranged."""

    def without(document: Document, index: int) -> tuple[Document, tuple[str, ...]]:
        return delete_clause(document, index), ()

    return _arrange(edition, key, without, by=by, reason=in_house_language(gettext_lazy("条文を削除しました。")))


Operation = Callable[[Document, int], tuple[Document, tuple[str, ...]]]


def _arrange(edition: Edition, key: str, operation: Operation, *, by: Any, reason: str) -> Arranged:
    with changing(edition, by=by) as held:
        document, before = held.document(), newest_state(held)
        try:
            arranged, dropped = operation(document, _index(document, key))
        except ClauseRefused as refusal:
            raise NotArranged(gettext(str(refusal))) from refusal
        held.replace_document(arranged, by=by, reason=reason)
        return Arranged(before, newest_state(held), dropped)


def _index(document: Document, key: str) -> int:
    for index, clause in enumerate(document):
        if clause.key == key:
            return index
    raise NotArranged(gettext("その条文は、ほかの人が削除したか、つなげました。画面を開き直してください。"))
