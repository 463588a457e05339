"""What there is to tell of each clause, and which of them one sentence can tell together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portal.comparison.addresses.places import Places
from portal.comparison.summary.article_phrases import Inside, Pair, inside
from portal.comparison.summary.clause_changes import ClauseChange, Fate, Verb
from portal.comparison.table import At, Part
from portal.text.metadata import read_title
from portal.text.tree import Clause, Document, Kind


class What(StrEnum):
    """What a sentence tells of an article, or of several that follow one another.

    One is made of what stood in others, in whole or in part, or is dissolved into others.
    """

    ADDED = "added"
    MADE = "made"
    DELETED = "deleted"
    DISSOLVED = "dissolved"
    EMPTIED = "emptied"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    RESPELLED = "respelled"
    CHANGED = "changed"
    TITLE = "title"


@dataclass(slots=True)
class Run:
    """Articles that one sentence tells of."""

    what: What
    inside: Inside
    changes: list[ClauseChange] = field(default_factory=list)


def runs_of(changes: Iterable[ClauseChange], pair: Pair) -> list[Run]:
    """Return what a summary tells, in the order of the table."""
    return runs([(what, change, found) for change in changes for what, found in _what(change, pair)], pair)


_FATES = {Fate.EMPTIED: What.EMPTIED, Fate.MOVED: What.MOVED}


def _what(change: ClauseChange, pair: Pair) -> Iterator[tuple[What, Inside]]:
    """What there is to tell of a clause, if anything."""
    old, new = clauses_of(change, pair)
    if old and new and new.kind is Kind.TITLE:
        if read_title(old.text).name != read_title(new.text).name:
            yield What.TITLE, Inside()
    elif change.fate in (Fate.EMPTIED, Fate.MOVED):
        yield _FATES[change.fate], Inside()
    elif old is None or new is None:
        yield _lone(change, inside(change, pair))
    else:
        found = inside(change, pair)
        if change.fate is Fate.ADDED:
            yield What.ADDED, Inside()
        elif found.phrases:
            yield What.CHANGED, found
        elif old.number != new.number:
            yield What.RENUMBERED, found
        elif found.only_spelling:
            yield What.RESPELLED, found


def _lone(change: ClauseChange, found: Inside) -> tuple[What, Inside]:
    """A clause of one edition, with those of its units that stand in the other."""
    moved = tuple(unit for unit in found.units if unit.verb in (Verb.MOVED, Verb.MOVED_AWAY))
    is_whole = not any(unit.verb in (Verb.ADDED, Verb.DELETED) for unit in found.units)
    if change.old is None:
        return (What.MADE if moved else What.ADDED), Inside(units=moved, is_whole=is_whole)
    return (What.DISSOLVED if moved else What.DELETED), Inside(units=moved, is_whole=is_whole)


def clauses_of(change: ClauseChange, pair: Pair) -> tuple[Clause | None, Clause | None]:
    return (
        pair.old.clauses[change.old] if change.old is not None else None,
        pair.new.clauses[change.new] if change.new is not None else None,
    )


_JOINED = (What.ADDED, What.DELETED, What.EMPTIED, What.RENUMBERED, What.RESPELLED)


def runs(told: Iterable[tuple[What, ClauseChange, Inside]], pair: Pair) -> list[Run]:
    """Join what happened alike to articles that follow one another by number, whatever headings stand between."""
    found: list[Run] = []
    last: dict[tuple[What, Kind], Run] = {}
    for what, change, within in told:
        key = (what, kind_of(change, pair))
        if key in last and what in _JOINED and _follows(last[key].changes[-1], change, pair):
            last[key].changes.append(change)
        else:
            found.append(Run(what, within, [change]))
            last[key] = found[-1]
    return found


def kind_of(change: ClauseChange, pair: Pair) -> Kind:
    old, new = clauses_of(change, pair)
    clause = new or old
    return clause.kind if clause else Kind.ELIDED


def _follows(one: ClauseChange, other: ClauseChange, pair: Pair) -> bool:
    """Whether the clauses' numbers follow one another on each side that they stand on, in the same 附則 or 編."""
    sides = [(pair.old, pair.old_places, one.old, other.old), (pair.new, pair.new_places, one.new, other.new)]
    return all(
        (before is None) == (after is None)
        and (before is None or after is None or _is_next(document, places, before, after))
        for document, places, before, after in sides
    )


def _is_next(document: Document, places: Places, before: int, after: int) -> bool:
    one, other = document.clauses[before], document.clauses[after]
    above = [places.address(At(index, Part.CLAUSE)).above for index in (before, after)]
    is_named = bool(one.label) and not one.is_heading
    return is_named and above[0] == above[1] and other.number == (*one.number[:-1], (one.number or (0,))[-1] + 1)
