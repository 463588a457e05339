"""Where the references of a document lead: which words of a clause to the anchor of which clause, 項, 号 or 細分.

Nothing here is HTML; `linked_words` shows the links, and whoever previews or checks them reads the same values.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.references.model import Reference, Relative, Target
from portal.text.references.reading import read_references
from portal.text.tree import Clause, Document, Kind, Path, Unit

_WITHOUT_LINKS = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS, Kind.ELIDED)
"""Clauses that are shown line by line as they stand."""
_ALL_OF_A_UNIT = (Relative.EACH, Relative.FOLLOWING_EACH)


@dataclass(frozen=True, slots=True)
class ReferenceLink:
    """Words that lead to another place of the same document.

    `start` and `end` are half-open offsets in the clause's `written` text. `anchor` is the name of the place as
    `anchors` and `unit_anchors` give it; `key` is the identity of the clause there ("" when unknown), `path` leads
    to the unit in it, () being the whole clause.
    """

    start: int
    end: int
    anchor: str
    key: str
    path: Path = ()


Links = tuple[ReferenceLink, ...]
"""The links of one clause, in reading order, none over another."""


def reference_links(document: Document) -> tuple[Links, ...]:
    """Return the links of each clause. Pure; linear in the text.

    Every member of a list and each end of a range is a link of its own. 第５条各号 lead to the 項 that holds
    them all; 前二項 and 前各号 lead to the first. What lies in another law or does not resolve is no link, nor is
    what the words stand in or above: 本条, この章, 第５条 in 第５条, 次の各号.
    Titles, records, the 目次 and headings hold no links.
    """
    places = _Places(document)
    found: list[list[ReferenceLink]] = [[] for _ in document.clauses]
    for reference in read_references(document):
        link = places.link(reference)
        links = found[reference.clause]
        # A caption quoted behind an article may read as a reference too: 第５条（Section 1）.
        if link is not None and (not links or links[-1].end <= link.start):
            links.append(link)
    return tuple(map(tuple, found))


class _Places:
    """The anchors of a document; a clause's units are read when first asked for."""

    def __init__(self, document: Document) -> None:
        self.clauses = document.clauses
        self.names = anchors(document)
        self.units: dict[int, _Units] = {}

    def link(self, reference: Reference) -> ReferenceLink | None:
        """The link of a reference, None where there is to be none."""
        target = self._target(reference)
        if target is None:
            return None
        anchor = self._units(target.clause).anchor(target.path) if target.path else self.names[target.clause]
        return ReferenceLink(reference.start, reference.end, anchor, self.clauses[target.clause].key, target.path)

    def _target(self, reference: Reference) -> Target | None:
        """Where a reference leads, None where it is to be no link."""
        target = reference.target
        if target is None or not self._may_link(reference) or self._stands_in(reference, target):
            return None
        if reference.parts[-1].relative not in _ALL_OF_A_UNIT:
            return target
        holder = replace(target, path=target.path[:-1])
        return None if self._stands_in(reference, holder) else holder  # 次の各号 are there to be read

    def _may_link(self, reference: Reference) -> bool:
        """Whether the words stand in a text that has links, and not in the heading."""
        clause = self.clauses[reference.clause]
        return clause.kind not in _WITHOUT_LINKS and reference.start >= len(clause.filled_form)

    def _stands_in(self, reference: Reference, target: Target) -> bool:
        """Whether the words say where they stand themselves (この節), or stand in what they name."""
        if reference.parts[-1].relative is Relative.THIS:
            return True
        if reference.clause != target.clause:
            return False
        own = self._units(reference.clause).path_at(reference.start)
        return own[: len(target.path)] == target.path

    def _units(self, place: int) -> _Units:
        if place not in self.units:
            self.units[place] = _Units(self.names[place], self.clauses[place])
        return self.units[place]


class _Units:
    """The units of a clause: which stands where, and how its anchor is called."""

    def __init__(self, name: str, clause: Clause) -> None:
        body = parse_body(clause.text)
        self.name = name
        self.heading = len(clause.filled_form)
        self.names = unit_anchors(name, body)
        self.starts: list[int] = []
        self.paths: list[Path] = []
        self.anchors: dict[Path, str] = {}
        for paragraph in body.paragraphs:
            self._enter(paragraph, (), name)

    def _enter(self, unit: Unit, above: Path, anchor: str) -> None:
        """Enter a unit; one whose name another unit has already is reached by the one above it."""
        path, anchor = (*above, unit.number), self.names.get(unit.start, anchor)
        self.starts.append(unit.start)
        self.paths.append(path)
        self.anchors.setdefault(path, anchor)
        for child in unit.children:
            self._enter(child, path, anchor)

    def anchor(self, path: Path) -> str:
        """The anchor of the first unit with this path, or of the nearest above it that has one."""
        return self.anchors.get(path, self.name)

    def path_at(self, offset: int) -> Path:
        """The path of the unit in which an offset of the written text stands, () above the first."""
        place = bisect_right(self.starts, offset - self.heading) - 1
        return self.paths[place] if place >= 0 else ()
