"""Text that was extracted from a PDF and such, made into lines again: wraps joined, page furniture removed.

Applied before `normalise` and `parse`, and only to text that looks hard-wrapped; all other text
passes unchanged. What a wrap looks like is taken from the text itself: its line width, and
whether a blank at a line's end marks the end of a paragraph there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from portal.text.headings import read_head
from portal.text.labels import BLANKS, follows, read_labels
from portal.text.messages import gettext_noop
from portal.text.metadata import is_field

WIDEST_PAGE = 150
"""Columns (a full-width character takes two) beyond which a line is a paragraph, not a wrapped line."""
SLACK = 5
"""Columns a full line may fall short of the width: kinsoku takes back a character or two."""
FEWEST_FULL_LINES = 0.2
SENTENCE_ENDS = "。．.」）)"
_PAGE_NUMBER = re.compile(
    r"(?:[-－–—]\s*)?(?:p\.?\s*|ページ\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4})?(?:\s*ページ|\s*頁)?(?:\s*[-－–—])?",
    re.IGNORECASE,
)
# A line end and the form feed behind it are one: a paragraph may run over a page's edge.
_LINE_ENDS = re.compile("\r?\n?\x0c|\r\n|[\r\n\x0b\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Note:
    """Something `clean` did: a Japanese sentence with {placeholders} and what fills them."""

    code: str
    message: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message.format(**dict(self.values))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text that `parse` should read, and what was done to get it."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its blanks, its width in columns, and whether a blank stood at its end (`ends`)."""

    text: str
    ends: bool
    width: int


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How this text wraps: its width in columns, and whether a trailing blank ends a paragraph."""

    width: int
    blank_ends_paragraph: bool

    def is_full(self, line: _Line) -> bool:
        return line.width >= self.width - SLACK


def columns(text: str) -> int:
    """Return the width of `text` in columns: two for a full-width character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def clean(text: str) -> Cleaned:
    """Return hard-wrapped text joined to paragraphs, a stray document record moved to the end; else `text` itself."""
    lines = _lines(text)
    wrap = _read_wrap(lines)
    if wrap is None:
        return Cleaned(text)
    notes: list[Note] = []
    lines = _without_page_numbers(lines, notes)
    lines, records = _without_records(lines, notes)
    joined = _join(lines, wrap, notes)
    if records:
        joined += ["", *records]
    return Cleaned("\n".join(joined).strip("\n") + "\n", tuple(notes))


def _lines(text: str) -> list[_Line]:
    """The lines, every second one dropped where the extraction put an empty line behind each."""
    raw_lines = _LINE_ENDS.split(text.lstrip("\ufeff"))
    lines = [_line(raw) for raw in raw_lines]
    if not _is_double_spaced(raw_lines):
        return lines
    return [line for place, line in enumerate(lines) if raw_lines[place] or not (place and raw_lines[place - 1])]


def _line(raw: str) -> _Line:
    text = raw.strip(BLANKS)
    return _Line(text, bool(text) and raw != raw.rstrip(BLANKS), columns(text))


def _is_double_spaced(raw_lines: list[str]) -> bool:
    """Whether nearly every line with something in it (a blank counts) has an empty one behind it."""
    filled = [place for place, line in enumerate(raw_lines[:-1]) if line]
    spaced = sum(1 for place in filled if not raw_lines[place + 1])
    return len(filled) > 20 and spaced >= 0.9 * len(filled)


def _read_wrap(lines: list[_Line]) -> _Wrap | None:
    """How the text wraps, None when its lines are paragraphs already."""
    filled = [line for line in lines if line.text]
    if len(filled) < 10:
        return None
    widths = sorted(line.width for line in filled)
    width = widths[int(len(widths) * 0.98)]
    if widths[-1] > WIDEST_PAGE or width < 30:
        return None
    wrap = _Wrap(width, blank_ends_paragraph=False)
    full = [line for line in filled if wrap.is_full(line)]
    broken = sum(1 for line in full if line.text[-1] not in SENTENCE_ENDS)
    if len(full) < FEWEST_FULL_LINES * len(filled) or broken < 0.5 * len(full):
        return None
    short = [line for line in filled if not wrap.is_full(line)]
    return replace(wrap, blank_ends_paragraph=_blank_ends_paragraph(short, full))


def _blank_ends_paragraph(short: list[_Line], full: list[_Line]) -> bool:
    ended = sum(1 for line in short if line.ends)
    running = sum(1 for line in full if not line.ends)
    return bool(short) and ended >= 0.8 * len(short) and running >= 0.7 * len(full)


def _without_page_numbers(lines: list[_Line], notes: list[Note]) -> list[_Line]:
    """Drop lines that are page numbers: alone between blank lines and counting up."""
    found = [
        place
        for place, line in enumerate(lines)
        if line.text and _PAGE_NUMBER.fullmatch(line.text) and (place + 1 == len(lines) or not lines[place + 1].text)
    ]
    numbers = [int(re.findall(r"\d+", lines[place].text)[0]) for place in found]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return lines
    values = (("count", str(len(found))),)
    notes.append(Note("page_numbers", gettext_noop("ページ番号{count}行を除きました。"), values))
    dropped = set(found)
    return [line for place, line in enumerate(lines) if place not in dropped]


def _without_records(lines: list[_Line], notes: list[Note]) -> tuple[list[_Line], list[str]]:
    """Take document records (文書番号：…) out of the middle: they were a page's footer. Returns lines and records."""
    records = list(dict.fromkeys(line.text for line in lines if line.text and is_field(line.text)))
    body = [line for line in lines if not (line.text and is_field(line.text))]
    last = max((place for place, line in enumerate(lines) if line.text and not is_field(line.text)), default=-1)
    first_heading = next((place for place, line in enumerate(lines) if line.text and read_head(line.text)), last)
    inside = [
        place for place, line in enumerate(lines) if line.text and is_field(line.text) and first_heading < place < last
    ]
    if not inside:
        return lines, []
    values = (("records", "」「".join(records)),)
    notes.append(Note("records_moved", gettext_noop("ページの下部にあった「{records}」を末尾に移しました。"), values))
    return body, records


def _join(lines: list[_Line], wrap: _Wrap, notes: list[Note]) -> list[str]:
    """Join wrapped lines; one blank line stays of each run of blank lines."""
    joined: list[str] = []
    previous: _Line | None = None
    count = 0
    for place, line in enumerate(lines):
        if not line.text:
            previous = None
            if joined and joined[-1]:
                joined.append("")
        elif previous is not None and _continues(previous, lines, place, joined[-1], wrap):
            joined[-1] += _seam(joined[-1], line.text) + line.text
            count += 1
            previous = line
        else:
            joined.append(line.text)
            previous = line
    message = gettext_noop("折り返された{count}か所の改行をつなぎました。")
    notes.append(Note("lines_joined", message, (("count", str(count)),)))
    return joined


def _continues(previous: _Line, lines: list[_Line], place: int, so_far: str, wrap: _Wrap) -> bool:
    """Whether the line at `place` is the rest of the paragraph `so_far`, whose last line was `previous`."""
    line = lines[place]
    head = read_head(line.text)
    if head is not None and head.certain:
        return False
    if wrap.blank_ends_paragraph and not previous.ends:
        return wrap.is_full(previous)
    if read_labels(line.text):
        return False
    if wrap.blank_ends_paragraph:
        return so_far[-1] not in SENTENCE_ENDS and _stands_between_siblings(so_far, lines, place + 1)
    return wrap.is_full(previous)


def _stands_between_siblings(labelled: str, lines: list[_Line], place: int) -> bool:
    """Whether the next labelled line from `place` on continues the series of the labelled line before."""
    while place < len(lines) and lines[place].text:
        after = read_labels(lines[place].text)
        if after:
            return any(
                later.style == label.style and follows(later.number, label.number)
                for label in read_labels(labelled)
                for later in after
            )
        place += 1
    return False


def _seam(left: str, right: str) -> str:
    """A blank between two Latin words that a line end stood between."""
    return " " if left[-1].isascii() and left[-1].isalnum() and right[0].isascii() and right[0].isalnum() else ""
