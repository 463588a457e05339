"""Where a row stands: in words as a Japanese or an English reader would cite it, and as an anchor to link to."""

from __future__ import annotations

from functools import cached_property

from portal.comparison.addresses.bilingual import NOTHING, Bilingual
from portal.comparison.addresses.clauses import ClauseAddress, clause_addresses
from portal.comparison.addresses.units import Chain, chains, english_units, heading_words, shown
from portal.comparison.table import At, Part
from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.numbering import numerals
from portal.text.places import clause_words, unit_words
from portal.text.tree import Body, Clause, Document, Path

_NUMBER_ENDS = tuple(f"{numerals.DIGITS}IVX)")
"""What 3 and Article IV end with; 第3条 ends with 条."""


class Places:
    """The places of one edition. Bodies are read when a place in them is asked for, and once.

    `distinct` names every 附則 with its date, as is done anyway where there are several: 附則（2024年9月1日）第1条.
    A place that the edition does not have (of a table read back without its editions) has no words and no anchor.
    """

    def __init__(self, document: Document, *, distinct: bool = False) -> None:
        self._document = document
        self._distinct = distinct
        self._cited: dict[tuple[int, Path], Bilingual] = {}
        self._bodies: dict[int, Body] = {}
        self._chains: dict[int, dict[Path, Chain]] = {}
        self._unit_names: dict[int, dict[int, str]] = {}

    def words(self, at: At) -> str:
        """Return the place as it is cited: 第24条第2項第3号, 附則第1条. Heading, lead and block: the clause, the 項."""
        return self.named(at).japanese

    def clause_words(self, at: At) -> str:
        """Return the clause alone: 第24条, 附則（2024年9月1日施行）第1条, 第1編第2章."""
        return self.named_clause(at).japanese

    def unit_words(self, at: At) -> str:
        """Return what a cell shows of its clause: 第2項第3号, 見出し, 第2項柱書, 第2項の表, 本文; "" for all of it."""
        return self.named_unit(at).japanese

    def named(self, at: At) -> Bilingual:
        """Return `words`, and the same in English: Article 24, paragraph 2, item (3)."""
        clause, unit = self.named_clause(at), self.cited(at)
        if self._is_numbered_through(at):
            return unit if unit.japanese else clause
        english = ", ".join(filter(None, (clause.english, unit.english)))
        return Bilingual(clause.japanese + unit.japanese, english)

    def named_clause(self, at: At) -> Bilingual:
        """Return `clause_words`, and the same in English: Supplementary Provisions (1 September 2024), Article 1."""
        return self.address(at).named

    def address(self, at: At) -> ClauseAddress:
        """Return the clause's own name and that of the 附則, 別紙 or 章 in which it stands."""
        return self._addresses[at.clause] if self._has(at) else ClauseAddress(NOTHING, NOTHING)

    def named_unit(self, at: At) -> Bilingual:
        """Return `unit_words`, and the same in English: paragraph 2, item (3), caption, paragraph 2, opening words."""
        if not self._has(at) or at.part is Part.CLAUSE:
            return NOTHING
        clause, chain = self._clause(at), self._chain(at)
        if at.part is Part.HEADING:
            return heading_words(clause)
        return shown(self.cited(at), chain, clause, at.part) if chain else NOTHING

    def cited(self, at: At) -> Bilingual:
        """Return the unit of the clause that the place is in or is: 第2項第3号; nothing for the clause and its only 項.

        Where numbers run through, it is the whole place: 3.2 in 3, Article 3(2) in Article 3.
        """
        place = (at.clause, at.path)
        if place not in self._cited:
            self._cited[place] = self._unit_words(at)
        return self._cited[place]

    def anchor(self, at: At) -> str:
        """Return the name by which the place is linked to: art-24-p2-i3; that of the clause for a clause or heading."""
        if not self._has(at):
            return ""
        clause, chain = self._anchors[at.clause], self._chain(at)
        if not chain:
            return clause
        if at.clause not in self._unit_names:
            self._unit_names[at.clause] = unit_anchors(clause, self._body(at))
        return self._unit_names[at.clause].get(chain[-1][0].start, clause)

    def _unit_words(self, at: At) -> Bilingual:
        chain = self._chain(at)
        if not chain:
            return NOTHING
        words = unit_words(self._clause(at), chain)
        if self._is_numbered_through(at):
            return Bilingual(words, words)
        return Bilingual(words.removeprefix(clause_words(self._clause(at))), english_units(chain))

    def _is_numbered_through(self, at: At) -> bool:
        """Whether units are cited with the clause's own number: 3.2, Article 3(2)."""
        own = self.named_clause(at).japanese
        return own.endswith(_NUMBER_ENDS) and "条" not in own

    def _chain(self, at: At) -> Chain:
        if not at.path or not self._has(at):
            return ()
        if at.clause not in self._chains:
            self._chains[at.clause] = chains(self._body(at))
        return self._chains[at.clause].get(at.path, ())

    def _body(self, at: At) -> Body:
        if at.clause not in self._bodies:
            self._bodies[at.clause] = parse_body(self._clause(at).text)
        return self._bodies[at.clause]

    def _has(self, at: At) -> bool:
        return at.clause < len(self._document.clauses)

    def _clause(self, at: At) -> Clause:
        return self._document.clauses[at.clause]

    @cached_property
    def _anchors(self) -> tuple[str, ...]:
        return anchors(self._document)

    @cached_property
    def _addresses(self) -> tuple[ClauseAddress, ...]:
        return clause_addresses(self._document, distinct=self._distinct)
