"""Rows and words that are nothing but a heading."""

from __future__ import annotations

from portal.comparison.table import Part, Row, RowKind
from portal.text.bracketed import is_caption
from portal.text.headings.forms import read_head


def is_heading_row(row: Row) -> bool:
    """Whether a row holds nothing but a heading, which should not stand alone at a page's foot."""
    words, at = (row.new.text, row.new_at) if row.new.spans else (row.old.text, row.old_at)
    if at and at.part is Part.HEADING:
        return row.kind is not RowKind.ELIDED
    if row.kind is RowKind.ELIDED or "\n" in words or words.endswith("。"):
        return False
    return is_heading(words)


def is_heading(words: str) -> bool:
    """Whether words are a heading with its label, or a caption in brackets."""
    return read_head(words) is not None or is_caption(words)
