"""How an edition stands at an instant, as staff see it: drafts and what waits for its announcement included."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models import Edition
from portal.models.edition import EditionQuerySet


class EditionState(TextChoices):
    """Every edition is in exactly one of these at an instant."""

    DRAFT = "draft", _("下書き")
    EMBARGOED = "embargoed", _("公表待ち")
    UPCOMING = "upcoming", _("公表済・施行前")
    IN_FORCE = "in_force", _("施行中")
    SUPERSEDED = "superseded", _("失効")
    WITHDRAWN = "withdrawn", _("撤回")


def in_state(state: EditionState, at: datetime | None = None) -> EditionQuerySet:
    """Return the editions in a state at an aware instant, default now."""
    at = at or timezone.now()
    editions = Edition.objects.all()
    if state == EditionState.DRAFT:
        return editions.drafts()
    if state == EditionState.EMBARGOED:
        return editions.frozen().filter(publication__announced_at__gt=at)
    if state == EditionState.UPCOMING:
        return editions.upcoming(at)
    if state == EditionState.IN_FORCE:
        return editions.in_force(at)
    if state == EditionState.WITHDRAWN:
        return editions.public(at).filter(publication__withdrawn_at__lte=at)
    return editions.applicable(at).exclude(pk__in=editions.in_force(at).values("pk"))


def with_state(editions: EditionQuerySet, at: datetime | None = None) -> EditionQuerySet:
    """Read with each edition what `state_of` needs, so that a list asks once."""
    applies = in_state(EditionState.IN_FORCE, at).filter(pk=OuterRef("pk"))
    return editions.select_related("terms__service", "publication").annotate(is_in_force=Exists(applies))


def state_of(edition: Edition, at: datetime | None = None) -> EditionState:
    """Return the state of an edition that was read by `with_state` for the same instant."""
    at = at or timezone.now()
    publication = getattr(edition, "publication", None)
    if publication is None:
        return EditionState.DRAFT
    if publication.announced_at > at:
        return EditionState.EMBARGOED
    if publication.withdrawn_at is not None and publication.withdrawn_at <= at:
        return EditionState.WITHDRAWN
    if publication.effective_at > at:
        return EditionState.UPCOMING
    return EditionState.IN_FORCE if getattr(edition, "is_in_force", False) else EditionState.SUPERSEDED
