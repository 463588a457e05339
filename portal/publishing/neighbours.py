"""A company's terms that refer to each other: what a draft breaks in the others, and what it names that they lack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext

from portal.models import Clause, Edition, Terms
from portal.publishing.findings import Finding
from portal.text.places import clause_words
from portal.text.references import Reference
from portal.text.references.foreign import Foreign, read_words, references_into
from portal.text.tree import Document, Kind, Severity

_TAIL = re.compile(r"[一-龠々]+\Z")
"""How terms are called for short within their service: 利用約款 of ゆうなぎ利用約款 and of クラウド利用約款."""


Siblings = tuple[str, ...]
"""The names of all terms of the draft's service."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Other terms of the company with the edition that will stand beside the draft, and that edition's text."""

    edition: Edition
    document: Document
    is_draft: bool


def neighbour_findings(edition: Edition, document: Document) -> tuple[Finding, ...]:
    """Return what a draft does to references between the company's terms. None of it blocks.

    Beside a draft stand the drafts of its bundle, and of other terms the latest edition announced.
    """
    others, siblings = _others(edition), _siblings(edition)
    base = edition.base.document() if edition.base is not None else None
    findings: list[Finding] = []
    if base is not None:
        for other in _naming(edition, others, siblings):
            findings += _broken(edition, base, document, other, siblings)
    for other in _named(edition, document, others, siblings):
        findings += _missing(edition, document, other, siblings)
    return tuple(findings)


def _broken(
    edition: Edition, base: Document, document: Document, other: Neighbour, siblings: Siblings
) -> Iterator[Finding]:
    """References of other terms into this one that meant one clause in the base and mean another, or none, now."""
    names = _names(edition, other.edition, siblings)
    found = references_into(other.document, names, base)
    now = read_words([one.words for one in found], document)
    kept = _kept(other, names, base)
    for one, here in zip(found, now, strict=True):
        if other.is_draft and _place_and_words(other.document, one) not in kept:
            change = gettext("この版にはありません") if here is not None and here.fault is not None else ""
        else:
            change = _change(one.there, here, base, document)
        if change:
            yield _tell(other, one, change)


def _kept(other: Neighbour, names: Iterable[str], base: Document) -> frozenset[tuple[str, str]]:
    """The references that a draft took over from its own base: they still mean what they meant there."""
    if not other.is_draft or other.edition.base is None:
        return frozenset()
    before = other.edition.base.document()
    return frozenset(_place_and_words(before, one) for one in references_into(before, names, base))


def _place_and_words(document: Document, one: Foreign) -> tuple[str, str]:
    return document.clauses[one.reference.clause].key, one.words


def _change(before: Reference, now: Reference | None, base: Document, document: Document) -> str:
    """What became of what a reference means, in words; "" where it means the same."""
    if before.target is None:
        return ""
    key = base.clauses[before.target.clause].key
    target = now.target if now is not None else None
    if target is not None and document.clauses[target.clause].key == key:
        return ""
    moved = next((clause for clause in document if clause.key == key), None)
    if moved is None:
        return gettext("この版ではなくなります")
    if clause_words(moved) == clause_words(base.clauses[before.target.clause]):
        return gettext("この版では、その項や号がなくなります")
    return gettext("この版では{place}になります").format(place=clause_words(moved))


def _tell(other: Neighbour, one: Foreign, change: str) -> Finding:
    message = gettext(
        "「{terms}」（{label}）の{place}が引用するこの約款の{words}は、{change}。あわせて改定するか、引用を確かめてください。"
    )
    values = {
        "terms": other.edition.terms.name,
        "label": other.edition.label,
        "place": clause_words(other.document.clauses[one.reference.clause]),
        "words": one.words,
        "change": change,
    }
    return Finding("referred_to_by_others", message.format(**values), Severity.WARNING)


def _missing(edition: Edition, document: Document, other: Neighbour, siblings: Siblings) -> Iterator[Finding]:
    """References of this draft into other terms that mean nothing there."""
    names = _names(other.edition, edition, siblings)
    for one in references_into(document, names, other.document):
        if one.there.fault is None:
            continue
        message = gettext("{place}が引用する「{terms}」{words}は、「{terms}」（{label}）にありません。")
        values = {
            "place": clause_words(document.clauses[one.reference.clause]),
            "terms": other.edition.terms.name,
            "words": one.words,
            "label": other.edition.label,
        }
        line = _line(document, one.reference)
        yield Finding("missing_in_others", message.format(**values), Severity.WARNING, line)


def _line(document: Document, reference: Reference) -> int:
    line = 1
    for clause in document.clauses[: reference.clause]:
        line += clause.gap + clause.written.count("\n") + 1
    clause = document.clauses[reference.clause]
    return line + clause.gap + clause.written.count("\n", 0, reference.start)


def _siblings(edition: Edition) -> Siblings:
    return tuple(Terms.objects.filter(service=edition.terms.service_id).values_list("name", flat=True))


def _names(edition: Edition, asked_by: Edition, siblings: Siblings) -> tuple[str, ...]:
    """What other terms call an edition's terms: by name, by title, and for short where no sibling ends alike."""
    names = {edition.terms.name, edition.title} - {""}
    if edition.terms.service_id != asked_by.terms.service_id:
        return tuple(sorted(names))
    short = {match.group() for name in names if (match := _TAIL.search(name))}
    return tuple(sorted(names | {tail for tail in short if sum(name.endswith(tail) for name in siblings) == 1}))


def _others(edition: Edition) -> list[Edition]:
    """Drafts of the same bundle, and of all other terms of the company the latest announced edition."""
    terms = Terms.objects.filter(service__issuer=edition.terms.service.issuer_id).exclude(pk=edition.terms_id)
    latest = Edition.objects.frozen().filter(terms=OuterRef("pk"), publication__withdrawn_at=None).order_by("-number")
    announced = Edition.objects.filter(pk__in=terms.values(latest=Subquery(latest.values("pk")[:1])))
    bundled = Edition.objects.drafts().filter(bundle=edition.bundle_id) if edition.bundle_id else Edition.objects.none()
    beside = Edition.objects.filter(Q(pk__in=announced) | Q(pk__in=bundled)).exclude(terms=edition.terms_id)
    drafts_last = beside.select_related("terms__service", "base").order_by("terms", "number")
    return list({one.terms_id: one for one in drafts_last}.values())


def _naming(edition: Edition, others: list[Edition], siblings: Siblings) -> Iterator[Neighbour]:
    """Those others that name this edition's terms somewhere."""
    asking: dict[tuple[str, ...], list[int]] = {}
    for other in others:
        asking.setdefault(_names(edition, other, siblings), []).append(other.pk)
    naming = {pk for names, editions in asking.items() for pk in _editions_with(names, editions)}
    yield from (_neighbour(other) for other in others if other.pk in naming)


def _editions_with(words: tuple[str, ...], editions: list[int]) -> Iterator[int]:
    """Those of some editions in whose clauses one of some words stands."""
    mentions = reduce(or_, (Q(text__contains=one) for one in words))
    clauses = Clause.objects.exclude(kind=Kind.TITLE.value).filter(mentions, edition__in=editions)
    yield from clauses.values_list("edition", flat=True).distinct()


def _named(edition: Edition, document: Document, others: list[Edition], siblings: Siblings) -> Iterator[Neighbour]:
    """Those others that a document names somewhere."""
    text = "\n".join(clause.text for clause in document)
    for other in others:
        if any(name in text for name in _names(other, edition, siblings)):
            yield _neighbour(other)


def _neighbour(edition: Edition) -> Neighbour:
    return Neighbour(edition, edition.document(), is_draft=not edition.is_frozen)
