"""The changed words of two lines, in the steps in which a person's eye makes them out."""

from __future__ import annotations

from portal.comparison.table import Span
from portal.comparison.wording.compounds import whole_compounds
from portal.comparison.wording.endings import whole_endings
from portal.comparison.wording.equal_runs import Texts, equal_runs
from portal.comparison.wording.insertions import in_one_piece, slid
from portal.comparison.wording.islands import lone_kana, without_islands
from portal.comparison.wording.lists import words_kept
from portal.comparison.wording.rewriting import whole_sentences
from portal.comparison.wording.whole_words import whole_words

Spans = list[Span]
_NONE: frozenset[int] = frozenset()


def changed_spans(
    old: str, new: str, old_breaks: frozenset[int] = _NONE, new_breaks: frozenset[int] = _NONE
) -> tuple[Spans, Spans]:
    """Return the spans of two different lines that bear marks, in order; `*_breaks` are offsets no word reaches over.

    Characters are compared, then insertions put where words begin, words made whole, and runs of equal characters
    passed over that are not worth a break. What is left unmarked of either line stands in the other, in that order.
    """
    texts = Texts(old, new, old_breaks, new_breaks)
    runs = slid(in_one_piece(words_kept(equal_runs(old, new), texts), texts), texts)
    runs = whole_compounds(whole_words(runs, texts), texts)
    runs = whole_endings(without_islands(runs, texts), texts)
    runs = whole_sentences(runs, texts)
    old_spans, new_spans = lone_kana(runs, texts)
    at_old, at_new = runs[0][2], runs[0][2]
    for start, other_start, length in runs[1:]:
        if at_old < start:
            old_spans.append((at_old, start))
        if at_new < other_start:
            new_spans.append((at_new, other_start))
        at_old, at_new = start + length, other_start + length
    return old_spans, new_spans
