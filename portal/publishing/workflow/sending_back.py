"""Sending back: what is under review becomes a draft again, with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, Decision, DecisionKind, Edition
from portal.publishing.decisions import append_decision
from portal.publishing.findings import DecisionRefused, Finding, NotPermitted
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import not_permitted
from portal.publishing.workflow.review import Review, review_of


def send_back_edition(edition: Edition, *, by: Any, reason: str, told: Telling = quietly) -> Decision:
    """Make what is under review, or approved, a draft again. Return the decision.

    Who may approve sends back; who submitted takes their own submission back (`details.taken_back`). `reason` is
    needed. Raises NotPermitted, DecisionRefused.
    """
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_sending_back(edition, by=by, reason=reason, told=told)


def record_sending_back(edition: Edition, *, by: Any, reason: str, told: Telling = quietly) -> Decision:
    """Record a sending back in the caller's transaction. Raises NotPermitted, DecisionRefused."""
    held = hold(edition)
    review = review_of(held)
    if not review.is_open:
        raise DecisionRefused(Finding("not_under_review", gettext("この版は照会中ではありません。")))
    if not may_send_back(review, by):
        raise NotPermitted(not_permitted())
    require_reason(reason)
    decision = append_decision(
        held,
        DecisionKind.SENT_BACK,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=reason.strip(),
        subject_hash=review.manifest_sha256,
        details={"taken_back": is_own(review, by)},
    )
    tell(decision, review, told=told)
    return decision


def may_send_back(review: Review, by: Any) -> bool:
    """Whether a person may send back what is under review, or take it back."""
    if not review.is_open:
        return False
    return by.has_perm("portal.approve_edition") or (is_own(review, by) and by.has_perm("portal.submit_edition"))


def is_own(review: Review, by: Any) -> bool:
    """Whether a person submitted what is under review."""
    return review.submission is not None and review.submission.actor_id == by.pk


def require_reason(reason: str) -> None:
    """Raise DecisionRefused for a decision without a reason that needs one."""
    if not reason.strip():
        raise DecisionRefused(Finding("no_reason", gettext("理由を書いてください。決定の記録に残ります。")))
