"""The 目次 after renumbering: its chapters under their new numbers, its ranges of articles as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.text.numbering.number_series import Entry as NumberEntry
from portal.text.numbering.number_writing import UnwritableNumber, write_label
from portal.text.references.index import HEADING_LEVELS
from portal.text.references.model import Level, Reference
from portal.text.renumbering.frames import GONE
from portal.text.renumbering.labels import Numbering
from portal.text.renumbering.meaning import Meaning
from portal.text.renumbering.rows import RANKS, Thing
from portal.text.tree import Clause, Document, Edit, Kind

_TO = "―"
_HEADINGS = tuple(HEADING_LEVELS.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a 目次: the heading or article it lists, and its references to the articles below that heading."""

    first: Meaning
    articles: tuple[Meaning, ...]

    @property
    def is_heading(self) -> bool:
        """Whether the line lists a chapter."""
        return self.first.reference.parts[-1].level in _HEADINGS


class Contents:
    """The 目次 of a document, line by line: the `spans` that are what their chapters now hold, as edits.

    All other references in it, `followed`, go where what they list has gone; `gone` are those behind a chapter that is
    no more, which is doubt enough.
    """

    def __init__(self, document: Document, meanings: Sequence[Meaning], numbering: Numbering) -> None:
        self.document = document
        self.numbering = numbering
        self.is_extract = any(clause.kind is Kind.ELIDED for clause in document)
        inside = [meaning for meaning in meanings if self.holds(meaning)]
        self.entries = [
            Entry(line[0], tuple(meaning for meaning in line[1:] if _is_article(meaning)))
            for _, found in groupby(inside, self._line)
            if (line := list(found))
        ]
        self.to = self._joint(lambda one, _: one.reference.through >= 0, _TO)
        self.pair = self._joint(lambda one, _: one.reference.through < 0, self.to)
        self.spans: list[Edit] = []
        self.followed: list[Meaning] = []
        self.gone: list[Meaning] = []
        self._read()

    def holds(self, meaning: Meaning) -> bool:
        """Whether a reference stands in the 目次."""
        return self.document.clauses[meaning.reference.clause].kind is Kind.TABLE_OF_CONTENTS

    def _line(self, meaning: Meaning) -> tuple[int, int]:
        reference = meaning.reference
        return reference.clause, self._clause(reference).written.count("\n", 0, reference.start)

    def _clause(self, reference: Reference) -> Clause:
        return self.document.clauses[reference.clause]

    def _joint(self, joins: Callable[[Meaning, Meaning], bool], otherwise: str) -> str:
        """What stands between two articles of a line, as the first line that has such two writes it."""
        for entry in self.entries:
            for one, other in zip(entry.articles, entry.articles[1:], strict=False):
                if joins(one, other):
                    return self._clause(one.reference).written[one.reference.end : other.reference.start]
        return otherwise

    def _read(self) -> None:
        for entry in self.entries:
            self.followed.append(entry.first)
            if GONE in entry.first.things:
                self.gone += entry.articles
                continue
            span = self._span(entry) if entry.articles and entry.is_heading and not self.is_extract else None
            if span is None:
                self.followed += entry.articles
            elif span.before != span.after:
                self.spans.append(span)

    def _span(self, entry: Entry) -> Edit | None:
        """The articles of a line as they are now: 第一条, 第一条・第二条, 第一条―第三条."""
        first, last = entry.articles[0].reference, entry.articles[-1].reference
        heading = next(iter(entry.first.things), None)
        articles = [] if heading is None or heading.clause < 0 else self._below(heading.clause)
        sample, part = first.words, first.parts[0]
        if not articles or not part.number or len(first.parts) > 1 or first.caption:
            return None
        ends = [articles[0].number, articles[-1].end][: 1 if articles[0].number == articles[-1].end else 2]
        try:
            written = [write_label(sample, number, of=part.number) for number in ends]
        except UnwritableNumber:
            return None
        before = self._clause(first).written[first.start : last.end]
        return Edit(first.clause, first.start, before, (self.pair if _are_two(articles) else self.to).join(written))

    def _below(self, heading: int) -> list[NumberEntry]:
        """The new numbers of the articles right below a heading, else of those below the headings it holds."""
        direct: list[NumberEntry] = []
        deeper: list[NumberEntry] = []
        found = direct
        for index in range(heading + 1, len(self.document.clauses)):
            clause = self.document.clauses[index]
            if clause.is_heading and RANKS[clause.kind] > RANKS[self.document.clauses[heading].kind]:
                found = deeper
            elif clause.kind is not Kind.ARTICLE:
                break
            elif Thing(index) in self.numbering.new:
                found.append(self.numbering.new[Thing(index)])
        return direct or deeper

    def missing(self, fresh: Callable[[Thing], bool]) -> Iterator[tuple[Entry, Thing]]:
        """Yield what was put in and should be listed where its like is, with a line of the 目次."""
        listed = {thing: entry for entry in self.entries for thing in entry.first.things if thing.clause >= 0}
        lists = {self._row(thing): entry for thing, entry in listed.items()}
        for index, clause in enumerate(self.document.clauses):
            thing = Thing(index)
            if clause.kind in RANKS and self._row(thing) in lists and fresh(thing) and thing not in listed:
                yield lists[self._row(thing)], thing

    def _row(self, thing: Thing) -> tuple[Kind, str]:
        clause = self.document.clauses[thing.clause]
        return clause.kind, clause.context


def _is_article(meaning: Meaning) -> bool:
    return meaning.reference.parts[0].level is Level.ARTICLE


def _are_two(articles: Sequence[NumberEntry]) -> bool:
    """Whether articles bear two numbers between them; 第四条及び第五条　削除 bears two, and more with all between."""
    if len(articles) == 1:
        first, last = articles[0].number, articles[0].end
        return first[:-1] == last[:-1] and last[-1] == first[-1] + 1
    return len(articles) == 2 and not any(entry.last for entry in articles)
