"""Withdrawing an edition that is public: it applies no more, and stays to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, DecisionKind, Edition, Publication
from portal.models.timeline import Standing, State, timeline
from portal.publishing.decisions import FACTS, append_decision, publication_facts, rebuild_publication
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.workflow.holding import hold
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import require_permission
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.sending_back import require_reason


@dataclass(frozen=True, slots=True)
class Consequence:
    """What applies once an edition is withdrawn: the edition in force, and the one that is to follow; None for none."""

    in_force: Edition | None
    upcoming: Edition | None
    changes: bool
    """Whether another edition, or none, comes into force by the withdrawal."""


def withdraw_edition(edition: Edition, *, by: Any, reason: str, told: Telling = quietly) -> Publication:
    """Withdraw a public edition, in force or still to be: what was in force before it applies again.

    `reason` is needed. Raises NotPermitted, DecisionRefused.
    """
    require_permission(by, "withdraw_edition")
    require_reason(reason)
    with transaction.atomic():
        held = hold(edition)
        now = timezone.now()
        hindrance = withdrawal_hindrance(held, now)
        if hindrance is not None:
            raise DecisionRefused(hindrance)
        review = review_of(held)
        decision = append_decision(
            held,
            DecisionKind.WITHDRAWN,
            actor_id=Actor.objects.record(by),
            at=now,
            reason=reason.strip(),
            subject_hash=held.publication.manifest_sha256,
            details={FACTS: publication_facts({"withdrawn_at": now})},
        )
        publication = rebuild_publication(held)
        assert publication is not None
        tell(decision, review, told=told)
        return publication


def withdrawal_hindrance(edition: Edition, at: datetime) -> Finding | None:
    """Return why an edition cannot be withdrawn at an aware instant, None where it can."""
    standing = _standing(edition, at)
    if standing is None:
        message = gettext("この版はまだ公開されていません。公表待ちの版は、撤回ではなく、公表を取り消してください。")
        return Finding("not_public_yet", message)
    if standing.is_withdrawn:
        return Finding("withdrawn_before", gettext("この版はすでに撤回されています。"))
    if standing.state == State.SUPERSEDED:
        message = gettext(
            "この版は後の版に替わっていて、もう適用されていません。撤回できるのは、施行中か施行前の版です。"
        )
        return Finding("not_applying", message)
    return None


def consequence_of_withdrawal(edition: Edition, at: datetime) -> Consequence:
    """Return what applies from an aware instant on if the edition is withdrawn then."""
    now, without = timeline(_public(edition, at), at), timeline(_public(edition, at).exclude(pk=edition.pk), at)
    in_force, upcoming = without.in_force, without.upcoming
    return Consequence(
        in_force=in_force.edition if in_force else None,
        upcoming=upcoming[0].edition if upcoming else None,
        changes=now.in_force is not None and now.in_force.edition == edition,
    )


def _standing(edition: Edition, at: datetime) -> Standing | None:
    return timeline(_public(edition, at), at).standing(edition.number)


def _public(edition: Edition, at: datetime) -> Any:
    return Edition.objects.public(at).filter(terms=edition.terms_id).select_related("publication")
