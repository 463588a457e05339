"""What the lines around a heading add to it: a caption above or below it, the name of a chapter on the next line."""

from __future__ import annotations

from collections.abc import Callable

from portal.text.bracketed import CAPTION_LINE, CLOSING_BRACKETS, is_caption
from portal.text.headings.captions import ENDS, is_latin_name, reads_as_caption, reads_as_name
from portal.text.headings.forms import read_head
from portal.text.headings.heads import Head, Start
from portal.text.headings.text_lines import end_of_line, line_at, next_filled
from portal.text.metadata import is_opening_colophon
from portal.text.numbering.labels import BLANKS, FIRST
from portal.text.tree import HEADINGS, Kind


class Surroundings:
    """Completes the starts of clauses from the lines around them.

    `head_of` tells which clause a line begins, as far as is known from the numbers above.
    """

    def __init__(self, text: str, head_of: Callable[[str], Head | None]) -> None:
        self.text = text
        self.head_of = head_of

    def is_caption_of_article(self, offset: int, end: int) -> bool:
        """Whether （別表） is no heading but stands over an article's line."""
        return is_caption(self.text[offset:end]) and self._is_bare_article(end + 1)

    def below_caption(self, offset: int, head: Head, end: int, floor: int, between: str = "\n") -> Start | None:
        """Return the start of an article, its line ending at `end`, if （目的） stands alone on the line above it.

        `between` are the line ends between the two; the caption may not begin above `floor`. What stands so above the
        first article may be the law's number.
        """
        text, above_end = self.text, offset - len(between)
        if above_end <= floor or text[above_end - 1] not in CLOSING_BRACKETS:
            return None
        above = text.rfind("\n", 0, above_end) + 1
        if above < floor or (head.number == FIRST and is_opening_colophon(text[above:above_end])):
            return None
        behind = end - len(head.rest)
        caption = text[above + 1 : above_end - 1]
        if text[above] == "（" and caption.isalnum():  # most are so, and need no pattern
            return Start(above, head, caption, f"（C）{between}{head.form}", behind)
        line = CAPTION_LINE.fullmatch(text, above, above_end)
        if line is None:
            return None
        indent, caption = line.groups()
        form = f"{indent}{caption[0]}C{caption[-1]}{between}{head.form}"
        return Start(above, head, caption[1:-1], form, behind)

    def article(self, offset: int, head: Head, end: int, floor: int) -> Start:
        """Return the start of an article, with the caption that stands above blank lines, behind or below it."""
        rest = head.rest
        is_sentence = "。" in rest
        if (is_sentence or not rest) and self.text[offset - 2 : offset] == "\n\n":
            start = self._captioned_far_above(offset, head, end, floor)
            if start is not None:
                return start
        if not rest:
            return self._captioned_below(offset, head, end)
        if not is_sentence and reads_as_caption(rest, over_text=self._body_follows(end)):
            caption = rest.rstrip(ENDS) or rest
            return Start(offset, head, caption, f"{head.form}C{rest[len(caption) :]}", end)
        return Start(offset, head, "", head.form, end - len(rest))

    def heading(self, offset: int, head: Head, end: int) -> Start:
        """Return the start of a chapter, 附則 or appendix, with the name that stands below its number."""
        below = None
        if not head.caption and not head.rest:
            below = self._name_below(head, end) if head.kind in HEADINGS else self._bracketed_below(head, end)
        if below is not None:
            return below._replace(offset=offset)
        return Start(offset, head, head.caption, head.form, end - len(head.rest))

    def _captioned_far_above(self, offset: int, head: Head, end: int, floor: int) -> Start | None:
        """（目的）, which blank lines part from the article."""
        text, above_end = self.text, offset - 1
        while above_end > floor and text[above_end - 1] == "\n":
            above_end -= 1
        return self.below_caption(offset, head, end, floor, text[above_end:offset])

    def _captioned_below(self, offset: int, head: Head, end: int) -> Start:
        """第1条 or ARTICLE II, with （目的）, 目的 or FEES alone on the line below."""
        below = next_filled(self.text, end)
        below_end = end_of_line(self.text, below)
        line = self.text[below:below_end]
        if head.series and below == end + 1:
            is_below = line.isascii() and (is_caption(line) or reads_as_name(line.lstrip(BLANKS)))
        elif is_caption(line):
            is_below = not self._is_caption_over_article(line, below_end)
        else:
            is_below = not head.series and self._is_name_over_text(end, below, below_end)
        if not is_below or read_head(line) is not None or next_filled(self.text, below_end) >= len(self.text):
            return Start(offset, head, "", head.form, end)
        return self._with_caption_below(head, end, below, below_end)._replace(offset=offset)

    def _is_name_over_text(self, end: int, below: int, below_end: int) -> bool:
        """Whether 目的 stands between 第1条, which ends at `end`, and its text; extraction from PDFs parts the two so.

        Between blank lines it may be any words that are no sentence.
        """
        words = self.text[below:below_end].lstrip(BLANKS)
        is_set_off = below > end + 1 and self.text.startswith("\n\n", below_end)
        return reads_as_name(words) and reads_as_caption(words, over_text=is_set_off) and self._body_follows(below_end)

    def _name_below(self, head: Head, end: int) -> Start | None:
        """総則, on a line of its own below 第１章."""
        below = next_filled(self.text, end)
        below_end = end_of_line(self.text, below)
        line = self.text[below:below_end]
        if not line or self.head_of(line) is not None or self._is_caption_over_article(line, below_end):
            return None
        if not is_caption(line) and not reads_as_name(line.lstrip(BLANKS)):
            return None
        return self._with_caption_below(head, end, below, below_end)

    def _bracketed_below(self, head: Head, end: int) -> Start | None:
        if head.kind is Kind.SUPPLEMENTARY_PROVISION:
            return self._law_of_supplementary(head, end)
        return self._caption_of_appendix(head, end) if head.kind is Kind.APPENDIX else None

    def _law_of_supplementary(self, head: Head, end: int) -> Start | None:
        """（令和六年六月一九日法律第五二号） or (令和6年4月1日改定) below 附　則."""
        below_end = end_of_line(self.text, end + 1)
        line = self.text[end + 1 : below_end]
        is_law = is_caption(line) and is_opening_colophon(line)
        return self._with_caption_below(head, end, end + 1, below_end) if is_law else None

    def _caption_of_appendix(self, head: Head, end: int) -> Start | None:
        """（第３条関係） below 様式第1号, LIST OF PARTIES below ANNEX I."""
        below = next_filled(self.text, end)
        below_end = end_of_line(self.text, below)
        line = self.text[below:below_end]
        is_related = is_caption(line) and "関係" in line and not self._is_caption_over_article(line, below_end)
        is_name = head.label.isascii() and is_latin_name(line) and next_filled(self.text, below_end) < len(self.text)
        if not (is_related or (is_name and read_head(line) is None)):
            return None
        return self._with_caption_below(head, end, below, below_end)

    def _with_caption_below(self, head: Head, end: int, below: int, below_end: int) -> Start:
        line = self.text[below:below_end]
        caption = line.lstrip(BLANKS)
        form = f"{head.form}{self.text[end:below]}{line[: len(line) - len(caption)]}"
        if is_caption(line):
            return Start(0, head, caption[1:-1], f"{form}{caption[0]}C{caption[-1]}", below_end)
        return Start(0, head, caption, f"{form}C", below_end)

    def _is_bare_article(self, offset: int) -> bool:
        """Whether the line at `offset` is an article's without a caption: 第一条　この法律は…."""
        head = self.head_of(line_at(self.text, offset))
        return head is not None and head.kind is Kind.ARTICLE and not head.caption

    def _is_caption_over_article(self, line: str, end: int) -> bool:
        """Whether a line that ends at `end` is a caption, and that of the article below it."""
        return is_caption(line) and self._is_bare_article(next_filled(self.text, end))

    def _body_follows(self, end: int) -> bool:
        """Whether the next line that is not blank is there and begins no clause."""
        offset = next_filled(self.text, end)
        line_end = end_of_line(self.text, offset)
        line = self.text[offset:line_end]
        return bool(line) and self.head_of(line) is None and not self._is_caption_over_article(line, line_end)
