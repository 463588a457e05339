"""A small comparison in a house style: the portal's own invented terms, in which every kind of change occurs."""

from __future__ import annotations

import functools
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.comparison.house_style import HouseStyle
from portal.text.parser import parse
from portal.text.tree import Document
from portal.views.reading_aids import spoken

_EXAMPLE = Path(__file__).with_name("style_example")


def preview_html(style: HouseStyle) -> SafeString:
    """Return the example's comparison table in a style, as HTML."""
    old, new = _example()
    return mark_safe(table_html(compare(old, new, style=style), spoken=spoken()))


@functools.cache
def _example() -> tuple[Document, Document]:
    old, new = (parse((_EXAMPLE / f"{side}.txt").read_text(encoding="utf-8")).document for side in ("old", "new"))
    return old, new
