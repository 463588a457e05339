"""What the pure layers say, in the language of the moment."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext


class Statement(Protocol):
    """A sentence of `portal.text` or `portal.comparison`: a Problem, a Note, a StyleError.

    `message` is a message id with {placeholders}, `values` what fills them.
    """

    @property
    def message(self) -> str: ...

    @property
    def values(self) -> tuple[tuple[str, str], ...]: ...


def sentence(said: Statement) -> str:
    """Return a statement translated, then filled: its own `str()` is the Japanese sentence."""
    return gettext(said.message).format(**dict(said.values))
