"""Which headings hold others: Article 1 over Section 1.1, ## over ###. They are chapters, not articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from portal.text.headings.heads import Start
from portal.text.tree import HEADINGS, Kind

_KINDS = HEADINGS[1:]
"""章, 節, 款, 目, by their rank among the headings that hold others."""


def group_kinds(text: str, starts: Sequence[Start]) -> list[Start]:
    """Return the starts with a heading's kind for each numbered or Markdown heading that stands over deeper ones."""
    if not any(start.head.series for start in starts):
        return list(starts)
    holding = {
        place
        for place, (start, below) in enumerate(pairwise(starts))
        if start.head.series and _holds(text, start, below)
    }
    if not holding:
        return list(starts)
    depths = sorted({starts[place].head.depth for place in holding})
    return [
        start._replace(head=start.head._replace(kind=_KINDS[min(depths.index(start.head.depth), len(_KINDS) - 1)]))
        if place in holding
        else start
        for place, start in enumerate(starts)
    ]


def _holds(text: str, start: Start, below: Start) -> bool:
    """Whether nothing but blank lines stands between a heading and one that is below it."""
    if start.head.kind is not Kind.ARTICLE or below.head.kind not in (Kind.ARTICLE, *HEADINGS):
        return False
    is_section = start.head.series == "Article" and below.head.series == "Section"
    is_deeper = start.head.series == "#" and 0 < start.head.depth < (below.head.depth or start.head.depth + 1)
    return (is_section or is_deeper) and not text[start.text : below.offset].strip()
