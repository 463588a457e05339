"""The steps of a reference inside a clause: 項, 号, 号の細分, by number, by sign, or by where the words stand."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.text.numbering import numerals
from portal.text.numbering.labels import FIRST
from portal.text.references.bodies import Siblings, is_bracketed
from portal.text.references.index import MAIN_SCOPE
from portal.text.references.model import FaultKind, Level, Part, Relative, Target
from portal.text.references.steps import At, Here, article, span_beside
from portal.text.references.words import SIGNS
from portal.text.tree import Kind, Number, Path

WITH_UNITS = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX)
_NOTHING = {
    Level.PARAGRAPH: FaultKind.NO_PARAGRAPH,
    Level.ITEM: FaultKind.NO_ITEM,
    Level.SUBITEM: FaultKind.NO_SUBITEM,
}
_LETTER = re.compile("[a-zA-Zａ-ｚＡ-Ｚ]")
_SIGNS = frozenset("（(" + SIGNS)
_ALL_BELOW = (Relative.EACH, Relative.FOLLOWING_EACH)


def paragraph(here: Here, at: At, part: Part, behind: Part | None) -> At:
    """第二項, 前項, 各項; 第一項 may be a 項 without a number, 第二項 in terms without 条 the clause labelled ２．.

    `behind` is the part that follows.
    """
    clause = _clause(here, at)
    if clause is None:
        return at.failed(FaultKind.NOT_INSIDE)
    if at.path and part.number:
        # Section 3.2, paragraph 1: what stands below a 項 is called so too.
        found = here.index.body(clause).below(at.path).with_number(part.number)
        return _found(here, at, clause, found, Level.PARAGRAPH)
    whole = _whole_clause(here, at, part)
    if whole is not None:
        return whole
    body = here.index.body(clause)
    if part.relative is not None:
        own = _own_path(here, part)[: len(body.above_paragraphs) + 1] if clause == here.clause else ()
        return _beside(here, at, part, body.paragraphs, own)
    has_items = behind is not None and behind.level is Level.ITEM
    paragraphs = body.below(()) if has_items and part.number == FIRST else body.paragraphs
    return _found(here, at, clause, _numbered(here, at, paragraphs, part.number), Level.PARAGRAPH)


def _whole_clause(here: Here, at: At, part: Part) -> At | None:
    """The clause labelled ２． that 第二項 means where no word says 条, and 前項 where there are no 項 inside."""
    if at.named or not here.is_wordless:
        return None
    numbers = here.index.body(here.clause).below(()).places
    if any(len(number) == 1 or (number and part.relative is not None) for number in numbers):
        return None
    found = article(here, at, part)
    return None if found.fault is not None else replace(found, level=Level.ARTICLE)


def _numbered(here: Here, at: At, paragraphs: Siblings, number: Number) -> Target | None:
    """The 項 of a number, 第二項 also where it is labelled 3.2 in 第三条."""
    found = paragraphs.with_number(number)
    if found is None and (at.named or not here.is_wordless):
        found = paragraphs.with_number((*here.index.clauses[paragraphs.clause].number, *number))
    if found is None and number == FIRST and paragraphs.units and not paragraphs.units[0][0]:
        return paragraphs.target(0)
    return found


def item(here: Here, at: At, part: Part) -> At:
    """第二号, 前号, 各号, 前各号, 次の各号, and （２） in the place of 第２号."""
    clause = _clause(here, at)
    if clause is None:
        return at.failed(FaultKind.NOT_INSIDE)
    if at.named and (part.relative is None or part.relative in _ALL_BELOW):
        return _item_of_named(here, at, part)
    if _is_sign(here, part):
        return _climb(here, at, part)
    own = _own_path(here, part)
    body = here.index.body(here.clause)
    if part.relative is Relative.FOLLOWING_EACH and len(own) > 1 and body.below(own).units:
        return _beside(here, at, part, body.below(own), ())
    items = body.below(own[:1]) if own else Siblings(here.clause, (), ())
    if part.relative is None:
        return _found(here, at, here.clause, items.with_number(part.number), Level.ITEM)
    if part.relative is Relative.PREVIOUS_EACH and _stands_below_items(here, part, own):
        part = replace(part, relative=Relative.EACH)
    return _beside(here, at, part, items, own[:2] if len(own) > 1 else ())


def subitem(here: Here, at: At, part: Part) -> At:
    """イ, (1), (i) below what was named; alone, from where the words stand outwards."""
    if not at.named:
        return _climb(here, at, part)
    children = here.index.body(at.clause).below(at.path)
    found = _labelled(here, children, part)
    return _found(here, at, at.clause, found, Level.SUBITEM)


def decimals(here: Here, part: Part) -> At | None:
    """Section 3.2 where 3.2 is a 項 of article 3, or 3.2.1 a 号 below; None where no article begins so."""
    for length in range(len(part.number) - 1, 0, -1):
        for clause in here.index.articles.get((MAIN_SCOPE, part.number[:length]), ())[:1]:
            path = _path_of(here, clause, part.number, length)
            if path is not None:
                return At(clause, path, named=True)
    return None


def _path_of(here: Here, clause: int, number: Number, length: int) -> Path | None:
    """The path that spells `number` from its first `length` figures on, the units labelled 3.2 or just 2."""
    body = here.index.body(clause)
    path: Path = ()
    for depth in range(length, len(number)):
        found = _spelled(body.below(path), number, depth)
        if found is None and not path and [number for number, _ in body.below(()).units[:2]] == [()]:
            found = _spelled(body.below(((),)), number, depth)
        if found is None:
            return None
        path = found.path
    return path


def _spelled(units: Siblings, number: Number, depth: int) -> Target | None:
    return units.with_number(number[: depth + 1]) or units.with_sign(str(number[depth]))


def _is_sign(here: Here, part: Part) -> bool:
    """Whether a part is written as a label alone: （２）, ②, ア, (b); no figure is, neither ２号 nor ２ of ２、３号."""
    first = here.text[part.start]
    return first in _SIGNS or (part.end == part.start + 1 and numerals.parse_number(first) is None)


def _sign(here: Here, part: Part) -> str:
    return here.text[part.start : part.end].removesuffix("号")


def _labelled(here: Here, units: Siblings, part: Part) -> Target | None:
    """The unit with a label, or with its number: （２） labelled ②; but no letter is called by a number."""
    sign = _sign(here, part)
    found = units.with_sign(sign)
    return found if found is not None or _LETTER.search(sign) else units.with_number(part.number)


def _clause(here: Here, at: At) -> int | None:
    """The clause whose units are meant; None where the words stand in a clause without."""
    if at.named:
        return at.clause
    return here.clause if here.kind in WITH_UNITS else None


def _own_path(here: Here, part: Part) -> Path:
    return here.index.body(here.clause).path_at(part.start)


def _found(here: Here, at: At, clause: int, found: Target | None, level: Level) -> At:
    if found is not None:
        return At(found.clause, found.path, scope=at.scope, named=True)
    hidden = level is not Level.SUBITEM and here.index.is_abridged(here.index.scopes[clause])
    return at.failed(FaultKind.LEFT_OUT if hidden else _NOTHING[level])


def _beside(here: Here, at: At, part: Part, units: Siblings, own: Path) -> At:
    """前項, 次項, 本項, 各項, 前各項 and the same of 号; `own` is the path in which the words stand, () elsewhere."""
    place = units.places.get(own[-1]) if own else None
    found = units.between(*_span(len(units.units), place, part))
    if found:
        return At(found[0].clause, found[0].path, scope=at.scope, others=found[1:], named=True)
    fault = _nothing(part, place, bool(units.units))
    clause = at.clause if at.named else here.clause
    hidden = fault is not FaultKind.NOT_INSIDE and here.index.is_abridged(here.index.scopes[clause])
    return at.failed(FaultKind.LEFT_OUT if hidden else fault)


def _span(count: int, place: int | None, part: Part) -> tuple[int, int]:
    """From which to before which of `count` units a part means, seen from the one at `place`."""
    if part.relative is Relative.EACH or (part.relative is Relative.FOLLOWING_EACH and part.level is Level.ITEM):
        return 0, count
    if part.relative is Relative.FOLLOWING_EACH:
        return 0 if place is None else place + 1, count
    return (0, 0) if place is None else span_beside(place, part)


def _nothing(part: Part, place: int | None, any_units: bool) -> FaultKind:
    if part.relative in _ALL_BELOW:
        return FaultKind.NOTHING_AFTER if any_units else _NOTHING[part.level]
    if place is None:
        return FaultKind.NOT_INSIDE
    return FaultKind.NOTHING_AFTER if part.relative is Relative.NEXT else FaultKind.NOTHING_BEFORE


def _stands_below_items(here: Here, part: Part, own: Path) -> bool:
    """Whether the words stand on a line without label behind the last 号: 前各号 are all of them."""
    body = here.index.body(here.clause)
    items = body.below(own[:1])
    if len(own) < 2 or not items.units or items.units[-1][0] != own[1]:
        return False
    return part.start > body.first_lines.get(own[:2], part.start)


def _item_of_named(here: Here, at: At, part: Part) -> At:
    """第５条第２号, 第５条各号: of the 項 named, or of the only one that has such 号."""
    body = here.index.body(at.clause)
    above = at.path
    sign = _sign(here, part) if _is_sign(here, part) else ""
    if not above:
        holding = body.holders(part.number if part.relative is None else None, sign)
        if len(holding) > 1:
            return at.failed(FaultKind.AMBIGUOUS)
        if not holding:
            found = body.below(()).with_sign(sign) if sign else None
            return _found(here, at, at.clause, found, Level.ITEM)
        above = holding[0]
    items = body.below(above)
    if part.relative is not None:
        return _beside(here, at, part, items, ())
    found = _labelled(here, items, part) if sign else items.with_number(part.number)
    return _found(here, at, at.clause, found, Level.ITEM)


def _climb(here: Here, at: At, part: Part) -> At:
    """The unit with this sign nearest to the words: below them, beside them, then further out.

    （１） is none that is labelled １．, but ア may be labelled （ア） where none is labelled ア.
    """
    body = here.index.body(here.clause)
    own, sign = _own_path(here, part), _sign(here, part)
    around = [body.below(own[:depth]) for depth in range(len(own), -1, -1)]
    ways = (True, False) if _LETTER.search(sign) or not is_bracketed(sign) else (True,)
    for exactly in ways:
        for units in around:
            found = units.with_sign(sign, exactly=exactly)
            if found is not None:
                return _found(here, at, here.clause, found, Level.SUBITEM)
    return at.failed(_NOTHING[part.level])
