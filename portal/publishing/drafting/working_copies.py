"""Working copies (作業中の控え): what somebody typed and has not saved yet. They write no history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.models import Edition, WorkingCopy
from portal.models.working_copy import WHOLE_TEXT


def keep_copy(
    edition: Edition, values: Mapping[str, str], *, by: Any, seen: int, place: str = WHOLE_TEXT
) -> WorkingCopy:
    """Keep what a user typed, in place of what was kept before; `seen` is the state of the draft it started from.

    What no database stores (half a surrogate pair, U+0000) is left out or replaced.
    """
    kept = {"values": {name: _storable(value) for name, value in values.items()}, "seen": seen}
    copy, _ = WorkingCopy.objects.update_or_create(edition=edition, user=by, place=place, defaults=kept)
    return copy


def copy_of(edition: Edition, *, by: Any, place: str = WHOLE_TEXT) -> WorkingCopy | None:
    """Return what a user typed and did not save; None where nothing is kept."""
    return WorkingCopy.objects.filter(edition=edition, user=by, place=place).first()


def discard_copy(edition: Edition, *, by: Any, place: str = WHOLE_TEXT) -> None:
    """Throw away what is kept for a user: it was saved, or is not wanted."""
    WorkingCopy.objects.filter(edition=edition, user=by, place=place).delete()


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
