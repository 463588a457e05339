"""What stands at the top and foot of printed pages and is no part of the document: page numbers, running lines.

A line goes only on evidence: it is repeated at the same edge of several pages, or its number counts the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from portal.text.cleaning.page_lines import PageLine, is_lone_label
from portal.text.cleaning.wraps import SENTENCE_ENDS, WIDEST_PAGE, Wrap
from portal.text.headings.forms import read_head
from portal.text.metadata import is_field, is_opening_colophon
from portal.text.numbering.labels import read_labels

DEPTH = 3
"""Lines looked at from a page's top and from its foot."""
FEWEST_PAGES = 3
"""Pages on which a running line must stand; two are enough for what is nothing but a page number."""
FEWEST_LINES_ON_A_PAGE = 5
FEWEST_CUTS = 2
WIDEST_TITLE = 60
"""Columns."""
_NUMBER = re.compile(r"\d{1,4}")
_DASH = "[-－–—−‐]"
_OF = r"(?:\s*(?:[/／]|of)\s*\d{1,4})?"
_PAGE_NUMBER = re.compile(
    rf"(?:{_DASH}\s*)?(?:page\s*|p\.?\s*|ページ\s*|第\s*)?\d{{1,4}}{_OF}(?:\s*ページ|\s*頁)?(?:\s*{_DASH})?",
    re.IGNORECASE,
)
# What counts pages beside other words, where no form feed tells of pages.
_MARKED_NUMBER = (
    rf"(?:{_DASH}\s*\d{{1,4}}\s*{_DASH}|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    rf"|(?:page|p\.)\s*\d{{1,4}}{_OF}|\d{{1,4}}\s*(?:ページ|頁))"
)
_OF_ALL_PAGES = re.compile(r"(?<!\S)(?P<number>\d{1,4})\s*[/／]\s*(?P<all>\d{1,4})(?!\S)")
_LINE_WITH_PAGE_NUMBER = re.compile(
    rf"(?P<before>{_MARKED_NUMBER})\s+\S.*|\S.*\s(?P<behind>{_MARKED_NUMBER})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines without page furniture, and what was taken out: page numbers and running lines, in reading order."""

    lines: tuple[PageLine, ...]
    numbers: tuple[str, ...] = ()
    running: tuple[str, ...] = ()


def without_furniture(lines: list[PageLine], wrap: Wrap | None, *, are_pages: bool) -> Pages:
    """Take page furniture out of `lines`: by form feeds or, in wrapped text, by the blank lines around page numbers.

    `are_pages` says that the lines tell on which page they stood: form feeds parted them, or they come from a PDF.
    """
    found = _furniture(lines, are_pages=are_pages) | (_numbers_of_all(lines) if are_pages else set())
    if wrap and not any(_is_page_number(lines[place]) for place in found):
        breaks = _numbers_between_blank_lines(lines)
        if not (breaks or found):
            breaks = _lines_at_page_ends(lines, wrap)
        if breaks:
            lines = _paged_by(lines, breaks)
            found |= _furniture(lines) | breaks
    taken = [lines[place] for place in sorted(found)]
    return Pages(
        tuple(line for place, line in enumerate(lines) if place not in found),
        tuple(line.text for line in taken if _is_page_number(line)),
        tuple(line.text for line in taken if not _is_page_number(line)),
    )


def _is_page_number(line: PageLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


# --- at the edges of pages ---


def _furniture(lines: list[PageLine], *, are_pages: bool = False) -> set[int]:
    """The places of lines that repeat at the edges of pages, or count them there; of sure pages, two are enough."""
    edges = list(_edges(lines))
    pages_of: dict[tuple[bool, _Key], set[int]] = defaultdict(set)
    for top, places in edges:
        for place in places:
            for key in _keys(lines[place]):
                pages_of[top, key].add(lines[place].page)
    repeated = {name for name, pages in pages_of.items() if _repeats(pages, name[1].fewest)}
    repeated |= set(_on_both_pages(lines, edges)) if are_pages else set()
    found: set[int] = set()
    for top, places in edges:
        for place in places:
            if any((top, key) in repeated for key in _keys(lines[place])):
                found.add(place)
            elif not is_field(lines[place].text):
                break
    return found - _said_once(lines, found)


def _on_both_pages(lines: list[PageLine], edges: list[tuple[bool, list[int]]]) -> Iterator[tuple[bool, _Key]]:
    """The outermost line of a document's two pages, where both have the same one and it begins nothing."""
    for edge in (True, False):
        outermost = [lines[places[0]] for top, places in edges if top is edge]
        words = {line.text for line in outermost}
        if len(outermost) == 2 and len(words) == 1 and not outermost[0].is_row and not read_labels(outermost[0].text):
            yield edge, _Key(words.pop(), FEWEST_PAGES)


def _edges(lines: list[PageLine]) -> Iterator[tuple[bool, list[int]]]:
    """For each page, the places of its lines from the top, then from the foot."""
    places_of: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.text:
            places_of[line.page].append(place)
    for places in places_of.values():
        yield True, places[:DEPTH]
        yield False, places[: -DEPTH - 1 : -1]


@dataclass(frozen=True, slots=True)
class _Key:
    """What a line has in common with those on other pages; its words, a counting number as distance to the page."""

    words: str
    fewest: int


def _keys(line: PageLine) -> Iterator[_Key]:
    """The line itself, and the line with each of its numbers counted from its page.

    None for a record, a paragraph, or a label alone on its line, which lists repeat on every page.
    """
    if line.width > WIDEST_PAGE or is_field(line.text) or (is_lone_label(line.text) and not _is_page_number(line)):
        return
    yield _Key(line.text, FEWEST_PAGES)
    fewest = 2 if _is_page_number(line) else FEWEST_PAGES
    for words, number in _counting(line):
        yield _Key(f"{words}\n{number - line.page}", fewest)


def _counting(line: PageLine) -> Iterator[tuple[str, int]]:
    """Each number of a line that is neither heading nor labelled, with the words around it (a blank is a blank)."""
    if not _is_page_number(line) and (read_head(line.text) or read_labels(line.text)):
        return
    for match in _NUMBER.finditer(line.text):
        words = f"{line.text[: match.start()]}\n{line.text[match.end() :]}"
        yield "".join(words.split(" ")), int(match.group())


def _repeats(pages: set[int], fewest: int) -> bool:
    """Whether pages enough have the line: half of those from the first to the last, for odd and even may differ."""
    return len(pages) >= fewest and 2 * len(pages) > max(pages) - min(pages)


def _said_once(lines: list[PageLine], found: set[int]) -> set[int]:
    """Places to keep: the first of a line that is title or heading and stands nowhere but at the edges of pages."""
    rest = [line for place, line in enumerate(lines) if line.text and place not in found]
    elsewhere = {line.text for line in rest}
    first = next((place for place, line in enumerate(lines) if line.text), -1)
    has_title = bool(rest) and _may_be_title(rest[0])
    places_of: dict[str, list[int]] = defaultdict(list)
    for place in sorted(found):
        places_of[lines[place].text].append(place)
    return {
        places[0]
        for text, places in places_of.items()
        if text not in elsewhere and len(places) > 1 and (read_head(text) or (places[0] == first and not has_title))
    }


def _may_be_title(line: PageLine) -> bool:
    """Whether a line is short and begins no clause, is no record and no sentence."""
    is_short = line.width <= WIDEST_TITLE and "。" not in line.text
    return is_short and not (read_head(line.text) or read_labels(line.text) or is_opening_colophon(line.text))


def _numbers_of_all(lines: list[PageLine]) -> set[int]:
    """Places of outermost lines that say which page of how many it is, as it is (1 / 2), on all pages but one at most.

    Few pages repeat too little to tell otherwise. On a sole page its number alone at the foot is enough.
    """
    filled = [place for place, line in enumerate(lines) if line.text]
    count = max((line.page for line in lines), default=0) + 1
    outermost = {place for _top, places in _edges(lines) for place in places[:1]}
    found = {place for place in outermost if _counts_all(lines[place], count)}
    if count == 1 and filled and _is_page_number(lines[filled[-1]]) and "1" in _NUMBER.findall(lines[filled[-1]].text):
        found.add(filled[-1])
    fewest = max(min(2, count), count - 1)
    return found if len({lines[place].page for place in found}) >= fewest else set()


def _counts_all(line: PageLine, count: int) -> bool:
    found = _OF_ALL_PAGES.search(line.text)
    return found is not None and (int(found["number"]), int(found["all"])) == (line.page + 1, count)


# --- without form feeds ---


def _numbers_between_blank_lines(lines: list[PageLine]) -> set[int]:
    """Places of page numbers beside a blank line that are alike but for the number, which counts up by one."""
    series: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place in _set_off(lines):
        match = _page_number_in(lines[place].text)
        if match:
            words = lines[place].text[: match.start()] + "\n" + lines[place].text[match.end() :]
            series[words].append((place, int(match.group())))
    return {place for found in series.values() if _counts_pages(found, lines) for place, _ in found}


def _page_number_in(text: str) -> re.Match[str] | None:
    if _PAGE_NUMBER.fullmatch(text):
        return _NUMBER.search(text)
    match = _LINE_WITH_PAGE_NUMBER.fullmatch(text)
    return _NUMBER.search(text, match.start(match.lastgroup or 0)) if match else None


def _counts_pages(found: list[tuple[int, int]], lines: list[PageLine]) -> bool:
    first, last = found[0][0], found[-1][0]
    fewest = 2 if _is_page_number(lines[first]) else FEWEST_PAGES
    filled = sum(1 for line in lines[first:last] if line.text)
    return len(found) >= fewest and _counts_up(found) and filled >= FEWEST_LINES_ON_A_PAGE * (len(found) - 1)


def _counts_up(found: list[tuple[int, int]]) -> bool:
    return all(after == before + 1 for (_, before), (_, after) in pairwise(found))


def _set_off(lines: list[PageLine]) -> Iterator[int]:
    """Places of lines with a blank line (or the text's edge) before or behind them, paragraphs aside."""
    for place, line in enumerate(lines):
        if line.text and line.width <= WIDEST_PAGE:
            is_first, is_last = place == 0, place + 1 == len(lines)
            if is_first or is_last or not (lines[place - 1].text and lines[place + 1].text):
                yield place


def _lines_at_page_ends(lines: list[PageLine], wrap: Wrap) -> set[int]:
    """Places of a line beside blank lines that comes again after about as many lines, alike or counting.

    At least twice it must part a sentence, which no heading of an example or a table does, or count up steadily.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    counting: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place in _set_off(lines):
        if not is_field(lines[place].text) and lines[place].text[-1] not in SENTENCE_ENDS:
            alike[lines[place].text].append(place)
            for words, number in _counting(lines[place]):
                counting[words].append((place, number))
    counted = [[place for place, _ in found] for found in counting.values() if _counts_up(found)]
    repeated = [places for places in (*alike.values(), *counted) if _is_regular(places, 1.5)]
    cutting = [places for places in repeated if sum(_cuts(lines, place, wrap) for place in places) >= FEWEST_CUTS]
    steady = [places for places in counted if len(places) > FEWEST_PAGES and _is_regular(places, 1.2)]
    found = {place for places in (*cutting, *steady) for place in places}
    return found - _said_once(lines, found)


def _is_regular(places: list[int], most: float) -> bool:
    """Whether the longest page has at most `most` times the lines of the shortest; the last page may be shorter."""
    distances = [after - before for before, after in pairwise(places)]
    full = distances[: max(2, len(distances) - 1)]
    if len(places) < FEWEST_PAGES or min(full) < 2 * FEWEST_LINES_ON_A_PAGE:
        return False
    return max(distances) <= most * min(full)


def _cuts(lines: list[PageLine], place: int, wrap: Wrap) -> bool:
    """Whether the line above the blank before `place` is full and ends no sentence, so that it goes on below."""
    if place == 0 or lines[place - 1].text:
        return False
    above = _next_filled(lines, range(place - 1, -1, -1))
    below = _next_filled(lines, range(place + 1, len(lines)))
    if above is None or below is None or above.text[-1] in SENTENCE_ENDS:
        return False
    return wrap.is_full(above, below.text) and not (read_head(below.text) or read_labels(below.text))


def _next_filled(lines: list[PageLine], places: range) -> PageLine | None:
    return next((lines[place] for place in places if lines[place].text), None)


def _paged_by(lines: Iterable[PageLine], breaks: set[int]) -> list[PageLine]:
    """The lines with their pages counted anew: a page ends with each of the `breaks`."""
    page, paged = 0, []
    for place, line in enumerate(lines):
        paged.append(replace(line, page=page))
        page += place in breaks
    return paged
