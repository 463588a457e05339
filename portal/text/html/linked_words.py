"""Show the words of a clause as HTML, those of its references as links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from portal.text.html.markup import Safe, element, join, text
from portal.text.pipe_table import PipeCell, unescaped
from portal.text.references.links import Links


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """A clause's text and its links, whose offsets count in what is `written`: `heading` characters more.

    `prefix` stands before every id of the document.
    """

    text: str
    heading: int = 0
    links: Links = ()
    prefix: str = ""

    def between(self, start: int, end: int) -> Safe:
        """Show the text between two offsets. A link ends where what is shown does, and so crosses no element."""
        return self._shown(start, end, str)

    def cell(self, cell: PipeCell) -> Safe:
        """Show a table's cell, in which no backslash stands before a pipe any more."""
        return self._shown(cell.start, cell.end, unescaped)

    def _shown(self, start: int, end: int, printed: Callable[[str], str]) -> Safe:
        return join(
            _piece(printed(self.text[first:last]), self.prefix, anchor)
            for first, last, anchor in self._pieces(start, end)
        )

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The text between two offsets in pieces: from, to, and the anchor of a link, "" for other words."""
        first = bisect_right(self.links, start + self.heading, key=attrgetter("end"))
        last = bisect_left(self.links, end + self.heading, key=attrgetter("start"))
        for link in self.links[first:last]:
            begin, behind = max(start, link.start - self.heading), min(end, link.end - self.heading)
            yield start, begin, ""
            yield begin, behind, link.anchor
            start = behind
        yield start, end, ""


def _piece(words: str, prefix: str, anchor: str) -> Safe:
    if not anchor:
        return text(words)
    return element("a", text(words), class_="reference", href=f"#{prefix}{anchor}")
