"""Days and sizes as readers see them; the machine-readable day stands in the element."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.models import Terms

register = template.Library()


@register.filter
def day(value: date) -> SafeString:
    """Show a date in the reader's language: <time datetime="2024-09-01">2024年9月1日</time>."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value))


@register.filter
def day_in(instant: datetime, terms: Terms) -> SafeString:
    """Show the day on which an instant falls in the time zone of the terms."""
    return day(terms.day_of(instant))
