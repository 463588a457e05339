"""What a comparison comes to: counts, and a sentence per changed article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from portal.comparison.addresses.places import Places
from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN, Cut, Elision, HouseStyle
from portal.comparison.summary.article_phrases import Pair
from portal.comparison.summary.clause_changes import Verb, clause_changes
from portal.comparison.summary.phrases import Sentence
from portal.comparison.summary.runs import Run, What, kind_of, runs_of
from portal.comparison.summary.sentences import sentence_of
from portal.comparison.table import At, ComparisonTable, RowKind
from portal.text.tree import HEADINGS, Document, Kind

_STYLE = replace(
    THREE_COLUMN, name="summary", cut=Cut.UNIT, unchanged_articles=Elision.OMIT, unchanged_units=Elision.FULL
)
"""The cut that all summaries are made from: by unit, with what did not change in a changed article."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles (with 附則, 別表, 前文) each thing happened to, and units inside articles that changed.

    An added 附則 with its articles counts once. `renumbered` have another number and nothing else, `respelled`
    differ in width and blanks only. `headings` counts 編, 章, 節 …, whatever happened to them.
    """

    added: int = 0
    deleted: int = 0
    changed: int = 0
    moved: int = 0
    renumbered: int = 0
    respelled: int = 0
    headings: int = 0
    added_units: int = 0
    deleted_units: int = 0
    changed_units: int = 0
    moved_units: int = 0
    title: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, and sentences in the order of the table; none where nothing changed."""

    counts: Counts = Counts()
    sentences: tuple[Sentence, ...] = ()


def summary_of(old: Document, new: Document, *, ignore_width: bool = False) -> Summary:
    """Return what changed from one edition to another."""
    return _summary(compare(old, new, style=replace(_STYLE, ignore_width=ignore_width)))


def summarise(table: ComparisonTable) -> Summary:
    """Return what a table comes to, the same for all house styles.

    Editions whose table shows less than every unit of a changed article are compared again. Nothing for a table
    that was read back without its editions.
    """
    if not table.old.clauses and not table.new.clauses:
        return Summary()
    if _shows_all_units(table.style):
        return _summary(table)
    return summary_of(table.old, table.new, ignore_width=table.style.ignore_width)


def _shows_all_units(style: HouseStyle) -> bool:
    return style.cut is Cut.UNIT and style.unchanged_units is Elision.FULL and style.show_title


def _summary(table: ComparisonTable) -> Summary:
    pair = _pair(table)
    runs = runs_of(clause_changes(table), pair)
    return Summary(_counts(runs, pair), tuple(sentence_of(run, pair) for run in runs))


def _pair(table: ComparisonTable) -> Pair:
    """附則 have their dates wherever there are two to tell apart, in one edition or between the two."""
    distinct = any(
        row.kind in (RowKind.ADDED_ARTICLE, RowKind.DELETED_ARTICLE)
        and at is not None
        and _clause_kind(document, at) is Kind.SUPPLEMENTARY_PROVISION
        for row in table.rows
        for document, at in ((table.old, row.old_at), (table.new, row.new_at))
    )
    return Pair(table.old, table.new, Places(table.old, distinct=distinct), Places(table.new, distinct=distinct))


def _clause_kind(document: Document, at: At) -> Kind:
    return document.clauses[at.clause].kind


_COUNTED = {What.EMPTIED: What.DELETED, What.DISSOLVED: What.DELETED, What.MADE: What.ADDED}
_UNITS = {
    Verb.ADDED: "added_units",
    Verb.DELETED: "deleted_units",
    Verb.CHANGED: "changed_units",
    Verb.MOVED: "moved_units",
}


def _counts(runs: list[Run], pair: Pair) -> Counts:
    counted: Counter[str] = Counter()
    for run in runs:
        is_heading = kind_of(run.changes[0], pair) in HEADINGS
        name = "headings" if is_heading else _COUNTED.get(run.what, run.what).value
        counted[name] += len(run.changes)
        counted.update(_UNITS[unit.verb] for unit in run.inside.units if unit.verb in _UNITS)
    return Counts(**counted)
