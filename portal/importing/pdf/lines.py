"""Signs on a page made into lines, with the blanks that were printed as mere distance, and small readings set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.importing.pdf.signs import Sign

RUBY = 0.65
"""How large, beside the line below, a reading is at most."""
_WIDE = 0x2E80
"""From this code on characters are Japanese, so that distance between two of them is seldom a blank."""
_LATIN_GAP, _JAPANESE_GAP, _WIDE_GAP, _CELL_GAP = 0.17, 0.5, 0.9, 1.6
"""Parts of the type size from which distance is a blank, a full-width blank, a step to the next column."""
_CHUNK = re.compile(
    r"[（(「『【〔［\[]*(?:[!-'*-~]+|.)[、。，．・：；」』】〕）)］\]！？ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]*",
    re.DOTALL,
)
"""What cannot be parted at the start of a line: a Latin word, a character and the stops behind it."""
_LONE_LABEL = re.compile(
    r"[（(]?[第]?[0-9０-９〇一二三四五六七八九十百A-Za-zア-ン①-⑳・●■○◆]{1,6}[章節条項款号]?[)）.．:：]?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line (blanks at its end kept) and where they stand; `size` is that of most of its type."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def read_lines(signs: Iterable[Sign]) -> list[Line]:
    """Return the lines from top to bottom; each has all signs whose middle lies in its height."""
    rows: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda sign: sign.middle[1]):
        if rows and _is_beside(rows[-1], sign):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    lines = [_line(sorted(row, key=lambda sign: sign.middle[0])) for row in rows]
    return [line for line in lines if line.text.strip()]


def _is_beside(row: Sequence[Sign], sign: Sign) -> bool:
    """Whether a sign stands on the line: its middle is no further from the largest's than half of that."""
    largest = max(row[-60:], key=lambda other: other.size)
    reach = 0.45 * max(largest.size, sign.size)
    return abs(sign.middle[1] - largest.middle[1]) <= reach


def _line(row: Sequence[Sign]) -> Line:
    parts = [row[0].text]
    for sign, after in pairwise(row):
        if not (sign.text.isspace() or after.text.isspace()):
            parts.append(_gap(sign, after, "".join(parts) if len(parts) < 20 else ""))
        parts.append(after.text)
    printed = [sign for sign in row if not sign.text.isspace()] or row
    return Line(
        text="".join(parts),
        x0=printed[0].x0,
        x1=max(sign.x1 for sign in printed),
        top=min(sign.top for sign in printed),
        bottom=max(sign.bottom for sign in printed),
        size=sorted(sign.size for sign in printed)[len(printed) // 2],
    )


def _gap(sign: Sign, after: Sign, before: str) -> str:
    """The blank that the distance between two signs stands for, "" for none."""
    distance = (after.x0 - sign.x1) / max(1.0, min(sign.size, after.size))
    latin = ord(sign.text[0]) < _WIDE and ord(after.text[0]) < _WIDE
    if distance < (_LATIN_GAP if latin else _JAPANESE_GAP):
        return ""
    if distance < _WIDE_GAP:
        return " "
    if distance < _CELL_GAP or _LONE_LABEL.fullmatch(before):
        return "\u3000"
    return "\u3000\u3000"


def without_ruby(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Part lines from the small readings (ふりがな) right above other lines."""
    ruby = {place for place, line in enumerate(lines) if any(_is_above(line, lines, place))}
    kept = [line for place, line in enumerate(lines) if place not in ruby]
    return kept, [lines[place].text.strip() for place in sorted(ruby)]


def _is_above(line: Line, lines: Sequence[Line], place: int) -> Iterator[bool]:
    for below in lines[place + 1 : place + 4]:
        beside = line.x0 < below.x1 and below.x0 < line.x1
        near = -0.5 * line.size < below.top - line.bottom < 0.6 * line.size
        yield beside and near and line.size <= RUBY * below.size


def is_full(line: Line, following: Line, limit: float) -> bool:
    """Whether what `following` begins with had no room any more in `line`, whose column ends at `limit`."""
    chunk = _CHUNK.match(following.text.lstrip())
    width = sum(1 if ord(sign) >= _WIDE else 0.55 for sign in chunk.group()) if chunk else 1
    return limit - line.x1 < (min(width, 12) + 0.3) * line.size
