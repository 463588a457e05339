"""Moving or cancelling an announcement that is still ahead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.models import Actor, Decision, DecisionKind, Edition, Publication
from portal.publishing.decisions import FACTS, append_decision, publication_facts, rebuild_publication
from portal.publishing.examination import examine_instant
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import require_permission
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.sending_back import require_reason
from portal.publishing.workflow.timing import Timing

LAST_MOMENT = timedelta(seconds=30)
"""So long before an edition becomes public nothing about that is changed any more: what is decided must be committed
before the first reader can see the edition, or a reader would have seen what officially never was public."""


def redate_announcement(
    edition: Edition, *, by: Any, announced_at: datetime | None, reason: str, told: Telling = quietly
) -> Publication:
    """Let an edition whose announcement is ahead be public at another aware instant ahead, or (None) now.

    The notice period is counted from the new day. `reason` is needed. Raises NotPermitted, DecisionRefused,
    ValueError for an instant without a time zone.
    """
    require_permission(by, "redate_edition")
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_redating(edition, by=by, announced_at=announced_at, reason=reason, told=told)


def cancel_announcement(edition: Edition, *, by: Any, reason: str, told: Telling = quietly) -> Publication:
    """Cancel an announcement that is still ahead: the edition is a draft again, and may be announced anew.

    `reason` is needed. Raises NotPermitted, DecisionRefused: a later announced edition would lose what it revises.
    """
    require_permission(by, "redate_edition")
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_cancelling(edition, by=by, reason=reason, told=told)


def record_redating(
    edition: Edition, *, by: Any, announced_at: datetime | None, reason: str, told: Telling = quietly
) -> Publication:
    """Record another time of announcement in the caller's transaction. Raises DecisionRefused."""
    require_reason(reason)
    held = hold(edition)
    _refuse_public(held)
    timing = Timing.ahead(announced_at)
    instant = timing.announced_at or timezone.now()
    findings = examine_instant(held, announced_at=instant)
    if findings:
        raise DecisionRefused(*findings)
    return _append(held, DecisionKind.REDATED, {"announced_at": instant}, by=by, reason=reason, told=told)


def record_cancelling(edition: Edition, *, by: Any, reason: str, told: Telling = quietly) -> Publication:
    """Record that an announcement is cancelled, in the caller's transaction. Raises DecisionRefused."""
    require_reason(reason)
    held = hold(edition)
    _refuse_public(held)
    orphaned = orphans(held)
    if orphaned is not None:
        raise DecisionRefused(orphaned)
    return _append(held, DecisionKind.CANCELLED, {"cancelled_at": timezone.now()}, by=by, reason=reason, told=told)


def is_still_ahead(edition: Edition, at: datetime) -> bool:
    """Whether an edition was announced for an instant that is far enough ahead to be changed."""
    return edition.is_frozen and edition.publication.announced_at - LAST_MOMENT > at


def orphans(edition: Edition) -> Finding | None:
    """Return why an announcement cannot be cancelled where later announced editions stand on it, else None."""
    later = Edition.objects.frozen().filter(terms=edition.terms_id, number__gt=edition.number).order_by("number").last()
    if later is None:
        return None
    message = gettext("後の{label}がこの版をもとに公表されています。先に{label}の公表を取り消してください。")
    return Finding("later_edition_stands_on_it", message.format(label=later.label))


def _refuse_public(edition: Edition) -> None:
    """Raise unless the announcement is ahead; ask when the edition is held, so that the clock has the last word."""
    if not edition.is_frozen:
        raise DecisionRefused(Finding("not_announced", gettext("この版は公表されていません。")))
    if not is_still_ahead(edition, timezone.now()):
        message = gettext(
            "公表日時（{instant}）が来たか、あと{seconds}秒を切ったため、変更も取消しもできません。"
            "公表した版をやめるには、撤回してください。"
        )
        instant = edition.publication.announced_at.astimezone(edition.terms.zone)
        raise DecisionRefused(
            Finding(
                "already_public",
                message.format(instant=date_format(instant, "DATETIME_FORMAT"), seconds=LAST_MOMENT.seconds),
            )
        )


def _append(
    edition: Edition, kind: DecisionKind, columns: dict[str, Any], *, by: Any, reason: str, told: Telling
) -> Publication:
    review = review_of(edition)
    decision: Decision = append_decision(
        edition,
        kind,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=reason.strip(),
        subject_hash=edition.publication.manifest_sha256,
        details={FACTS: publication_facts(columns)},
    )
    publication = rebuild_publication(edition)
    assert publication is not None
    decision.edition.publication = publication
    tell(decision, review, told=told)
    return publication
