"""Which 項 of an article stands opposite which of the other edition's, and which lead, block or 号 of a 項."""

from __future__ import annotations

from collections.abc import Sequence

from portal.comparison.alignment.likeness import ALIKE, SAME_NUMBER, letters, likeness, share_ends
from portal.comparison.alignment.pieces import Paragraph, Piece
from portal.comparison.alignment.sequences import Alignment, Rules, align
from portal.comparison.table import Part

_FIXED = (Part.HEADING, Part.LEAD)
"""Pieces of which a 項 has one."""


def align_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Alignment:
    """Align the 項 of one article, by likeness of the whole 項; two first 項 belong together if nothing else fits."""
    return align(old, new, _PARAGRAPHS)


def align_pieces(old: Sequence[Piece], new: Sequence[Piece], *, across_levels: bool = False) -> Alignment:
    """Align the pieces of two 項: lead with lead, 号 with 号 or with the block of lines it was.

    `across_levels`, what became a 項 stands opposite the 号 it was, or an article opposite a 項.
    """
    return align(old, new, _PIECES_ACROSS_LEVELS if across_levels else _PIECES)


def _with_number(found: float, *, same_number: bool) -> float:
    return found + SAME_NUMBER if same_number and found >= ALIKE else found


def _paragraph_score(old: Paragraph, new: Paragraph) -> float:
    return _with_number(likeness(old.body, new.body), same_number=old.number == new.number)


_PARAGRAPHS: Rules[Paragraph] = Rules(
    text=lambda side: side.body,
    names=(
        lambda side: side.body or None,
        lambda side: side.body.partition("\n")[0] or None,
        lambda side: letters(side.body) or None,
    ),
    score=_paragraph_score,
    threshold=ALIKE,
    leftover=lambda old, new: old.first <= 1 and new.first <= 1,
    same=lambda old, new: old.label == new.label and old.body == new.body,
    alike=lambda old, new: share_ends(old.body, new.body),
)


def _piece_score(old: Piece, new: Piece) -> float:
    if (old.part in _FIXED or new.part in _FIXED) and old.part is not new.part:
        return 0.0
    return _with_number(likeness(old.body, new.body), same_number=old.number == new.number)


def _is_leftover_piece(old: Piece, new: Piece) -> bool:
    """What remains between two pairs: 号 of one number, or two blocks."""
    return old.part is new.part and (old.part is not Part.ITEM or old.number == new.number)


_PIECES: Rules[Piece] = Rules(
    text=lambda side: side.body,
    names=(
        lambda side: side.part if side.part in _FIXED else None,
        lambda side: None if side.part in _FIXED else side.body or None,
        lambda side: None if side.part in _FIXED else letters(side.body) or None,
    ),
    score=_piece_score,
    threshold=ALIKE,
    leftover=_is_leftover_piece,
    same=lambda old, new: old.text == new.text and old.part is new.part,
    alike=lambda old, new: old.part is new.part and share_ends(old.body, new.body),
)
_PIECES_ACROSS_LEVELS = _PIECES._replace(
    names=(lambda side: letters(side.body) or None,),
    score=lambda old, new: likeness(old.body, new.body),
    leftover=lambda old, new: (old.part is Part.HEADING) == (new.part is Part.HEADING),
    alike=lambda old, new: share_ends(old.body, new.body),
)
