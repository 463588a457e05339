"""How wide a label is printed, so that the lines under it can hang beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

from portal.text.body import line_kind
from portal.text.numbering.labels import BLANKS, MULTI_STYLES, read_labels
from portal.text.tree import LineKind

NARROWEST, WIDEST = 2, 16
"""Half ems between which lines hang."""

WIDEST_LABEL = 40
"""Half ems up to which an article's label can have its text beside it."""

_DEEPEST_INDENT = 12
"""Half ems; a line written further in stands no further in."""

_FRACTION = re.compile(r"\d+(?![\d年月日])")
"""Digits behind a decimal point, and no date behind a label (１．2024年…)."""


def half_ems(text: str) -> int:
    """The printed width of text in half ems: two for a full-width character, none for a combining one."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text if not combining(character))


def indent_depth(indent: str) -> int:
    """The half ems that a line stands in by which is written behind these blanks."""
    return min(half_ems(indent), _DEEPEST_INDENT)


def hang(labels: Iterable[str]) -> str:
    """The class that hangs a series by its widest label, such as "hang-4"; "" for no labels.

    Labels over one em wider than the narrowest do not count (十五の三 in 一, 二, …): they push their
    own line alone, as in a printed statute.
    """
    widths = [half_ems(label) for label in labels]
    most = min(widths, default=0) + 2
    widest = max((width for width in widths if width <= most), default=0)
    return f"hang-{min(max(widest, NARROWEST), WIDEST)}" if widest else ""


def bullet(line: str) -> str:
    """The bullet that a line begins with, blanks behind it included, or ""."""
    if not line or line_kind(line) is not LineKind.BULLET:
        return ""
    return line[: len(line) - len(line[1:].lstrip(BLANKS))]


def printed_label(line: str) -> str:
    """The label of a 項, 号 or 号の細分, or the bullet, that a printed line begins with, or "".

    For lines that come without their tree, such as those of a comparison table's cells. What
    stands alone on its line hangs nothing and is no label.
    """
    labels = (label for label in read_labels(line) if not (label.weak and label.style in MULTI_STYLES))
    label = next((label.text + label.separator for label in labels), "") or bullet(line)
    behind = line[len(label) :]
    is_decimal = label.endswith((".", "．")) and _FRACTION.match(behind)  # 1.5倍: no series of labels decides here
    return "" if is_decimal or not behind else label
