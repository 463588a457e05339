"""The front page of the admin: what staff have to do, and how editions stand."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from portal.admin.workflow.dashboard import Section, dashboard

register = template.Library()


@register.simple_tag(takes_context=True)
def dashboard_sections(context: Context) -> tuple[Section, ...]:
    """Return what concerns the person who is logged in."""
    user: Any = context["request"].user
    return dashboard(user)
