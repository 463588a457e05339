"""A draft's whole text saved at once: only what changed is written, and nothing that others saved is lost unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from portal.comparison.merging import Conflict, Merged, merge, resolved, with_keys_of
from portal.comparison.merging.parts import content
from portal.models import Edition
from portal.models.saved_states import document_at, newest_state
from portal.publishing.drafting.changing import changing
from portal.publishing.drafting.working_copies import discard_copy
from portal.text.parser import parse
from portal.text.tree import Clause, Document
from portal.text.writer import write

Decision = Literal["mine", "theirs", "hand"]


class Outcome(StrEnum):
    """What came of saving. MERGED and CONFLICTING have saved nothing yet."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Choices:
    """How somebody decides conflicts that were shown at state `at` of the draft, by the keys of the clauses.

    `by_hand` holds the words of those whose decision is "hand": heading and text as they stand in the whole text.
    """

    at: int
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    by_hand: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clauses a saving changed, added and deleted."""

    changed: int = 0
    added: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the text that is saved, or waits to be, and the state of the draft that it knows.

    `merged` says what came from others and what conflicts where nothing was saved.
    """

    outcome: Outcome
    text: str
    state: int
    counts: Counts = Counts()
    merged: Merged | None = None


def save_text(edition: Edition, text: str, *, by: Any, reason: str, seen: int, choices: Choices | None = None) -> Saved:
    """Make a draft's clauses those of `text`; clauses keep their keys, untouched ones get no history row. Atomic.

    `seen` is the state of the draft (models.saved_states) that the text started from. If others saved since, their
    changes and these are merged: the merged text waits for a second look, and what conflicts for `choices`. Saving
    throws the user's working copy away. Raises Frozen for an announced edition, ValidationError for a clause that no
    row can hold.
    """
    with changing(edition, by=by) as held:
        saving = _Saving(held, by, reason)
        mine = parse(text).document
        if seen >= saving.state:
            return saving.save(mine)
        return saving.merge(document_at(held, max(seen, 0)), mine, choices)


class _Saving:
    """One saving of a draft that is held."""

    def __init__(self, held: Edition, by: Any, reason: str) -> None:
        self.held, self.by, self.reason = held, by, reason
        self.current = held.document()
        self.state = newest_state(held)

    def save(self, *documents: Document) -> Saved:
        """Save the text of the first document; keys come from the documents, the draft and its base, in this order."""
        text = write(documents[0])
        read = parse(text).document
        if text == write(self.current):
            discard_copy(self.held, by=self.by)
            return Saved(Outcome.UNCHANGED, text, self.state)
        base = (self.held.base.document(),) if self.held.base else ()
        document = with_keys_of(read, *(one for one in documents if any(c.key for c in one)), self.current, *base)
        self.held.replace_document(document, by=self.by, reason=self.reason)
        discard_copy(self.held, by=self.by)
        return Saved(Outcome.SAVED, text, newest_state(self.held), _counts(self.current, self.held.document()))

    def merge(self, base: Document, mine: Document, choices: Choices | None) -> Saved:
        """Bring the two together; save only what somebody has seen as it is saved."""
        merged = merge(base, self.current, mine)
        if merged.conflicts:
            if choices is None or not self._decides(choices, merged):
                return Saved(Outcome.CONFLICTING, write(mine), self.state, merged=merged)
            return self.save(_decided(merged, choices))
        if write(merged.document) == write(mine) or (choices is not None and choices.at == self.state):
            return self.save(merged.document)
        return Saved(Outcome.MERGED, write(merged.document), self.state, merged=merged)

    def _decides(self, choices: Choices, merged: Merged) -> bool:
        """Whether all conflicts are decided, by somebody who saw the draft as it is now."""
        return choices.at == self.state and all(conflict.key in choices.decisions for conflict in merged.conflicts)


def _decided(merged: Merged, choices: Choices) -> Document:
    sides = {conflict.key: _side(conflict, choices) for conflict in merged.conflicts}
    document = resolved(merged, sides)
    by_hand = {key: choices.by_hand.get(key, "") for key, made in choices.decisions.items() if made == "hand"}
    clauses = (_reworded(clause, by_hand) for clause in document)
    return replace(document, clauses=tuple(clause for clause in clauses if clause.written.strip()))


def _side(conflict: Conflict, choices: Choices) -> Literal["mine", "theirs"]:
    """The side that is taken; for words written by hand, one that has the clause, in whose place they stand."""
    decision = choices.decisions[conflict.key]
    if decision == "hand":
        return "theirs" if conflict.mine is None else "mine"
    return decision


def _reworded(clause: Clause, by_hand: Mapping[str, str]) -> Clause:
    """The clause with other words; it is written and read again, so that they need not be taken apart here."""
    if clause.key not in by_hand:
        return clause
    return clause._replace(label="", number=(), caption="", form="", text=by_hand[clause.key].strip("\n"))


def _counts(before: Document, after: Document) -> Counts:
    old, new = ({clause.key: clause for clause in document} for document in (before, after))
    kept = old.keys() & new.keys()
    changed = sum(content(old[key]) != content(new[key]) for key in kept)
    return Counts(changed, len(new) - len(kept), len(old) - len(kept))
