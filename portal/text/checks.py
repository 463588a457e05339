"""Findings on a whole document: what a careful reader would ask about before it is announced.

One module a topic: `check_structure`, `check_references`, `check_definitions`, `check_spelling`, `check_wording`,
`check_characters`, `check_dates`. What makes the text unreadable or ambiguous blocks announcing; what a reader
would stumble over is a warning; what is only uneven is a hint.
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.text.check_characters import check_characters
from portal.text.check_dates import check_dates
from portal.text.check_definitions import check_definitions
from portal.text.check_references import check_references
from portal.text.check_spelling import check_spelling
from portal.text.check_structure import check_structure
from portal.text.check_wording import check_wording
from portal.text.examined import examine
from portal.text.house_terms import HouseTerm
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
        *check_structure(document, clauses),
        *check_references(clauses, references),
        *check_definitions(clauses),
        *check_spelling(clauses, house_terms),
        *check_wording(clauses),
        *check_characters(clauses),
        *check_dates(document, clauses),
    ]
    return tuple(sorted(findings, key=lambda problem: (problem.line, problem.place.start if problem.place else 0)))
