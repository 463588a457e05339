"""A new article put into a text behind the clause on a line: its heading alone, nothing else is renumbered."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from portal.text.editing.clauses import insert_clause
from portal.text.editing.lines import TextEdit
from portal.text.editing.new_headings import NO_CAPTION_YET, UNNUMBERED, proposed_label, sample_for
from portal.text.tree import Clause, Document, Kind
from portal.text.writer import clause_starts, write

_ENDING = (Kind.APPENDIX, Kind.COLOPHON)
"""What no article stands behind."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """The edit of `write(document)` that puts an article in, and the words in it that are to be typed over.

    `caret` is their offset in the text after the edit, `selected` how many they are; 0 where words are to be added.
    """

    edit: TextEdit
    caret: int
    selected: int


def new_article(document: Document, line: int) -> NewArticle | None:
    """Return an article behind the clause on `line` (from 1, in `write(document)`); None behind 別表 and what ends.

    Its number is the next one, or a 枝番 between two; before all others it has none (第○条), and renumbering gives it
    one. Where its neighbours have captions, words that say so stand for its own. Blank lines belong to the clause
    above them.
    """
    place = _place(document, line)
    if any(clause.kind in _ENDING for clause in document.clauses[:place]):
        return None
    sample = sample_for(document.clauses, place, Kind.ARTICLE)
    caption = NO_CAPTION_YET if sample is None or sample.caption else ""
    with_it = insert_clause(document, place, Kind.ARTICLE, label=_label(document, place), caption=caption)
    start, added = _added(document, with_it, place)
    at = added.rindex(caption) if caption else len(added)
    return NewArticle(TextEdit(start, "", added), start + at, len(caption))


def _place(document: Document, line: int) -> int:
    """The place behind the clause on a line."""
    text, offset = write(document), 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1 or len(text) + 1
    return bisect_right(clause_starts(document), offset)


def _label(document: Document, place: int) -> str:
    """The label that is proposed, or the one of an unnumbered article where another clause around has that already."""
    label, _ = proposed_label(document, place, Kind.ARTICLE)
    return UNNUMBERED if label in _labels_around(document.clauses, place) else label


def _labels_around(clauses: tuple[Clause, ...], place: int) -> set[str]:
    """The labels of the articles in the same part: 附則 count anew."""
    context = clauses[place - 1].context if place else clauses[0].context if clauses else ""
    return {clause.label for clause in clauses if clause.kind is Kind.ARTICLE and clause.context == context}


def _added(before: Document, after: Document, place: int) -> tuple[int, str]:
    """Where the words stand that `after` has more than `before`, by the clause at `place`, and these words."""
    start = len(write(Document(before.clauses[:place])))
    words = write(after)
    return start, words[start : len(words) - (len(write(before)) - start)]
