"""Marks of labels: renumbering marks the number and nothing else."""

from __future__ import annotations

import re

from portal.comparison.wording.marking import mark
from portal.comparison.wording.spans import Marks
from portal.text.normalise import fold
from portal.text.numbering import numerals

_NUMBER = re.compile(f"[{numerals.DIGITS}]+|[{numerals.KANJI}]+|[ァ-ヺ]|[a-zA-Z]+|[{numerals.CIRCLED}]")


def mark_label(old: str, new: str, *, ignore_width: bool = False) -> Marks:
    """Return the marks of two labels: where only numbers differ, those numbers and each whole (二十八, 18).

    With `ignore_width`, numbers that differ in width only are the same.
    """
    if not same_but_numbers(old, new):
        return mark(old, new, ignore_width=ignore_width)
    pairs = [
        (one.span(), other.span())
        for one, other in zip(_NUMBER.finditer(old), _NUMBER.finditer(new), strict=True)
        if one.group() != other.group() and not (ignore_width and fold(one.group()) == fold(other.group()))
    ]
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def same_but_numbers(old: str, new: str) -> bool:
    """Whether two labels have the same form, whatever their numbers."""
    return _NUMBER.sub("0", old) == _NUMBER.sub("0", new)
