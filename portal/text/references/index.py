"""Where everything in a document stands: articles by number, headings, 附則, 別表, and the units of each body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.text.headings.japanese import last_number
from portal.text.metadata import read_metadata
from portal.text.numbering.labels import BLANKS
from portal.text.references.bodies import Body
from portal.text.references.mentions import appendix_name
from portal.text.references.model import Level, Target
from portal.text.tree import MAIN, Clause, Document, Kind, Number, Path

MAIN_SCOPE = -1
"""The scope of articles that stand in no 附則 and no 別紙; any other is the index of the 附則 or 別紙 clause."""
NOWHERE = -1
HEADING_LEVELS = {
    Kind.PART: Level.PART,
    Kind.CHAPTER: Level.CHAPTER,
    Kind.SECTION: Level.SECTION,
    Kind.SUBSECTION: Level.SUBSECTION,
    Kind.DIVISION: Level.DIVISION,
}
KINDS = {level: kind for kind, level in HEADING_LEVELS.items()}
_RANKS = {kind: rank for rank, kind in enumerate(HEADING_LEVELS)}
_OUTER = (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX)
_LAW_NUMBER = re.compile(r"[^（()）]{2,20}(?:法律|政令|省令|府令|規則|令|条例|告示)第[^（()）]{1,12}号")
_APPENDIX_LABEL = re.compile(
    rf"(?P<words>別記様式|別[表紙記添図]|様式|[付附]録|[A-Za-z]+)(?:[{BLANKS}]*(?P<letter>[A-ZＡ-Ｚ]+)(?=[.．{BLANKS}]*$))?"
)
_WORD = re.compile("[第条§]|[A-Za-z]{3}")
MOST_OF_A_RANGE = 1000
"""Articles that one heading 第五十五条から第六十三条まで　削除 may stand for."""

Places = defaultdict[tuple[int, Kind, Number], list[int]]


def _places() -> Places:
    return defaultdict(list)


@dataclass(slots=True)
class Index:
    """What a reference can point at, by name. Bodies are read when asked for, once.

    `scopes` says of each clause in which 附則 or 別紙 it stands, `headings` under which innermost heading
    (for a heading the one above it). `order` and `below` hold what stands side by side, `rank` at which
    place. `articles` is by scope and number; `under` by heading, kind and number, however deep below.
    """

    clauses: tuple[Clause, ...]
    scopes: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    articles: defaultdict[tuple[int, Number], list[int]] = field(default_factory=lambda: defaultdict(list))
    order: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    below: defaultdict[tuple[int, Kind], list[int]] = field(default_factory=lambda: defaultdict(list))
    under: Places = field(default_factory=_places)
    rank: dict[int, int] = field(default_factory=dict)
    supplements: list[int] = field(default_factory=list)
    appendices: defaultdict[tuple[str, Number | None], list[int]] = field(default_factory=lambda: defaultdict(list))
    """By name (`appendix_name`) and number; by name and None all of the name."""
    amended_by: dict[int, str] = field(default_factory=dict)
    """The law number of an amending law, by the scope of its 附則: its 第一条 is none of this document's."""
    wordless_headings: defaultdict[Number, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Headings that are a mere number, ## 2. over ### 2.1, and may be called Section 2."""
    has_article_headings: bool = False
    """Whether chapters are called Article, and articles Section."""
    is_law: bool = False
    is_extract: bool = False
    targets: tuple[Target, ...] = ()
    """Every clause as a target."""
    bodies: dict[int, Body] = field(default_factory=dict)
    lone: dict[tuple[int, Path], tuple[Target, ...]] = field(default_factory=dict)
    with_article: dict[Number, int] = field(default_factory=dict)
    with_paragraph: dict[Number, int] | None = None

    def body(self, clause: int) -> Body:
        """The units of a clause."""
        found = self.bodies.get(clause)
        if found is None:
            found = self.bodies[clause] = Body(clause, self.clauses[clause])
        return found

    def targets_of(self, places: Sequence[int]) -> tuple[Target, ...]:
        """Clauses by their indexes as targets."""
        return tuple(map(self.targets.__getitem__, places))

    def alone(self, clause: int, path: Path) -> tuple[Target, ...]:
        """A clause or unit as the only target; what is often pointed at is kept once."""
        found = self.lone.get((clause, path))
        if found is None:
            target = Target(clause, path) if path else self.targets[clause]
            found = self.lone[clause, path] = (target,)
        return found

    def above(self, heading: int) -> list[int]:
        """A heading and those it stands under, innermost first."""
        found = []
        while heading != NOWHERE:
            found.append(heading)
            heading = self.headings[heading]
        return found

    def in_supplement(self, scope: int) -> bool:
        """Whether a scope is that of a 附則."""
        return scope != MAIN_SCOPE and self.clauses[scope].kind is Kind.SUPPLEMENTARY_PROVISION

    def in_appendix(self, scope: int) -> bool:
        """Whether a scope is that of a 別紙."""
        return scope != MAIN_SCOPE and self.clauses[scope].kind is Kind.APPENDIX

    def is_abridged(self, scope: int) -> bool:
        """Whether a 附則 is printed in extract (抄)."""
        return scope != MAIN_SCOPE and "抄" in self.clauses[scope].caption

    def leaves_out(self, scope: int) -> bool:
        """Whether the text may be silent about an article that exists: an excerpt, or a 附則 in extract."""
        return self.is_extract or self.is_abridged(scope)

    def supplement_with_paragraph(self, number: Number) -> int | None:
        """The first 附則 that has a 項 of this number."""
        if self.with_paragraph is None:
            self.with_paragraph = {}
            for place in self.supplements:
                for found in self.body(place).paragraphs.places:
                    self.with_paragraph.setdefault(found, place)
        return self.with_paragraph.get(number)


def index_of(document: Document) -> Index:
    """Read the document once and return where everything stands."""
    index = Index(document.clauses, targets=tuple(map(Target, range(len(document.clauses)))))
    outer, heading = MAIN_SCOPE, NOWHERE
    for place, clause in enumerate(document.clauses):
        outer = _outer(index, outer, place, clause)
        heading = _heading_above(index, heading, clause)
        index.headings.append(heading)
        index.scopes.append(outer if clause.kind in (Kind.ARTICLE, *_OUTER) else MAIN_SCOPE)
        if clause.kind is Kind.ARTICLE:
            _enter_article(index, outer, place, clause)
        elif clause.is_heading:
            _enter_heading(index, place, clause)
            heading = place
    index.is_law = any(name == "law_number" for name, _ in read_metadata(document.clauses))
    index.is_extract = any(clause.kind is Kind.ELIDED for clause in document.clauses)
    return index


def _outer(index: Index, outer: int, place: int, clause: Clause) -> int:
    """The scope of the articles from `clause` on."""
    if clause.kind is Kind.SUPPLEMENTARY_PROVISION:
        index.supplements.append(place)
        found = _LAW_NUMBER.search(clause.caption)
        if found is not None:
            index.amended_by[place] = found.group()
        return place
    if clause.kind is Kind.APPENDIX:
        _enter_appendix(index, place, clause)
        return place
    if clause.context == MAIN and index.in_supplement(outer):
        return MAIN_SCOPE
    return outer


def _enter_appendix(index: Index, place: int, clause: Clause) -> None:
    found = _APPENDIX_LABEL.search(clause.label)
    if found is None:
        return
    letter = found["letter"] or ""
    index.appendices[appendix_name(found["words"], letter), () if letter else clause.number].append(place)
    index.appendices[appendix_name(found["words"]), None].append(place)


def _heading_above(index: Index, heading: int, clause: Clause) -> int:
    if clause.kind in _OUTER:
        return NOWHERE
    if clause.is_heading:
        while heading != NOWHERE and _RANKS[index.clauses[heading].kind] >= _RANKS[clause.kind]:
            heading = index.headings[heading]
    return heading


def is_wordless(clause: Clause) -> bool:
    """Whether a label is a mere number: ２．, and neither 第２条 nor Section 2."""
    return _WORD.search(clause.label) is None


def _enter_heading(index: Index, place: int, clause: Clause) -> None:
    index.has_article_headings |= clause.label.lower().startswith("article")
    if is_wordless(clause):
        index.wordless_headings[clause.number].append(place)
    siblings = index.below[index.headings[place], clause.kind]
    index.rank[place] = len(siblings)
    siblings.append(place)
    for heading in (*index.above(index.headings[place]), NOWHERE):
        index.under[heading, clause.kind, clause.number].append(place)


def _enter_article(index: Index, scope: int, place: int, clause: Clause) -> None:
    index.rank[place] = len(index.order[scope])
    index.order[scope].append(place)
    for number in (clause.number, *_others_of_range(clause)):
        index.articles[scope, number].append(place)
        if scope != MAIN_SCOPE:
            index.with_article.setdefault(number, scope)
        for heading in index.above(index.headings[place]):
            index.under[heading, clause.kind, number].append(place)


def _others_of_range(clause: Clause) -> list[Number]:
    """The numbers that 第五条から第九条まで　削除 or 第八条の二から第八条の四まで　削除 stands for, the first aside."""
    number, last = clause.number, last_number(clause.label, clause.number)
    if not number or number[:-1] != last[:-1]:
        return []
    end = min(last[-1], number[-1] + MOST_OF_A_RANGE)
    return [(*number[:-1], value) for value in range(number[-1] + 1, end + 1)]
