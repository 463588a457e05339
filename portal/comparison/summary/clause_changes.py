"""The rows of a table gathered by clause: what became of each clause of either edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from portal.comparison.rows.differences import same_but_width
from portal.comparison.table import At, ComparisonTable, Part, Row, RowKind
from portal.text.normalise import fold
from portal.text.tree import Clause

_WHOLE = (Part.CLAUSE, Part.HEADING)
_MOVES = (RowKind.MOVED, RowKind.MOVED_AWAY)
_LONGEST_NUMBER = 4
"""Characters of a 項's number with its brackets or dot."""
_LONE = (RowKind.ADDED_ARTICLE, RowKind.DELETED_ARTICLE)
SAME = (RowKind.UNCHANGED, RowKind.ELIDED)
"""Rows that show no change."""


class Fate(StrEnum):
    """What became of a clause. An emptied one keeps its number and says 削除."""

    ADDED = "added"
    DELETED = "deleted"
    EMPTIED = "emptied"
    MOVED = "moved"
    OTHER = "other"


class Verb(StrEnum):
    """What became of a unit inside a clause."""

    ADDED = "added"
    DELETED = "deleted"
    CHANGED = "changed"
    RESPELLED = "respelled"
    RELABELLED = "relabelled"
    MOVED = "moved"
    MOVED_AWAY = "moved_away"
    SHIFTED = "shifted"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit with its places: both where it stands in both editions."""

    verb: Verb
    old: At | None
    new: At | None


@dataclass(slots=True)
class ClauseChange:
    """A clause of one edition or of both, and its rows in order."""

    old: int | None
    new: int | None
    rows: list[Row] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        """What became of the clause as a whole."""
        for row in self.rows:
            if row.kind is RowKind.ADDED_ARTICLE:
                return Fate.ADDED
            if row.kind is RowKind.DELETED_ARTICLE:
                return Fate.EMPTIED if row.new_at else Fate.DELETED
            if row.kind is RowKind.MOVED and is_whole(row):
                return Fate.MOVED
        return Fate.OTHER

    @property
    def keeps_units(self) -> bool:
        """Whether something below the heading is as it was."""
        return any(row.kind in SAME and not _shows_heading(row) for row in self.rows)


def is_whole(row: Row) -> bool:
    """Whether a row shows a clause, not a unit of one."""
    return all(at is None or at.part in _WHOLE for at in (row.old_at, row.new_at))


def _shows_heading(row: Row) -> bool:
    return bool(row.new_at and row.new_at.part is Part.HEADING)


def clause_changes(table: ComparisonTable) -> Iterator[ClauseChange]:
    """Yield the clauses that the table's rows show, in printing order; runs of elided clauses say nothing.

    What stands in another clause than the rest of its own is a move, told at both: so where an article is split.
    """
    rows = (*table.rows, *table.left_out)
    new_of = _opposites(rows)
    old_of = {new: old for old, new in new_of.items()}
    found: dict[tuple[int | None, int | None], ClauseChange] = {}
    telling = (row for row in rows if not (row.kind in SAME and is_whole(row)))
    for row in chain.from_iterable(_as_moves(row, new_of) for row in telling):
        sides: tuple[int | None, int | None]
        if row.new_at and row.kind is not RowKind.MOVED_AWAY:
            sides = old_of.get(row.new_at.clause), row.new_at.clause
        elif row.old_at and not (row.kind is RowKind.MOVED_AWAY and is_whole(row)):
            sides = row.old_at.clause, new_of.get(row.old_at.clause)
        else:  # a pointer to a clause that moved: the row there tells it
            continue
        found.setdefault(sides, ClauseChange(*sides)).rows.append(row)
    yield from found.values()


def _opposites(rows: Sequence[Row]) -> dict[int, int]:
    """The new clause in which each old one goes on: the first that has a row in common with it.

    A clause that came or went as a whole has none, wherever its units come from or have gone.
    """
    lone_old = {row.old_at.clause for row in rows if row.kind in _LONE and row.old_at and not row.new_at}
    lone_new = {row.new_at.clause for row in rows if row.kind in _LONE and row.new_at and not row.old_at}
    found: dict[int, int] = {}
    taken = set(lone_new)
    for row in rows:
        if row.old_at and row.new_at and (row.kind not in _MOVES or is_whole(row)):
            old, new = row.old_at.clause, row.new_at.clause
            if old not in found and old not in lone_old and new not in taken:
                found[old] = new
                taken.add(new)
    return found


def _as_moves(row: Row, new_of: dict[int, int]) -> Iterator[Row]:
    """The row itself, or, where its sides stand in clauses that are not opposite, a move and what points to it."""
    if not _is_pair(row) or not row.old_at or not row.new_at or new_of.get(row.old_at.clause) == row.new_at.clause:
        yield row
    elif not is_whole(row):
        yield replace(row, kind=RowKind.MOVED_AWAY)
        yield replace(row, kind=RowKind.MOVED)


def unit_changes(change: ClauseChange, old: Clause | None, new: Clause | None) -> Iterator[UnitChange]:
    """Yield what became of the units below the heading, in printing order; a unit may be shifted and changed."""
    for place, row in enumerate(change.rows):
        if place == 0 and old and new and _begins_on_the_heading(new) and _is_pair(row):
            yield from _first_line(row, old, new)
        elif row.kind not in SAME and not is_whole(row):
            if _is_shifted(row):
                yield UnitChange(Verb.SHIFTED, row.old_at, row.new_at)
            verb = _verb(row, change)
            if verb is not None:
                yield UnitChange(verb, row.old_at, row.new_at)


def _is_pair(row: Row) -> bool:
    return row.old_at is not None and row.new_at is not None and row.kind not in (*_MOVES, *_LONE)


def _begins_on_the_heading(clause: Clause) -> bool:
    """Whether the text stands on the heading's line and shares its row: 第一条　この法律は…"""
    return bool(clause.form) and bool(clause.text) and not clause.form.endswith("\n")


def _first_line(row: Row, old: Clause, new: Clause) -> Iterator[UnitChange]:
    """The words on the heading's line; number and caption are the clause's matter."""
    verb = _difference(old.text.partition("\n")[0], new.text.partition("\n")[0])
    if verb is not None and row.old_at and row.new_at:
        yield UnitChange(verb, _lead(row.old_at), _lead(row.new_at))


def _lead(at: At) -> At:
    return at if at.path else At(at.clause, Part.LEAD, ((),))


def _is_shifted(row: Row) -> bool:
    """Whether a unit that stayed in its place among the others has another number."""
    if row.kind not in (RowKind.CHANGED, RowKind.RENUMBERED) or not row.old_at or not row.new_at:
        return False
    old, new = row.old_at.path, row.new_at.path
    is_unit = row.new_at.part is not Part.BLOCK and len(old) == len(new) > 0
    return is_unit and bool(old[-1]) and bool(new[-1]) and old[-1] != new[-1]


def is_of_another_level(old: At | None, new: At | None) -> bool:
    """Return whether a 号 became a 項, or the reverse."""
    if old is None or new is None or not old.path or not new.path or Part.BLOCK in (old.part, new.part):
        return False
    return len(old.path) != len(new.path) and bool(old.path[-1]) and bool(new.path[-1])


_VERBS = {RowKind.ADDED_UNIT: Verb.ADDED, RowKind.DELETED_UNIT: Verb.DELETED, RowKind.MOVED: Verb.MOVED}


def _verb(row: Row, change: ClauseChange) -> Verb | None:
    if row.kind is RowKind.MOVED_AWAY:
        return Verb.MOVED_AWAY if row.new_at and row.new_at.clause != change.new else None
    if row.kind is RowKind.RENUMBERED:
        return (
            None
            if _is_shifted(row)
            else Verb.CHANGED
            if is_of_another_level(row.old_at, row.new_at)
            else Verb.RELABELLED
        )
    if row.kind is RowKind.CHANGED and _is_numbered_now(row):
        return Verb.RELABELLED
    return _VERBS.get(row.kind) or _difference(row.old.text, row.new.text)


def _is_numbered_now(row: Row) -> bool:
    """Whether a first 項 got a number because others follow, or lost it because none does, and says the same."""
    if not row.old_at or not row.new_at or not row.old_at.path or not row.new_at.path:
        return False
    bare, numbered = sorted((fold(row.old.text), fold(row.new.text)), key=len)
    is_one_of_them = bool(row.old_at.path[-1]) != bool(row.new_at.path[-1])
    return is_one_of_them and numbered.endswith(bare) and len(numbered) - len(bare) <= _LONGEST_NUMBER


def _difference(old: str, new: str) -> Verb | None:
    """RESPELLED where width and blanks alone differ, which never matters in law."""
    if old == new:
        return None
    return Verb.RESPELLED if same_but_width(old, new) else Verb.CHANGED
