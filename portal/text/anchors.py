"""Names by which a place in a document is linked to: art-18-2, suppl-20240901-art-1, art-18-2-p1-i3.

No chapter is part of an article's name, so regrouping chapters keeps links alive.
"""

from __future__ import annotations

from collections import Counter

from portal.text.dates import read_date
from portal.text.tree import MAIN, Body, Clause, Document, Kind, Unit, UnitKind

_PREFIX = {
    Kind.TITLE: "title",
    Kind.COLOPHON: "colophon",
    Kind.TABLE_OF_CONTENTS: "contents",
    Kind.PREAMBLE: "preamble",
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.SUBSECTION: "subsection",
    Kind.DIVISION: "division",
    Kind.ARTICLE: "art",
    Kind.SUPPLEMENTARY_PROVISION: "suppl",
    Kind.APPENDIX: "appendix",
    Kind.ELIDED: "elided",
}
_APPENDIX = {"別表": "table", "別紙": "sheet", "別記": "note", "様式": "form", "別図": "figure"}
_UNIT = {UnitKind.PARAGRAPH: "p", UnitKind.ITEM: "i", UnitKind.SUBITEM: "s"}


def anchors(document: Document) -> tuple[str, ...]:
    """Return one name per clause, each unique: where two would be equal, the later ones get an ordinal (-n2)."""
    seen: Counter[str] = Counter()
    names = []
    for name in plain_anchors(document):
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}-n{seen[name]}")
    return tuple(names)


def plain_anchors(document: Document) -> tuple[str, ...]:
    """Return one name per clause without ordinals for articles, so that equal names show ambiguity.

    Articles under a 附則, and those of a 別紙 that counts its own, carry its name.
    """
    names = []
    outer, outer_kind = "", Kind.ARTICLE
    seen: Counter[str] = Counter()
    for clause in document:
        if clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX):
            outer, outer_kind = _outer_name(clause, seen), clause.kind
            names.append(outer)
        elif clause.kind is Kind.ARTICLE and (clause.context != MAIN or outer_kind is Kind.APPENDIX):
            names.append(f"{outer}-{_numbered(clause)}")
        else:
            names.append(_numbered(clause))
    return tuple(names)


def _outer_name(clause: Clause, seen: Counter[str]) -> str:
    dated = read_date(clause.caption) if clause.kind is Kind.SUPPLEMENTARY_PROVISION else None
    name = f"suppl-{dated:%Y%m%d}" if dated else _numbered(clause)
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-n{seen[name]}"


def _numbered(clause: Clause) -> str:
    prefix = _PREFIX[clause.kind]
    if clause.kind is Kind.APPENDIX:
        prefix = next((name for word, name in _APPENDIX.items() if clause.label.startswith(word)), prefix)
    return "-".join([prefix, *map(str, clause.number)])


def unit_anchors(clause_anchor: str, body: Body) -> dict[int, str]:
    """Return the names of a clause's 項, 号 and 号の細分 by their `start`: art-18-2-p1-i3-s2.

    A 項 without a number is p1 when it is the first; equal names keep only the first place.
    """
    names: dict[int, str] = {}
    used: set[str] = set()
    for place, paragraph in enumerate(body.paragraphs, 1):
        _name_units(paragraph, f"{clause_anchor}-p{_unit_number(paragraph, place)}", names, used)
    return names


def _name_units(unit: Unit, name: str, names: dict[int, str], used: set[str]) -> None:
    # An unlabelled 項 made for 号 that stand alone begins where its first 号 does: the 号 takes the place.
    if name not in used:
        used.add(name)
        names[unit.start] = name
    for place, child in enumerate(unit.children, 1):
        _name_units(child, f"{name}-{_UNIT[child.kind]}{_unit_number(child, place)}", names, used)


def _unit_number(unit: Unit, place: int) -> str:
    return "-".join(map(str, unit.number)) if unit.number else str(place)
