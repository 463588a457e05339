"""One step of a reference each: from where it has come to the clause that its next part names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.text.dates import PLAIN_DATE, read_date
from portal.text.numbering.labels import follows
from portal.text.references.bodies import MOST_TARGETS
from portal.text.references.index import HEADING_LEVELS, KINDS, MAIN_SCOPE, NOWHERE, Index, is_wordless
from portal.text.references.model import FaultKind, Level, Part, Relative, Target
from portal.text.tree import Kind, Number, Path

_DATED = re.compile(rf"(?:{PLAIN_DATE}|年)(?:付け?)?の?(?:施行|改[正定訂]|変更|制定)?(?:[時分])?の?(?:この|本)?\Z")
"""What stands before a 附則 that is told from others by its date: 令和六年四月一日改正附則第二項."""
LONGEST_DATE = 40
_ARTICLE = re.compile("Art", re.IGNORECASE)
_THIS = ("この", "本")
BLANK = "●"
"""Stands for a number that nobody can give: 第●条."""


@dataclass(frozen=True, slots=True)
class At:
    """How far a reference has come: into a law, or to a clause, a unit of it, and what else is meant beside it.

    `named` says whether a clause or unit was named; else what follows is sought where the words stand.
    `scope` is where 第N条 is sought behind 附則 or 別紙. `level` is what the part names where that is another than
    its words say: 第２項 that is a whole clause labelled ２．.
    """

    clause: int = NOWHERE
    path: Path = ()
    law: str = ""
    scope: int | None = None
    others: tuple[Target, ...] = ()
    fault: FaultKind | None = None
    named: bool = False
    level: Level | None = None

    def failed(self, fault: FaultKind) -> At:
        """The same place with what is wrong."""
        return replace(self, fault=fault, level=None)


@dataclass(slots=True)
class Here:
    """Where the words stand: the clause, what is written there, and in which 附則 or 別紙 it is."""

    index: Index
    clause: int = NOWHERE
    text: str = ""
    scope: int = MAIN_SCOPE
    contents_heading: int = NOWHERE
    """The last heading that the 目次 has named."""

    @property
    def kind(self) -> Kind:
        """What the clause is."""
        return self.index.clauses[self.clause].kind

    @property
    def is_wordless(self) -> bool:
        """Whether the clause is an article whose label is a mere number: ２．, which may be called 第２項."""
        return self.kind is Kind.ARTICLE and is_wordless(self.index.clauses[self.clause])


def _one_of(here: Here, at: At, places: Sequence[int], nothing: FaultKind) -> At:
    """The clause that a name means when `places` have it."""
    if not places:
        hidden = nothing is not FaultKind.NO_APPENDIX and here.index.is_extract
        return at.failed(FaultKind.LEFT_OUT if hidden else nothing)
    if len(places) > 1:
        return at.failed(FaultKind.AMBIGUOUS)
    return At(places[0], scope=places[0], named=True)


# --- 附則, 別表 ---


def supplement(here: Here, at: At, part: Part, behind: Part | None) -> At:
    """附則: the one in which the words stand, else the first that has what is named behind it."""
    index = here.index
    dated = _DATED.search(here.text, max(0, part.start - LONGEST_DATE), part.start)
    if dated is not None and len(index.supplements) > 1:
        return _one_of(here, at, _of_date(index, dated.group()), FaultKind.AMBIGUOUS)
    if index.in_supplement(here.scope):
        return At(here.scope, scope=here.scope, named=True)
    if part.relative is Relative.THIS or not index.supplements:
        return at.failed(FaultKind.NOT_INSIDE if index.supplements else FaultKind.NO_SUPPLEMENT)
    place = _holding(index, behind) if behind is not None else None
    if place is None or not index.in_supplement(place):
        place = index.supplements[0]
    return At(place, scope=place, named=True)


def _of_date(index: Index, words: str) -> list[int]:
    """The 附則 whose heading bears the date that these words say."""
    day = read_date(words)
    return [place for place in index.supplements if day is not None and read_date(index.clauses[place].caption) == day]


def _holding(index: Index, behind: Part) -> int | None:
    if behind.level is Level.ARTICLE:
        return index.with_article.get(behind.number)
    return index.supplement_with_paragraph(behind.number)


def appendix(here: Here, at: At, part: Part, name: str) -> At:
    """別表第一; 別表 alone means the only one there is, この別表 the one around the words.

    `name` is what it is called beside its number.
    """
    around = here.clause if here.kind is Kind.APPENDIX else here.scope
    if here.text.endswith(_THIS, 0, part.start) and here.index.in_appendix(around):
        return At(around, scope=around, named=True)
    number = () if " " in name else part.number
    places = here.index.appendices.get((name, number)) or []
    if not places and not part.number:
        places = here.index.appendices.get((name, None)) or []
    return _one_of(here, at, places, FaultKind.NO_APPENDIX)


# --- 編, 章, 節, 款, 目 ---


def heading(here: Here, at: At, part: Part) -> At:
    """第二節 below what was named before it, else the nearest of that name; この章, 前節."""
    kind = KINDS[part.level]
    if part.relative is not None:
        return _relative_heading(here, at, part, kind)
    if here.kind is Kind.TABLE_OF_CONTENTS:
        places = _next_of_contents(here, kind, part.number)
    elif at.named and at.clause != NOWHERE:
        places = here.index.under.get((at.clause, kind, part.number), [])
    else:
        places = _nearest(here, kind, part.number, _own_heading(here))
    return _one_of(here, at, places, FaultKind.NO_HEADING)


def _next_of_contents(here: Here, kind: Kind, number: Number) -> list[int]:
    """The heading that an entry of the 目次 names: the next of that name behind that of the entry before."""
    places = here.index.under.get((NOWHERE, kind, number), [])
    found = places[bisect_right(places, here.contents_heading) :][:1]
    here.contents_heading = found[0] if found else here.contents_heading
    return found


def _nearest(here: Here, kind: Kind, number: Number, heading: int) -> list[int]:
    """Those of a name that stand under the same heading as the words, the innermost that has any."""
    for above in (*here.index.above(heading), NOWHERE):
        places = here.index.under.get((above, kind, number))
        if places:
            return places
    return []


def _own_heading(here: Here) -> int:
    return here.clause if here.kind in HEADING_LEVELS else here.index.headings[here.clause]


def _relative_heading(here: Here, at: At, part: Part, kind: Kind) -> At:
    above = here.index.above(_own_heading(here))
    own = next((place for place in above if here.index.clauses[place].kind is kind), NOWHERE)
    if own == NOWHERE:
        return at.failed(FaultKind.NOT_INSIDE)
    siblings = here.index.below[here.index.headings[own], kind]
    return _beside(here, at, part, siblings, here.index.rank[own])


def _beside(here: Here, at: At, part: Part, siblings: list[int], own: int) -> At:
    first, last = span_beside(own, part)
    found = siblings[first : min(last, first + MOST_TARGETS)]
    if not found:
        after = part.relative is Relative.NEXT
        return at.failed(FaultKind.NOTHING_AFTER if after else FaultKind.NOTHING_BEFORE)
    others = here.index.targets_of(found[1:])
    return At(found[0], scope=here.index.scopes[found[0]], others=others, named=True)


def span_beside(own: int, part: Part) -> tuple[int, int]:
    """From which to before which sibling 本, 次, 前, 前二 and 前各 reach, seen from the one at `own`."""
    if part.relative is Relative.THIS:
        return own, own + 1
    if part.relative is Relative.NEXT:
        return own + 1, own + 2
    if part.relative is Relative.PREVIOUS_EACH:
        return 0, own
    if part.relative is Relative.SECOND_PREVIOUS:
        return (own - 2, own - 1) if own > 1 else (0, 0)
    return (own - part.count, own) if own >= part.count else (0, 0)


# --- 条 ---


def article(here: Here, at: At, part: Part) -> At:
    """第N条 by its number, 前条 by its place; Article II may be a heading over Sections 2.01 and 2.02, Section 2 one
    over 2.1 and 2.2.
    """
    if here.index.has_article_headings and _ARTICLE.search(here.text, part.start, part.end):
        found = heading(here, at, replace(part, level=Level.CHAPTER))
        return found if found.fault is not None else replace(found, level=Level.CHAPTER)
    if part.relative is not None:
        return _relative_article(here, at, part)
    scope = _scope(here, at, part)
    places: Sequence[int]
    if at.named and at.clause != NOWHERE and here.index.clauses[at.clause].is_heading:
        places = here.index.under.get((at.clause, Kind.ARTICLE, part.number), [])
    else:
        places = here.index.articles.get((scope, part.number), [])
        if len(places) > 1 and scope == MAIN_SCOPE:
            places = _nearest(here, Kind.ARTICLE, part.number, here.index.headings[here.clause]) or places
    if not places and here.index.leaves_out(scope):
        return at.failed(FaultKind.LEFT_OUT)
    headings = here.index.wordless_headings.get(part.number, [])
    if not places and len(headings) == 1:
        return At(headings[0], named=True, level=HEADING_LEVELS[here.index.clauses[headings[0]].kind])
    return _one_of(here, at, places, FaultKind.NO_ARTICLE)


def unnumbered(here: Here, at: At, part: Part) -> At:
    """第○条: the article whose label is the same, where there is one. Nothing else can be named without a number.

    ● stands for what nobody knows, for so renumbering writes what was taken out.
    """
    label = _closed_up(here.text[part.start : part.end])
    if part.level is not Level.ARTICLE or BLANK in label:
        return at.failed(FaultKind.NO_ARTICLE)
    places = here.index.articles.get((_scope(here, at, part), ()), [])
    called = [place for place in places if _closed_up(here.index.clauses[place].label) == label]
    return _one_of(here, at, called, FaultKind.NO_ARTICLE)


def _closed_up(words: str) -> str:
    return "".join(words.split())


def _scope(here: Here, at: At, part: Part) -> int:
    """Where 第N条 is sought: a 附則 and a 別紙 have their own articles first, but in a law 附則 says 附則第N条."""
    if at.named and at.scope is not None:
        return MAIN_SCOPE if at.clause != NOWHERE and here.index.clauses[at.clause].is_heading else at.scope
    in_law = here.index.is_law and here.index.in_supplement(here.scope)
    return MAIN_SCOPE if in_law or not here.index.articles.get((here.scope, part.number)) else here.scope


def _relative_article(here: Here, at: At, part: Part) -> At:
    if here.kind is not Kind.ARTICLE or part.relative in (Relative.EACH, Relative.FOLLOWING_EACH):
        return at.failed(FaultKind.NOT_INSIDE)
    found = _beside(here, at, part, here.index.order[here.scope], here.index.rank[here.clause])
    return at.failed(FaultKind.LEFT_OUT) if _jumps(here, found, part) else found


def _jumps(here: Here, found: At, part: Part) -> bool:
    """Whether what stands before or after here may not be what does in the whole text."""
    if part.relative is Relative.THIS or not here.index.leaves_out(here.scope):
        return False
    if found.fault is not None:
        return True
    number, other = here.index.clauses[here.clause].number, here.index.clauses[found.clause].number
    if part.relative is Relative.NEXT:
        return not follows(other, number)
    return part.relative is Relative.PREVIOUS and part.count == 1 and not follows(number, other)
