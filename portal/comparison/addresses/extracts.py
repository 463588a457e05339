"""Which article the text below a （略） belongs to."""

from __future__ import annotations

from portal.text.tree import Document, Kind


def articles_of_elided(document: Document) -> dict[int, int]:
    """Return the index of the article by that of each （略） whose text goes on with the article's own.

    Below 第9条（免責） a line （略） stands for the first of its 項, and what follows, 2項, is in 第9条 as well. An
    article that has words of its own before the （略） may have ended there.
    """
    found: dict[int, int] = {}
    for index, clause in enumerate(document):
        before = document.clauses[index - 1] if index else None
        if clause.kind is not Kind.ELIDED or not clause.text or before is None:
            continue
        if before.kind is Kind.ARTICLE and not before.text:
            found[index] = index - 1
        elif index - 1 in found:
            found[index] = found[index - 1]
    return found
