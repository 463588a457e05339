"""Announcing what was approved: the files are those that were submitted, so it takes no longer than a few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, Attachment, DecisionKind, Edition, Publication, SealedFile
from portal.publishing.candidate import read_candidate
from portal.publishing.decisions import FACTS, append_decision, publication_facts, rebuild_publication
from portal.publishing.examination import examine_facts, examine_standing, examine_wording
from portal.publishing.findings import AlreadyAnnounced, AnnouncementRefused, Finding
from portal.publishing.storage import SealedBytesLost, read_sealed
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import require_permission
from portal.publishing.workflow.reopening import changed_since, has_changed, refuse_changed
from portal.publishing.workflow.review import Review, ReviewState, review_of
from portal.publishing.workflow.timing import Timing


@dataclass(frozen=True, slots=True)
class PreparedAnnouncement:
    """An edition that may be announced at a time, with the findings that were accepted."""

    edition: Edition
    timing: Timing
    accepted: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an announcement announces: the hash of the manifest, the one of the JSON, and the manifest's entries."""

    manifest_sha256: str
    json_sha256: str
    files: list[dict[str, Any]]


def announce_approved(
    edition: Edition,
    *,
    by: Any,
    announced_at: datetime | None = None,
    acknowledge: bool = False,
    reason: str = "",
    told: Telling = quietly,
) -> Publication:
    """Announce an approved edition now, or at an aware instant ahead. Return its publication.

    `acknowledge` accepts findings that do not block and were not accepted when it was submitted. An edition that is
    no longer what was approved is sent back. Raises NotPermitted, DecisionRefused (AnnouncementRefused names all that
    is missing), ValueError for an `announced_at` without a time zone.
    """
    require_permission(by, "announce_edition")
    timing = Timing.ahead(announced_at)
    refuse_bundled(edition)
    refuse_changed(edition, told=told)
    prepared = prepare_announcement(edition, timing, acknowledge=acknowledge)
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_announcement(prepared, by=by, reason=reason, told=told)


def announcement_findings(edition: Edition, timing: Timing) -> tuple[Finding, ...]:
    """Return all that stands in the way of announcing an edition under review, and what nobody accepted yet."""
    candidate = read_candidate(edition.pk)
    current, review = candidate.edition, review_of(candidate.edition)
    found = (
        *examine_facts(current, candidate.document),
        *examine_wording(candidate.document, house_terms=current.terms.spellings),
    )
    accepted = review.acknowledged
    open_ = [finding for finding in found if finding.blocks or (finding.code, finding.line) not in accepted]
    return (*_hindrances(current, review, timing), *_lost_files(current, review), *open_)


def prepare_announcement(edition: Edition, timing: Timing, *, acknowledge: bool) -> PreparedAnnouncement:
    """Examine an edition that is to be announced, before its terms are held. Raises AnnouncementRefused."""
    if edition.is_frozen:
        raise AlreadyAnnounced(str(edition))
    findings = announcement_findings(edition, timing)
    if any(finding.blocks for finding in findings) or (findings and not acknowledge):
        raise AnnouncementRefused(*findings)
    return PreparedAnnouncement(edition, timing, findings)


def record_announcement(
    prepared: PreparedAnnouncement, *, by: Any, reason: str = "", told: Telling = quietly
) -> Publication:
    """Record what was prepared, in the caller's transaction. Raises AnnouncementRefused where it no longer holds."""
    edition = hold(prepared.edition)
    if edition.is_frozen:
        raise AlreadyAnnounced(str(edition))
    review = review_of(edition)
    hindrances = _hindrances(edition, review, prepared.timing)
    if hindrances:
        raise AnnouncementRefused(*hindrances)
    assert review.submission is not None
    details = review.submission.details
    sealed = Sealed(review.manifest_sha256, details["json_sha256"], details["files"])
    return append_announcement(
        edition,
        sealed,
        review=review,
        timing=prepared.timing,
        by=by,
        reason=reason,
        accepted=prepared.accepted,
        told=told,
    )


def append_announcement(
    edition: Edition,
    sealed: Sealed,
    *,
    review: Review,
    timing: Timing,
    by: Any,
    reason: str,
    accepted: tuple[Finding, ...],
    told: Telling,
) -> Publication:
    """Add the decision that announces, and what follows from it; call it in a transaction that holds the edition."""
    now = timezone.now()
    decision = append_decision(
        edition,
        DecisionKind.ANNOUNCED,
        actor_id=Actor.objects.record(by),
        at=now,
        reason=reason,
        subject_hash=sealed.manifest_sha256,
        details={
            "files": sealed.files,
            "acknowledged": [{"code": finding.code, "line": finding.line} for finding in accepted],
            FACTS: publication_facts(_publication_columns(edition, sealed, timing, now)),
        },
    )
    publication = rebuild_publication(edition)
    assert publication is not None
    decision.edition.publication = publication
    tell(decision, review, told=told)
    return publication


def _publication_columns(edition: Edition, sealed: Sealed, timing: Timing, now: datetime) -> dict[str, Any]:
    assert edition.effective_date is not None
    return {
        "announced_at": timing.announced_at or now,
        "effective_date": edition.effective_date,
        "effective_at": edition.terms.start_of(edition.effective_date),
        "registered_at": now,
        "is_migrated": timing.is_migrated,
        "withdrawn_at": None,
        "cancelled_at": None,
        "json_sha256": sealed.json_sha256,
        "manifest_sha256": sealed.manifest_sha256,
    }


def _hindrances(edition: Edition, review: Review, timing: Timing) -> tuple[Finding, ...]:
    announced_at = timing.announced_at or timezone.now()
    standing = examine_standing(edition, announced_at=announced_at, is_migrated=timing.is_migrated)
    return (*_unapproved(review), *_unlike_submission(edition, review), *standing)


def _unapproved(review: Review) -> tuple[Finding, ...]:
    if review.state == ReviewState.APPROVED:
        return ()
    if review.state == ReviewState.IN_REVIEW:
        return (still_in_review(review),)
    return (
        Finding("not_submitted", gettext("まだ照会に出していません。照会に出し、承認を得てから公表してください。")),
    )


def still_in_review(review: Review) -> Finding:
    """Return the finding that says whose approval an edition under review is waiting for."""
    groups = gettext("、").join(name for name in review.missing if name)
    message = gettext("承認がそろっていません（{groups}）。") if groups else gettext("まだ承認されていません。")
    return Finding("not_approved", message.format(groups=groups))


def _unlike_submission(edition: Edition, review: Review) -> tuple[Finding, ...]:
    return (changed_since(),) if review.is_open and has_changed(edition, review) else ()


def _lost_files(edition: Edition, review: Review) -> tuple[Finding, ...]:
    """Files sealed with the submission, or attached, that cannot be read back: announced, they could not be served."""
    sealed = SealedFile.objects.filter(edition=edition, manifest_sha256=review.manifest_sha256)
    files: tuple[SealedFile | Attachment, ...] = (*sealed, *edition.attachments.all())
    try:
        for file in files:
            read_sealed(file)
    except (OSError, SealedBytesLost) as error:
        return (Finding("sealed_file_lost", str(error)),)
    return ()
