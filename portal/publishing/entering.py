"""Entering an edition from text: as a draft whose clauses carry the keys of the edition before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.comparison.merging.keys import with_keys_of
from portal.models import Edition, Terms
from portal.models.history import name_in_history
from portal.publishing.drafting.changing import changing
from portal.text.parser import parse
from portal.text.tree import Parsed
from portal.text.writer import write


class EntryRefused(Exception):
    """Something that cannot be entered; the message says what, where and what to do."""


class Outcome(StrEnum):
    """What entering did to the edition."""

    MADE = "made"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """What to enter. `text` was cleaned; None leaves a fact as it is, or takes what the text itself states."""

    number: int
    text: str
    effective_date: date | None = None
    edition_label: str | None = None
    title: str | None = None
    summary: str | None = None
    basis: str | None = None
    basis_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """The edition, how its text was read, and what entering did: sentences for a report."""

    edition: Edition
    parsed: Parsed
    outcome: Outcome
    changes: tuple[str, ...] = ()


FACTS = ("edition_label", "title", "effective_date", "summary", "basis_kind", "basis")


def enter_edition(terms: Terms, entry: EditionEntry, *, by: Any = None) -> Entered:
    """Enter an edition as a draft, or bring the draft that is there to what `entry` says; atomic, with history.

    The same entry again changes nothing. Clauses keep the keys of the base, then those of the draft they replace.
    `by` is the user to name in the history. Raises EntryRefused for an announced edition that says something else,
    and for values that no row can hold.
    """
    parsed = parse(entry.text)
    try:
        with transaction.atomic():
            Terms.objects.select_for_update(no_key=True).get(pk=terms.pk)
            edition = terms.editions.filter(number=entry.number).first()
            if edition is not None and edition.is_frozen:
                return _compare_with_frozen(edition, entry, parsed)
            if edition is None:
                return _make(terms, entry, parsed, by)
            with changing(edition, by=by) as held:
                return _change(held, entry, parsed, by)
    except ValidationError as error:
        raise EntryRefused("\n".join(error.messages)) from error


def base_for(terms: Terms, number: int) -> Edition | None:
    """Return the edition a new one is a revision of: the last one announced before it, else the last one before it."""
    earlier = terms.editions.filter(number__lt=number).order_by("number")
    announced = earlier.filter(pk__in=earlier.frozen(), publication__withdrawn_at=None)
    return announced.last() or earlier.last()


def _make(terms: Terms, entry: EditionEntry, parsed: Parsed, by: Any) -> Entered:
    metadata = dict(parsed.metadata)
    stated = {
        "edition_label": metadata.get("edition_label", ""),
        "title": parsed.title or terms.name,
        "effective_date": _iso_date(metadata.get("effective", "")),
    }
    base = base_for(terms, entry.number)
    facts = stated | _given(entry)
    edition = Edition(terms=terms, number=entry.number, base=base, tail=parsed.document.tail, **facts)
    _save(edition, by)
    sources = [base.document()] if base else []
    edition.replace_document(with_keys_of(parsed.document, *sources), by=by)
    made = gettext("{label}を下書きとして作りました。").format(label=edition.label)
    return Entered(edition, parsed, Outcome.MADE, (made, *([_base_sentence(base)] if base else [])))


def _change(edition: Edition, entry: EditionEntry, parsed: Parsed, by: Any) -> Entered:
    base = base_for(edition.terms, edition.number)
    old_document = edition.document()
    changes = _changed_facts(edition, entry)
    rebased = base != edition.base
    rewritten = write(old_document) != write(parsed.document)
    if rebased:
        edition.base = base
        changes.append(_base_sentence(base))
    if changes:
        _save(edition, by)
    if rewritten:
        changes.append(gettext("本文を入れ替えました。"))
    if rewritten or rebased:
        sources = [base.document()] if base else []
        edition.replace_document(with_keys_of(parsed.document, *sources, old_document), by=by)
    if not changes:
        return Entered(edition, parsed, Outcome.UNCHANGED)
    replaced = gettext("{label}の下書きを改めました。").format(label=edition.label)
    return Entered(edition, parsed, Outcome.CHANGED, (replaced, *changes))


def _compare_with_frozen(edition: Edition, entry: EditionEntry, parsed: Parsed) -> Entered:
    changes = _changed_facts(edition, entry)
    if write(edition.document()) != write(parsed.document):
        changes.append(gettext("本文"))
    if changes:
        message = gettext("{label}は公表済みで、内容が違います。新しい番号の版として入れてください。違い: {changes}")
        raise EntryRefused(message.format(label=edition, changes=gettext("、").join(changes)))
    return Entered(edition, parsed, Outcome.UNCHANGED)


def _given(entry: EditionEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in FACTS if getattr(entry, name) is not None}


def _changed_facts(edition: Edition, entry: EditionEntry) -> list[str]:
    """Set what differs on the instance, and say so."""
    sentences = []
    for name, value in _given(entry).items():
        before = getattr(edition, name)
        if before != value:
            setattr(edition, name, value)
            field: Any = edition._meta.get_field(name)
            shown = {"before": _shown(field, before), "after": _shown(field, value)}
            sentences.append(gettext("{field}: {before}→{after}").format(field=field.verbose_name, **shown))
    return sentences


def _shown(field: Any, value: str | date | None) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    value = dict(field.flatchoices).get(value, value)
    return gettext("「{words}」").format(words=value) if value else gettext("（空）")


def _base_sentence(base: Edition | None) -> str:
    return gettext("改定のもとは{label}です。").format(label=base.label if base else gettext("なし"))


def _save(edition: Edition, by: Any) -> None:
    edition.full_clean()
    name_in_history(edition, by)
    edition.save()


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
