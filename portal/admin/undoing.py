"""The undo of a step: a button that carries the states before and after it, signed.

Whoever takes a step may take it back at once; to go to any other state needs the right to restore.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.models import Edition
from portal.publishing.drafting.restoring import NotRestored, undo

NONE = -1


def step_text(edition: Edition, before: int, after: int, *, by: Any) -> str:
    """Return what the button of a user's step from one state to another sends; "" for a step that changed nothing."""
    return _signer(edition, by).sign(f"{before}:{after}") if before != after else ""


def undo_step(request: HttpRequest, edition: Edition, step: str) -> None:
    """Undo the step that a button sent, and tell how that went."""
    try:
        before, _colon, after = _signer(edition, request.user).unsign(step).partition(":")
    except BadSignature:
        before = after = ""
    try:
        undo(edition, to=number(before), since=number(after), by=request.user)
        messages.success(request, _("取り消しました。"))
    except NotRestored as refusal:
        messages.error(request, str(refusal))


def _signer(edition: Edition, user: Any) -> Signer:
    return Signer(salt=f"portal.undo.{edition.pk}.{user.pk}", sep=".")


def number(text: str) -> int:
    """Return a number that a form sent, NONE for anything that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else NONE
