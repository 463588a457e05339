"""The chain of decisions of a terms, and the publication folded from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from portal.models import Decision, DecisionKind, Edition, Publication
from portal.models.canonical import instant_text

FACTS = "publication"
"""The key of a decision's details under which stand the publication's columns that it sets."""

INSTANTS = ("announced_at", "effective_at", "registered_at", "withdrawn_at", "cancelled_at")

NOT_ENDED = {"withdrawn_at": None, "cancelled_at": None}
"""What an announcement says of its end, whether or not its facts name it."""


def append_decision(
    edition: Edition,
    kind: DecisionKind,
    *,
    actor_id: int | None,
    at: datetime,
    reason: str = "",
    subject_hash: str = "",
    details: dict[str, Any] | None = None,
) -> Decision:
    """Add the next link to the chain of the edition's terms and return it.

    Call it in a transaction that has locked the terms; a rival that did not fails on the sequence's
    uniqueness (IntegrityError). `at` is an aware instant, `details` holds what JSON holds, without floats.
    """
    last = Decision.objects.filter(terms=edition.terms_id).order_by("sequence").last()
    decision = Decision(
        terms_id=edition.terms_id,
        edition=edition,
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        actor_id=actor_id,
        at=at,
        reason=reason,
        subject_hash=subject_hash,
        details=details or {},
        previous_hash=last.hash if last else "",
    )
    decision.hash = decision.computed_hash()
    decision.save()
    return decision


def broken_links(terms_id: int) -> list[Decision]:
    """Return the decisions of a terms whose hash, sequence or link to the one before does not hold."""
    broken, sequence, previous_hash = [], 0, ""
    for decision in Decision.objects.filter(terms=terms_id).order_by("sequence"):
        sequence += 1
        expected = (sequence, previous_hash, decision.computed_hash())
        if (decision.sequence, decision.previous_hash, decision.hash) != expected:
            broken.append(decision)
        sequence, previous_hash = decision.sequence, decision.hash
    return broken


def rebuild_publication(edition: Edition) -> Publication | None:
    """Fold the edition's decisions into its publication, write it and return it; None if it was never announced.

    An announcement begins anew: nothing of one that was cancelled before stays.
    """
    facts: dict[str, Any] = {}
    for decision in edition.decisions.order_by("sequence"):
        begins = decision.kind == DecisionKind.ANNOUNCED
        facts = (NOT_ENDED if begins else facts) | decision.details.get(FACTS, {})
    if not facts:
        return None
    publication = Publication.objects.filter(edition=edition).first() or Publication(edition=edition)
    for name, value in facts.items():
        setattr(publication, name, _from_text(name, value))
    publication.save()
    return publication


def announced_for(decision: Decision) -> datetime | None:
    """Return the aware instant from which a decision lets its edition be public; None where it sets none."""
    value = decision.details.get(FACTS, {}).get("announced_at")
    return datetime.fromisoformat(value) if value else None


def publication_facts(columns: dict[str, Any]) -> dict[str, Any]:
    """Return a publication's columns as they stand in a decision's details: instants in UTC, dates in ISO form."""
    return {name: _as_text(name, value) for name, value in columns.items()}


def _from_text(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in INSTANTS:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if name == "effective_date" else value


def _as_text(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in INSTANTS:
        return instant_text(value)
    return value.isoformat() if name == "effective_date" else value
