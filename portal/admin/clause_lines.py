"""An edition's clauses as the lines of a list: what each is called, how deep it stands, how it begins."""

from __future__ import annotations

from dataclasses import dataclass

from portal.models import Clause, Edition
from portal.text.tree import HEADINGS, Kind

EXCERPT = 60


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause in the list of an edition."""

    pk: int
    name: str
    kind: str
    excerpt: str
    is_heading: bool
    is_article: bool


def clause_lines(edition: Edition) -> list[ClauseLine]:
    """Return the clauses of an edition in order, in one query."""
    return [clause_line(row) for row in edition.clauses.order_by("rank")]


def clause_line(row: Clause) -> ClauseLine:
    """Return one clause as a line."""
    node = row.node()
    text = " ".join(row.text.split())
    return ClauseLine(
        pk=row.pk,
        name=node.heading or text[:EXCERPT] or str(row.get_kind_display()),
        kind=str(row.get_kind_display()),
        excerpt=_cut(text) if node.heading else _cut(text[EXCERPT:]),
        is_heading=node.kind in (*HEADINGS, Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX, Kind.TITLE),
        is_article=node.kind is Kind.ARTICLE,
    )


def _cut(text: str) -> str:
    return text[:EXCERPT] + "…" if len(text) > EXCERPT else text
