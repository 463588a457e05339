"""What a reader sees of marks: words without markers, addresses as printed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from portal.text.inline.model import Inline, InlineKind, Marks
from portal.text.inline.reading import read_inline

PICTURE_BRACKETS = ("〔図：", "〕")
"""What stands around the description of a picture that is shown in words, in Japanese as the terms are."""
_MAIL = "mailto:"

Span = tuple[int, int]


def shown_words(words: str) -> str:
    """Return words as a reader sees them: without markers, the address behind a link left out, pictures in words."""
    return "".join(_shown(words, read_inline(words), 0, len(words)))


def picture_words(description: str) -> str:
    """Return the words that stand for a picture where none can be shown."""
    return description.join(PICTURE_BRACKETS) if description else "〔図〕"


def printed_address(target: str) -> str:
    """Return a link's address as people write it: without mailto:."""
    return target.removeprefix(_MAIL)


def address_spans(words: str) -> tuple[Span, ...]:
    """Return the half-open offsets of addresses and of pictures' names, which are no words of the terms."""
    return tuple(_addresses(read_inline(words)))


def meets(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of these spans, in order and apart, holds a character between two offsets."""
    place = bisect_left(spans, end, key=itemgetter(0)) - 1
    return place >= 0 and spans[place][1] > start


def _shown(words: str, marks: Marks, start: int, end: int) -> Iterator[str]:
    for mark in marks:
        yield words[start : mark.start]
        if mark.kind is InlineKind.IMAGE:
            yield picture_words(words[mark.first : mark.last])
        else:
            yield from _shown(words, mark.inside, mark.first, mark.last)
        start = mark.end
    yield words[start:end]


def _addresses(marks: Marks) -> Iterator[Span]:
    for mark in marks:
        yield from _addresses(mark.inside)
        if mark.kind is not InlineKind.STRONG:
            yield _address(mark)


def _address(mark: Inline) -> Span:
    """The address alone, behind the words of a link."""
    return (mark.start, mark.end) if mark.kind is InlineKind.ADDRESS else (mark.last, mark.end)
