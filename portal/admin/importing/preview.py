"""What is shown of a text before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.comparison.formats.row_names import is_changed
from portal.models import Edition, Terms
from portal.publishing.drafting.importing import (
    EMPTY,
    Effects,
    Overwritten,
    Understood,
    effects,
    overwritten,
    understand,
)
from portal.publishing.drafting.old_side import OldSide, compare_old_side
from portal.publishing.findings import Finding
from portal.text.tree import Document, Severity
from portal.views.fragments import are_too_long
from portal.views.reading_aids import spoken


@dataclass(frozen=True, slots=True)
class Target:
    """Where a text goes: into a draft, or (None) into a new one of `terms`; `base` is what it revises."""

    terms: Terms
    edition: Edition | None
    base: Edition | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table before an import and its rows counted: "" for equal texts, None for ones too long to be compared here."""

    table: SafeString | None
    rows: int = 0
    changed: int = 0

    @property
    def is_equal(self) -> bool:
        return self.table == ""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one severity."""

    severity: Severity
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that is shown. `with_draft` and `effects` are there where the draft has a text; `old_side` for a table."""

    understood: Understood
    with_base: Comparison | None
    with_draft: Comparison | None
    effects: Effects
    overwritten: tuple[Overwritten, ...]
    old_side: OldSide | None

    @property
    def findings(self) -> tuple[FindingGroup, ...]:
        """What is found in the text, what matters most first."""
        groups = (FindingGroup(severity, self._of(severity)) for severity in Severity)
        return tuple(group for group in groups if group.findings)

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.understood.findings if finding.severity is severity)


def make_preview(target: Target, text: str, *, old_text: str = "") -> Preview:
    """Return what is shown of a text and of the old side of the table that it came from."""
    understood = understand(text, terms=target.terms, edition=target.edition, base=target.base)
    draft = target.edition.document() if target.edition else EMPTY
    base = target.base.document() if target.base else None
    return Preview(
        understood,
        _compared(target, base, understood.document) if base else None,
        _compared(target, draft, understood.document) if draft.clauses and draft != base else None,
        effects(draft, understood.document) if target.edition else Effects(),
        overwritten(understood.document, draft=draft, base=base),
        compare_old_side(old_text, base) if old_text and base else None,
    )


def _compared(target: Target, before: Document, after: Document) -> Comparison:
    if are_too_long(before, after):
        return Comparison(None)
    table = compare(before, after, style=target.terms.style)
    if not table.has_changes:
        return Comparison(SafeString(""))
    changed = sum(map(is_changed, table.rows))
    return Comparison(mark_safe(table_html(table, spoken=spoken())), len(table.rows), changed)
