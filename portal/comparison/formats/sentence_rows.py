"""The rows of a table that the sentences of its summary speak of."""

from __future__ import annotations

from collections.abc import Iterable

from portal.comparison.formats.row_names import row_names, stands
from portal.comparison.summary.phrases import Sentence
from portal.comparison.table import ComparisonTable, RowKind


def sentence_rows(table: ComparisonTable, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return for each sentence the name of the first changed row of its article, "" where the table shows none.

    A row that only points to where something went is taken where there is no other.
    """
    names = row_names(table)
    best: dict[tuple[str, int], tuple[bool, int]] = {}
    for index, row in enumerate(table.rows):
        for side in ("old", "new") if names[index] else ():
            if at := stands(row, side):
                rank, place = (row.kind is RowKind.MOVED_AWAY, index), (side, at.clause)
                best[place] = min(best.get(place, rank), rank)
    return tuple(_name(sentence, best, names) for sentence in sentences)


def _name(sentence: Sentence, best: dict[tuple[str, int], tuple[bool, int]], names: tuple[str, ...]) -> str:
    found = [best[place] for place in (("old", sentence.old), ("new", sentence.new)) if place in best]
    return names[min(found)[1]] if found else ""
