"""What the portal proposes for a text that is being typed: numbers, mends, a new 項 or 号. Nothing is applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portal.models import Edition
from portal.publishing.drafting.new_article import new_article
from portal.publishing.drafting.typed import TypedPlaces, typed_document
from portal.text.checks import check
from portal.text.checks.mends import mend
from portal.text.editing.lines import TextEdit, Utf16, applied, as_typed, text_edits
from portal.text.editing.units import (
    Insertion,
    insert_item_after,
    insert_paragraph_after,
    insert_subitem_after,
    next_unit,
)
from portal.text.parser import parse
from portal.text.renumbering import renumber
from portal.text.tree import Document, Problem
from portal.text.writer import write

UNITS: dict[str, Callable[[Document, int], Insertion | None]] = {
    "next": next_unit,
    "paragraph": insert_paragraph_after,
    "item": insert_item_after,
    "subitem": insert_subitem_after,
}
"""The ways to put a unit in, by the names that the editor's page has for them."""

ARTICLE = "article"
WAYS = (ARTICLE, *UNITS)
"""All that can be put in."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits of a text, to be made in one step, and what nobody can be sure of after them.

    `document` is the text as read, in which `shown` count; `edits` count in the text as it was typed. `caret` is an
    offset in `write(document)` after the edits, where one is given; `selected` characters behind it are typed over.
    """

    document: Document
    shown: tuple[TextEdit, ...]
    edits: tuple[TextEdit, ...]
    doubts: tuple[Problem, ...] = ()
    caret: int | None = None
    selected: int = 0


def propose_numbers(edition: Edition, text: str, *, branch: bool = False) -> Proposal:
    """Return what renumbering a draft's text would do; its references mean what they meant in its base.

    With `branch`, what was put in becomes a 枝番 and nothing else moves.
    """
    document = typed_document(edition, text)
    before = edition.base.document() if edition.base else None
    made = renumber(document, before=before, branch=branch)
    return _proposal(text, document, text_edits(document, made.edits), made.doubts)


def propose_mends(edition: Edition, text: str) -> Proposal:
    """Return all mends that are safe, whatever other findings they uncover on the way."""
    document = parse(text).document
    mended = mend(document, house_terms=edition.terms.spellings)
    if len(mended.rounds) == 1:
        edits = dict.fromkeys(edit for problem in mended.rounds[0].problems for edit in problem.mend)
        return _proposal(text, document, text_edits(document, edits))
    return _proposal(text, document, tuple(_line_edits(write(document), write(mended.document))))


def propose_mend(edition: Edition, text: str, name: str) -> Proposal | None:
    """Return the mend of the finding of this name (`problem_name`); None where the text has no such finding now."""
    document = parse(text).document
    for problem in check(document, house_terms=edition.terms.spellings):
        if problem.mend and problem_name(problem) == name:
            return _proposal(text, document, text_edits(document, dict.fromkeys(problem.mend)))
    return None


def propose_unit(text: str, line: int, way: str) -> Proposal | None:
    """Return a new 項, 号 or 号の細分 behind the unit on a line (from 1), or an article; None where none can stand.

    `way` is one of WAYS. Raises KeyError for another.
    """
    document = parse(text).document
    if way == ARTICLE:
        return _propose_article(text, document, line)
    insertion = UNITS[way](document, line)
    if insertion is None:
        return None
    made = _proposal(text, document, text_edits(document, insertion.edits))
    return Proposal(made.document, made.shown, made.edits, caret=insertion.caret)


def _propose_article(text: str, document: Document, line: int) -> Proposal | None:
    article = new_article(document, line)
    if article is None:
        return None
    made = _proposal(text, document, [article.edit])
    return Proposal(made.document, made.shown, made.edits, caret=article.caret, selected=article.selected)


def problem_name(problem: Problem) -> str:
    """Return what a finding is called while the text stays as it is: its code and its place."""
    place = f"{problem.place.clause}.{problem.place.start}.{problem.place.end}" if problem.place else str(problem.line)
    return f"{problem.code}.{place}"


def caret_in_field(text: str, proposal: Proposal) -> tuple[int, int]:
    """Return from where to where is selected in the text field after a proposal's edits, in UTF-16 units."""
    if proposal.caret is None or not proposal.shown:
        return 0, 0
    start = proposal.shown[0].start
    after = applied(write(proposal.document), proposal.shown)
    units, offset = Utf16(after[start:]), TypedPlaces(text).utf16(start)
    end = proposal.caret + proposal.selected
    return offset + units.offset(proposal.caret - start), offset + units.offset(end - start)


def _proposal(text: str, document: Document, edits: Iterable[TextEdit], doubts: tuple[Problem, ...] = ()) -> Proposal:
    shown = tuple(edit for edit in edits if edit.before != edit.after)
    return Proposal(document, shown, as_typed(text, shown), doubts)


def _line_edits(before: str, after: str) -> Iterator[TextEdit]:
    """The edits that make one text of another that has as many lines: one a line, without what its ends have alike."""
    start = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=True):
        if old != new:
            head = _alike(old, new)
            tail = _alike(old[head:][::-1], new[head:][::-1])
            yield TextEdit(start + head, old[head : len(old) - tail], new[head : len(new) - tail])
        start += len(old) + 1


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    for place, (sign, own) in enumerate(zip(one, other, strict=False)):
        if sign != own:
            return place
    return min(len(one), len(other))
