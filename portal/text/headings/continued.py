"""Lines that look like an article's heading and are the middle of a sentence, for it goes on above or below them."""

from __future__ import annotations

import re

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS

_UNFINISHED = ("、", "，", "に", "は", "を", "及び", "若しくは", "および", "もしくは")
"""What no sentence, item or name ends with."""
_LEADING_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and any as by each for from in of or per see than that the this through to under upon with within",
    )
)
LONGEST_LEADING_WORD = 12
_GOES_ON = re.compile(
    rf"[{BLANKS}]*+(?:[をの](?=[一-鿿ァ-ヶ「])|に(?:定|より|よる|よって|おいて|おける|基づ|関|規定|掲|該当|従|対|係)"
    rf"|及び|又は|並びに|若しくは|および|または|から|[、，。]|各[項号][のに]"
    rf"|第[{numerals.DIGITS}{numerals.KANJI}]{{1,6}}[項号](?:[にのをはがとで、，及又並若]|から))"
)
"""How a sentence goes on behind 第4条 at a line's end: に定める者は, 第1項の."""


def is_unfinished(text: str, offset: int) -> bool:
    """Whether the line above the one at `offset` breaks off within a sentence; ご利用のために is a heading."""
    above = text[max(offset - 6, 0) : offset - 1] if offset else ""
    return above.endswith(_UNFINISHED) and not above.endswith("めに")


def is_unfinished_in_latin(text: str, offset: int) -> bool:
    """Whether the line above ends with a word such as "of" or "under", or a comma."""
    above = text[max(offset - LONGEST_LEADING_WORD, 0) : max(offset - 1, 0)].rpartition("\n")[2]
    return above.endswith(",") or above.rpartition(" ")[2].lower() in _LEADING_WORDS


def goes_on_below(text: str, end: int) -> bool:
    """Whether the line below the one that ends at `end` goes on with its sentence."""
    return _GOES_ON.match(text, end + 1) is not None
