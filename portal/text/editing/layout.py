"""Blanks and blank lines of a text that came from a file: kept as they were where its words are the same."""

from __future__ import annotations

from dataclasses import replace

from portal.text.tree import Clause, Document


def with_layout_of(document: Document, before: Document) -> Document:
    """Return a document whose clauses stand as those with the same key in `before` do, where only blanks differ.

    A clause whose words differ keeps its own, behind as many blank lines as there were. Files have blank lines and
    blanks behind labels as their program sets them: that is no change of the terms.
    """
    known = {clause.key: clause for clause in before if clause.key}
    clauses = tuple(_laid_out(clause, known.get(clause.key)) for clause in document)
    return replace(document, clauses=clauses, tail=before.tail if before.clauses else document.tail)


def _laid_out(clause: Clause, before: Clause | None) -> Clause:
    if before is None:
        return clause
    if _words(clause) == _words(before):
        return before._replace(context=clause.context)
    return clause._replace(gap=before.gap)


def _words(clause: Clause) -> tuple[object, ...]:
    parts = (clause.label, clause.caption, clause.text)
    lines = (tuple("".join(line.split()) for line in part.split("\n") if line.strip()) for part in parts)
    return clause.kind, clause.number, *lines
