"""Which clause of a text that was typed anew continues which one that is known: keys handed on by alignment."""

from __future__ import annotations

from dataclasses import replace

from portal.comparison.alignment.clauses import align_documents
from portal.text.tree import Document


def with_keys_of(document: Document, *sources: Document) -> Document:
    """Give clauses of `document` without a key that of the clause they continue, the first source first."""
    for source in sources:
        used = {clause.key for clause in document}
        clauses = list(document.clauses)
        for old, new in align_documents(source, document):
            if old is not None and new is not None and not clauses[new].key and source.clauses[old].key not in used:
                clauses[new] = clauses[new]._replace(key=source.clauses[old].key)
        document = replace(document, clauses=tuple(clauses))
    return document
