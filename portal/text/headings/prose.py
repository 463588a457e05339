"""Headings of terms written as prose, without any 条: ■はじめに, 1. 料金 over its text, "Fees" on a line of its own.

Such lines mean nothing alone, so they count only where several agree: the marked ones, else the series
of numbers, else short lines set off by a blank line over sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from portal.text.bracketed import BRACKETED, LONGEST_CAPTION
from portal.text.headings.captions import ENDS, is_latin_name, is_no_caption
from portal.text.headings.heads import Head
from portal.text.headings.marked import MARKS
from portal.text.headings.ordinals import read_ordinal
from portal.text.headings.signatures import COMPANY
from portal.text.numbering.label_series import NOWHERE, WIDEST_GAP, Ahead, is_mixed_in
from portal.text.numbering.labels import BLANKS, FIRST, MULTI_STYLES, Label, follows, read_labels
from portal.text.tree import Kind, Number

FEWEST = 2
"""Headings of one sort; a single one may be chance."""

MOST_UNTITLED = 0.4
"""Of a series of numbers, how many may stand over no text of their own in a series of headings."""

FEWEST_SENTENCES = 0.5
"""Of a series of numbers without headings, how many must hold a sentence; others are a list."""

LONGEST_PLAIN = 25
LONGEST_LATIN = 60

_MARKED = re.compile(
    rf"(?P<open>[{MARKS}][{BLANKS}]*)(?P<caption>.+)"
    r"|(?P<left>\*\*|[【＜《〈［])(?P<inner>[^*【】＜＞《》〈〉［］]+)(?P<right>(?:\*\*|[】＞》〉］])[：:]?)"
)
_SENTENCE = re.compile(r"。|[.!?](?:\s|$)")
_NO_END = "。．.、,，;；:：…！？!?"
_NO_START = "「『（(・※*-–—+>|｜〒" + MARKS
_NO_NAME = re.compile(rf"[、：:\d０-９{BLANKS}]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something in it: where it begins, its indent, words and labels, whether a blank line stands above."""

    offset: int
    indent: str
    text: str
    set_off: bool
    labels: tuple[Label, ...]


_Series = list[tuple[int, Label]]
"""A series of labels, with the places of their lines."""


def prose_heads(text: str, start: int, end: int) -> list[tuple[int, Head]]:
    """Return where clauses begin between two offsets of `text` that hold no article; [] for running text."""
    lines = _lines(text, start, end)
    marked = _marked(lines)
    if marked:
        return marked
    ahead = Ahead([line.labels for line in lines])
    series = _outermost_series(lines, ahead)
    return (
        _in_chapters(lines, series, ahead) or _titled_series(lines, series) or _plain(lines) or _numbered(lines, series)
    )


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    set_off = True
    for line in text[start:end].split("\n"):
        words = line.lstrip(BLANKS)
        if words:
            labels = (*read_ordinal(words), *read_labels(words))
            lines.append(_Line(start, line[: len(line) - len(words)], words, set_off, labels))
        set_off = not words
        start += len(line) + 1
    return lines


# --- behind marks ---


def _marked(lines: Sequence[_Line]) -> list[tuple[int, Head]]:
    """Lines behind the first mark that stands over text at least twice; marks on end are a list."""
    marks = [_mark(line) for line in lines]
    over_text = [mark for mark, below in zip(marks, [*marks[1:], "end"], strict=True) if mark and not below]
    chosen = next((mark for mark in over_text if over_text.count(mark) >= FEWEST), "")
    return [
        (line.offset, _marked_head(line)) for line, mark in zip(lines, marks, strict=True) if mark and mark == chosen
    ]


def _mark(line: _Line) -> str:
    match = _MARKED.fullmatch(line.text)
    return line.text[0] if match and _is_short(match["caption"] or match["inner"]) else ""


def _marked_head(line: _Line) -> Head:
    match = _MARKED.fullmatch(line.text)
    left, caption, right = line.text[:1], line.text[1:], ""
    if match:
        left, caption = match["open"] or match["left"], match["caption"] or match["inner"]
        right = match["right"] or ""
    label = next(iter(read_labels(caption)), None)
    if label is None or label.weak or label.length == len(caption):
        return Head(Kind.ARTICLE, "", (), caption, f"{line.indent}{left}C{right}", series="#")
    form = f"{line.indent}{left}L{label.separator}C{right}"
    return Head(Kind.ARTICLE, label.text, label.number, caption[label.length :], form, series="#")


# --- numbered ---


def _in_chapters(lines: Sequence[_Line], series: _Series, ahead: Ahead) -> list[tuple[int, Head]]:
    """Ⅰ 総則 over 1 適用, Ⅱ 申込み over 3 申込み: numbers that count on through the outer ones make those chapters."""
    outer = {place for place, _ in series}
    first = min(outer, default=len(lines)) + 1
    below = lines[first].labels if first < len(lines) and first not in outer else ()
    style = series[0][1].style if series else ""
    firsts = [label for label in below if label.number == FIRST and label.style != style and not label.weak]
    inner = _SeriesReader(lines, ahead).read(first, firsts[0]) if firsts else []
    if not outer.isdisjoint(place for place, _ in inner) or not any(
        place - 1 in outer and label.number != FIRST for place, label in inner
    ):
        return []
    chapters = [(lines[place].offset, _chapter(lines[place], label)) for place, label in series]
    places = outer | {place for place, _ in inner}
    articles = [
        (lines[place].offset, _titled_head(lines, place, label, places) or _untitled_head(lines[place], label))
        for place, label in inner
    ]
    return sorted((*chapters, *articles), key=itemgetter(0))


def _chapter(line: _Line, label: Label) -> Head:
    caption = line.text[label.length :]
    form = f"{line.indent}L{label.separator}{'C' if caption else ''}"
    return Head(Kind.CHAPTER, label.text, label.number, caption, form, series="#")


def _titled_series(lines: Sequence[_Line], series: _Series) -> list[tuple[int, Head]]:
    """1. 料金 over its text, 2. 解約 over its text: a series of which most stand over a text."""
    places = {place for place, _ in series}
    heads = [_titled_head(lines, place, label, places) for place, label in series]
    titled = sum(head is not None for head in heads)
    is_ordinal = any(label.style == "ordinal" for _, label in series)
    if not is_ordinal and titled < max(FEWEST, (1 - MOST_UNTITLED) * len(series)):
        return []
    return [
        (lines[place].offset, head or _untitled_head(lines[place], label))
        for (place, label), head in zip(series, heads, strict=True)
    ]


def _numbered(lines: Sequence[_Line], series: _Series) -> list[tuple[int, Head]]:
    """1. 会員は…。 2. 会は…。: paragraphs that have a number and no heading."""
    sentences = sum(_SENTENCE.search(lines[place].text, label.length) is not None for place, label in series)
    if sentences < FEWEST_SENTENCES * len(series):
        return []
    return [(lines[place].offset, _untitled_head(lines[place], label)) for place, label in series]


def _outermost_series(lines: Sequence[_Line], ahead: Ahead) -> _Series:
    """The first series of labels that gets beyond its first number, with the places of its lines."""
    tried: set[tuple[str, str]] = set()
    for place, line in enumerate(lines):
        for label in line.labels:
            if label.number == FIRST and not label.weak and (label.style, line.indent) not in tried:
                tried.add((label.style, line.indent))
                series = _SeriesReader(lines, ahead).read(place, label)
                if len(series) >= FEWEST:
                    return series
    return []


class _SeriesReader:
    """Reads a series of labels; `listed` is the last number of a list that stands within it, () outside of one."""

    def __init__(self, lines: Sequence[_Line], ahead: Ahead) -> None:
        self.lines, self.ahead = lines, ahead
        self.style = ""
        self.found: _Series = []
        self.listed: Number = ()

    def read(self, first: int, label: Label) -> _Series:
        """Return the labels that go on from the one on line `first`, as far in as that."""
        self.style, self.found = label.style, [(first, label)]
        for place in range(first + 1, len(self.lines)):
            labels = self.lines[place].labels if self.lines[place].indent == self.lines[first].indent else ()
            found = next(filter(partial(self._belongs, place), labels), None)
            if found is not None:
                self.found.append((place, found))
                self.listed = ()
        return self.found

    def _belongs(self, place: int, label: Label) -> bool:
        last = self.found[-1][1]
        if label.style != self.style:
            return is_mixed_in(label, last) and self.ahead.goes_on(last, place) == NOWHERE
        if self._is_listed(place, label):
            self.listed = label.number
            return False
        return follows(label.number, last.last) or (not self.listed and self._is_odd(place, label))

    def _is_listed(self, place: int, label: Label) -> bool:
        """Whether a label is the first of a list within, or its next one, and not of the series itself."""
        if label.number == FIRST:
            return True
        is_next = follows(label.number, self.found[-1][1].last) and not self.ahead.comes_again(label, place)
        return self.listed != () and follows(label.number, self.listed) and not is_next

    def _is_odd(self, place: int, label: Label) -> bool:
        """Whether a number that skips or stands twice is of the series: it is a name, and stands over a text."""
        below = self.lines[place + 1].labels if place + 1 < len(self.lines) else (label,)
        skipped = label.number[0] - self.found[-1][1].last[0]
        if label.weak or not 0 <= skipped <= WIDEST_GAP or any(other.style == label.style for other in below):
            return False
        return label.style not in MULTI_STYLES and _titled_head(self.lines, place, label, set()) is not None


def _titled_head(lines: Sequence[_Line], place: int, label: Label, series: set[int]) -> Head | None:
    """1. 料金 and 1.（料金） over a text, or 1.（料金） before it; None where no caption is."""
    line = lines[place]
    behind = line.text[label.length :]
    form = f"{line.indent}L{label.separator}"
    bracketed = BRACKETED.match(behind)
    if bracketed is not None and not is_no_caption(bracketed.group()[1:-1]):
        rest = behind[bracketed.end() :].lstrip(BLANKS)
        gap = behind[bracketed.end() : len(behind) - len(rest)]
        if gap or not rest:
            caption = bracketed.group()
            form += f"{caption[0]}C{caption[-1]}{gap}"
            return Head(Kind.ARTICLE, label.text, label.number, caption[1:-1], form, rest, series="#")
    over_text = place + 1 < len(lines) and place + 1 not in series
    if not behind or not over_text or not _is_short(behind):
        return None
    caption = behind.rstrip(ENDS) or behind
    return Head(Kind.ARTICLE, label.text, label.number, caption, f"{form}C{behind[len(caption) :]}", series="#")


def _untitled_head(line: _Line, label: Label) -> Head:
    form = f"{line.indent}L{label.separator}"
    return Head(Kind.ARTICLE, label.text, label.number, "", form, line.text[label.length :], series="#")


# --- plain ---


def _plain(lines: Sequence[_Line]) -> list[tuple[int, Head]]:
    """Short lines set off by a blank line above, with sentences below; then others like them, over other words."""
    places = range(len(lines) - 1)
    if sum(_is_plain_heading(lines[place], lines[place + 1]) for place in places) < FEWEST:
        return []
    return [
        (lines[place].offset, Head(Kind.ARTICLE, "", (), lines[place].text, f"{lines[place].indent}C", series="#"))
        for place in places
        if _is_plain_heading(lines[place], lines[place + 1]) or _is_name_over_words(lines[place], lines[place + 1])
    ]


def _is_plain_heading(line: _Line, below: _Line) -> bool:
    words = line.text
    if not line.set_off or words[0] in _NO_START or words[-1] in _NO_END or read_labels(words):
        return False
    if words.isascii():
        return len(words) <= LONGEST_LATIN and words[0].isupper() and _SENTENCE.search(below.text) is not None
    return len(words) <= LONGEST_PLAIN and "、" not in words and "。" in below.text and "。" not in words


def _is_name_over_words(line: _Line, below: _Line) -> bool:
    """Whether お問い合わせ窓口 stands over an address, or a name like it over a list."""
    words = line.text
    if not line.set_off or below.set_off or words[0] in _NO_START or words[-1] in _NO_END or words.isascii():
        return False
    is_name = len(words) <= LONGEST_PLAIN and _NO_NAME.search(words) is None and COMPANY.search(words) is None
    return is_name and not read_labels(words) and "。" not in words


def _is_short(caption: str) -> bool:
    """Whether words are short enough for a heading, and no sentence."""
    longest = 2 * LONGEST_CAPTION if caption.isascii() else LONGEST_CAPTION
    if len(caption) > longest or "。" in caption:
        return False
    return caption[-1] not in _NO_END or len(caption) == 1 or (caption[-1] == "." and is_latin_name(caption[:-1]))
