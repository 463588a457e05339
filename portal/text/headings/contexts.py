"""Which 附則 a clause stands in: the last 附則 line above it, until something that belongs to no 附則."""

from __future__ import annotations

from dataclasses import replace

from portal.text.tree import MAIN, Document, Kind

OUTSIDE = (Kind.APPENDIX, Kind.ELIDED, Kind.COLOPHON, Kind.PART, Kind.CHAPTER)
"""Kinds behind which no 附則 goes on."""


def next_context(context: str, kind: Kind, heading: str) -> str:
    """Return the context of a clause of `kind` that stands behind one in `context`; a 附則 is its own, on one line."""
    if kind is Kind.SUPPLEMENTARY_PROVISION:
        return heading.replace("\n", "")
    return MAIN if kind in OUTSIDE else context


def in_context(document: Document) -> Document:
    """Return the document with the context of each clause as its place says."""
    context, clauses = MAIN, []
    for clause in document:
        context = next_context(context, clause.kind, clause.heading)
        clauses.append(clause._replace(context=context))
    return replace(document, clauses=tuple(clauses))
