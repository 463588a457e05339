"""HTML of frozen editions, kept by what it was made from: the sealed JSON's hash, the renderer, the reader's language.

A frozen edition always renders to the same fragment, so a kept one is never stale and needs no clearing.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal import comparison, text
from portal.comparison.compare import compare
from portal.comparison.house_style import HouseStyle
from portal.comparison.html import table_html
from portal.comparison.table import ComparisonTable, RowKind
from portal.models import Edition
from portal.text.html import contents_html, document_html
from portal.views.reading_aids import contents_words, link_label, spoken

KEPT_SECONDS = 7 * 24 * 3600

Value = TypeVar("Value")

_SAME = (RowKind.UNCHANGED, RowKind.ELIDED)


def edition_fragments(edition: Edition) -> tuple[SafeString, SafeString]:
    """Return a public edition's text and its table of contents as HTML."""

    def made() -> tuple[str, str]:
        document = edition.document()
        return document_html(document, link_label=link_label()), contents_html(document, **contents_words())

    document, contents = _kept(f"edition:{_sealed(edition)}", made)
    return mark_safe(document), mark_safe(contents)


def comparison_fragment(old: Edition, new: Edition, style: HouseStyle, *, only_changes: bool) -> SafeString:
    """Return the comparison table of two public editions as HTML, all rows or those that differ; "" if none does."""

    def made() -> str:
        table = compare(old.document(), new.document(), style=style)
        return table_html(_changes(table) if only_changes else table, spoken=spoken()) if table.has_changes else ""

    key = f"comparison:{_sealed(old)}:{_sealed(new)}:{style.name}:{only_changes}"
    return mark_safe(_kept(key, made))


def _changes(table: ComparisonTable) -> ComparisonTable:
    return replace(table, rows=tuple(row for row in table.rows if row.kind not in _SAME))


def _sealed(edition: Edition) -> str:
    return edition.publication.json_sha256


def _kept(key: str, made: Callable[[], Value]) -> Value:
    return cast(Value, cache.get_or_set(f"{renderer()}:{get_language()}:{key}", made, KEPT_SECONDS))


@functools.cache
def renderer() -> str:
    """Return a short hash of the sources that render: a version that nobody has to remember to raise."""
    sources = (path for package in (text, comparison) for path in sorted(Path(package.__path__[0]).rglob("*.py")))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
