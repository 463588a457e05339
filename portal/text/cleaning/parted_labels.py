"""Labels and numbers of articles that extraction parted from their text.

Where a wide blank stands behind a label (第１条　目的, ２　前項の…), pdftotext takes what is before and behind it for
two blocks, and puts an empty line between them: 第１条, nothing, 目的.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.text.body import line_kind
from portal.text.bracketed import is_caption
from portal.text.cleaning.page_lines import LONGEST_LABEL, PageLine, columns, is_lone_label
from portal.text.headings.forms import read_head
from portal.text.numbering.labels import FIRST, follows, read_labels
from portal.text.tree import HEADINGS, Kind, LineKind, Number

FEWEST = 3
"""Labels alone before an empty line and words; fewer may be chance."""
_BLANK = "\u3000"


def with_labels_joined(lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
    """Return the lines with such labels and their words on one line, which is the page's line that it was."""
    parted = [place for place in range(len(lines) - 2) if _has_words_far_below(lines, place)]
    if sum(_is_label_or_head(lines[place].text) for place in parted) < FEWEST:
        return tuple(lines)
    return tuple(_joined(lines, set(parted)))


def _joined(lines: Sequence[PageLine], parted: set[int]) -> list[PageLine]:
    joined: list[PageLine] = []
    last: dict[str, Number] = {}
    place = 0
    while place < len(lines):
        line = lines[place]
        if place in parted and (_is_label_or_head(line.text) or _is_next_number(line.text, last)):
            joined.append(_one_line(line, lines[place + 2]))
            place += 2
        else:
            joined.append(line)
        for label in read_labels(joined[-1].text):
            last[label.style] = label.last
        place += 1
    return joined


def _has_words_far_below(lines: Sequence[PageLine], place: int) -> bool:
    """Whether the short line at `place` has an empty line and then words below it that begin nothing themselves."""
    text, below = lines[place].text, lines[place + 2].text
    if not 0 < len(text) <= LONGEST_LABEL or lines[place + 1].text or not below:
        return False
    begins = read_head(below) is not None or read_labels(below) or is_caption(below)
    return not begins and line_kind(below) is LineKind.TEXT and not _is_number(below)


def _is_label_or_head(text: str) -> bool:
    """Whether a line is a label that can be nothing else, or the number of an article or chapter without a name."""
    head = read_head(text)
    if head is None:
        return is_lone_label(text)
    return (head.kind is Kind.ARTICLE or head.kind in HEADINGS) and not (head.caption or head.rest)


def _is_number(text: str) -> bool:
    """Whether a line is a number that would be a label before a blank: ２, 二."""
    return any(len(label.text) == len(text) for label in read_labels(text + _BLANK))


def _is_next_number(text: str, last: dict[str, Number]) -> bool:
    """Whether a bare number comes next in its series: ２ may stand behind a first 項 without a number."""
    for label in read_labels(text + _BLANK):
        if len(label.text) == len(text) and not label.slip:
            number = label.number
            if number in (FIRST, (2,)) or follows(number, last.get(label.style, ())):
                return True
    return False


def _one_line(label: PageLine, words: PageLine) -> PageLine:
    """The two lines as one, as wide as it was on its page."""
    text = f"{label.text}{_BLANK}{words.text}"
    return replace(words, raw=label.raw.rstrip() + _BLANK + words.raw.lstrip(), text=text, width=columns(text))
