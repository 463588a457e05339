"""All checks of a document together, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from portal.text.checks.addresses import outside_addresses
from portal.text.checks.avoided_terms import check_avoided_terms
from portal.text.checks.blanks import check_blanks
from portal.text.checks.characters import check_characters
from portal.text.checks.dates import check_dates
from portal.text.checks.definitions import check_definitions
from portal.text.checks.examined import examine
from portal.text.checks.house_terms import HouseTerm
from portal.text.checks.pictures import check_pictures
from portal.text.checks.references import check_references
from portal.text.checks.spelling import check_spelling
from portal.text.checks.structure import check_structure
from portal.text.checks.wording import check_wording
from portal.text.references import read_references
from portal.text.tree import Document, Problem

NEEDS_DECISION = ("reference_caption", "spelling")
"""Codes whose mend a person must agree to: which of two contradicting words is right, which spelling the house takes.

House terms settle the spelling: then `house_term` has the mend.
"""


def check(document: Document, *, house_terms: Sequence[HouseTerm] = ()) -> tuple[Problem, ...]:
    """Return findings in reading order; `line` counts from 1 in `write(document)`.

    `house_terms` are the spellings to prefer. A mend changes no meaning, but where `NEEDS_DECISION` says so.
    """
    references = read_references(document)
    clauses = examine(document)
    findings = [
        *check_structure(document, clauses, references),
        *check_references(clauses, references),
        *check_blanks(clauses),
        *check_definitions(clauses),
        *check_avoided_terms(clauses, house_terms),
        *check_spelling(clauses, house_terms),
        *check_wording(clauses),
        *check_characters(clauses, references),
        *check_dates(document, clauses),
        *check_pictures(clauses),
    ]
    told = outside_addresses(findings, clauses)
    return tuple(sorted(told, key=lambda problem: (problem.line, problem.place.start if problem.place else 0)))
