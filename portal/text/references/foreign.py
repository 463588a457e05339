"""References from one document into another: what the words behind another document's name mean there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from portal.text.normalise import fold
from portal.text.references.model import Level, Reference
from portal.text.references.reading import read_references
from portal.text.tree import Clause, Document, Kind

_OUTER = frozenset(
    {
        *(Level.SUPPLEMENT, Level.MAIN, Level.APPENDIX, Level.PART, Level.CHAPTER, Level.SECTION),
        *(Level.SUBSECTION, Level.DIVISION, Level.ARTICLE),
    }
)
"""What can be told without the words before it; a 第2項 alone cannot."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A reference into another document as it is written in its own, and its `words` as they are read in the other."""

    reference: Reference
    words: str
    there: Reference


def references_into(document: Document, names: Iterable[str], other: Document) -> tuple[Foreign, ...]:
    """Return the references of `document` into another document that goes by `names`, read in it.

    Widths and blanks of names are alike. A member of a list that leaves words out (第2項 of 第10条第1項及び第2項)
    is not among them. Linear in both documents.
    """
    known = frozenset(fold(name) for name in names if name)
    found = [
        reference
        for reference in read_references(document)
        if reference.is_external and reference.parts[0].level in _OUTER and _names(document, reference, known)
    ]
    words = [_own_words(document, reference) for reference in found]
    read = zip(found, words, read_words(words, other), strict=True)
    return tuple(Foreign(reference, own, there) for reference, own, there in read if there is not None)


def _names(document: Document, reference: Reference, known: frozenset[str]) -> bool:
    """Whether a reference is into a document of these names: as it was read, or by the words right before it."""
    if fold(reference.law) in known:
        return True
    longest = max(map(len, known), default=0)
    start = reference.parts[0].start
    before = fold(document.clauses[reference.clause].written[max(start - 2 * longest, 0) : start]).rstrip("」』の")
    return any(before.endswith(name) for name in known)


def read_words(words: Sequence[str], document: Document) -> tuple[Reference | None, ...]:
    """Return what each of some words (第12条（料金）第3項) means in a document; None for what is no reference."""
    if not words:
        return ()
    asking = Clause(Kind.ARTICLE, text="\n".join(f"この規約{one}による" for one in words))
    place = len(document.clauses)
    asked = replace(document, clauses=(*document.clauses, asking))
    by_line: dict[int, Reference] = {}
    line, counted = 0, 0
    for reference in read_references(asked):
        if reference.clause == place:
            line, counted = line + asking.text.count("\n", counted, reference.start), reference.start
            by_line.setdefault(line, reference)
    return tuple(by_line.get(index) for index in range(len(words)))


def _own_words(document: Document, reference: Reference) -> str:
    """The words of the reference itself, without the name of the document before them, on one line."""
    written = document.clauses[reference.clause].written
    return " ".join(written[reference.parts[0].start : reference.end].split())
