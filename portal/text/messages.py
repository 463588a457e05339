"""Sentences of the pure layers, which know no translation."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Return the message as it is; the name tells `manage.py makemessages` to put it into the catalogue."""
    return message
