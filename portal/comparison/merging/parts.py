"""One clause out of two that both began from a third: each part from the side that changed it."""

from __future__ import annotations

from typing import TypeVar

from portal.text.tree import Clause

Part = TypeVar("Part")
Content = tuple[object, ...]


def content(clause: Clause) -> Content:
    """Return what a clause says: all but its key, the blank lines before it, and the context its place gives it."""
    return clause.kind, clause.label, clause.caption, clause.text, clause.form


def joined(base: Clause | None, theirs: Clause, mine: Clause) -> tuple[Clause, bool]:
    """Return the two as one clause, with mine where both changed one part differently, and whether they did.

    The parts are the number, the caption with the form of the heading, and the text.
    """
    if base is None:
        return mine, content(theirs) != content(mine)
    gap, _ = _chosen(base.gap, theirs.gap, mine.gap)
    if not _has_parts(base, theirs, mine):
        whole, conflicts = _chosen(content(base), content(theirs), content(mine))
        return (theirs if whole == content(theirs) else mine)._replace(gap=gap), conflicts
    (label, number), label_conflicts = _chosen(*(_number(one) for one in (base, theirs, mine)))
    (caption, form), form_conflicts = _chosen(*((one.caption, one.form) for one in (base, theirs, mine)))
    text, text_conflicts = _chosen(base.text, theirs.text, mine.text)
    made = mine._replace(label=label, number=number, caption=caption, form=form, text=text, gap=gap)
    if not _fits(made, (mine, theirs, base)):
        return mine._replace(gap=gap), True
    return made, label_conflicts or form_conflicts or text_conflicts


def _chosen(base: Part, theirs: Part, mine: Part) -> tuple[Part, bool]:
    """The part of the side that changed it, mine if both did; whether they changed it differently."""
    if mine == base:
        return theirs, False
    return mine, theirs not in (base, mine)


def _number(clause: Clause) -> tuple[str, tuple[int, ...]]:
    return clause.label, clause.number


def _has_parts(*clauses: Clause) -> bool:
    """Whether the clauses are of one kind, and all have a label or none, so that a label fits each form."""
    return len({(clause.kind, "L" in clause.form) for clause in clauses}) == 1


def _fits(made: Clause, clauses: tuple[Clause, ...]) -> bool:
    """Whether form and text go together: a form that no text stood behind does not end where one begins."""
    return any(made.form == clause.form and bool(made.text) == bool(clause.text) for clause in clauses)
