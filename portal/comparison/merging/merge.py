"""Merge two documents that both began from a third, clause by clause.

A clause is known by its key. What only one side changed is taken from it, part by part: the number, the heading
around it, the text; so one person may renumber what another rewords. Order: mine, with what theirs put in or moved
behind the clause it stands behind there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from portal.comparison.merging.keys import with_keys_of
from portal.comparison.merging.order import interleaved, moved
from portal.comparison.merging.parts import content, joined
from portal.text.headings.contexts import in_context
from portal.text.tree import Clause, Document

Choice = Literal["mine", "theirs"]


class ChangeKind(StrEnum):
    """What the other side did to a clause."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """What came from theirs: `clause` as the merged document has it, or as it was where it was deleted."""

    key: str
    kind: ChangeKind
    clause: Clause


@dataclass(frozen=True, slots=True)
class Conflict:
    """A clause that both sides changed differently, or one deleted and the other changed; None where it is not.

    `index` is its place in the merged document, or where it would stand if mine deleted it.
    """

    key: str
    base: Clause | None
    theirs: Clause | None
    mine: Clause | None
    index: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document, with mine where both conflict, what conflicts, and what came from theirs."""

    document: Document
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[Change, ...] = ()


def merge(base: Document, theirs: Document, mine: Document) -> Merged:
    """Return the changes of both sides in one document, whose keys are unique; linear but for the alignment.

    Clauses of `mine` without a key get that of the clause of `base` they continue. Where both sides changed one part
    of a clause differently, or one deleted what the other changed or moved, the document says what mine says and a
    conflict says so; a clause put in by both in the same words stands once. Blank lines alone never conflict.
    """
    return _Merger(base, theirs, mine).merged()


def chosen(conflict: Conflict, choice: Choice) -> Clause | None:
    """Return the clause as it stands when a conflict is decided so, None where it goes.

    A part that only one side changed is that side's whatever is chosen: the number of one, the text of the other.
    """
    base, theirs, mine = conflict.base, conflict.theirs, conflict.mine
    if theirs is None or mine is None:
        return theirs if choice == "theirs" else mine
    made, _ = joined(base, mine, theirs) if choice == "theirs" else joined(base, theirs, mine)
    return made._replace(key=conflict.key)


def resolved(merged: Merged, choices: Mapping[str, Choice]) -> Document:
    """Return the merged document with the conflicts decided by their keys; mine where nothing was chosen."""
    clauses: list[Clause | None] = list(merged.document.clauses)
    back: defaultdict[int, list[Clause]] = defaultdict(list)
    for conflict in merged.conflicts:
        if choices.get(conflict.key) == "theirs":
            clause = chosen(conflict, "theirs")
            if conflict.mine is not None:
                clauses[conflict.index] = clause
            elif clause is not None:
                back[conflict.index].append(clause)
    placed = [clause for index, own in enumerate([*clauses, None]) for clause in (*back[index], own)]
    return in_context(replace(merged.document, clauses=tuple(clause for clause in placed if clause is not None)))


class _Merger:
    """The clauses of three documents by their names: the key, or a place where there is none."""

    def __init__(self, base: Document, theirs: Document, mine: Document) -> None:
        if not all(clause.key for clause in mine):
            mine = with_keys_of(mine, base)
        self.base = _named(base, "base")
        self.theirs = _named(theirs, "theirs")
        self.mine = _with_names_of_equals(_named(mine, "mine"), self.theirs, self.base)
        self.moved_by_theirs = moved(list(self.base), list(self.theirs))
        self.moved_by_mine = moved(list(self.base), list(self.mine))
        self.taken_moves = {name for name in self.moved_by_theirs - self.moved_by_mine if name in self.mine}
        self.tail = theirs.tail if mine.tail == base.tail else mine.tail

    def merged(self) -> Merged:
        order = interleaved(list(self.mine), list(self.theirs), self.taken_moves)
        clauses: list[Clause] = []
        conflicts: list[Conflict] = []
        taken: list[Change] = []
        for name in order:
            made, is_in_conflict = self._clause(name)
            if is_in_conflict:
                conflicts.append(self._conflict(name, len(clauses)))
            taken += self._changes(name, made)
            if made is not None:
                clauses.append(made)
        return Merged(in_context(Document(tuple(clauses), self.tail)), tuple(conflicts), tuple(taken))

    def _clause(self, name: str) -> tuple[Clause | None, bool]:
        """The clause as merged, None if it goes, and whether the sides conflict over it."""
        base, theirs, mine = self.base.get(name), self.theirs.get(name), self.mine.get(name)
        if theirs is not None and mine is not None:
            made, conflicts = joined(base, theirs, mine)
            return made._replace(key=theirs.key or mine.key), conflicts
        if base is None:
            return theirs or mine, False
        if theirs is not None:
            return None, self._is_touched(theirs, base, name in self.moved_by_theirs)
        if mine is not None and self._is_touched(mine, base, name in self.moved_by_mine):
            return mine, True
        return None, False

    @staticmethod
    def _is_touched(clause: Clause, base: Clause, has_moved: bool) -> bool:
        return has_moved or content(clause) != content(base)

    def _conflict(self, name: str, index: int) -> Conflict:
        base, theirs, mine = self.base.get(name), self.theirs.get(name), self.mine.get(name)
        key = next(clause.key for clause in (theirs, mine, base) if clause is not None)
        return Conflict(key, base, theirs, mine, index)

    def _changes(self, name: str, made: Clause | None) -> Iterator[Change]:
        """What theirs did to a clause that mine did not."""
        mine = self.mine.get(name)
        if made is None:
            if mine is not None:
                yield Change(mine.key, ChangeKind.DELETED, mine)
        elif mine is None:
            yield Change(made.key, ChangeKind.ADDED, made)
        else:
            if content(made) != content(mine):
                yield Change(made.key, ChangeKind.CHANGED, made)
            if name in self.taken_moves:
                yield Change(made.key, ChangeKind.MOVED, made)


def _named(document: Document, side: str) -> dict[str, Clause]:
    """The clauses by key; one without, or with one that stands there twice, by its place and without key."""
    named: dict[str, Clause] = {}
    for place, clause in enumerate(document):
        if clause.key and clause.key not in named:
            named[clause.key] = clause
        else:
            named[f"{side} {place}"] = clause._replace(key="")
    return named


def _with_names_of_equals(
    mine: dict[str, Clause], theirs: Mapping[str, Clause], base: Mapping[str, Clause]
) -> dict[str, Clause]:
    """Mine, with what both put in in the same words under the name that theirs has for it."""
    known: dict[tuple[object, ...], list[str]] = {}
    for name, clause in reversed(list(theirs.items())):
        if name not in base and name not in mine:
            known.setdefault(content(clause), []).append(name)
    named: dict[str, Clause] = {}
    for name, clause in mine.items():
        same = None if clause.key else known.get(content(clause))
        named[same.pop() if same else name] = clause
    return named
