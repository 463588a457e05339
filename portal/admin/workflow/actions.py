"""What a person can do next with an edition, and why something is not possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.models import Edition
from portal.publishing.findings import Finding
from portal.publishing.workflow.announcing import still_in_review
from portal.publishing.workflow.approving import approval_hindrance
from portal.publishing.workflow.holding import bundle_hindrance
from portal.publishing.workflow.redating import is_still_ahead, orphans
from portal.publishing.workflow.review import Review, ReviewState
from portal.publishing.workflow.sending_back import is_own, may_send_back
from portal.publishing.workflow.withdrawing import withdrawal_hindrance


@dataclass(frozen=True, slots=True)
class Action:
    """A step: what its button says, where it leads, and why it cannot be taken now ("" where it can)."""

    name: str
    label: str
    url: str
    why_not: str = ""


def actions_for(user: Any, edition: Edition, review: Review, last: frozenset[int], at: datetime) -> tuple[Action, ...]:
    """Return the next steps that a person's permissions allow, in order. `last` are the ids of those who saved last."""
    return tuple(_actions(user, edition, review, last, at))


def _actions(user: Any, edition: Edition, review: Review, last: frozenset[int], at: datetime) -> Iterator[Action]:
    bundled = _message(bundle_hindrance(edition))
    if review.state == ReviewState.DRAFT and user.has_perm("portal.submit_edition"):
        yield _action(edition, "submit", _("照会に出す"), bundled)
    if review.state == ReviewState.IN_REVIEW and user.has_perm("portal.approve_edition"):
        hindrance = _message(approval_hindrance(review, last, user))
        yield _action(edition, "approve", _("承認する"), bundled or hindrance)
    if review.is_open and user.has_perm("portal.announce_edition"):
        waiting = still_in_review(review).message if review.state == ReviewState.IN_REVIEW else ""
        yield _action(edition, "announce", _("公表する"), bundled or waiting)
    if may_send_back(review, user):
        label = _("照会を取り下げる") if is_own(review, user) else _("差し戻す")
        yield _action(edition, "send_back", label, bundled)
    if review.state == ReviewState.ANNOUNCED:
        yield from _after_announcing(user, edition, at, bundled)


def _after_announcing(user: Any, edition: Edition, at: datetime, bundled: str) -> Iterator[Action]:
    if is_still_ahead(edition, at):
        if user.has_perm("portal.redate_edition"):
            yield _action(edition, "redate", _("公表日時を変える"), bundled)
            yield _action(edition, "cancel", _("公表を取り消す"), bundled or _message(orphans(edition)))
        return
    hindrance = withdrawal_hindrance(edition, at)
    if user.has_perm("portal.withdraw_edition") and hindrance is None:
        yield _action(edition, "withdraw", _("撤回する"), "")


def _message(hindrance: Finding | None) -> str:
    return hindrance.message if hindrance else ""


def _action(edition: Edition, name: str, label: str, why_not: str) -> Action:
    return Action(name, label, reverse(f"admin:portal_edition_{name}", args=[edition.pk]), why_not)
