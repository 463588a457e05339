"""What is found in an edition, each finding with the clause and the line of it that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.admin.clause_lines import ClauseLine, clause_line
from portal.admin.finding_links import Link, link_of
from portal.models import Edition
from portal.publishing.announce import findings_of
from portal.publishing.examination import examine_wording
from portal.publishing.findings import Finding
from portal.text.tree import Clause, Document, Severity


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding and its clause; `line` counts from 1 in the clause's text, None for the heading or the whole.

    One that is about no clause may have a link to what it is about.
    """

    finding: Finding
    clause: ClauseLine | None = None
    line: int | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """An edition's findings by how much they matter."""

    blocking: tuple[LocatedFinding, ...]
    warnings: tuple[LocatedFinding, ...]
    hints: tuple[LocatedFinding, ...]

    def __len__(self) -> int:
        return len(self.blocking) + len(self.warnings) + len(self.hints)


def edition_findings(edition: Edition) -> Findings:
    """Return what is found in an edition: for a draft all that announcing would ask, else what is said of its text."""
    return located_findings(edition, examine_wording(edition.document()) if edition.is_frozen else findings_of(edition))


def located_findings(edition: Edition, found: Iterable[Finding]) -> Findings:
    """Return findings of an edition's text by how much they matter, each with its clause."""
    document = edition.document()
    rows = {row.key: clause_line(row) for row in edition.clauses.all()}
    located = tuple(_located(finding, document, rows) or of_facts(finding, edition) for finding in found)
    return Findings(*(_of(located, severity) for severity in (Severity.BLOCKS, Severity.WARNING, Severity.HINT)))


def of_facts(finding: Finding, edition: Edition) -> LocatedFinding:
    """Return a finding that is about no clause, with its link."""
    return LocatedFinding(finding, link=link_of(finding, edition))


def _of(located: tuple[LocatedFinding, ...], severity: Severity) -> tuple[LocatedFinding, ...]:
    return tuple(one for one in located if one.finding.severity is severity)


def _located(finding: Finding, document: Document, rows: dict[str, ClauseLine]) -> LocatedFinding | None:
    """The finding at its clause; None where it is about no line."""
    if not finding.line:
        return None
    for first, text_line, clause in reversed(list(_places(document))):
        if finding.line >= first:
            line = finding.line - text_line + 1
            return LocatedFinding(finding, rows.get(clause.key), line if line > 0 and clause.text else None)
    return None


def _places(document: Document) -> Iterator[tuple[int, int, Clause]]:
    """Yield of each clause the line it begins on, the line its text begins on, and the clause."""
    line = 1
    for clause in document:
        line += clause.gap
        yield line, line + clause.filled_form.count("\n"), clause
        line += clause.written.count("\n") + 1
