"""Where a row stands: in words as a Japanese or an English reader would cite it, and as an anchor to link to."""

from __future__ import annotations

from functools import cached_property

from portal.comparison.addresses.bilingual import NOTHING, Bilingual
from portal.comparison.addresses.clauses import ClauseAddress, clause_addresses
from portal.comparison.addresses.extracts import articles_of_elided
from portal.comparison.addresses.units import (
    Chain,
    appendix_units,
    chains,
    chains_below,
    english_units,
    heading_words,
    is_continuation,
    is_entry,
    is_main_text,
    numbers_go_on,
    shown,
)
from portal.comparison.table import At, Part
from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.numbering import numerals
from portal.text.places import clause_words, unit_words
from portal.text.tree import Body, Clause, Document, Kind, Path

_AFTER_ELIDED = Bilingual("（略）の後の部分", "text after “（略）”")
_POINTS = (".", "．")
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
        return self.in_clause(at, self.within(at, self.cited(at)))

    def in_clause(self, at: At, units: Bilingual) -> Bilingual:
        """Return units, named as they are `within` the clause of a place, with the clause before them."""
        clause = self.named_clause(at)
        if not units.japanese:
            return clause
        if self._is_numbered_through(at):
            above, own = self.address(at)[:2]
            english = _run_together(own.english, units.english)
            japanese = above.japanese + _run_together(own.japanese, units.japanese)
            return Bilingual(japanese, ", ".join(filter(None, (above.english, english))))
        of = "の" if is_entry(self.clause(at), units) else ""
        english = ", ".join(filter(None, (clause.english, units.english)))
        return Bilingual(clause.japanese + of + units.japanese, english)

    def article_of(self, index: int | None) -> int | None:
        """Return the index of the article that a clause is part of, its own if it is no （略） below a heading."""
        return None if index is None else self._articles.get(index, index)

    def is_main_text(self, at: At) -> bool:
        """Return whether the place is in the words of a clause that has one 項 without a number."""
        chain = self._chain(at)
        return bool(chain) and not self.cited(at).japanese and is_main_text(chain, at.part)

    def is_continuation(self, at: At) -> bool:
        """Return whether the place is in lines of text that go on behind the first of a unit."""
        chain = self._chain(at)
        return bool(chain) and is_continuation(chain, at.part)

    def within(self, at: At, words: Bilingual) -> Bilingual:
        """Return the name of a unit for those who know in which clause it is: (2) for Article 3(2), 3.2 in Article 3.

        Where numbers do not run through it is the same.
        """
        if not self._is_numbered_through(at):
            return words
        own = clause_words(self.clause(at))
        return Bilingual(*(_last_number(own, each) for each in words))

    def clause(self, at: At) -> Clause:
        """Return the clause by which the place is cited: the article, for what follows a （略） below its heading."""
        return self._document.clauses[self._articles.get(at.clause, at.clause)]

    def named_clause(self, at: At) -> Bilingual:
        """Return `clause_words`, and the same in English: Supplementary Provisions (1 September 2024), Article 1."""
        return self.address(at).named

    def address(self, at: At) -> ClauseAddress:
        """Return the clause's own name and that of the 附則, 別紙 or 章 in which it stands."""
        return self._addresses[at.clause] if self._has(at) else ClauseAddress(NOTHING, NOTHING)

    def named_unit(self, at: At) -> Bilingual:
        """Return `unit_words`, and the same in English: paragraph 2, item (3), caption, paragraph 2, opening words."""
        return self._shown(at, self.cited(at))

    def unit_within(self, at: At) -> Bilingual:
        """Return `named_unit` for those who know in which clause it is: (2) for Article 3(2), as `within`."""
        return self._shown(at, self.within(at, self.cited(at)))

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

    def _shown(self, at: At, cited: Bilingual) -> Bilingual:
        if not self._has(at) or at.part is Part.CLAUSE:
            return NOTHING
        clause, chain = self.clause(at), self._chain(at)
        if at.part is Part.HEADING:
            return heading_words(clause)
        if at.clause in self._articles and not cited.japanese:
            return _AFTER_ELIDED
        return shown(cited, chain, clause, at.part) if chain else NOTHING

    def _unit_words(self, at: At) -> Bilingual:
        chain = self._chain(at)
        if not chain:
            return NOTHING
        clause = self.clause(at)
        if clause.kind is Kind.APPENDIX:
            return appendix_units(chain)
        own, words = clause_words(clause), unit_words(clause, chain)
        if self._is_numbered_through(at):
            return NOTHING if words == own else Bilingual(words, words)
        return Bilingual(words.removeprefix(own), english_units(chain))

    def _is_numbered_through(self, at: At) -> bool:
        """Whether units are cited with the clause's own number: 3.2, Article 3(2)."""
        if not self._has(at) or self.clause(at).kind is Kind.APPENDIX:
            return False
        own = self.address(at).own.japanese
        return own.endswith(_NUMBER_ENDS) and "条" not in own

    def _chain(self, at: At) -> Chain:
        if not at.path or not self._has(at):
            return ()
        if at.clause not in self._chains:
            self._chains[at.clause] = self._read_chains(at)
        return self._chains[at.clause].get(at.path, ())

    def _read_chains(self, at: At) -> dict[Path, Chain]:
        above, text = self._line_above(at), self._document.clauses[at.clause].text
        return chains_below(above, text, self._body(at)) if above else chains(self._body(at))

    def _line_above(self, at: At) -> str:
        """The （略） below a heading, where the 項 behind it go on from those it stands for; "" for other text."""
        if at.clause not in self._articles:
            return ""
        clause = self._document.clauses[at.clause]
        line = f"{clause.label}\n"
        return line if numbers_go_on(line, clause.text) else ""

    def _body(self, at: At) -> Body:
        if at.clause not in self._bodies:
            self._bodies[at.clause] = parse_body(self._line_above(at) + self._document.clauses[at.clause].text)
        return self._bodies[at.clause]

    def _has(self, at: At) -> bool:
        return at.clause < len(self._document.clauses)

    @cached_property
    def _articles(self) -> dict[int, int]:
        return articles_of_elided(self._document)

    @cached_property
    def _anchors(self) -> tuple[str, ...]:
        names = anchors(self._document)
        return tuple(names[self._articles.get(index, index)] for index in range(len(names)))

    @cached_property
    def _addresses(self) -> tuple[ClauseAddress, ...]:
        return clause_addresses(self._document, distinct=self._distinct)


def _last_number(clause: str, words: str) -> str:
    """(2) for Article 3(2) in Article 3; 3.2 for Article 3.2, for .2 alone says nothing."""
    rest = words.removeprefix(clause)
    return rest if rest != words and rest[:1] not in _POINTS else words.rpartition(" ")[2]


def _run_together(clause: str, units: str) -> str:
    """Article 3(2), Article 3.2."""
    return clause.rstrip(numerals.DIGITS) + units if units[0] in numerals.DIGITS else clause + units
