"""Articles that are only named where they stand: 次の規定を準用する。第2条（定義） 第3条（会員）, or a table's cells.

Such lines look as headings do. They show by what stands around them: the numbers go on behind them where they
stopped above, and they have no text or another form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal.text.headings.captions import is_left_out, reads_as_caption
from portal.text.headings.heads import Head
from portal.text.numbering.labels import BLANKS, FIRST, follows
from portal.text.tree import Kind, Number

FURTHEST = 30
"""Lines that are looked at to find where the numbers go on."""

Line = tuple[int, int, Head]


def is_quoted(lines: Sequence[Line], place: int, last: Number, length: int, *, captioned: bool) -> bool:
    """Whether the article's line at `place` of `lines` is no heading although it has the form of one.

    `last` is the number of the article above, `captioned` whether its heading is a line of its own with a caption
    in brackets; `length` is that of the text.
    """
    head = lines[place][2]
    if follows(head.number, last):
        return captioned and _comes_as_heading(lines, place, head)
    if head.number == FIRST:
        return False
    if _is_listed(lines, place, last, length):
        return True
    return captioned and not _is_alone(head) and _has_next(lines, place, last, _is_alone)


def is_row(lines: Sequence[Line], place: int, last: Number) -> bool:
    """Whether the line at `place`, behind an article `last` with its text behind its number, is a row of a table.

    It is a name, and the numbers fall back with it or go on further down, in a line that is a sentence.
    """
    head = lines[place][2]
    if not is_name(head):
        return False
    return FIRST < head.number < last or _has_next(lines, place, last, lambda later: "。" in later.rest)


def is_table(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether names stand behind the article's number at `place` and those below it, and nothing below any of them."""
    for at in range(place, min(place + FURTHEST, len(lines))):
        _, end, head = lines[at]
        if not _counts(head):
            return True
        below = lines[at + 1][0] if at + 1 < len(lines) else len(text)
        if head.caption or not head.rest or not is_name(head) or text[end:below].strip("\n" + BLANKS):
            return False
    return True


def is_name(head: Head) -> bool:
    """Whether words behind an article's number could be its caption and are no sentence."""
    return "。" not in head.rest and reads_as_caption(head.rest, over_text=True)


def goes_on_behind(lines: Sequence[Line], place: int, last: Number) -> bool:
    """Whether the articles go on behind the line at `place` where they stopped above it, at `last`."""
    return _has_next(lines, place, last, lambda _: True)


def _is_alone(head: Head) -> bool:
    """Whether the heading is a line of its own with a caption in brackets."""
    return head.caption != "" and not head.rest


def _comes_as_heading(lines: Sequence[Line], place: int, head: Head) -> bool:
    """Whether a number that stands before words, 第2条　200円, comes again as a heading of the usual form."""
    if not head.rest or is_left_out(head.rest):
        return False
    for _, _, later in lines[place + 1 : place + FURTHEST]:
        if not _counts(later):
            return False
        if later.number == head.number and _is_alone(later):
            return True
    return False


def _is_listed(lines: Sequence[Line], place: int, last: Number, length: int) -> bool:
    """Whether the line begins a list of articles without texts, behind which the numbers go on or nothing stands."""
    end = place
    while end + 1 < len(lines) and end - place < FURTHEST and _is_over(lines[end], lines[end + 1]):
        end += 1
        if _counts(lines[end][2]) and follows(lines[end][2].number, last):
            return True
    if not _counts(lines[end][2]):
        return lines[place][2].number < last
    if lines[end][2].rest:
        return False
    following = lines[end + 1] if end + 1 < len(lines) else None
    if following is not None and end > place and _counts(following[2]) and follows(following[2].number, last):
        return True
    is_bare = lines[end][1] >= length - 1 if following is None else False
    return is_bare and lines[place][2].number < last


def _is_over(line: Line, below: Line) -> bool:
    """Whether a line that begins an article stands directly over another one, without a text."""
    return not line[2].rest and _counts(line[2]) and below[0] == line[1] + 1


def _has_next(lines: Sequence[Line], place: int, last: Number, is_usual: Callable[[Head], bool]) -> bool:
    """Whether the first article below that has the usual form is the next one; only articles stand between."""
    for _, _, later in lines[place + 1 : place + FURTHEST]:
        if not _counts(later):
            return False
        if is_usual(later):
            return follows(later.number, last)
    return False


def _counts(head: Head) -> bool:
    """Whether the head is that of a numbered article of the ordinary series."""
    return head.kind is Kind.ARTICLE and not head.series and head.number != ()
