"""Whether two parts opposite each other differ, and whether in words or only in their numbers."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

from portal.comparison.alignment.pieces import CutClause, Piece
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import Part
from portal.comparison.wording import same_but_numbers
from portal.text.normalise import fold
from portal.text.tree import Kind, unmarked


class Difference(NamedTuple):
    """How two pieces (or clauses) differ."""

    words: bool
    label: bool

    @property
    def is_none(self) -> bool:
        """Whether they are the same."""
        return not self.words and not self.label


_NO_DIFFERENCE = Difference(words=False, label=False)
_IDLE_BLANKS = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")


def same_text(old: str, new: str, style: HouseStyle) -> bool:
    """Whether two texts count as the same. Blanks never count, but for those between Latin words and figures."""
    if old == new:
        return True
    if style.ignore_width:
        return same_but_width(old, new)
    return "".join(old.split()) == "".join(new.split()) and _spaced(old) == _spaced(new)


def same_but_width(old: str, new: str) -> bool:
    """Whether two texts differ in width and in blanks that never count, if at all."""
    return fold(old) == fold(new) and _spaced(normalize("NFKC", old)) == _spaced(normalize("NFKC", new))


def _spaced(text: str) -> str:
    return " ".join(_IDLE_BLANKS.sub("", text).split())


def piece_difference(old: Piece, new: Piece, style: HouseStyle) -> Difference:
    """Tell whether words or label differ; the blank behind a label never counts, and a caption in a label is words.

    Nor do the signs count that Markdown writes around a heading.
    """
    if old.part is new.part is Part.HEADING and unmarked(old.text) == unmarked(new.text):
        return Difference(words=False, label=False)
    if old.text == new.text and old.label == new.label and old.label_length == new.label_length:
        return _NO_DIFFERENCE
    label = not same_text(old.label, new.label, style)
    words = not same_text(old.body, new.body, style)
    is_number_of_heading = old.part is new.part is Part.HEADING and "\n" not in old.label + new.label
    return Difference(words or (label and not is_number_of_heading and not is_renumbered(old, new)), label)


def is_renumbered(old: Piece, new: Piece) -> bool:
    """Whether labels differ in their numbers alone, or in how they write the same number: ２ and ２．."""
    if same_but_numbers(old.label, new.label):
        return True
    return old.part is new.part is not Part.HEADING and old.number == new.number != ()


def clause_difference(old: CutClause, new: CutClause, style: HouseStyle) -> Difference:
    """Tell whether two paired clauses differ in words (text, caption, brackets) or only in the clause's own number."""
    one, other = old.clause, new.clause
    if one.kind is other.kind is Kind.ELIDED and one.text == other.text:
        # (略) and （略） leave out the same.
        return _NO_DIFFERENCE
    words = one.kind is not other.kind or not (
        same_text(one.caption, other.caption, style)
        and same_text("".join(unmarked(one.form).split()), "".join(unmarked(other.form).split()), style)
    )
    label = not same_text(one.label, other.label, style)
    words = words or (one.text != other.text and _bodies_differ(old, new, style))
    if not words and label and (old.heading is None or new.heading is None):
        # The label stands in one piece with words: whether it is the number alone that differs shows there.
        words = not same_but_numbers(one.label, other.label)
    return Difference(words, label)


def _bodies_differ(old: CutClause, new: CutClause, style: HouseStyle) -> bool:
    pieces_old = old.pieces[1:] if old.heading else old.pieces
    pieces_new = new.pieces[1:] if new.heading else new.pieces
    if len(pieces_old) != len(pieces_new):
        return True
    for place, (one, other) in enumerate(zip(pieces_old, pieces_new, strict=True)):
        difference = piece_difference(one, other, style)
        carries_heading = place == 0 and old.heading is None
        if difference.words or (difference.label and not carries_heading):
            return True
    return False
