"""Names such as 代車費用特約 over articles that count anew: a set of provisions of its own, read like a 別紙."""

from __future__ import annotations

import re

from portal.text.headings.heads import Head
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Kind

FURTHEST = 12
"""Lines above an article among which the name is looked for."""
LONGEST = 60
_NAME = re.compile(
    rf"(?P<open>[{BLANKS}]*[＜<【〔［《〈■□◆◇●*]*)"
    r"(?P<name>[^。、，：:|]*?(?:特約|特則|条項|規約|約款|規程|規則|規定|細則|契約|契約書|ポリシー|方針|覚書|要綱|要領)"
    r"(?:[（(][^。（）()]*[）)])?)(?P<close>[＞>】〕］》〉*]*)"
)


def part_name_above(text: str, offset: int, floor: int) -> tuple[int, Head] | None:
    """Return where above `offset`, an article's first line, and not above `floor` such a name stands, and its head.

    Directly above the article it may stand under any line; further up it is set off by a blank line.
    """
    end = offset
    for _ in range(FURTHEST):
        if end <= floor:
            return None
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start : end - 1]
        is_near = text[end:offset].strip("\n") == ""
        if line and start >= floor and (is_near or text[start - 2 : start] == "\n\n"):
            match = _NAME.fullmatch(line) if len(line) <= LONGEST else None
            if match is not None:
                form = f"{match['open']}C{match['close']}"
                return start, Head(Kind.APPENDIX, "", (), match["name"], form)
        end = start
    return None
