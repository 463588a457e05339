"""How editions are labelled, and how a series of labels goes on."""

from __future__ import annotations

import re

from portal.text.numbering.number_writing import UnwritableNumber, write_label
from portal.text.numbering.numerals import parse_number

_NUMBERED = re.compile(r"第\s*(?P<n>[^第版\s]{1,6})\s*版")


def label_number(label: str) -> int | None:
    """Return the number that a label states (13 of 第十三版), None where it states none."""
    match = _NUMBERED.fullmatch(label.strip())
    return parse_number(match["n"]) if match else None


def label_after(label: str, steps: int) -> str:
    """Return the label so many editions later, spelled the same (第十三版 → 第十四版); "" without a number."""
    stated = label_number(label)
    if stated is None:
        return ""
    try:
        return write_label(label.strip(), (stated + steps,), of=(stated,))
    except UnwritableNumber:
        return ""
