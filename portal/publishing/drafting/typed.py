"""A draft's text as somebody is typing it: read with the keys of the draft, and its places as the browser counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from portal.comparison.merging import with_keys_of
from portal.models import Edition
from portal.text.editing.lines import Utf16
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.tree import Document


def typed_document(edition: Edition, text: str) -> Document:
    """Return a text as a document whose clauses have the keys they would be saved with."""
    base = (edition.base.document(),) if edition.base else ()
    return with_keys_of(parse(text).document, edition.document(), *base)


class TypedPlaces:
    """Offsets in `write(parse(typed))`, in code points, as offsets in the text as typed, in UTF-16 units.

    In a line that normalising changes (tabs, blanks at its end) a place may be a few characters off.
    """

    def __init__(self, typed: str) -> None:
        self._units = Utf16(typed)
        self._length = len(typed)
        plain = normalise(typed)
        self._is_plain = plain == typed
        if not self._is_plain:
            self._typed, self._plain = typed.split("\n"), plain.split("\n")
            self._typed_starts, self._plain_starts = _starts(self._typed), _starts(self._plain)

    def utf16(self, offset: int) -> int:
        """Return where an offset stands in the text field."""
        return self._units.offset(min(offset if self._is_plain else self._as_typed(offset), self._length))

    def code_points(self, utf16: int) -> int:
        """Return an offset in the text field in code points of the text as typed."""
        return self._units.code_points(utf16)

    def _as_typed(self, offset: int) -> int:
        line = bisect_right(self._plain_starts, offset) - 1
        if line >= len(self._typed):
            return self._length
        return self._typed_starts[line] + min(offset - self._plain_starts[line], len(self._typed[line]))


def _starts(lines: Sequence[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
