"""What the lines around a heading add to it: a caption above or below it, the name of a chapter on the next line."""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.text.bracketed import CAPTION_LINE, CLOSING_BRACKETS, is_caption
from portal.text.headings.captions import ENDS, is_latin_name, reads_as_caption, reads_as_name
from portal.text.headings.forms import read_head
from portal.text.headings.heads import Head, Start
from portal.text.metadata import is_opening_colophon
from portal.text.numbering.labels import BLANKS
from portal.text.tree import HEADINGS, Kind

_FILLED = re.compile(r"[^\n]")


Above = tuple[int, str, str]
"""Where a caption's line above an article begins, the caption, and the form of the line."""


class Surroundings:
    """Completes the starts of clauses from the lines around them.

    `head_of` tells which clause a line begins, as far as is known from the numbers above.
    """

    def __init__(self, text: str, head_of: Callable[[str], Head | None]) -> None:
        self.text = text
        self.head_of = head_of

    def end_of_line(self, offset: int) -> int:
        """Return where the line ends in which `offset` lies."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def next_filled(self, offset: int) -> int:
        """Return the offset of the first character from `offset` on that is no line end."""
        found = _FILLED.search(self.text, offset)
        return found.start() if found else len(self.text)

    def is_caption_of_article(self, offset: int, end: int) -> bool:
        """Whether （別表） is no heading but stands over an article's line."""
        return is_caption(self.text[offset:end]) and self._is_bare_article(end + 1)

    def caption_above(self, offset: int, floor: int) -> Above | None:
        """Return （目的） alone on the line above `offset`, which may not begin above `floor`."""
        text, end = self.text, offset - 1
        if end <= floor or text[end - 1] not in CLOSING_BRACKETS:
            return None
        above = text.rfind("\n", 0, end) + 1
        if above < floor:
            return None
        caption = text[above + 1 : end - 1]
        if text[above] == "（" and caption.isalnum():  # most are so, and need no pattern
            return above, caption, "（C）"
        line = CAPTION_LINE.fullmatch(text, above, end)
        if line is None:
            return None
        indent, caption = line.groups()
        return above, caption[1:-1], f"{indent}{caption[0]}C{caption[-1]}"

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
            below = self._name_below(head, end) if head.kind in HEADINGS else self._caption_of_appendix(head, end)
        if below is not None:
            return below._replace(offset=offset)
        return Start(offset, head, head.caption, head.form, end - len(head.rest))

    def _captioned_far_above(self, offset: int, head: Head, end: int, floor: int) -> Start | None:
        """（目的）, which blank lines part from the article; no law number."""
        text, above_end = self.text, offset - 1
        while above_end > floor and text[above_end - 1] == "\n":
            above_end -= 1
        above = self.caption_above(above_end + 1, floor)
        if above is None or is_opening_colophon(text[above[0] : above_end]):
            return None
        return captioned(above, text[above_end:offset], head, end)

    def _captioned_below(self, offset: int, head: Head, end: int) -> Start:
        """第1条 or ARTICLE II, with （目的） or FEES alone on the line below."""
        below = self.next_filled(end)
        below_end = self.end_of_line(below)
        line = self.text[below:below_end]
        if head.series and below == end + 1:
            is_below = line.isascii() and (is_caption(line) or reads_as_name(line.lstrip(BLANKS)))
        else:
            is_below = is_caption(line) and not self._is_caption_over_article(line, below_end)
        if not is_below or read_head(line) is not None or self.next_filled(below_end) >= len(self.text):
            return Start(offset, head, "", head.form, end)
        return self._with_caption_below(head, end, below, below_end)._replace(offset=offset)

    def _name_below(self, head: Head, end: int) -> Start | None:
        """総則, on a line of its own below 第１章."""
        below = self.next_filled(end)
        below_end = self.end_of_line(below)
        line = self.text[below:below_end]
        if not line or self.head_of(line) is not None or self._is_caption_over_article(line, below_end):
            return None
        if not is_caption(line) and not reads_as_name(line.lstrip(BLANKS)):
            return None
        return self._with_caption_below(head, end, below, below_end)

    def _caption_of_appendix(self, head: Head, end: int) -> Start | None:
        """（第３条関係） below 様式第1号, LIST OF PARTIES below ANNEX I."""
        below = end + 1
        below_end = self.end_of_line(below)
        line = self.text[below:below_end]
        is_related = is_caption(line) and "関係" in line and not self._is_caption_over_article(line, below_end)
        is_name = head.label.isascii() and is_latin_name(line) and self.next_filled(below_end) < len(self.text)
        if head.kind is not Kind.APPENDIX or not (is_related or (is_name and read_head(line) is None)):
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
        head = self.head_of(self.text[offset : self.end_of_line(offset)])
        return head is not None and head.kind is Kind.ARTICLE and not head.caption

    def _is_caption_over_article(self, line: str, end: int) -> bool:
        """Whether a line that ends at `end` is a caption, and that of the article below it."""
        return is_caption(line) and self._is_bare_article(self.next_filled(end))

    def _body_follows(self, end: int) -> bool:
        """Whether the next line that is not blank is there and begins no clause."""
        offset = self.next_filled(end)
        line_end = self.end_of_line(offset)
        line = self.text[offset:line_end]
        return bool(line) and self.head_of(line) is None and not self._is_caption_over_article(line, line_end)


def captioned(above: Above, between: str, head: Head, end: int) -> Start:
    """Return the start of an article, its line ending at `end`, below its caption and the line ends `between` them."""
    offset, caption, form = above
    return Start(offset, head, caption, f"{form}{between}{head.form}", end - len(head.rest))
