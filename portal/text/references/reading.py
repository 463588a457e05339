"""The one pass that reads all references of a document, and what ranges and lists of them hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from operator import attrgetter

from portal.text.inline import address_spans, meets
from portal.text.references.bodies import MOST_TARGETS
from portal.text.references.english import scan_english
from portal.text.references.index import Index, index_of
from portal.text.references.laws import names_of
from portal.text.references.mentions import Joint, Mention
from portal.text.references.model import Fault, FaultKind, Level, Part, Reference, Relative, Target
from portal.text.references.scanner import scan
from portal.text.references.targets import Resolved, Resolver
from portal.text.tree import Clause, Document, Kind

__all__ = ["Fault", "FaultKind", "Level", "Part", "Reference", "Relative", "Target", "read_references"]

_ENGLISH = re.compile("§|[SsAaCcPpTtEIi][a-zA-Z]{1,2}[a-zA-Z.]")
_WITHOUT_REFERENCES = (Kind.TITLE, Kind.ELIDED)


def read_references(document: Document) -> tuple[Reference, ...]:
    """Return all references in reading order, resolved as far as they resolve. Never raises; linear in the text.

    Labels and headings' own numbers are no references, captions are read (別表第一（第五条関係）); so is the
    目次, whose chapters and ranges of articles point at what they list. The title has none, nor has a link's address.
    """
    index = index_of(document)
    resolver = Resolver(index, names_of(document))
    found: list[Reference] = []
    for place, clause in enumerate(document.clauses):
        if clause.kind not in _WITHOUT_REFERENCES:
            _read_clause(place, clause, resolver, index, found)
    return tuple(found)


def _read_clause(place: int, clause: Clause, resolver: Resolver, index: Index, found: list[Reference]) -> None:
    written = clause.written
    resolver.enter(place, written)
    indexes: dict[int, int] = {}
    addresses = address_spans(written)
    for mention in _mentions(clause, written, resolver.owners.names.title):
        if index.body(place).in_label(mention.start) or meets(addresses, mention.start, mention.end):
            continue
        if (resolved := resolver.resolve(mention)) is None:
            continue
        reference = _reference(index, place, written, resolved)
        if mention.joint is Joint.RANGE and mention.before is not None and mention.before.start in indexes:
            first = indexes[mention.before.start]
            reference = replace(reference, through=first)
            found[first] = replace(
                found[first], through=len(found), targets=_between(index, found[first].targets, reference.targets)
            )
        indexes[mention.start] = len(found)
        found.append(reference)


def _mentions(clause: Clause, written: str, title: str) -> Iterator[Mention]:
    """Those of the caption, then those of the text."""
    if clause.caption:
        start = _caption_start(clause)
        yield from _scanned(written[: start + len(clause.caption)], start, title)
    yield from _scanned(written, len(written) - len(clause.text), title)


def _scanned(text: str, start: int, title: str) -> Iterator[Mention]:
    """Those from an offset on, in either language; of two that overlap the first."""
    if _ENGLISH.search(text, start) is None:
        yield from scan(text, start)
        return
    end = -1
    for mention in sorted((*scan_english(text, start, title), *scan(text, start)), key=attrgetter("start")):
        if mention.start >= end:
            end = mention.end
            yield mention


def _caption_start(clause: Clause) -> int:
    """The offset of the caption in what is written."""
    before = clause.form[: clause.form.index("C")]
    return len(before) + (len(clause.label) - 1 if "L" in before else 0)


def _reference(index: Index, place: int, written: str, resolved: Resolved) -> Reference:
    mention, last = resolved.mention, resolved.last
    targets: tuple[Target, ...] = ()
    if not last.law and last.fault is None:
        targets = index.alone(last.clause, last.path)
        if last.others:
            targets += last.others
    return Reference(
        place,
        mention.start,
        mention.end,
        written[mention.start : mention.end],
        tuple(mention.parts),
        mention.caption,
        mention.caption_start,
        last.law,
        -1,
        targets,
        None if last.law or last.fault is None else _fault(last.fault, resolved.failed),
        mention.quoted,
    )


@cache
def _fault(kind: FaultKind, part: int) -> Fault:
    return Fault(kind, part)


def _between(index: Index, first: tuple[Target, ...], last: tuple[Target, ...]) -> tuple[Target, ...]:
    """All that a range names from its first to its last member; the first alone where they are no siblings."""
    if len(first) != 1 or len(last) != 1:
        return first
    start, end = first[0], last[0]
    if start.path or end.path:
        return _units_between(index, start, end) or first
    return _clauses_between(index, start.clause, end.clause) or first


def _units_between(index: Index, start: Target, end: Target) -> tuple[Target, ...]:
    if start.clause != end.clause or len(start.path) != len(end.path) or start.path[:-1] != end.path[:-1]:
        return ()
    units = index.body(start.clause).below(start.path[:-1])
    return units.between(units.places[start.path[-1]], units.places[end.path[-1]] + 1)


def _clauses_between(index: Index, start: int, end: int) -> tuple[Target, ...]:
    kind = index.clauses[start].kind
    if kind is not index.clauses[end].kind:
        return ()
    if kind is Kind.APPENDIX:
        return index.targets_of(range(start, min(end + 1, start + MOST_TARGETS)))
    if index.scopes[start] != index.scopes[end]:
        return ()
    if kind is Kind.ARTICLE:
        siblings = index.order[index.scopes[start]]
    elif index.headings[start] == index.headings[end]:
        siblings = index.below[index.headings[start], kind]
    else:
        return ()
    first, last = index.rank.get(start, 0), index.rank.get(end, -1)
    return index.targets_of(siblings[first : min(last + 1, first + MOST_TARGETS)])
