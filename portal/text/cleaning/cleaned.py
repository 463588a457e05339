"""The passes of cleaning in their order, and what they report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.text.cleaning.furniture import Pages, without_furniture
from portal.text.cleaning.page_lines import FORM_FEED, PageLine, page_lines
from portal.text.cleaning.parted_labels import with_labels_joined
from portal.text.cleaning.wraps import MOST_WIDE_LINES, WIDEST_PAGE, Wrap, join_wraps, read_wrap
from portal.text.headings.forms import read_head
from portal.text.messages import gettext_noop
from portal.text.metadata import is_field
from portal.text.normalise import mend_characters, odd_characters


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


def clean(text: str) -> Cleaned:
    """Return `text` as paragraphs, without page furniture, a stray document record moved to the end. Never raises.

    The notes say what was joined, taken out, mapped and moved, in words; nothing else is changed.
    """
    text, notes = _with_plain_characters(text)
    if _has_only_paragraphs(text):
        return Cleaned(text, notes)
    lines = page_lines(text)
    wrap = read_wrap(lines)
    if wrap is None and FORM_FEED not in text:
        return Cleaned(text, notes)
    pages = without_furniture(lines, wrap, are_pages=FORM_FEED in text)
    notes += _notes_on_pages(pages)
    whole = with_labels_joined(pages.lines)
    parted = (len(pages.lines) - len(whole)) // 2
    if len(whole) < len(lines):  # without page furniture the lines tell better how they were wrapped
        wrap = read_wrap(whole) or wrap
    if wrap is None:
        notes += _notes_on_joins(parted, ()) if parted else ()
        return Cleaned(_put_together(whole) if whole != tuple(lines) else text, notes)
    return _with_wraps_joined(whole, wrap, notes, parted)


def clean_printed(lines: Sequence[PageLine], wrap: Wrap) -> Cleaned:
    """Return lines as `clean` does, of which it is known how they were wrapped, as a PDF shows it."""
    notes = _with_plain_characters("\n".join(line.raw for line in lines))[1]
    pages = without_furniture(list(lines), wrap, are_pages=True)
    whole = with_labels_joined(pages.lines)
    return _with_wraps_joined(whole, wrap, notes + _notes_on_pages(pages), (len(pages.lines) - len(whole)) // 2)


def _with_wraps_joined(lines: tuple[PageLine, ...], wrap: Wrap, notes: tuple[Note, ...], parted: int) -> Cleaned:
    """The lines as paragraphs; `parted` labels were joined to what they label before."""
    body, records = _without_records(lines)
    joined = join_wraps(body, wrap)
    count = parted + joined.count
    notes += (*_notes_on_records(records), *(_notes_on_joins(count, joined.words) if count else ()))
    behind = ("", *records) if records else ()
    return Cleaned("\n".join((*joined.lines, *behind)).strip("\n") + "\n", notes)


def _has_only_paragraphs(text: str) -> bool:
    """Whether too many lines are too long for wrapped ones: the quick way out for nearly every text."""
    if FORM_FEED in text:
        return False
    lines = text.splitlines()
    long = [line for line in lines if len(line) > WIDEST_PAGE and not line.lstrip().startswith("|")]
    return sum(len(line.strip()) > WIDEST_PAGE for line in long) > MOST_WIDE_LINES * len(lines)


def _with_plain_characters(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text without control characters, radicals as the ideographs they stand for, and notes on both."""
    odd = odd_characters(text)
    if not odd:
        return text, ()
    radicals = [character for character in odd if mend_characters(character)]
    notes = []
    if radicals:
        message = gettext_noop("部首を表す文字{count}字（{characters}）を、同じ形の漢字に置き換えました。")
        values = (("count", str(len(radicals))), ("characters", "".join(dict.fromkeys(radicals))))
        notes.append(Note("radicals_mapped", message, values))
    if len(odd) > len(radicals):
        message = gettext_noop("制御文字{count}字を除きました。")
        notes.append(Note("controls_removed", message, (("count", str(len(odd) - len(radicals))),)))
    return mend_characters(text), tuple(notes)


def _put_together(lines: Iterable[PageLine]) -> str:
    """The lines as they stood; where one page ends and the next begins, at most one blank line."""
    put: list[str] = []
    blank: list[str] = []
    page = 0
    for line in lines:
        if not line.text:
            blank.append(line.raw)
            continue
        put += blank if line.page == page else [""] * bool(blank)
        put.append(line.raw)
        blank, page = [], line.page
    return "\n".join((*put, *blank))


def _without_records(lines: tuple[PageLine, ...]) -> tuple[tuple[PageLine, ...], tuple[str, ...]]:
    """Take document records (文書番号：…) out of the middle: they were a page's footer. Returns lines and records."""
    records = [place for place, line in enumerate(lines) if line.text and is_field(line.text)]
    if not records:
        return lines, ()
    others = [place for place, line in enumerate(lines) if line.text and not is_field(line.text)]
    last = max(others, default=-1)
    first_heading = next((place for place in others if read_head(lines[place].text)), last)
    if not any(first_heading < place < last for place in records):
        return lines, ()
    taken = set(records)
    body = tuple(line for place, line in enumerate(lines) if place not in taken)
    return body, tuple(dict.fromkeys(lines[place].text for place in records))


def _notes_on_pages(pages: Pages) -> tuple[Note, ...]:
    notes = []
    if pages.numbers:
        message = gettext_noop("ページ番号{count}行を除きました。")
        notes.append(Note("page_numbers", message, (("count", str(len(pages.numbers))),)))
    if pages.running:
        message = gettext_noop("ページの上下に繰り返される「{lines}」、合わせて{count}行を除きました。")
        values = (("lines", _listed(pages.running)), ("count", str(len(pages.running))))
        notes.append(Note("running_lines", message, values))
    return tuple(notes)


def _notes_on_records(records: tuple[str, ...]) -> tuple[Note, ...]:
    if not records:
        return ()
    message = gettext_noop("ページの下部にあった「{records}」を末尾に移しました。")
    return (Note("records_moved", message, (("records", _listed(records)),)),)


def _notes_on_joins(count: int, parted_words: tuple[str, ...]) -> tuple[Note, ...]:
    message = gettext_noop("折り返された{count}か所の改行をつなぎました。")
    notes = [Note("lines_joined", message, (("count", str(count)),))]
    if parted_words:
        message = gettext_noop("行末のハイフンで分かれていた語（{words}）をつなぎました。")
        notes.append(Note("words_joined", message, (("words", ", ".join(dict.fromkeys(parted_words))),)))
    return tuple(notes)


def _listed(lines: Iterable[str]) -> str:
    return "」「".join(dict.fromkeys(lines))
