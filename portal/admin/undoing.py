"""The undo of a step: a button that carries the states before and after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.models import Edition
from portal.publishing.drafting.restoring import NotRestored, undo

NONE = -1


def step_text(before: int, after: int) -> str:
    """Return what the button of a step from one state to another sends; "" for a step that changed nothing."""
    return f"{before}:{after}" if before != after else ""


def undo_step(request: HttpRequest, edition: Edition, step: str) -> None:
    """Undo the step that a button sent, and tell how that went."""
    before, _colon, after = step.partition(":")
    try:
        undo(edition, to=number(before), since=number(after), by=request.user)
        messages.success(request, _("取り消しました。"))
    except NotRestored as refusal:
        messages.error(request, str(refusal))


def number(text: str) -> int:
    """Return a number that a form sent, NONE for anything that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else NONE
