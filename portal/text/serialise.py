"""A parsed document as plain values for JSON: the contract of `parse_terms --json`."""

from __future__ import annotations

from portal.text.body import parse_body
from portal.text.cleaning import Note
from portal.text.tree import Clause, Edit, Kind, Parsed, Place, Problem, Unit, UnitKind

Value = dict[str, object]

_BELOW = {UnitKind.PARAGRAPH: "items", UnitKind.ITEM: "subitems", UnitKind.SUBITEM: "subitems"}
_WITH_BODY = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)


def parsed_values(parsed: Parsed, problems: tuple[Problem, ...], notes: tuple[Note, ...] = ()) -> Value:
    """Return title, metadata, clauses, `problems` and what `notes` say as values that `json.dumps` takes."""
    return {
        "title": parsed.title,
        "metadata": dict(parsed.metadata),
        "clauses": [clause_values(clause) for clause in parsed.document],
        "problems": [problem_values(problem) for problem in problems],
        "notes": [str(note) for note in notes],
    }


def clause_values(clause: Clause) -> Value:
    """Return a clause; `paragraphs` is filled for articles and 附則, empty for all else."""
    body = parse_body(clause.text) if clause.kind in _WITH_BODY else None
    return {
        "kind": clause.kind.value,
        "context": clause.context,
        "number": list(clause.number),
        "label": clause.label,
        "caption": clause.caption,
        "text": clause.text,
        "paragraphs": [unit_values(unit) for unit in body.paragraphs] if body else [],
    }


def unit_values(unit: Unit) -> Value:
    """Return a 項, 号 or 号の細分 with all that stands below it."""
    return {
        "number": list(unit.number),
        "label": unit.label,
        "text": unit.text,
        _BELOW[unit.kind]: [unit_values(child) for child in unit.children],
    }


def problem_values(problem: Problem) -> Value:
    """Return a problem with its message filled in; `place` is None where the whole document is meant."""
    return {
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": str(problem),
        "place": place_values(problem.place) if problem.place else None,
        "mend": [edit_values(edit) for edit in problem.mend],
    }


def place_values(place: Place) -> Value:
    """Return a place: clause (index from 0), start and end in the clause as written, path of numbers to the unit."""
    return {
        "clause": place.clause,
        "start": place.start,
        "end": place.end,
        "path": [list(number) for number in place.path],
    }


def edit_values(edit: Edit) -> Value:
    """Return an edit: what stands at `start` of the clause as written, and what it becomes."""
    return {"clause": edit.clause, "start": edit.start, "before": edit.before, "after": edit.after}
