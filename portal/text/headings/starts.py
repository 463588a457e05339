"""Where the clauses of a text begin: one pass of a pattern finds the lines that may, number sequences decide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from portal.text.headings.closing import may_close, read_closing, read_signatures
from portal.text.headings.contents import Contents
from portal.text.headings.contexts import OUTSIDE
from portal.text.headings.continued import goes_on_below, is_unfinished, is_unfinished_in_latin
from portal.text.headings.forms import heads_in, read_head
from portal.text.headings.grouping import group_kinds
from portal.text.headings.heads import Head, Start
from portal.text.headings.named_parts import part_name_above
from portal.text.headings.opening import read_opening
from portal.text.headings.prose import prose_heads
from portal.text.headings.quoted_articles import goes_on_behind, is_name, is_quoted, is_row, is_table
from portal.text.headings.surroundings import Surroundings
from portal.text.headings.text_lines import end_of_line, next_filled
from portal.text.metadata import RULE
from portal.text.numbering.labels import BLANKS, FIRST, follows
from portal.text.tree import Kind, Number

_ARTICLE, _APPENDIX = Kind.ARTICLE, Kind.APPENDIX  # looked up once: enumerations are slow at it


def read_starts(text: str) -> tuple[list[Start], list[tuple[int, bool]]]:
    """Return where the clauses of `text` (normalised) begin, in order.

    Also the offsets of lines that look like an article's heading and were left in the text, with whether what stands
    around them tells so, not the number alone.
    """
    reader = _Reader(text)
    opening, headed = reader.read()
    if not headed and opening and opening[-1].head.kind is Kind.PREAMBLE:
        headed = [opening.pop()]
    return [*opening, *_with_records(text, headed)], reader.doubtful


def _with_records(text: str, starts: Sequence[Start]) -> Iterator[Start]:
    """The starts, and those of records at the end of a clause.

    Where another article goes on behind it, they must end in a field (文書番号：…): nobody else writes one there.
    """
    in_supplementary = False
    has_fields = "：" in text or ":" in text
    heads = [start.head for start in starts]
    going_on = [head.kind is _ARTICLE and head.number != FIRST for head in heads[1:]] + [False]
    for start, below, head, goes_on in zip(starts, (*starts[1:], None), heads, going_on, strict=False):
        yield start
        kind = head.kind
        if kind is not _ARTICLE:
            in_supplementary = kind is Kind.SUPPLEMENTARY_PROVISION or (in_supplementary and kind not in OUTSIDE)
        if has_fields or not goes_on:
            for offset in _records(text, start.text, below, goes_on=goes_on, in_supplementary=in_supplementary):
                yield _unheaded(start.text + offset, Kind.COLOPHON)


def _records(text: str, start: int, below: Start | None, *, goes_on: bool, in_supplementary: bool) -> Iterable[int]:
    """Where records begin, or names of who signs, counted from the `start` of a clause's text."""
    stop = below.offset if below is not None else len(text)
    if below is None or below.head.kind is _APPENDIX:
        signed = read_signatures(text[start:stop])
        if signed is not None:
            return (signed,)
    if may_close(text, stop, only_field=goes_on):
        return read_closing(text[start:stop], in_supplementary=in_supplementary)
    return ()


class _Reader:
    """Finds where clauses begin, remembering the last number of each series and how far it has read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[Start] = []
        self.doubtful: list[tuple[int, bool]] = []
        self.last: dict[str, Number] = {}
        self.resume = 0
        self.has_articles = False
        self.captioned = False
        self.marks: set[str] = set()
        self.ends_of_contents: list[int] = []
        self.lines = list(heads_in(text))
        self.contents = Contents(text, self.lines)
        self.around = Surroundings(text, self._head)

    def read(self) -> tuple[list[Start], list[Start]]:
        """Return title, records and preamble, and the clauses behind them."""
        self._read_unannounced_contents()
        for place, (offset, end, head) in enumerate(self.lines):
            if offset >= self.resume:
                if head.kind is _ARTICLE:
                    self._read_article(place, offset, end, head)
                else:
                    self._read_heading(place, offset, end, head)
        title = self._take_title()
        self._add(self._behind_contents())
        opening = self._opening(title)
        if not any(start.head.kind is Kind.ARTICLE for start in self.starts):
            self._add(self._prose(opening))
            opening = self._opening(title)
        return opening, group_kinds(self.text, self.starts)

    def _read_unannounced_contents(self) -> None:
        found = self.contents.unannounced()
        if found is not None:
            offset, self.resume = found
            self.starts.append(_unheaded(offset, Kind.TABLE_OF_CONTENTS))

    def _take_title(self) -> Start | None:
        """Markdown's # for the whole document, with nothing but records above it; it is no heading then."""
        if not self.starts or not _is_title(self.starts):
            return None
        above = read_opening(self.text, 0, self.starts[0].offset)
        return _as_title(self.starts.pop(0)) if all(kind is Kind.COLOPHON for _, kind in above) else None

    def _opening(self, title: Start | None) -> list[Start]:
        """What stands before the first heading."""
        first = self.starts[0].offset if self.starts else len(self.text)
        if title is None:
            return [_unheaded(offset, kind) for offset, kind in read_opening(self.text, 0, first)]
        above = read_opening(self.text, 0, title.offset)
        below = read_opening(self.text, end_of_line(self.text, title.offset), first, Kind.TITLE)
        return [
            *(_unheaded(offset, kind) for offset, kind in above),
            title,
            *(_unheaded(offset, kind) for offset, kind in below),
        ]

    def _add(self, starts: list[Start]) -> None:
        """Add starts; one that begins where a 前文 was thought to begin takes its place."""
        if not starts:
            return
        taken = {start.offset for start in starts}
        kept = [start for start in self.starts if start.offset not in taken]
        self.starts = sorted((*kept, *starts), key=lambda start: start.offset)

    def _behind_contents(self) -> list[Start]:
        """What stands between the end of a table of contents and the next heading, be it more than a line drawn."""
        found: list[Start] = []
        offsets = [start.offset for start in self.starts] + [len(self.text)]
        for end in self.ends_of_contents:
            after = offsets[bisect_left(offsets, end, hi=len(offsets) - 1)]
            words = self.text[end:after].strip("\n" + BLANKS)
            if words and not RULE.fullmatch(words):
                below = read_opening(self.text, next_filled(self.text, end), after, Kind.TABLE_OF_CONTENTS)
                found += [_unheaded(offset, kind) for offset, kind in below]
        return found

    def _prose(self, opening: list[Start]) -> list[Start]:
        """The headings of terms without articles, found in the first thing that has none: the preamble."""
        found: list[Start] = []
        ends = [*(start.offset for start in self.starts), len(self.text)]
        preambles = [start.offset for start in (*opening, *self.starts) if start.head.kind is Kind.PREAMBLE]
        for preamble in preambles[:1]:
            end = next(end for end in ends if end > preamble)
            for offset, head in prose_heads(self.text, preamble, end):
                found.append(
                    Start(offset, head, head.caption, head.form, end_of_line(self.text, offset) - len(head.rest))
                )
        return found

    def _read_article(self, place: int, offset: int, end: int, head: Head) -> None:
        """Take an article's line as the start of a clause, or keep in mind that it looks like one."""
        _, _, number, caption, form, rest, certain, series, _ = head
        start = None if caption else self.around.below_caption(offset, head, end, self.resume)
        # What stands below its caption and has its text behind it is an article without a further look.
        is_plain = start is not None and rest and certain and not self.captioned
        if not is_plain and not self._begins_article(place, offset, end, head):
            return
        if start is None:
            if caption:
                start = Start(offset, head, caption, form, end - len(rest))
            else:
                start = self.around.article(offset, head, end, self.resume)
        if number == FIRST and self.has_articles:
            self._read_part_name(start.offset)
        self.starts.append(start)
        self.resume = end if end > start.text else start.text
        if not number:
            return
        self.last[series] = number
        if series or caption or form[0] != "L":
            self._remember_form(head)
        else:
            self.captioned, self.has_articles = False, True

    def _begins_article(self, place: int, offset: int, end: int, head: Head) -> bool:
        if head.series:
            is_article = head.certain or self._is_next(head)
            return is_article and (head.series == "#" or not is_unfinished_in_latin(self.text, offset))
        is_next = self._is_next(head)
        is_article = head.certain or is_next or self._is_marked_alike(head)
        quoted = is_article and (
            self._is_in_sentence(offset, end, head, is_next) or self._is_quoted(place, offset, head)
        )
        if quoted or not is_article:
            self.doubtful.append((offset, quoted))
        return is_article and not quoted

    def _is_next(self, head: Head) -> bool:
        """Whether a head's number is the next of its series; Section 2.1 may be the next of 1.3."""
        last, number = self.last.get(head.series), head.number
        if head.series == "Section" and number[-1:] == FIRST:
            return last is None or number in ((*last, 1), FIRST) or follows(number[:-1], last[: len(number) - 1])
        return number == FIRST if last is None else follows(number, last)

    def _is_in_sentence(self, offset: int, end: int, head: Head, is_next: bool) -> bool:
        """Whether the sentence of the line above or below goes through the line."""
        if is_unfinished(self.text, offset) and not (is_next and (head.caption or head.certain)):
            return True
        return not head.rest and goes_on_below(self.text, end)

    def _is_marked_alike(self, head: Head) -> bool:
        """Whether ■第９条（退会） stands behind articles that were set off by the same mark."""
        mark = head.form.lstrip(BLANKS)[0]
        return mark != "L" and mark in self.marks and not (head.caption and head.rest)

    def _is_quoted(self, place: int, offset: int, head: Head) -> bool:
        """Whether an article is only named here, under the text of another one."""
        last = self.last.get(head.series)
        if head.rest and not self.captioned:
            return self._is_cell(place, head, last)
        if last is None or not head.number:
            return False
        if next_filled(self.text, self.resume) >= offset:
            return False
        return is_quoted(self.lines, place, last, len(self.text), captioned=self.captioned)

    def _is_cell(self, place: int, head: Head, last: Number | None) -> bool:
        """Whether 第五条　知事 is a row of a table: in a 別表, or where texts stand behind the numbers of articles."""
        if not self.starts or not head.number or head.caption:
            return False
        above = self.starts[-1].head
        if above.kind is _APPENDIX:
            begins = head.number == FIRST or (last is not None and follows(head.number, last))
            if begins and not (above.label.startswith("別表") and is_table(self.text, self.lines, place)):
                return False
            return self.has_articles and is_name(head)
        return last is not None and above.kind is _ARTICLE and "。" in above.rest and is_row(self.lines, place, last)

    def _read_part_name(self, offset: int) -> None:
        """代車費用特約 above a 第1条 that counts anew."""
        found = part_name_above(self.text, offset, self.resume)
        if found is not None:
            start, head = found
            self.starts.append(Start(start, head, head.caption, head.form, end_of_line(self.text, start)))

    def _remember_form(self, head: Head) -> None:
        if head.series == "Article":
            self.last.pop("Section", None)
        if not head.series:
            self.has_articles = True
            self.captioned = head.caption != "" and not head.rest
            self.marks.add(head.form.lstrip(BLANKS)[0])

    def _read_heading(self, place: int, offset: int, end: int, head: Head) -> None:
        """Take the line of a chapter, 附則, 別表 and such as the start of a clause."""
        kind = head.kind
        if kind is _APPENDIX and (self.around.is_caption_of_article(offset, end) or self._is_within(place, head)):
            return
        if kind is Kind.PART and head.label[0] in "Pp" and self.starts and self.starts[-1].head.kind is _APPENDIX:
            return
        start = self.around.heading(offset, head, end)
        self.starts.append(start)
        self.resume = end if end > start.text else start.text
        if kind is Kind.SUPPLEMENTARY_PROVISION:
            self.last.clear()
        elif kind is Kind.TABLE_OF_CONTENTS:
            self.resume = self.contents.end(start.offset)
            self.ends_of_contents.append(self.resume)

    def _is_within(self, place: int, head: Head) -> bool:
        """Whether 料金表 is the name of a table: before articles, in a 別表, or where the articles go on below it."""
        if head.certain:
            return False
        is_behind = self.has_articles and self.starts[-1].head.kind is not _APPENDIX
        return not is_behind or goes_on_behind(self.lines, place, self.last.get("", ()))

    def _head(self, line: str) -> Head | None:
        """The head a line has, if it is one for certain or its number is the next."""
        head = read_head(line)
        return head if head is not None and (head.certain or self._is_next(head)) else None


def _unheaded(offset: int, kind: Kind) -> Start:
    return Start(offset, Head(kind, ""), "", "", offset)


def _is_title(headed: list[Start]) -> bool:
    """Whether the first heading is Markdown's # for the whole document."""
    first = headed[0].head
    if not first.depth or first.label or first.kind is Kind.TABLE_OF_CONTENTS:
        return False
    return first.depth == 1 or all(not 0 < start.head.depth <= first.depth for start in headed[1:])


def _as_title(start: Start) -> Start:
    form = start.form.partition("C")[0]
    return Start(start.offset, Head(Kind.TITLE, ""), "", form, start.offset + len(form))
