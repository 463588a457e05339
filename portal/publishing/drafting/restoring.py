"""Bringing back what was saved before: a whole draft, or one clause. What is there now stays in history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from portal.models import Clause, Edition
from portal.models.saved_states import document_at, newest_state
from portal.publishing.drafting.changing import changing
from portal.publishing.house_language import house_language, in_house_language
from portal.text.headings.contexts import in_context
from portal.text.tree import Clause as Node
from portal.text.tree import Document


class NotRestored(Exception):
    """What cannot be brought back; the message says why and what to do."""


def restore_state(edition: Edition, state: int, *, by: Any, reason: str = "") -> None:
    """Bring a draft's clauses back to a saved state; atomic, with history. Raises Frozen, NotRestored."""
    record = Clause.history.filter(edition_id=edition.pk, history_id=state).first()
    if record is None:
        raise NotRestored(gettext("その保存の記録がありません。一覧を開き直してください。"))
    with changing(edition, by=by) as held:
        held.replace_document(document_at(held, state), by=by, reason=_why(record, reason))


def undo(edition: Edition, *, to: int, since: int, by: Any) -> None:
    """Bring a draft back to the state `to`, if nothing was saved after `since`; raises NotRestored, Frozen."""
    with changing(edition, by=by) as held:
        if newest_state(held) != since:
            message = gettext("そのあとで保存があったため、取り消せません。「保存の記録」から前の状態に戻せます。")
            raise NotRestored(message)
        held.replace_document(
            document_at(held, to), by=by, reason=in_house_language(gettext_lazy("直前の操作を取り消しました。"))
        )


def restore_clause(edition: Edition, history_id: int, *, by: Any, reason: str = "") -> None:
    """Bring one clause back to what a history row says; a clause that is gone comes back behind those it stood behind.

    Atomic, with history. Raises Frozen, NotRestored.
    """
    record = Clause.history.filter(edition_id=edition.pk, history_id=history_id).exclude(history_type="-").first()
    if record is None:
        raise NotRestored(gettext("その条文の記録がありません。履歴を開き直してください。"))
    with changing(edition, by=by) as held:
        earlier = document_at(held, history_id)
        restored = with_clause_of(held.document(), earlier, record.key)
        held.replace_document(restored, by=by, reason=_why(record, reason))


def with_clause_of(document: Document, earlier: Document, key: str) -> Document:
    """Return a document with one clause as `earlier` has it: in its place, or behind what it stood behind there."""
    places = {clause.key: index for index, clause in enumerate(document)}
    before: list[str] = []
    for clause in earlier:
        if clause.key == key:
            return _with(document, clause, places, before)
        before.append(clause.key)
    return document


def _with(document: Document, clause: Node, places: dict[str, int], before: list[str]) -> Document:
    clauses = list(document.clauses)
    if clause.key in places:
        clauses[places[clause.key]] = clause
    else:
        behind = max((places[key] for key in before if key in places), default=-1)
        clauses.insert(behind + 1, clause)
    return in_context(replace(document, clauses=tuple(clauses)))


def _why(record: Any, reason: str) -> str:
    with house_language():
        at = date_format(localtime(record.history_date), "DATETIME_FORMAT")
        restored = gettext("{at}の状態に戻しました。").format(at=at)
        return gettext("{what}理由: {why}").format(what=restored, why=reason) if reason else restored
