"""Where an edition stands on its way to the public, folded from its decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.models import Decision, DecisionKind, Edition


class ReviewState(TextChoices):
    """How far a draft has come."""

    DRAFT = "draft", _("下書き")
    IN_REVIEW = "in_review", _("照会中")
    APPROVED = "approved", _("承認済")
    ANNOUNCED = "announced", _("公表済")


@dataclass(frozen=True, slots=True)
class Review:
    """An edition's present review.

    `submission` is the open submission (None for a draft), `approvals` those given to it, `missing` the names of the
    groups whose approval is still needed ("" for anybody who may approve). `sent_back` is the decision that ended the
    last review of a draft, if one did.
    """

    state: ReviewState
    submission: Decision | None = None
    approvals: tuple[Decision, ...] = ()
    missing: tuple[str, ...] = ()
    sent_back: Decision | None = None

    @property
    def is_open(self) -> bool:
        """Whether a change of the draft would send it back."""
        return self.state in (ReviewState.IN_REVIEW, ReviewState.APPROVED)

    @property
    def acknowledged(self) -> frozenset[tuple[str, int]]:
        """The findings that the open submission accepted, by code and line; none for a draft."""
        accepted = self.submission.details.get("acknowledged", ()) if self.submission else ()
        return frozenset((entry["code"], entry["line"]) for entry in accepted)

    @property
    def manifest_sha256(self) -> str:
        """The hash of what was submitted; "" for a draft."""
        return self.submission.subject_hash if self.submission else ""


def review_of(edition: Edition) -> Review:
    """Return where an edition stands; asks the database once."""
    return fold(edition.decisions.order_by("sequence"))


def fold(decisions: Iterable[Decision]) -> Review:
    """Return what the decisions about one edition, in their order, come to."""
    review = Review(ReviewState.DRAFT)
    for decision in decisions:
        review = _after(review, decision)
    return review


def _after(review: Review, decision: Decision) -> Review:
    kind = decision.kind
    if kind == DecisionKind.SUBMITTED:
        return _judged(decision, ())
    if kind == DecisionKind.APPROVED and review.submission is not None:
        return _judged(review.submission, (*review.approvals, decision))
    if kind == DecisionKind.SENT_BACK:
        return Review(ReviewState.DRAFT, sent_back=decision)
    if kind == DecisionKind.CANCELLED:
        return Review(ReviewState.DRAFT)
    if kind == DecisionKind.ANNOUNCED:
        return Review(ReviewState.ANNOUNCED, review.submission, review.approvals)
    return review


def _judged(submission: Decision, approvals: tuple[Decision, ...]) -> Review:
    required = tuple(group["name"] for group in submission.details.get("required", ()))
    given = {approval.details.get("group", "") for approval in approvals}
    missing = tuple(name for name in required or ("",) if name not in given)
    state = ReviewState.IN_REVIEW if missing else ReviewState.APPROVED
    return Review(state, submission, approvals, missing)
