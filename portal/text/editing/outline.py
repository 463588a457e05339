"""The outline of a document for an editor: what stands where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from portal.text.body import parse_body
from portal.text.tree import HEADINGS, MAIN, Clause, Document, Kind

LONGEST_WORDS = 40
_FURTHEST = 400
_WITH_PARAGRAPHS = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)
_HOLDING = (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX, *HEADINGS)
_OUTERMOST = 0
_RANKS = {kind: rank for rank, kind in enumerate((*HEADINGS, Kind.ARTICLE), 1)}
_RANKS[Kind.ELIDED] = _RANKS[Kind.ARTICLE]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A clause in an outline: `level` from 0, `line` from 1, `offset` in code points, both in `write(document)`.

    `words` are the first words of its text, for one that has no caption; `paragraphs` counts its 項.
    """

    clause: int
    kind: Kind
    level: int
    label: str
    caption: str
    words: str
    line: int
    offset: int
    paragraphs: int
    key: str = ""


def outline(document: Document) -> tuple[OutlineEntry, ...]:
    """Return an entry for each clause, in order."""
    entries = []
    line, offset = 1, 0
    for index, (clause, level) in enumerate(zip(document.clauses, _levels(document), strict=True)):
        line, offset = line + clause.gap, offset + clause.gap
        entries.append(_entry(clause, index, level, line, offset))
        written = clause.written
        line, offset = line + written.count("\n") + 1, offset + len(written) + 1
    return tuple(entries)


def entry_at(entries: Sequence[OutlineEntry], line: int) -> OutlineEntry | None:
    """Return the entry in whose clause a line (from 1) stands, blank lines with what is above; None above the first."""
    place = bisect_right(entries, line, key=attrgetter("line"))
    return entries[place - 1] if place else None


def _entry(clause: Clause, index: int, level: int, line: int, offset: int) -> OutlineEntry:
    return OutlineEntry(
        index,
        clause.kind,
        level,
        clause.label,
        clause.caption,
        clause.text[:_FURTHEST].lstrip().partition("\n")[0][:LONGEST_WORDS],
        line,
        offset,
        len(parse_body(clause.text).paragraphs) if clause.kind in _WITH_PARAGRAPHS else 0,
        clause.key,
    )


def _levels(document: Document) -> Iterator[int]:
    """How deep each clause stands: below the headings that are open, and below its 附則 or 別表."""
    above: list[int] = []
    context = MAIN
    for clause in document:
        if clause.context == MAIN != context:
            above = []
        context, rank = clause.context, _RANKS.get(clause.kind, _OUTERMOST)
        while above and above[-1] >= rank:
            above.pop()
        yield len(above)
        if clause.kind in _HOLDING:
            above.append(rank)
