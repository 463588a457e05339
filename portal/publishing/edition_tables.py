"""The comparison table of two editions as it is published: with what staff say of its rows."""

from __future__ import annotations

from portal.comparison.compare import compare
from portal.comparison.house_style import HouseStyle
from portal.comparison.rows.overrides import with_overrides
from portal.comparison.table import ComparisonTable
from portal.models import Edition
from portal.publishing.drafting.carrying import row_overrides
from portal.text.tree import Document


def edition_table(
    old: Edition, new: Edition, *, style: HouseStyle, documents: tuple[Document, Document] | None = None
) -> ComparisonTable:
    """Return the table of two editions; `documents` are theirs, where they were read already.

    Staff's remarks and notes speak of the change from the edition's own base, and stand in no other comparison.
    """
    before, after = documents or (old.document(), new.document())
    table = compare(before, after, style=style)
    return with_overrides(table, row_overrides(new)) if new.base_id == old.pk else table
