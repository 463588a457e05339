"""The inline marks of a comparison table's cell, and which of them can be drawn without their markers.

A mark whose markers, or whose picture, changed while its words did not is shown as written: the change is to be seen.
Links are drawn with their address, 料金表（https://…）, for that may have changed too.
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.comparison.formats.strokes import Stroke
from portal.comparison.table import Span
from portal.text.inline import Inline, InlineKind, printed_address


def is_drawn(mark: Inline, strokes: Sequence[Stroke]) -> bool:
    """Whether a mark is shown without its markers: no stroke touches them, or one covers the whole mark."""
    met = [stroke for stroke in strokes if stroke.start < mark.end and stroke.end > mark.start]
    kept = _kept(mark)
    is_inside = all(any(first <= stroke.start and stroke.end <= last for first, last in kept) for stroke in met)
    return is_inside or covering(mark, met) is not None


def covering(mark: Inline, strokes: Sequence[Stroke]) -> Stroke | None:
    """The stroke that covers a whole mark, if one does."""
    return next((stroke for stroke in strokes if stroke.start <= mark.start and mark.end <= stroke.end), None)


def address_of(mark: Inline) -> Span:
    """Where the address of a link stands, as people write it: the last in it but for a bracket."""
    return mark.end - 1 - len(printed_address(mark.target)), mark.end - 1


def _kept(mark: Inline) -> tuple[Span, ...]:
    """What is shown of a mark when it is drawn."""
    words = (mark.first, mark.last)
    return (words, address_of(mark)) if mark.kind is InlineKind.LINK else (words,)
