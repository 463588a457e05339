"""Proposed edits as a person reads them before they are made: where, what goes, what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.admin.editor.panel import clause_name, problem_place
from portal.publishing.drafting.proposals import Proposal
from portal.publishing.sentences import sentence
from portal.text.editing.lines import Positions
from portal.text.writer import write

AROUND = 12
"""How many characters of the line are shown on each side of an edit."""


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """One edit: the clause it is in, the words that go and come, and what stands around them."""

    place: str
    left: str
    before: str
    after: str
    right: str


def edit_list_html(proposal: Proposal) -> SafeString:
    """Return all edits of a proposal, and its doubts, as HTML."""
    document = proposal.document
    doubts = [(problem_place(doubt, document), sentence(doubt)) for doubt in proposal.doubts]
    context = {"edits": list(_shown(proposal)), "doubts": doubts}
    return render_to_string("admin/portal/edition/_editor_edits.html", context)


def _shown(proposal: Proposal) -> Iterator[ShownEdit]:
    text, positions = write(proposal.document), Positions(proposal.document)
    for edit in proposal.shown:
        spot = positions.place_of(edit.start)
        place = clause_name(proposal.document.clauses[spot.clause]) if spot else ""
        left, right = _left(text, edit.start), _right(text, edit.end)
        yield ShownEdit(place, left, edit.before, edit.after, right)


def _left(text: str, offset: int) -> str:
    """What stands before a place on its line, with … for what is left out."""
    words = text[text.rfind("\n", 0, offset) + 1 : offset]
    return words if len(words) <= AROUND else f"…{words[-AROUND:]}"


def _right(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    words = text[offset : end if end >= 0 else len(text)]
    return words if len(words) <= AROUND else f"{words[:AROUND]}…"
