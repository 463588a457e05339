"""A document as lines of an outline: each clause by kind and heading, below it its 項, 号 and 号の細分."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from portal.models.clause import KIND_NAMES
from portal.text.body import parse_body
from portal.text.tree import Clause, Document, Kind, Unit, UnitKind

UNIT_NAMES = {UnitKind.PARAGRAPH: _("項"), UnitKind.ITEM: _("号"), UnitKind.SUBITEM: _("細分")}
WITHOUT_UNITS = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS)
BEGINNING = 20
"""Characters shown of a text: enough to find it again."""
INDENT = "  "


def outline_lines(document: Document) -> Iterator[str]:
    """Yield the outline: [条] 第1条（目的）, then its units, a further line of a unit behind ｜."""
    for clause in document:
        yield f"[{KIND_NAMES[clause.kind]}] {_heading(clause)}".rstrip()
        if clause.kind not in WITHOUT_UNITS:
            for paragraph in parse_body(clause.text).paragraphs:
                yield from _unit_lines(paragraph, INDENT)


def _heading(clause: Clause) -> str:
    beginning = _beginning(clause.text) if clause.kind in WITHOUT_UNITS else ""
    return clause.heading.replace("\n", " ") or beginning


def _unit_lines(unit: Unit, indent: str) -> Iterator[str]:
    first, *others = unit.text.split("\n")
    words = (UNIT_NAMES[unit.kind], unit.label, _beginning(first))
    yield indent + " ".join(str(word) for word in words if word)
    yield from (f"{indent}{INDENT}｜{_beginning(line)}" for line in others)
    for child in unit.children:
        yield from _unit_lines(child, indent + INDENT)


def _beginning(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING]}…"
