"""Addresses are no words of the terms: nothing is found in them, and no mend changes one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from portal.text.checks.examined import Examined
from portal.text.inline import address_spans, meets
from portal.text.tree import Problem

_Spans = Sequence[tuple[int, int]]


def outside_addresses(problems: Iterable[Problem], clauses: Iterable[Examined]) -> Iterator[Problem]:
    """Yield findings that begin outside addresses (https://…, attachment:…), their mends without edits in one."""
    addresses = {each.index: spans for each in clauses if (spans := address_spans(each.written))}
    for problem in problems:
        if not addresses or not _is_inside(problem, addresses):
            yield _without_edits_inside(problem, addresses) if addresses and problem.mend else problem


def _is_inside(problem: Problem, addresses: Mapping[int, _Spans]) -> bool:
    place = problem.place
    return place is not None and meets(addresses.get(place.clause, ()), place.start, place.start + 1)


def _without_edits_inside(problem: Problem, addresses: Mapping[int, _Spans]) -> Problem:
    mend = (edit for edit in problem.mend if not meets(addresses.get(edit.clause, ()), edit.start, edit.end))
    return replace(problem, mend=tuple(mend))
