"""Lines of text that came from a PDF and such, with what they tell of the page they stood on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from portal.text.headings.forms import read_head
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS, read_labels

FORM_FEED = "\x0c"
FEWEST_LINES_DOUBLE_SPACED = 20
LONGEST_LABEL = 12
_LINE_END = re.compile("\r\n|[\r\n\x0b\x85\u2028\u2029]")
_LAST_LINE_END = re.compile("(?:\r\n|[\r\n\x0b\x85\u2028\u2029])\\Z")
_GAPS = ("   ", "\u00a0\u00a0\u00a0", "\u3000\u3000", "\t")
_GAP_OF_CELLS = re.compile(rf"[^{BLANKS}\t](?:[ \u00a0]{{3,}}|\u3000{{2,}}|[{BLANKS}]*\t[{BLANKS}\t]*)[^{BLANKS}\t]")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as it stood (`raw`), normalised and without its blanks (`text`), and its page from 0.

    `width` counts columns, those of its indent too. `ends` says whether a blank stood at its end,
    `is_row` whether it is a row of a table.
    """

    raw: str
    text: str
    width: int = 0
    page: int = 0
    ends: bool = False
    is_row: bool = False


def columns(text: str) -> int:
    """Return the width of `text` in columns: two for a full-width character, one for any other."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


@lru_cache(maxsize=8192)
def _columns_of(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "FWA" else 1


def is_lone_label(text: str) -> bool:
    """Whether a line is nothing but a label: extraction puts one that hangs on a line of its own."""
    return len(text) <= LONGEST_LABEL and any(len(label.text) == len(text) for label in read_labels(text))


def page_lines(text: str) -> list[PageLine]:
    """Return the lines; a form feed begins a page, and is one line end with the line end before it.

    Where the extraction put an empty line behind each line, every second one is dropped.
    """
    pages = text.split(FORM_FEED)
    raws = [(raw, page) for page, part in enumerate(pages) for raw in _raw_lines(part, is_last=page == len(pages) - 1)]
    if _is_double_spaced([raw for raw, _ in raws]):
        raws = [pair for before, pair in pairwise([("", 0), *raws]) if pair[0] or not before[0]]
    texts = normalise("\n".join([raw for raw, _ in raws])).split("\n")
    lines = [_page_line(raw, text, page) for (raw, page), text in zip(raws, texts, strict=True)]
    return _with_rows(lines)


def _raw_lines(page: str, *, is_last: bool) -> list[str]:
    return _LINE_END.split(page if is_last else _LAST_LINE_END.sub("", page))


def _is_double_spaced(raw_lines: list[str]) -> bool:
    """Whether nearly every line with something in it (a blank counts) has an empty one behind it."""
    behind = [after for line, after in pairwise(raw_lines) if line]
    return len(behind) > FEWEST_LINES_DOUBLE_SPACED and behind.count("") >= 0.9 * len(behind)


def _page_line(raw: str, text: str, page: int) -> PageLine:
    width, text = columns(text), text.strip(BLANKS)
    return PageLine(raw, text, width, page, ends=bool(text) and raw[-1] in BLANKS, is_row=text.startswith("|"))


def _with_rows(lines: list[PageLine]) -> list[PageLine]:
    """Mark the rows of tables: two and more lines on end that wide gaps part into cells."""
    gapped = [_has_gap(line) for line in lines]
    return [
        replace(line, is_row=True) if gap and (before or after) else line
        for line, before, gap, after in zip(lines, [False, *gapped], gapped, [*gapped[1:], False], strict=False)
    ]


def _has_gap(line: PageLine) -> bool:
    """Whether a wide gap stands in the line, that behind a label or in a heading aside."""
    raw = line.raw.strip(f"{BLANKS}\t")
    if not any(gap in raw for gap in _GAPS):  # what nearly every line is spared
        return False
    if _GAP_OF_CELLS.search(raw) is None or read_head(line.text) is not None:
        return False
    label = next(iter(read_labels(line.text)), None)
    return _GAP_OF_CELLS.search(raw, label.length if label else 0) is not None
