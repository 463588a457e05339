"""A document and its table of contents as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.dates import DATE
from portal.text.html.body import body_html
from portal.text.html.hanging import WIDEST_LABEL, half_ems
from portal.text.html.inline_marks import ImageAddress, no_image
from portal.text.html.linked_words import LinkedWords
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text
from portal.text.inline import read_inline
from portal.text.messages import gettext_noop
from portal.text.references.links import reference_links
from portal.text.tree import HEADINGS, MAIN, Body, Clause, Document, Kind, LineKind, unmarked

LOWEST_HEADING = 6

_PLAIN = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS, Kind.ELIDED)
_CHILDLESS = (*_PLAIN, Kind.PREAMBLE)
_RANK = {Kind.SUPPLEMENTARY_PROVISION: 0, Kind.APPENDIX: 0, Kind.PREAMBLE: 0} | {
    kind: rank for rank, kind in enumerate((*HEADINGS, Kind.ARTICLE))
}
_FORM_PART = re.compile(r"([^\sLC]*C[^\sLC]*|L)")


Below = Callable[[Clause], Safe]
"""Makes what a page shows below a clause, such as what was said of it."""


def nothing_below(clause: Clause) -> Safe:
    """Return nothing: the text stands alone."""
    return EMPTY


@dataclass(frozen=True, slots=True)
class LinkLabel:
    """What those who hear the page are told of a permalink, {} being the article's label.

    `language` is that of the words where it is not the document's.
    """

    words: str = gettext_noop("{}へのリンク")
    language: str = ""


def document_html(
    document: Document,
    *,
    anchor_prefix: str = "",
    heading_level: int = 2,
    permalinks: bool = True,
    link_label: LinkLabel = LinkLabel(),
    with_title: bool = True,
    image_address: ImageAddress = no_image,
    below: Below = nothing_below,
) -> Safe:
    """Show a document as one section per clause, its references as links.

    `anchor_prefix` stands before every id, for two documents on one page; `heading_level` is the
    level of the outermost headings, and no level below it is skipped. A title that is not shown still
    says what the document is called, so that 「ゆうなぎ利用約款第２条」 in it is a link. `image_address` says where the
    picture of a name lies; without one its description stands for it. `below` is what stands below each clause.
    """
    names, levels, links = anchors(document), _levels(document, heading_level), reference_links(document)
    sections = [
        _section(
            clause,
            LinkedWords(
                clause.text,
                len(clause.filled_form),
                links_of_clause,
                anchor_prefix,
                read_inline(clause.text),
                image_address,
            ),
            anchor=anchor_prefix + name,
            level=level,
            link_label=link_label if permalinks else None,
        )
        for clause, name, level, links_of_clause in zip(document, names, levels, links, strict=True)
    ]
    sections = [join((section, below(clause))) for section, clause in zip(sections, document, strict=True)]
    has_title = document.clauses[:1] and document.clauses[0].kind is Kind.TITLE
    return join(sections[1:] if has_title and not with_title else sections, Safe("\n"))


def contents_html(
    document: Document, *, anchor_prefix: str = "", label: str = gettext_noop("目次"), text_language: str = ""
) -> Safe:
    """List a document's headings as links, nested as they stand in it; "" where there is none.

    `label` names the list for those who hear the page; `text_language` is the headings' language where it is
    not the page's.
    """
    days = _days_of_supplements(document)
    entries = [
        _Entry(level, clause, anchor_prefix + name, days.get(index, ""))
        for index, (clause, name, level) in enumerate(
            zip(document, anchors(document), _levels(document, 1), strict=True)
        )
        if _in_contents(clause)
    ]
    if not entries:
        return EMPTY
    return element("nav", _entries(entries, language=text_language), class_="contents", aria_label=label)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents; `day` tells apart the 附則 that are called alike."""

    level: int
    clause: Clause
    anchor: str
    day: str


def _days_of_supplements(document: Document) -> dict[int, str]:
    """By the index of each 附則 that is called as another one is, the first date written in it."""
    headings = Counter(clause.heading for clause in document if clause.kind is Kind.SUPPLEMENTARY_PROVISION)
    days: dict[int, str] = {}
    current = None
    for index, clause in enumerate(document):
        if clause.kind is Kind.SUPPLEMENTARY_PROVISION:
            current = index if headings[clause.heading] > 1 else None
        date = DATE.search(clause.text) if clause.context != MAIN else None
        if current is not None and current not in days and date:
            days[current] = date.group()
    return days


def _levels(document: Document, outermost: int) -> Iterator[int]:
    """The heading level of each clause, one below what it stands in."""
    open_ranks: list[int] = []
    for clause in document:
        rank = _RANK.get(clause.kind, 0)
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        yield min(outermost + len(open_ranks), LOWEST_HEADING)
        if clause.kind not in _CHILDLESS and clause.form.strip():
            open_ranks.append(rank)


def _section(clause: Clause, words: LinkedWords, *, anchor: str, level: int, link_label: LinkLabel | None) -> Safe:
    if clause.kind in _PLAIN:
        return element("section", _plain(clause), class_=_section_classes(clause, Body()), id=anchor)
    body = parse_body(clause.text)
    content = (_heading(clause, anchor, level, link_label), _body(body, words, anchor))
    return element("section", *content, class_=_section_classes(clause, body), id=anchor)


def _section_classes(clause: Clause, body: Body) -> str:
    return classes(
        "clause",
        clause.kind.value.replace("_", "-"),
        f"run-in label-{half_ems(clause.label)}" if _is_run_in(clause, body) else "",
        "in-supplement" if clause.context != MAIN and clause.kind is not Kind.SUPPLEMENTARY_PROVISION else "",
    )


def _is_run_in(clause: Clause, body: Body) -> bool:
    """Whether a line of words stands beside the label, as in 第一条　この法律は…."""
    if not clause.form.rstrip(" \u3000").endswith("L") or clause.text.startswith("\n") or not body.paragraphs:
        return False
    first = body.paragraphs[0]
    has_words = bool(first.label) or (first.lines[:1] and first.lines[0].kind is LineKind.TEXT)
    return bool(has_words) and half_ems(clause.label) <= WIDEST_LABEL


def _plain(clause: Clause) -> Safe:
    lines = (line.strip() for line in (unmarked(clause.filled_form) + clause.text).splitlines())
    return join(element("p", _plain_words(line, clause.kind), class_="line") for line in lines if line)


def _plain_words(line: str, kind: Kind) -> Safe:
    """A line of records with its links; titles and the like hold none."""
    return LinkedWords(line, marks=read_inline(line)).between(0, len(line)) if kind is Kind.COLOPHON else text(line)


def _heading(clause: Clause, anchor: str, level: int, link_label: LinkLabel | None) -> Safe:
    """The heading with its permalink, "" where there is none."""
    if not clause.form.strip():
        return EMPTY
    heading = element(f"h{level}", heading_html(clause), class_="heading")
    if link_label is None or not clause.label:
        return heading
    spoken = link_label.words.format(clause.label)
    permalink = element("a", class_="anchor", href=f"#{anchor}", aria_label=spoken, lang=link_label.language)
    return join((heading, permalink))


def _body(body: Body, words: LinkedWords, anchor: str) -> Safe:
    if not body.paragraphs:
        return EMPTY
    return element("div", body_html(body, words, unit_anchors(anchor, body)), class_="body")


def heading_html(clause: Clause) -> Safe:
    """A heading as written, label and caption with its brackets in elements of their own."""
    return join(_form_part(part, clause) for part in _FORM_PART.split(unmarked(clause.form.strip())) if part)


def _form_part(part: str, clause: Clause) -> Safe:
    if part == "L":
        return element("span", text(clause.label), class_="label")
    if "C" in part:
        return element("span", text(part.replace("C", clause.caption)), class_="caption")
    return text(part)


def _in_contents(clause: Clause) -> bool:
    return clause.kind not in _PLAIN and bool(clause.form.strip())


def _entries(entries: list[_Entry], *, language: str = "") -> Safe:
    """A list of the outermost entries, each with what follows it on lower levels."""
    starts = [index for index, entry in enumerate(entries) if entry.level <= entries[0].level]
    groups = [entries[start:end] for start, end in zip(starts, [*starts[1:], len(entries)], strict=True)]
    return element("ol", *(_entry(group[0], group[1:]) for group in groups), lang=language)


def _entry(entry: _Entry, below: list[_Entry]) -> Safe:
    day = element("span", text(f"（{entry.day}）"), class_="caption") if entry.day else EMPTY
    link = element("a", heading_html(entry.clause), day, href=f"#{entry.anchor}")
    kind = entry.clause.kind.value.replace("_", "-")
    return element("li", link, _entries(below) if below else EMPTY, class_=kind)
