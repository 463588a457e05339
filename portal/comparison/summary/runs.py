"""What there is to tell of each clause, and which of them one sentence can tell together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portal.comparison.addresses.places import Places
from portal.comparison.summary.article_phrases import Inside, Pair, inside
from portal.comparison.summary.clause_changes import ClauseChange, Fate, Verb
from portal.comparison.table import At, Part
from portal.text.headings.japanese import last_number
from portal.text.metadata import read_title
from portal.text.tree import Clause, Document, Kind, Number


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
    by_article = _by_article(changes, pair)
    emptied = _emptied_with_others(by_article, pair)
    told = [(what, change, found) for change in by_article for what, found in _what(change, pair)]
    return runs(
        [
            (What.EMPTIED if what is What.DELETED and change.old in emptied else what, change, found)
            for what, change, found in told
        ],
        pair,
    )


def _by_article(changes: Iterable[ClauseChange], pair: Pair) -> list[ClauseChange]:
    """Join what stands below a （略） that follows an article's heading with the article."""
    found: dict[tuple[int | None, int | None], ClauseChange] = {}
    for change in changes:
        sides = pair.old_places.article_of(change.old), pair.new_places.article_of(change.new)
        found.setdefault(sides, ClauseChange(*sides)).rows.extend(change.rows)
    return list(found.values())


def _emptied_with_others(changes: Iterable[ClauseChange], pair: Pair) -> set[int]:
    """The old articles whose numbers a line keeps with others: 第5条から第7条まで　削除."""
    found: set[int] = set()
    end = 0
    for change in changes:
        if change.fate is Fate.EMPTIED and change.old is not None and change.new is not None:
            shell = pair.new.clauses[change.new]
            last = last_number(shell.label, shell.number)
            begin = max(change.old, end)
            end = _end_of_range(last, begin, pair.old)
            found.update(range(begin, end))
    return found


def _end_of_range(last: Number, begin: int, document: Document) -> int:
    """The index behind the articles from `begin` on whose numbers are not above `last`."""
    for index in range(begin, len(document.clauses)):
        clause = document.clauses[index]
        if clause.kind is not Kind.ARTICLE or clause.number > last:
            return index
    return len(document.clauses)


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
    """Return the clause in the old edition and in the new one, None where it is in one only."""
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
        if key in last and what in _JOINED and _follows(last[key].changes[-1], change, what, pair):
            last[key].changes.append(change)
        else:
            found.append(Run(what, within, [change]))
            last[key] = found[-1]
    return found


def kind_of(change: ClauseChange, pair: Pair) -> Kind:
    """Return what kind of clause it is, in the new edition if it is there."""
    old, new = clauses_of(change, pair)
    clause = new or old
    return clause.kind if clause else Kind.ELIDED


def _follows(one: ClauseChange, other: ClauseChange, what: What, pair: Pair) -> bool:
    """Whether the clauses' numbers follow one another on each side that they stand on, in the same 附則 or 編.

    Of those emptied the old side tells, for one line of the new edition may stand for several.
    """
    sides = [(pair.old, pair.old_places, one.old, other.old)]
    if what is not What.EMPTIED:
        sides.append((pair.new, pair.new_places, one.new, other.new))
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
