"""What the pure layers say, in the language of the moment."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext

from portal.comparison.styles.files import StyleError


class Statement(Protocol):
    """A sentence of `portal.text` or `portal.comparison`: a Problem, a Note, a StyleProblem.

    `message` is a message id with {placeholders}, `values` what fills them.
    """

    @property
    def message(self) -> str: ...

    @property
    def values(self) -> tuple[tuple[str, str], ...]: ...


def sentence(said: Statement) -> str:
    """Return a statement translated, then filled: its own `str()` is the Japanese sentence.

    A StyleError says all that is wrong with a style, one sentence a line.
    """
    said_all: tuple[Statement, ...] = said.problems if isinstance(said, StyleError) else (said,)
    return "\n".join(gettext(one.message).format(**dict(one.values)) for one in said_all)
