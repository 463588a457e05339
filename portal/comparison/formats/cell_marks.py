"""The inline marks of a comparison table's cell, and which of them can be shown without their markers.

Links stay as they are written: a reader has to see the address, and that it changed. Emphasis and pictures are drawn,
but for those whose markers or name themselves changed and the words did not: these are shown as written too.
"""

from __future__ import annotations

from collections.abc import Sequence

from portal.comparison.formats.strokes import Stroke
from portal.text.inline import Inline, InlineKind


def is_drawn(mark: Inline, strokes: Sequence[Stroke]) -> bool:
    """Whether a mark is shown without its markers: no stroke touches them, or one covers the whole mark."""
    if mark.kind not in (InlineKind.STRONG, InlineKind.IMAGE):
        return False
    met = [stroke for stroke in strokes if stroke.start < mark.end and stroke.end > mark.start]
    inner = all(mark.first <= stroke.start and stroke.end <= mark.last for stroke in met)
    return inner or covering(mark, met) is not None


def covering(mark: Inline, strokes: Sequence[Stroke]) -> Stroke | None:
    """The stroke that covers a whole mark, if one does."""
    return next((stroke for stroke in strokes if stroke.start <= mark.start and mark.end <= stroke.end), None)
