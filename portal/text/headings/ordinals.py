"""第１　趣旨: how 要綱 and 指針 number their parts, where others have 条."""

from __future__ import annotations

import re

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, Label
from portal.text.numbering.numerals import parse_number

_ORDINAL = re.compile(
    rf"(?P<text>第[{BLANKS}]*+(?P<n>[{numerals.DIGITS}]{{1,3}}|[{numerals.KANJI}]{{1,5}}))(?P<separator>[{BLANKS}]+|$)"
)


def read_ordinal(line: str) -> tuple[Label, ...]:
    """Return the label that `line` (without its indent) begins with, as a series of its own; () without one."""
    match = _ORDINAL.match(line)
    number = parse_number(match["n"]) if match else None
    if match is None or number is None:
        return ()
    return (Label("ordinal", (number,), match["text"], match["separator"], (number,)),)
