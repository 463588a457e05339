"""The rows of the comparison with an edition's base that speak of one clause, as it was last saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.comparison.formats.html import table_html
from portal.comparison.formats.narrowing import of_clause
from portal.models import Clause
from portal.publishing.edition_tables import edition_table
from portal.views.fragments import are_too_long
from portal.views.reading_aids import spoken
from portal.views.table_choice import CHANGED, TableChoice


@dataclass(frozen=True, slots=True)
class ClauseComparison:
    """The name of the base, and the table; "" where nothing changed, and for texts that are too long."""

    base: str
    table: str = ""
    is_too_long: bool = False


def clause_comparison(clause: Clause) -> ClauseComparison | None:
    """Return how a clause differs from the edition's base, with staff's remarks; None where there is no base."""
    edition, base = clause.edition, clause.edition.base
    if base is None:
        return None
    documents = base.document(), edition.document()
    if are_too_long(*documents):
        return ClauseComparison(base.label, is_too_long=True)
    choice = TableChoice(edition.terms.style, rows=CHANGED)
    whole = edition_table(base, edition, style=choice.style, documents=documents)
    keys = [row.key for row in documents[1]]
    table = of_clause(choice.narrowed(whole), keys.index(clause.key))
    html = table_html(table, caption=_("もとの版との違い"), spoken=spoken()) if table.has_changes else ""
    return ClauseComparison(base.label, mark_safe(html))
