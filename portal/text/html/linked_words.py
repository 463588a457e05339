"""Show the words of a clause as HTML: links on its references, and its inline marks without their markers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from portal.text.html.inline_marks import ImageAddress, link, link_for_paper, no_image, picture, strong
from portal.text.html.markup import Safe, element, join, text
from portal.text.inline import Inline, InlineKind, Marks, marks_within
from portal.text.pipe_table import PipeCell, unescaped
from portal.text.references.links import Links

_Shown = Callable[[int, int], Safe]
"""Shows the text between two offsets, in which no mark stands."""


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """A clause's text and its links, whose offsets count in what is `written`: `heading` characters more.

    `prefix` stands before every id of the document. `marks` are the text's inline marks, `images` says where their
    pictures are.
    """

    text: str
    heading: int = 0
    links: Links = ()
    prefix: str = ""
    marks: Marks = ()
    images: ImageAddress = no_image

    def between(self, start: int, end: int) -> Safe:
        """Show the text between two offsets. A link ends where what is shown does, and so crosses no element."""
        return self._shown(start, end, str)

    def cell(self, cell: PipeCell) -> Safe:
        """Show a table's cell, in which no backslash stands before a pipe any more."""
        return self._shown(cell.start, cell.end, unescaped)

    def _shown(self, start: int, end: int, printed: Callable[[str], str]) -> Safe:
        def linked(first: int, last: int) -> Safe:
            return self._linked(first, last, printed)

        def plain(first: int, last: int) -> Safe:
            return text(printed(self.text[first:last]))

        if not self.marks:
            return linked(start, end)
        lone = self._lone_picture(start, end)
        return self._picture(lone, is_alone=True) if lone else self._marked(self.marks, start, end, linked, plain)

    def _marked(self, marks: Marks, start: int, end: int, words: _Shown, in_links: _Shown) -> Safe:
        """Show what lies between two offsets, marks cut off there; a reference in a link's words is no link in it."""
        parts: list[Safe] = []
        for mark in marks_within(marks, start, end):
            first, last = max(start, mark.first), min(end, mark.last)
            inner = in_links if mark.kind is InlineKind.LINK else words
            parts.append(words(start, max(start, mark.start)))
            if first < last or mark.kind is InlineKind.IMAGE:
                parts.append(self._mark(mark, in_links, self._marked(mark.inside, first, last, inner, in_links)))
            start = min(end, max(start, mark.end))
        return join((*parts, words(start, end)))

    def _mark(self, mark: Inline, plain: _Shown, content: Safe) -> Safe:
        match mark.kind:
            case InlineKind.STRONG:
                return strong(content)
            case InlineKind.IMAGE:
                return self._picture(mark, is_alone=False)
            case InlineKind.ADDRESS:
                return link(mark, plain(mark.first, mark.last))
        return link_for_paper(mark, content)

    def _lone_picture(self, start: int, end: int) -> Inline | None:
        """The picture that is all there is between two offsets."""
        marks = marks_within(self.marks, start, end)
        if len(marks) != 1 or marks[0].kind is not InlineKind.IMAGE:
            return None
        beside = self.text[start : marks[0].start] + self.text[marks[0].end : end]
        return None if beside.strip() else marks[0]

    def _picture(self, mark: Inline, *, is_alone: bool) -> Safe:
        return picture(self.text[mark.first : mark.last], mark.target, self.images, is_alone=is_alone)

    def _linked(self, start: int, end: int, printed: Callable[[str], str]) -> Safe:
        return join(
            _piece(printed(self.text[first:last]), self.prefix, anchor)
            for first, last, anchor in self._pieces(start, end)
        )

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The text between two offsets in pieces: from, to, and the anchor of a link, "" for other words."""
        first = bisect_right(self.links, start + self.heading, key=attrgetter("end"))
        last = bisect_left(self.links, end + self.heading, key=attrgetter("start"))
        for reference in self.links[first:last]:
            begin, behind = max(start, reference.start - self.heading), min(end, reference.end - self.heading)
            yield start, begin, ""
            yield begin, behind, reference.anchor
            start = behind
        yield start, end, ""


def _piece(words: str, prefix: str, anchor: str) -> Safe:
    if not anchor:
        return text(words)
    return element("a", text(words), class_="reference", href=f"#{prefix}{anchor}")
