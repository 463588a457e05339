"""Importing a text into a draft: what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from portal.comparison.merging import with_keys_of
from portal.comparison.merging.parts import content
from portal.importing.imported import FileComment
from portal.models import Edition, Terms
from portal.models.saved_states import newest_state
from portal.publishing.drafting.changing import changing
from portal.publishing.drafting.starting import start_revision
from portal.publishing.drafting.typed import typed_document
from portal.publishing.examination import examine_wording
from portal.publishing.findings import Finding
from portal.publishing.house_language import in_house_language
from portal.publishing.reviewing.comments import add_file_comments
from portal.text.body import parse_body
from portal.text.editing.layout import with_layout_of
from portal.text.editing.outline import OutlineEntry, outline
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind, UnitKind
from portal.text.writer import write

EMPTY = Document()
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a text holds, as a person would count it to see that nothing is missing."""

    articles: int
    paragraphs: int
    items: int
    supplements: int
    elided: int


@dataclass(frozen=True, slots=True)
class Effects:
    """How many clauses of a draft an import would change, add and delete."""

    changed: int = 0
    added: int = 0
    deleted: int = 0

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.deleted)


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A clause changed in the draft since its base that the import would change back, or take out."""

    name: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as it would be entered: with keys, what stands where, how much it holds, what is found in it."""

    document: Document
    entries: tuple[OutlineEntry, ...]
    counts: Counts
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a new draft begins with besides its text; None is taken as `start_revision` proposes."""

    reason: str
    number: int | None = None
    label: str | None = None
    title: str | None = None
    effective_date: date | None = None


class ChangedMeanwhile(Exception):
    """A draft that was changed between the preview of an import and its saving."""


def understand(text: str, *, terms: Terms, edition: Edition | None = None, base: Edition | None = None) -> Understood:
    """Read `text` as it would be entered into a draft, or into a new one of `terms` that begins from `base`."""
    document = _read(edition, text) if edition else _keyed(text, base)
    findings = examine_wording(document, house_terms=terms.spellings)
    return Understood(document, outline(document), count(document), findings)


def effects(before: Document, after: Document) -> Effects:
    """Return what becoming `after` does to a draft's clauses; blank lines alone are no change."""
    old, new = _by_key(before), _by_key(after)
    kept = old.keys() & new.keys()
    changed = sum(content(old[key]) != content(new[key]) for key in kept)
    # What is new has no key yet, or more than one of them.
    return Effects(changed, len(after.clauses) - len(kept), len(old) - len(kept))


def overwritten(imported: Document, *, draft: Document, base: Document | None) -> tuple[Overwritten, ...]:
    """Return what was written into the draft since its base and would not survive the import, in the draft's order."""
    return tuple(_overwritten(_by_key(imported), draft, _by_key(base or EMPTY)))


def enter_imported(
    edition: Edition, text: str, *, by: Any, seen: int, reason: str = "", comments: Sequence[FileComment] = ()
) -> Edition:
    """Make a draft's clauses those of `text`, and keep the file's comments; atomic, with history. Return it as it is.

    Clauses keep the keys of those they continue. `seen` is the state of the draft (models.saved_states) that was
    looked at. Raises ChangedMeanwhile where it is in another, Frozen, ValidationError for a clause no row can hold.
    """
    with changing(edition, by=by) as held:
        if newest_state(held) != seen:
            raise ChangedMeanwhile(gettext("確かめているあいだに、この下書きが変更されました。まだ保存していません。"))
        why = reason or in_house_language(gettext_lazy("取り込みました。"))
        held.replace_document(_read(held, text), by=by, reason=why)
        document = held.document()
        add_file_comments(held, placed(comments, write(document)), document)
    return held


@transaction.atomic
def import_as_draft(
    terms: Terms, text: str, *, facts: Facts, by: Any, before: str | None = None, comments: Sequence[FileComment] = ()
) -> Edition:
    """Make a new draft of `text`, as a revision of the latest announced edition; atomic, with history.

    `before` is the text of the edition before, for terms that have none: it becomes a draft of its own, with the
    number below. Raises ValidationError by field, as `start_revision` does, and for a clause no row can hold.
    """
    if before is not None:
        number = _number_before(facts)
        earlier = start_revision(terms, by=by, reason=facts.reason, number=number, label="", title=facts.title)
        enter_imported(earlier, before, by=by, seen=newest_state(earlier))
    edition = start_revision(
        terms,
        by=by,
        reason=facts.reason,
        number=facts.number,
        label=facts.label,
        title=facts.title,
        effective_date=facts.effective_date,
    )
    return enter_imported(edition, text, by=by, seen=newest_state(edition), comments=comments)


def count(document: Document) -> Counts:
    """Return how much a document holds: 項 and 号 (with those below them) of its articles and 附則."""
    kinds = [clause.kind for clause in document]
    bodies = [parse_body(clause.text) for clause in document if clause.kind in _WITH_UNITS]
    units = [unit.kind for body in bodies for unit in body.walk()]
    return Counts(
        articles=kinds.count(Kind.ARTICLE),
        paragraphs=units.count(UnitKind.PARAGRAPH),
        items=len(units) - units.count(UnitKind.PARAGRAPH),
        supplements=kinds.count(Kind.SUPPLEMENTARY_PROVISION),
        elided=kinds.count(Kind.ELIDED),
    )


def placed(comments: Sequence[FileComment], text: str) -> tuple[FileComment, ...]:
    """Return a file's comments with the lines of `text` on which the words stand that they are about.

    The text may have been mended or filled up since it was read. A comment on words that are gone has line 0.
    """
    lines = text.split("\n")
    return tuple(replace(comment, line=_line_of(comment, lines)) for comment in comments)


def _line_of(comment: FileComment, lines: Sequence[str]) -> int:
    words = normalise(comment.quoted).strip().partition("\n")[0].strip().removesuffix("…")
    if not words:
        return comment.line
    at = comment.line - 1
    if 0 <= at < len(lines) and words in lines[at]:
        return comment.line
    found = (number for number, line in enumerate(lines, start=1) if words in line)
    return min(found, key=lambda number: abs(number - comment.line), default=0)


_WITH_UNITS = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)


def _read(edition: Edition, text: str) -> Document:
    """The text as a document that continues the draft; where only blanks differ, the draft's own stay."""
    return with_layout_of(typed_document(edition, text), edition.document())


def _keyed(text: str, base: Edition | None) -> Document:
    document = parse(text).document
    if base is None:
        return document
    before = base.document()
    return with_layout_of(with_keys_of(document, before), before)


def _by_key(document: Document) -> dict[str, Clause]:
    return {clause.key: clause for clause in document if clause.key}


def _overwritten(imported: Mapping[str, Clause], draft: Document, base: Mapping[str, Clause]) -> Iterator[Overwritten]:
    for clause in draft:
        theirs = imported.get(clause.key)
        if _is_same(clause, base.get(clause.key)) or _is_same(clause, theirs):
            continue
        yield Overwritten(clause.heading or clause.text[:LONGEST_NAME], theirs is None)


def _is_same(clause: Clause, other: Clause | None) -> bool:
    return other is not None and content(clause) == content(other)


def _number_before(facts: Facts) -> int:
    """The number of the edition before the one that is made; the first one has none."""
    if facts.number == 1:
        message = gettext("旧の版も登録するため、新しい版の番号は2以上にしてください。")
        raise ValidationError({"number": message})
    return facts.number - 1 if facts.number else 1
