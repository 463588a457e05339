"""What a page prints, sign by sign, with what does not belong to its text taken out and counted."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

UNMAPPED = "〓"
"""What printers put for a sign they do not have; here for one that the PDF gives no character for."""
_PRESENTATION_FORMS = (range(0xFB00, 0xFB07), range(0xFE10, 0xFE1A), range(0xFE30, 0xFE50))
"""Ligatures of Latin letters, and punctuation turned for vertical lines."""
WIDE_BLANK = 0.8
"""Type sizes; fonts give U+2003 and others where the text had a full-width blank."""
FEWEST_VERTICAL = 0.5
"""What share of the steps from sign to sign must lead downwards on a page of vertical lines."""
_TWICE = 0.25
"""How far apart, in parts of their size, two prints of one sign may be that stand for bold type."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character and where it stands, in points from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Signs:
    """The signs of a page; `turned` where lines run up, down or in columns, so that rules no longer match them.

    `counts` tells of `unmapped`, `white`, `slanted` and `outside` signs, and of signs printed `twice`.
    """

    signs: list[Sign]
    turned: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    white: str = ""


def read_signs(page: Any) -> Signs:
    """Return the signs of a pdfplumber page that is read in its own direction."""
    chars = page.chars
    read = Signs([])
    kept = [char for char in chars if _is_on(page, char)]
    read.counts["outside"] = len(chars) - len(kept)
    turn = _turn(page, kept)
    read.turned = turn is not None
    if turn is None:
        upright = [char for char in kept if char["upright"]]
        read.counts["slanted"] = len(kept) - len(upright)
        kept = upright
    white = [char["text"] for char in kept if _is_white(char["non_stroking_color"]) and char["text"].strip()]
    read.counts["white"], read.white = len(white), "".join(white)[:20]
    signs = [_sign(char, turn or _as_it_stands) for char in kept]
    read.counts["unmapped"] = sum(sign.text == UNMAPPED for sign in signs)
    read.signs = list(_once(signs))
    read.counts["twice"] = len(signs) - len(read.signs)
    return read


Box = tuple[float, float, float, float]


def _as_it_stands(box: Box) -> Box:
    return box


def _sign(char: dict[str, Any], turn: Callable[[Box], Box]) -> Sign:
    x0, top, x1, bottom = turn((char["x0"], char["top"], char["x1"], char["bottom"]))
    return Sign(_characters(char["text"], width=(x1 - x0) / max(1.0, bottom - top)), x0, x1, top, bottom)


def _characters(text: str, *, width: float) -> str:
    """What a sign says; `width` is in type sizes, and tells a full-width blank that the font gives as another."""
    if text.isspace() and text != "\u3000":
        return "\u3000" if width >= WIDE_BLANK else " "
    if text.startswith("(cid:"):
        return UNMAPPED
    if len(text) == 1 and any(ord(text) in form for form in _PRESENTATION_FORMS):
        return unicodedata.normalize("NFKC", text)
    return text


def _is_on(page: Any, char: dict[str, Any]) -> bool:
    """Whether a sign's middle is on the page: what lies beyond its edge is never printed."""
    x0, top, x1, bottom = page.bbox
    return bool(x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= (char["top"] + char["bottom"]) / 2 <= bottom)


def _is_white(color: Any) -> bool:
    if not isinstance(color, list | tuple) or not all(isinstance(part, int | float) for part in color):
        return False
    if len(color) == 4:
        return max(color) < 0.02
    return bool(color) and min(color) > 0.98


def _turn(page: Any, chars: Sequence[dict[str, Any]]) -> Callable[[Box], Box] | None:
    """How to turn a page on which most lines do not run from left to right; None for one on which they do."""
    width, height = float(page.bbox[2]), float(page.bbox[3])
    lying = [char for char in chars if not char["upright"]]
    if 2 * len(lying) > len(chars):
        upwards = sum(char["matrix"][1] > 0 for char in lying)
        if 2 * upwards > len(lying):
            return lambda box: (height - box[3], box[0], height - box[1], box[2])
        return lambda box: (box[1], width - box[2], box[3], width - box[0])
    if 2 * sum(char["upright"] and char["matrix"][0] < 0 for char in chars) > len(chars):
        return lambda box: (width - box[2], height - box[3], width - box[0], height - box[1])
    if _is_vertical(chars):
        return lambda box: (box[1], width - box[2], box[3], width - box[0])
    return None


def _is_vertical(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether signs mostly follow below each other, as in vertical lines."""
    steps = list(pairwise(chars))
    down = sum(
        abs(after["x0"] + after["x1"] - char["x0"] - char["x1"]) < 0.4 * char["size"]
        and 0.5 < (after["top"] - char["top"]) / (char["size"] or 1) < 2
        for char, after in steps
    )
    return len(steps) >= 10 and down > FEWEST_VERTICAL * len(steps)


def _once(signs: Iterable[Sign]) -> Iterable[Sign]:
    """The signs without those printed again in the same place, as is done for bold type and shadows."""
    seen: dict[tuple[str, int, int], list[Sign]] = {}
    for sign in signs:
        near = _TWICE * max(1.0, sign.size)
        column, row = int(sign.x0 // 4), int(sign.top // 4)
        around = (seen.get((sign.text, column + dx, row + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        again = any(
            abs(other.x0 - sign.x0) < near and abs(other.top - sign.top) < near for found in around for other in found
        )
        if not again:
            seen.setdefault((sign.text, column, row), []).append(sign)
            yield sign
