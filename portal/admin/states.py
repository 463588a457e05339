"""How an edition stands at an instant, as staff see it: drafts and what waits for its announcement included."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Decision, DecisionKind, Edition
from portal.models.edition import EditionQuerySet


class EditionState(TextChoices):
    """Every edition is in exactly one of these at an instant."""

    DRAFT = "draft", _("下書き")
    IN_REVIEW = "in_review", _("照会中")
    APPROVED = "approved", _("承認済")
    EMBARGOED = "embargoed", _("公表待ち")
    UPCOMING = "upcoming", _("公表済・施行前")
    IN_FORCE = "in_force", _("施行中")
    SUPERSEDED = "superseded", _("失効")
    WITHDRAWN = "withdrawn", _("撤回")


def in_state(state: EditionState, at: datetime | None = None) -> EditionQuerySet:
    """Return the editions in a state at an aware instant, default now."""
    at = at or timezone.now()
    editions = Edition.objects.all()
    if state in BEFORE_ANNOUNCING:
        return _in_review_state(editions.drafts(), state)
    if state == EditionState.EMBARGOED:
        return editions.frozen().filter(publication__announced_at__gt=at)
    if state == EditionState.UPCOMING:
        return editions.upcoming(at)
    if state == EditionState.IN_FORCE:
        return editions.in_force(at)
    if state == EditionState.WITHDRAWN:
        return editions.public(at).filter(publication__withdrawn_at__lte=at)
    return editions.applicable(at).exclude(pk__in=editions.in_force(at).values("pk"))


UNDER_REVIEW = (EditionState.IN_REVIEW, EditionState.APPROVED)
"""The states that end where what would be sealed is changed."""
BEFORE_ANNOUNCING = (EditionState.DRAFT, *UNDER_REVIEW)
BEFORE_PUBLIC = (*BEFORE_ANNOUNCING, EditionState.EMBARGOED)
"""The states in which an edition is seen by staff alone."""


def _in_review_state(drafts: EditionQuerySet, state: EditionState) -> EditionQuerySet:
    if state == EditionState.DRAFT:
        return drafts.exclude(_is_under_review())
    return drafts.filter(_is_approved() if state == EditionState.APPROVED else _is_under_review() & ~_is_approved())


def _is_under_review() -> Q:
    return Q(_last_decision(kind__in=(DecisionKind.SUBMITTED, DecisionKind.APPROVED)))


def _is_approved() -> Q:
    """Whether the last decision is the approval that completed those that were needed."""
    return Q(_last_decision(kind=DecisionKind.APPROVED, details__completes=True))


def _last_decision(**lookups: Any) -> Exists:
    """Whether the last decision about an edition is such a one."""
    later = Decision.objects.filter(edition=OuterRef("edition"), sequence__gt=OuterRef("sequence"))
    return Exists(Decision.objects.filter(edition=OuterRef("pk"), **lookups).exclude(Exists(later)))


def with_state(editions: EditionQuerySet, at: datetime | None = None) -> EditionQuerySet:
    """Read with each edition what `state_of` needs, so that a list asks once."""
    applies = in_state(EditionState.IN_FORCE, at).filter(pk=OuterRef("pk"))
    return editions.select_related("terms__service", "publication").annotate(
        is_in_force=Exists(applies), is_under_review=_is_under_review(), is_approved=_is_approved()
    )


def state_of(edition: Edition, at: datetime | None = None) -> EditionState:
    """Return the state of an edition that was read by `with_state` for the same instant."""
    at = at or timezone.now()
    publication = getattr(edition, "publication", None)
    if publication is None or publication.cancelled_at is not None:
        return _state_before_announcing(edition)
    if publication.announced_at > at:
        return EditionState.EMBARGOED
    if publication.withdrawn_at is not None and publication.withdrawn_at <= at:
        return EditionState.WITHDRAWN
    if publication.effective_at > at:
        return EditionState.UPCOMING
    return EditionState.IN_FORCE if getattr(edition, "is_in_force", False) else EditionState.SUPERSEDED


def _state_before_announcing(edition: Edition) -> EditionState:
    if getattr(edition, "is_approved", False):
        return EditionState.APPROVED
    return EditionState.IN_REVIEW if getattr(edition, "is_under_review", False) else EditionState.DRAFT
