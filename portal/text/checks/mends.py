"""Carry out what the checks propose, as far as it is safe."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.text.checks.all_checks import NEEDS_DECISION, check
from portal.text.checks.house_terms import HouseTerm
from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.tree import Document, Edit, Problem
from portal.text.writer import write

MOST_ROUNDS = 5
"""A mend may uncover another finding; more rounds than these would be a circle."""


@dataclass(frozen=True, slots=True)
class Round:
    """What was mended at once, in reading order, with places in the `document` as it was then."""

    document: Document
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """A document after its safe mends, and the rounds in which they were made."""

    document: Document
    rounds: tuple[Round, ...] = ()


def mend(document: Document, *, house_terms: Sequence[HouseTerm] = ()) -> Mended:
    """Apply the mends of all findings but those that a person must decide on (`NEEDS_DECISION`).

    Mending what was mended changes nothing. No line is added or taken away; clauses lose their keys.
    """
    rounds: list[Round] = []
    for _ in range(MOST_ROUNDS):
        problems = tuple(_without_overlap(_mendable(check(document, house_terms=house_terms))))
        if not problems:
            break
        rounds.append(Round(document, problems))
        # Read anew, for a sign taken away at a line's start may have hidden a label.
        document = parse(write(apply_edits(document, _edits(problems)))).document
    return Mended(document, tuple(rounds))


def _mendable(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.mend and problem.code not in NEEDS_DECISION)


def _edits(problems: Iterable[Problem]) -> tuple[Edit, ...]:
    return tuple(dict.fromkeys(edit for problem in problems for edit in problem.mend))


def _without_overlap(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Those that can be mended at once; what wants to change the same words otherwise waits for the next round."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for problem in problems:
        if all(_is_free(edit, taken.get(edit.clause, [])) for edit in problem.mend):
            yield problem
            for edit in problem.mend:
                insort(taken.setdefault(edit.clause, []), (edit.start, edit.end))


def _is_free(edit: Edit, taken: Sequence[tuple[int, int]]) -> bool:
    place = bisect_left(taken, (edit.start, edit.end))
    before_ends = place == 0 or taken[place - 1][1] <= edit.start
    return before_ends and (place == len(taken) or edit.end <= taken[place][0])
