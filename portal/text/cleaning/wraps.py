"""Hard-wrapped lines: how a text wraps, and its paragraphs joined again.

What a wrap looks like is taken from the text itself: its line width, and whether a blank at a line's end marks the
end of a paragraph there. Where a line that begins with a label or as a heading does could as well be the rest of
the line before, the number sequence decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from portal.text.body import line_kind
from portal.text.bracketed import is_caption
from portal.text.cleaning.hyphens import Vocabulary, is_hyphenated, word_without_hyphen
from portal.text.cleaning.page_lines import PageLine, is_lone_label
from portal.text.headings.forms import read_head
from portal.text.headings.heads import Head
from portal.text.numbering.label_series import NOWHERE, Ahead
from portal.text.numbering.labels import FIRST, Label, follows, read_labels
from portal.text.tree import Kind, LineKind, Number

WIDEST_PAGE = 150
"""Columns (a full-width character takes two) beyond which a line is a paragraph, not a wrapped line."""
MOST_WIDE_LINES = 0.02
"""What share of the lines may be wider: extraction runs two into one at times."""
NARROWEST_PAGE = 30
SLACK = 5
"""Columns a full line may fall short of the width: kinsoku takes back a character or two."""
MOST_SLACK = 0.15
"""What share of the width a full line may fall short where the letters of a font have widths of their own."""
LONGEST_WORD = 20
"""Columns a full line may fall short where the next line begins with a long Latin word."""
FEWEST_LINES = 10
FEWEST_FULL_LINES = 0.2
SENTENCE_ENDS = "。．.」）)"
STOPS = f"{SENTENCE_ENDS}:;：；"
"""Behind which a label or heading is one, and no reference in the middle of a sentence."""
NEVER_FIRST = ("、", "。", "，", "．", "）", ")", "」", "』", "】", "〕", "・・")
"""What no paragraph begins with."""
WIDEST_NUMBER_GAP = 5
MIDDLE_DOT = "・"
"""Begins a line of a list, or stands between two words of which the second was wrapped."""
_LATIN_WORD = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True)
class Wrap:
    """How this text wraps: its width in columns, by how many a full line may fall short, what ends a paragraph."""

    width: int
    slack: int = SLACK
    blank_ends_paragraph: bool = False

    def is_full(self, line: PageLine, following: str) -> bool:
        """Whether the first word of the line `following` had no room any more in `line`."""
        room = self.width - line.width
        if room <= self.slack:
            return True
        word = _LATIN_WORD.match(following) if room <= LONGEST_WORD else None
        return word is not None and room <= SLACK + len(word.group())


@dataclass(frozen=True, slots=True)
class Joined:
    """Paragraphs and blank lines, how many line ends were joined, and the words that a hyphen had parted."""

    lines: tuple[str, ...]
    count: int
    words: tuple[str, ...]


def read_wrap(lines: Sequence[PageLine]) -> Wrap | None:
    """Return how the text wraps, None when its lines are paragraphs already."""
    filled = [line for line in lines if line.text and not line.is_row and not is_lone_label(line.text)]
    if len(filled) < FEWEST_LINES:
        return None
    widths = sorted(line.width for line in filled)
    width = widths[int(len(widths) * (1 - MOST_WIDE_LINES))]
    if not NARROWEST_PAGE <= width <= WIDEST_PAGE:
        return None
    pairs = list(pairwise(filled))
    wrap = Wrap(width, _slack(pairs, width))
    full = [(line, after) for line, after in pairs if wrap.is_full(line, after.text)]
    broken = [(line, after) for line, after in full if line.text[-1] not in SENTENCE_ENDS]
    if len(full) < FEWEST_FULL_LINES * len(filled) or len(broken) < 0.5 * len(full) or not _reads_on(broken):
        return None
    short = [line for line, after in pairs if not wrap.is_full(line, after.text)]
    return replace(wrap, blank_ends_paragraph=_blank_ends_paragraph(short, [line for line, _ in full]))


def _slack(pairs: list[tuple[PageLine, PageLine]], width: int) -> int:
    """By how many columns lines fall short that break inside a sentence: more where letters have their own widths."""
    inside = [line.width for line, after in pairs if _breaks_inside(line, after)]
    nearly_full = sorted(found for found in inside if found >= width * (1 - MOST_SLACK))
    if len(nearly_full) < FEWEST_LINES or len(nearly_full) < 0.8 * len(inside):
        return SLACK
    return max(SLACK, width - nearly_full[len(nearly_full) // 100])


def _breaks_inside(line: PageLine, after: PageLine) -> bool:
    if line.text[-1] in SENTENCE_ENDS or read_labels(after.text) or read_head(after.text):
        return False
    return read_head(line.text) is None and line_kind(after.text) is LineKind.TEXT


def _reads_on(broken: list[tuple[PageLine, PageLine]]) -> bool:
    """Whether Latin lines mostly go on in small letters: a list of names does not."""
    latin = [after.text[0] for _, after in broken if after.text[0].isascii() and after.text[0].isalpha()]
    return 2 * len(latin) <= len(broken) or 2 * sum(map(str.islower, latin)) >= len(latin)


def _blank_ends_paragraph(short: list[PageLine], full: list[PageLine]) -> bool:
    ended = sum(1 for line in short if line.ends)
    running = sum(1 for line in full if not line.ends)
    return bool(short) and ended >= 0.8 * len(short) and running >= 0.7 * len(full)


def join_wraps(lines: Sequence[PageLine], wrap: Wrap) -> Joined:
    """Join wrapped lines to paragraphs; one blank line stays of each run of blank lines."""
    return _Joiner(lines, wrap).join()


class _Joiner:
    """Reads lines in order; remembers the last number of each series of labels and of headings.

    `paragraph` holds the lines of the paragraph under way with what stands between them, `outer_labels` the last
    number of a series before it began again, for it may go on.
    """

    def __init__(self, lines: Sequence[PageLine], wrap: Wrap) -> None:
        self.lines, self.wrap = lines, wrap
        self.paragraph: list[str] = []
        self.written: list[str] = []
        self.last_labels: dict[tuple[str, int], Number] = {}
        self.outer_labels: dict[tuple[str, int], Number] = {}
        self.last_heads: dict[str, Number] = {}
        self.next_labels = _next_labels(lines) if wrap.blank_ends_paragraph else []
        self.vocabulary: Vocabulary | None = None
        self.words: list[str] = []
        self.count = 0

    @cached_property
    def ahead(self) -> Ahead:
        return Ahead([read_labels(line.text) for line in self.lines])

    def join(self) -> Joined:
        previous: PageLine | None = None
        is_apart = False
        for place, line in enumerate(self.lines):
            if not line.text:
                is_apart = True
                continue
            if previous is not None and self._continues(previous, place, is_apart=is_apart):
                self._append(line.text)
            else:
                self._end_paragraph(is_apart=is_apart)
                self._begin(line.text)
            previous, is_apart = line, False
        self._end_paragraph(is_apart=False)
        return Joined(tuple(self.written), self.count, tuple(self.words))

    def _end_paragraph(self, *, is_apart: bool) -> None:
        if self.paragraph:
            self.written += ["".join(self.paragraph), *([""] if is_apart else [])]

    def _begin(self, text: str) -> None:
        self.paragraph = [text]
        head = read_head(text)
        if head is not None and head.kind is Kind.ARTICLE:
            self.last_heads[head.series] = head.number
        for label in read_labels(text):
            series = label.style, len(label.number)
            if label.number[-1] == 1 and series in self.last_labels:
                self.outer_labels[series] = self.last_labels[series]
            self.last_labels[series] = label.last

    def _append(self, text: str) -> None:
        left = self.paragraph[-1]
        self.count += 1
        if not is_hyphenated(left, text):
            self.paragraph += [_behind_label(left) if self._is_lone_label() else _seam(left, text), text]
            return
        self.vocabulary = self.vocabulary or Vocabulary.of(line.text for line in self.lines)
        word = word_without_hyphen(left, text, self.vocabulary)
        if word:
            self.paragraph[-1] = left[:-1]
            self.words.append(word)
        self.paragraph.append(text)

    def _continues(self, previous: PageLine, place: int, *, is_apart: bool) -> bool:
        """Whether the line at `place` is the rest of the last paragraph, whose last line was `previous`."""
        line = self.lines[place]
        is_full = self.wrap.is_full(previous, line.text)
        if (line.text.startswith(NEVER_FIRST) and not is_apart) or self._is_behind_lone_label(line):
            return True
        if not is_full and not self.wrap.blank_ends_paragraph:
            return False
        if previous.is_row or line.is_row:
            return is_full and self._cell_goes_on(previous, line)
        has_ended = previous.text[-1] in STOPS
        if self._begins_clause(place, is_full=is_full, has_ended=has_ended):
            return False
        if is_apart:  # by the edge of a page, or by an empty line that the extraction put between two lines
            return is_full and not has_ended and not self._begins_unit(line.text)
        if self.wrap.blank_ends_paragraph and not previous.ends:
            return is_full
        if self._begins_unit(line.text):
            return is_full and not has_ended and not self._is_next_unit(line.text, place)
        if self.wrap.blank_ends_paragraph:
            return not has_ended and self._stands_between_siblings(place)
        return is_full

    def _is_behind_lone_label(self, line: PageLine) -> bool:
        """Whether the paragraph is only a label so far."""
        if not self._is_lone_label() or line.is_row or self._begins_unit(line.text):
            return False
        return read_head(line.text) is None and not is_caption(line.text)

    def _is_lone_label(self) -> bool:
        return len(self.paragraph) == 1 and is_lone_label(self.paragraph[0])

    @staticmethod
    def _cell_goes_on(previous: PageLine, line: PageLine) -> bool:
        """Whether `line` is the rest of a row of a table that is drawn with bars: 「| 甲 | 」 has its last one."""
        return previous.text.startswith("|") and not previous.text.endswith("|") and not line.is_row

    def _begins_clause(self, place: int, *, is_full: bool, has_ended: bool) -> bool:
        """Whether the line at `place` is a heading, or the caption above one, and no reference in a wrapped line."""
        text = self.lines[place].text
        head = read_head(text)
        if head is None:
            return is_caption(text) and self._begins_article(place + 1)
        if is_full and head.kind is Kind.ARTICLE and not self._is_next_article(head):
            return head.certain and has_ended
        return head.certain or has_ended

    def _begins_article(self, place: int) -> bool:
        head = read_head(self.lines[place].text) if place < len(self.lines) else None
        return head is not None and head.kind is Kind.ARTICLE

    def _is_next_article(self, head: Head) -> bool:
        last = self.last_heads.get(head.series)
        return last is None or head.number == FIRST or follows(head.number, last)

    @staticmethod
    def _begins_unit(text: str) -> bool:
        return line_kind(text) is LineKind.BULLET or bool(read_labels(text))

    def _is_next_unit(self, text: str, place: int) -> bool:
        """Whether a label begins a series or follows the last of its own; a bullet is, ・ among others."""
        if line_kind(text) is LineKind.BULLET:
            return not text.startswith(MIDDLE_DOT) or self.paragraph[0].startswith(MIDDLE_DOT)
        return not self._closes_bracket(text) and any(self._is_next_label(label, place) for label in read_labels(text))

    def _closes_bracket(self, text: str) -> bool:
        """Whether the line goes on within brackets that the line above left open, and 三）まで is no label."""
        above = self.paragraph[-1]
        is_open = max(map(above.rfind, "（(")) > max(map(above.rfind, "）)"))
        return is_open and text[0] not in "（("

    def _is_next_label(self, label: Label, place: int) -> bool:
        """Whether a number comes next; a first one where its series goes on, for words break before い） as well."""
        if label.number[-1] == 1:
            return self.ahead.goes_on(label, place) < NOWHERE
        series = label.style, len(label.number)
        last = self.last_labels.get(series)
        if last is None:
            return False
        is_near = 0 <= label.number[0] - last[0] <= WIDEST_NUMBER_GAP
        return is_near or follows(label.number, last) or follows(label.number, self.outer_labels.get(series, ()))

    def _stands_between_siblings(self, place: int) -> bool:
        """Whether the next labelled line continues the series of the labelled paragraph before."""
        return any(
            later.style == label.style and follows(later.number, label.number)
            for label in read_labels(self.paragraph[0])
            for later in self.next_labels[place]
        )


def _next_labels(lines: Sequence[PageLine]) -> list[tuple[Label, ...]]:
    """For each line, the labels of the next labelled line below it; none behind a blank line."""
    found: list[tuple[Label, ...]] = []
    below: tuple[Label, ...] = ()
    for line in reversed(lines):
        found.append(below)
        below = (read_labels(line.text) or below) if line.text else ()
    return found[::-1]


def _behind_label(label: str) -> str:
    """The blank between a label and its text: half width behind 1., full width behind 第１項, none behind （１）."""
    return " " if label.isascii() else "" if label[-1] in SENTENCE_ENDS else "\u3000"


def _seam(left: str, right: str) -> str:
    """A blank between two Latin words that a line end stood between."""
    if not (left[-1].isascii() and right[0].isascii()) or left[-1] in "([{/-" or right[0] in ")]},.;:/-!?%":
        return ""
    return "" if _parts_number(left, right) else " "


def _parts_number(left: str, right: str) -> bool:
    """1,/000 and, in Japanese text, 第2/3条."""
    if not right[0].isdigit():
        return False
    is_parted = left[-1] in ".,:" and left[-2:-1].isdigit()
    return is_parted or (left[-1].isdigit() and not (left.isascii() and right.isascii()))
