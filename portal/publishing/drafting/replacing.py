"""Words of a draft replaced in chosen places, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from portal.models import Edition
from portal.models.saved_states import newest_state
from portal.publishing.drafting.changing import changing
from portal.publishing.house_language import house_language
from portal.text.editing.replacing import Found, find, replacements
from portal.text.edits import apply_edits
from portal.text.tree import Document, Edit


class NotReplaced(Exception):
    """What cannot be replaced; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is to be replaced by what. With `fold_width` full and half width are alike; with `whole_words` no part of a
    longer word is meant."""

    words: str
    by: str
    fold_width: bool = False
    whole_words: bool = False

    def found(self, document: Document) -> tuple[Found, ...]:
        """Return the places of the words in a document."""
        return find(document, self.words, fold_width=self.fold_width, whole_words=self.whole_words)

    def edits(self, document: Document, chosen: Collection[int] | None = None) -> tuple[Edit, ...]:
        """Return the changes in the places chosen (indexes of `found`), None for all."""
        return replacements(
            document, self.words, self.by, chosen=chosen, fold_width=self.fold_width, whole_words=self.whole_words
        )


@dataclass(frozen=True, slots=True)
class Replaced:
    """A replacement that was made: in how many places, and the states before and after it."""

    count: int
    before: int
    after: int


def replace_words(
    edition: Edition, replacement: Replacement, *, chosen: Collection[int], seen: int, by: Any, reason: str = ""
) -> Replaced:
    """Replace words in the chosen places of a draft; atomic, with history.

    `seen` is the state in which the places were shown. Raises Frozen, NotReplaced where the draft has changed since.
    """
    with changing(edition, by=by) as held:
        before = newest_state(held)
        if before != seen:
            message = gettext("この画面を開いたあとで保存がありました。箇所を確かめて、もう一度置き換えてください。")
            raise NotReplaced(message)
        document = held.document()
        count = sum(found.can_replace and index in chosen for index, found in enumerate(replacement.found(document)))
        why = _why(replacement, reason)
        held.replace_document(apply_edits(document, replacement.edits(document, chosen)), by=by, reason=why)
        return Replaced(count, before, newest_state(held))


def _why(replacement: Replacement, reason: str) -> str:
    with house_language():
        told = gettext("「{words}」を「{by}」に置き換えました。").format(words=replacement.words, by=replacement.by)
        return gettext("{what}理由: {why}").format(what=told, why=reason) if reason else told
