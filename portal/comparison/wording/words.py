"""The changed words of two lines, in the steps in which a person's eye makes them out."""

from __future__ import annotations

from portal.comparison.table import Span
from portal.comparison.wording.amounts import whole_amounts
from portal.comparison.wording.brackets import balanced
from portal.comparison.wording.compounds import whole_compounds
from portal.comparison.wording.endings import whole_endings
from portal.comparison.wording.equal_runs import Texts, equal_runs
from portal.comparison.wording.insertions import in_one_piece, slid
from portal.comparison.wording.islands import without_islands
from portal.comparison.wording.lists import words_kept
from portal.comparison.wording.rewriting import whole_sentences
from portal.comparison.wording.whole_words import whole_words


def changed_spans(texts: Texts) -> tuple[list[Span], list[Span]]:
    """Return the spans of two different lines that bear marks, in order.

    Characters are compared, then insertions put where words begin, words made whole, and runs of equal characters
    passed over that are not worth a break. What is left unmarked is the same in both lines.
    """
    runs = slid(in_one_piece(words_kept(equal_runs(texts.old, texts.new), texts), texts), texts)
    runs = whole_compounds(whole_words(runs, texts), texts)
    runs = whole_sentences(whole_endings(without_islands(runs, texts), texts), texts)
    return balanced(whole_amounts(runs, texts), texts)
