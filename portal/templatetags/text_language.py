"""Words of the terms, which are Japanese, among those of a page in another language."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.views.reading_aids import TEXT_LANGUAGE

register = template.Library()

_JAPANESE = re.compile(r"([\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee\U00020000-\U0003ffff]+)")
"""Kana, kanji, and the signs and full-width letters between them."""


@register.filter
def in_its_language(words: str) -> SafeString:
    """Show a sentence of the portal's with the terms' own words in it marked as Japanese, escaped."""
    if get_language() == TEXT_LANGUAGE:
        return escape(words)
    parts = _JAPANESE.split(words)
    shown = (format_html('<span lang="{}">{}</span>', TEXT_LANGUAGE, part) for part in parts[1::2])
    around = map(escape, parts[::2])
    return mark_safe("".join(part for pair in zip(around, (*shown, ""), strict=True) for part in pair))
