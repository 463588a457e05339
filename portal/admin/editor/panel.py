"""What stands beside the text field: outline, problems and comparison of a text that is being typed.

Each part is HTML made by a template that the page without script uses too, and the places in the text field that its
entries belong to, in UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.comparison.formats.row_names import is_changed
from portal.comparison.rows.overrides import RowOverride, carried, with_overrides
from portal.comparison.table import ComparisonTable
from portal.models import Edition
from portal.models.clause import KIND_NAMES
from portal.publishing.drafting.carrying import row_overrides
from portal.publishing.drafting.proposals import problem_name
from portal.publishing.drafting.typed import TypedPlaces, typed_document
from portal.publishing.findings import Finding
from portal.text.checks import check
from portal.text.editing.lines import Positions
from portal.text.editing.outline import OutlineEntry, outline
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind, Problem, Severity
from portal.text.writer import write
from portal.views.fragments import are_too_long
from portal.views.reading_aids import spoken
from portal.views.table_choice import CHANGED, TableChoice

MOST_PROBLEMS = 300
MOST_ROWS = 200
"""Rows of the comparison that are shown while one types; the page of the comparison has all."""
LONGEST_NAME = 40
DEEPEST = 5
"""The deepest level that the style sheet sets in."""

BASE, IN_FORCE, SAVED = "base", "in_force", "saved"

SEVERITIES = {
    Severity.BLOCKS: lambda: gettext("公表を妨げるもの"),
    Severity.WARNING: lambda: gettext("確かめてほしいこと"),
    Severity.HINT: lambda: gettext("気付いたこと"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the panel: its HTML, what it comes to in words, and the ranges in the text field it speaks of."""

    html: SafeString
    words: str
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A clause in the outline."""

    level: int
    name: str
    quiet: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """A problem as the panel shows it; `name` is what its mend is asked for by, "" where it has none."""

    finding: Finding
    severity: str
    place: str
    name: str


def outline_part(text: str, *, live: bool = True) -> Part:
    """Return the outline; its entries are buttons where there is a script to press them (`live`)."""
    document = parse(text).document
    entries, places = outline(document), TypedPlaces(text)
    lines = [_outline_line(entry, document.clauses[entry.clause]) for entry in entries]
    articles = sum(entry.kind is Kind.ARTICLE for entry in entries)
    html = render_to_string("admin/portal/edition/_editor_outline.html", {"lines": lines, "live": live})
    words = ngettext("{count}か条", "{count}か条", articles).format(count=articles)
    starts = [places.utf16(entry.offset) for entry in entries]
    return Part(html, words, tuple((start, start) for start in starts))


def problems_part(edition: Edition, text: str, *, live: bool = True) -> Part:
    """Return what is found in the text, in reading order; the house terms of its terms count."""
    parsed = parse(text)
    found = list(dict.fromkeys((*parsed.problems, *check(parsed.document, house_terms=edition.terms.spellings))))
    found.sort(key=lambda problem: problem.line)
    shown = found[:MOST_PROBLEMS]
    context = {
        "problems": [_remarked(problem, parsed.document) for problem in shown],
        "left_out": len(found) - len(shown),
        "live": live,
    }
    words = ngettext("{count}件", "{count}件", len(found)).format(count=len(found))
    html = render_to_string("admin/portal/edition/_editor_problems.html", context)
    return Part(html, words, tuple(_places(shown, parsed.document, TypedPlaces(text))))


def comparison_part(edition: Edition, text: str, against: str = BASE) -> Part:
    """Return the changed rows of the comparison with `against`: the base, the edition in force, or what is saved."""
    old, name = _compared_with(edition, against)
    if old is None:
        return Part(_comparison_html({"has_no_old": True}), "")
    document = typed_document(edition, text)
    if are_too_long(old, document):
        return Part(_comparison_html({"is_too_long": True}), "")
    choice = TableChoice(edition.terms.style, rows=CHANGED)
    compared = compare(old, document, style=choice.style)
    if against == BASE:
        compared = with_overrides(compared, _overrides(edition, document))
    table = choice.narrowed(compared)
    changed = sum(map(is_changed, table.rows))
    shown = replace(table, rows=table.rows[:MOST_ROWS])
    html = table_html(shown, caption=gettext("新旧対照表"), spoken=spoken()) if changed else ""
    context = {"table": mark_safe(html), "name": name, "left_out": len(table.rows) - len(shown.rows)}
    words = ngettext("変更{count}行", "変更{count}行", changed).format(count=changed)
    return Part(_comparison_html(context), words, tuple(_changes(shown, TypedPlaces(text))))


def edition_in_force(edition: Edition) -> Edition | None:
    """Return the edition of the same terms that applies now, unless that is the base anyway."""
    current = Edition.objects.in_force().filter(terms=edition.terms_id).first()
    return None if current is None or current.pk == edition.base_id else current


def clause_name(clause: Clause) -> str:
    """Return what a clause is called in lists: its heading, or how its text begins."""
    words = clause.heading or clause.text.strip().partition("\n")[0]
    return words[:LONGEST_NAME] or str(KIND_NAMES[clause.kind])


def problem_place(problem: Problem, document: Document) -> str:
    """Return the clause a problem lies in, "" for the whole."""
    return clause_name(document.clauses[problem.place.clause]) if problem.place else ""


def _outline_line(entry: OutlineEntry, clause: Clause) -> OutlineLine:
    words = entry.words[:LONGEST_NAME] if clause.heading and not entry.caption else ""
    return OutlineLine(min(entry.level, DEEPEST), clause_name(clause), words)


def _remarked(problem: Problem, document: Document) -> Remarked:
    finding = Finding.from_problem(problem)
    name = problem_name(problem) if problem.mend else ""
    return Remarked(finding, SEVERITIES[problem.severity](), problem_place(problem, document), name)


def _places(problems: list[Problem], document: Document, places: TypedPlaces) -> Iterator[tuple[int, int]]:
    """Where the words stand that problems are about, or the line."""
    positions = Positions(document)
    lines = list(accumulate((len(line) + 1 for line in write(document).split("\n")), initial=0))
    for problem in problems:
        start = end = lines[min(max(problem.line, 1), len(lines)) - 1]
        if problem.place is not None:
            start = positions.offset_of(problem.place.clause, problem.place.start)
            end = start + problem.place.end - problem.place.start
        yield places.utf16(start), places.utf16(end)


def _compared_with(edition: Edition, against: str) -> tuple[Document | None, str]:
    """The document a text is compared with, and what that is called."""
    if against == SAVED:
        return edition.document(), gettext("保存済みの文")
    old = edition_in_force(edition) if against == IN_FORCE else None
    old = old or edition.base
    return (old.document(), old.label) if old is not None else (None, "")


def _overrides(edition: Edition, document: Document) -> tuple[RowOverride, ...]:
    """What staff say of rows, as it would follow its units if the text were saved."""
    said = row_overrides(edition)
    return carried(said, edition.document(), document) if said else ()


def _comparison_html(context: dict[str, object]) -> SafeString:
    return render_to_string("admin/portal/edition/_editor_comparison.html", context)


def _changes(table: ComparisonTable, places: TypedPlaces) -> Iterator[tuple[int, int]]:
    """Where the changed rows stand in the text; a row of deleted words, where they stood."""
    start = end = 0
    for row in table.rows:
        if row.new.spans:
            start, end = row.new.spans[0][0], row.new.spans[-1][1]
        else:
            start = end
        if is_changed(row):
            yield places.utf16(start), places.utf16(start)
