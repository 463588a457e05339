"""Read terms from text: lines → clauses. The bodies below are read by `body`, on demand.

Every character belongs to exactly one clause, so nothing is lost; what cannot be placed stays in the
clause it stands in, and a problem says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from portal.text import metadata
from portal.text.headings.contexts import next_context
from portal.text.headings.heads import Start
from portal.text.headings.starts import read_starts
from portal.text.messages import gettext_noop
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS
from portal.text.tree import MAIN, Clause, Document, Kind, Parsed, Place, Problem, Severity

_ARTICLE = Kind.ARTICLE  # looked up once: enumerations are slow at it


def parse(text: str) -> Parsed:
    """Read `text` into a document, with the problems met, its title and what it states of itself. Never raises."""
    text = normalise(text)
    starts, doubtful = read_starts(text)
    document = _assemble(text, starts)
    offsets = [start.offset for start in starts]
    problems = (*_article_like_lines(text, doubtful, offsets), *_texts_under_headings(text, document, offsets))
    title = next((clause.text for clause in document if clause.kind is Kind.TITLE), "")
    return Parsed(
        document,
        tuple(sorted(problems, key=lambda problem: problem.line)),
        metadata.read_title(title).name if title else "",
        metadata.read_metadata(document),
    )


def _assemble(text: str, starts: Sequence[Start]) -> Document:
    """Cut the text at the starts; blank lines between two clauses belong to the second."""
    clauses: list[Clause] = []
    context, end = MAIN, -1
    stops = [start.offset for start in starts[1:]] + [len(text)]
    for (offset, head, caption, form, text_start), stop in zip(starts, stops, strict=False):
        below = text[text_start:stop].rstrip("\n")
        gap = offset - end - 1
        end = text_start + len(below)
        if form and below[:1] == "\n":
            words = below.lstrip("\n")
            form += below[: len(below) - len(words)]
            below = words
        kind = head.kind
        if kind is not _ARTICLE:
            is_named = kind is Kind.SUPPLEMENTARY_PROVISION
            heading = Clause(kind, head.label, head.number, caption, "", form).heading if is_named else ""
            context = next_context(context, kind, heading)
        clauses.append(Clause(kind, head.label, head.number, caption, below, form, gap, context))
    return Document(tuple(clauses), tail=len(text) - end)


def _article_like_lines(text: str, doubtful: Sequence[tuple[int, bool]], offsets: Sequence[int]) -> Iterator[Problem]:
    """Lines that were left in the text although they look like the heading of an article."""
    line, counted = 1, 0
    for offset, is_quoted in doubtful:
        line, counted = line + text.count("\n", counted, offset), offset
        index = bisect_right(offsets, offset) - 1
        end = text.find("\n", offset)
        written = text[offset:] if end < 0 else text[offset:end]
        if is_quoted:
            message = gettext_noop("「{line}」は条の見出しの形ですが、前後から引用と見て本文として読みました。")
        else:
            message = gettext_noop("「{line}」は条の見出しの形ですが、番号が続かないため本文として読みました。")
        values = (("line", written.strip(BLANKS)[:30]),)
        place = Place(index, offset - offsets[index], offset - offsets[index] + len(written))
        yield Problem(line, "article_like_line", Severity.HINT, message, values, place)


def _texts_under_headings(text: str, document: Document, offsets: Sequence[int]) -> Iterator[Problem]:
    """Words below a 編, 章, 節, 款 or 目 that belong to no article."""
    line, counted = 1, 0
    for index, clause in enumerate(document.clauses):
        if clause.kind is not _ARTICLE and clause.text and clause.is_heading:
            start = len(clause.filled_form)
            line, counted = line + text.count("\n", counted, offsets[index] + start), offsets[index] + start
            message = gettext_noop("「{heading}」の下に条に属さない文があります。")
            place = Place(index, start, start + len(clause.text))
            yield Problem(line, "text_under_heading", Severity.HINT, message, (("heading", clause.heading),), place)
