"""Put a label before its words so that the text core reads both, with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.importing.docx.marks import without_marks

_HEADING = re.compile(
    r"第.*[編章節款目条号項表]|第.*条(?:の[0-9０-９一二三四五六七八九十]+)+|別[表紙記].*|様式.*|附則|付則"
)
_OPENING = tuple("（(［[【「")
_ENDS_IN_SIGN = re.compile(r"[）)］\]】」．.、,，・:：]$|[①-⑳⑴-⒛❶-❿㊀-㊉]$")
BLANKS = " \t\u3000"


def labelled(label: str, suffix: str, words: str) -> str:
    """Return one line: 第1条（目的）, 第1条　目的, 2　本規約は, （1）利用者, ①　利用者.

    `suffix` is what Word puts between them: "tab", "space" or "nothing". Blanks around the label are dropped.
    """
    label = label.strip(BLANKS)
    seen = without_marks(words).lstrip(BLANKS)
    if not label or not seen:
        return label + words.strip(BLANKS) if label else words
    if _HEADING.fullmatch(label) and seen.startswith(_OPENING):
        return label + words.lstrip(BLANKS)
    if suffix == "nothing" and (_ENDS_IN_SIGN.search(label) or not label[-1].isalnum()):
        return label + words.lstrip(BLANKS)
    return label + gap(label, seen) + words.lstrip(BLANKS)


def gap(before: str, after: str) -> str:
    """Return the blank between two texts that a tab or the border of a cell parts: U+3000 beside Japanese."""
    return " " if before[-1:].isascii() and after[:1].isascii() else "\u3000"


def without_tabs(line: str) -> str:
    """Return a line with blanks for tabs; at its ends a tab is an indent and goes."""
    if "\t" not in line:
        return line
    first, *others = line.split("\t")
    return joined_with_gaps([first.rstrip(BLANKS), *(part.strip(BLANKS) for part in others)])


def joined_with_gaps(parts: Iterable[str]) -> str:
    """Return parts as one line, with blanks between those that have words."""
    written: list[str] = []
    before = ""
    for part in parts:
        words = without_marks(part)
        written += [gap(before, words) if before and words else "", part]
        before = words or before
    return "".join(written)
