"""Where a table of contents ends, and the list of headings at the top of a text that is one without saying so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from portal.text.bracketed import is_caption
from portal.text.headings.forms import read_head
from portal.text.headings.heads import Head
from portal.text.headings.text_lines import end_of_line, line_at, next_filled
from portal.text.metadata import is_opening_colophon
from portal.text.tree import Kind, Number

FEWEST_ENTRIES = 2
USUAL = 100
"""Lines among which the first entry comes again in the contents of most documents."""


class Contents:
    """Reads tables of contents; `lines` are those that may begin a clause, with where they begin and end."""

    def __init__(self, text: str, lines: Sequence[tuple[int, int, Head]]) -> None:
        self.text = text
        self.lines = lines
        self.places: dict[tuple[str, Number], list[int]] = {}

    def end(self, offset: int) -> int:
        """Return where the contents end that are announced in the line at `offset`.

        That is where their first entry comes again, else at a blank line or before the first sentence.
        """
        first = next_filled(self.text, end_of_line(self.text, offset))
        entry = read_head(line_at(self.text, first))
        again = self._again(entry, first) if entry else None
        if again is not None:
            return self._before_records(first, self._before_preamble(first, self._before_caption(again)))
        end = first
        while end < len(self.text) and self.text[end] != "\n" and "。" not in line_at(self.text, end):
            end = end_of_line(self.text, end) + 1
        if end >= len(self.text) or self.text[end] == "\n":
            return end
        while end > first and read_head(line_at(self.text, end)) is None:
            end = self._line_above(end)
        return self._before_caption(end) if end > first else end

    def unannounced(self) -> tuple[int, int] | None:
        """Return where headings stand at the top of the text without anything between, until the first comes again."""
        if not self.lines:
            return None
        start, end, entry = self.lines[0]
        again = self._again(entry, start) if entry.kind is not Kind.TABLE_OF_CONTENTS else None
        if again is None:
            return None
        count = 0
        for offset, line_end, head in self.lines:
            if self.text[end:offset].strip("\n"):
                return None
            if offset == again:
                return (start, again) if count >= FEWEST_ENTRIES and _is_same(entry, head) else None
            end, count = line_end, count + 1
        return None

    def _line_above(self, offset: int) -> int:
        return self.text.rfind("\n", 0, max(offset - 1, 0)) + 1

    def _before_caption(self, offset: int) -> int:
        """The line above if it is the caption of the article at `offset`."""
        above = self._line_above(offset)
        return above if above < offset and is_caption(self.text[above : offset - 1]) else offset

    def _before_preamble(self, first: int, end: int) -> int:
        """The blank line behind the entries when sentences, a 前文, stand between them and the first heading."""
        sentence = self.text.find("。", first, end)
        if sentence < 0:
            return end
        blank = self.text.rfind("\n\n", first, sentence)
        return blank + 1 if blank >= 0 else end

    def _before_records(self, first: int, end: int) -> int:
        """The first of the records, such as 制定：2024年4月1日, between the entries and the first heading."""
        above = self._line_above(end)
        while above > first and is_opening_colophon(self.text[above : end - 1]):
            end, above = above, self._line_above(above)
        return end

    def _again(self, entry: Head, offset: int) -> int | None:
        """Where the heading of an entry stands behind `offset`; gathered once for all tables of contents."""
        unit = _unit(entry)
        first = bisect_right(self.lines, offset, key=itemgetter(0))
        for place, _, head in self.lines[first : first + USUAL]:
            if head.number == entry.number and _unit(head) == unit:
                return place
        if not self.places:
            for place, _, head in self.lines:
                self.places.setdefault((_unit(head), head.number), []).append(place)
        places = self.places.get((unit, entry.number), [])
        later = bisect_right(places, offset)
        return places[later] if later < len(places) else None


def _unit(head: Head) -> str:
    """The kind of a heading as a plain string: enumerations are slow as keys."""
    return head.kind._value_


def _is_same(entry: Head, heading: Head) -> bool:
    """Whether an entry, with its page number or without, names the heading."""
    name = heading.caption or heading.rest
    return bool(name) and (entry.caption or entry.rest).startswith(name)
