"""Announcing at once, for the command line and what is entered as history: submitted, approved, announced in one."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, DecisionKind, Edition, Publication
from portal.publishing.candidate import Candidate, CandidateFile, manifest_hash, read_candidate
from portal.publishing.decisions import append_decision
from portal.publishing.examination import examine_facts, examine_standing, examine_wording
from portal.publishing.findings import AlreadyAnnounced, AnnouncementRefused, Finding
from portal.publishing.workflow.announcing import (
    Sealed,
    append_announcement,
    prepare_announcement,
    record_announcement,
    still_in_review,
)
from portal.publishing.workflow.files import add_sealed_files, make_files
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import quietly
from portal.publishing.workflow.reopening import refuse_changed
from portal.publishing.workflow.review import ReviewState, review_of
from portal.publishing.workflow.timing import Timing


def announce_edition(
    edition: Edition,
    *,
    by: Any,
    announced_at: datetime | None = None,
    acknowledge: bool = False,
    reason: str = "",
) -> Publication:
    """Announce an edition: check it, seal JSON and PDFs, record the decisions, freeze it. Return its publication.

    `announced_at` is an aware instant: without it now; ahead of now the public sees nothing until then; before
    now it is a stated fact (移行登録). `by` is a user, or None for nobody in particular: whoever may run commands is
    asked for no permission. `acknowledge` accepts the findings that do not block; they are recorded with the decision.
    Where the edition is under review, what was submitted is announced once it is approved, and refused before.
    All or nothing: files without a row may remain.

    Raises AlreadyAnnounced, DecisionRefused (its `findings` say what, where and what to do), ValueError for
    an `announced_at` without a time zone.
    """
    timing = Timing.asked_for(announced_at)
    refuse_bundled(edition)
    if review_of(edition).state == ReviewState.APPROVED:
        return _announce_approved(edition, timing, by=by, acknowledge=acknowledge, reason=reason)
    candidate = read_candidate(edition.pk)
    accepted = _examine(candidate, timing, acknowledge=acknowledge)
    files = make_files(candidate)
    with transaction.atomic():
        refuse_bundled(hold(candidate.edition))
        _verify_unchanged(candidate, timing)
        return _record(candidate, files, by=by, timing=timing, reason=reason, accepted=accepted)


def findings_of(edition: Edition, *, announced_at: datetime | None = None) -> tuple[Finding, ...]:
    """Return all that would be found if the edition were announced now, blocking or not; PDFs are not tried."""
    candidate = read_candidate(edition.pk)
    if candidate.edition.is_frozen:
        return AlreadyAnnounced(str(edition)).findings
    review = review_of(candidate.edition)
    waiting: tuple[Finding, ...] = (still_in_review(review),) if review.state == ReviewState.IN_REVIEW else ()
    timing = Timing.asked_for(announced_at)
    if review.state == ReviewState.DRAFT:
        waiting = _approvals_owed(candidate.edition, timing)
    return (*waiting, *_all_findings(candidate, timing))


def _announce_approved(edition: Edition, timing: Timing, *, by: Any, acknowledge: bool, reason: str) -> Publication:
    refuse_changed(edition)
    prepared = prepare_announcement(edition, timing, acknowledge=acknowledge)
    with transaction.atomic():
        return record_announcement(prepared, by=by, reason=reason)


def _examine(candidate: Candidate, timing: Timing, *, acknowledge: bool) -> tuple[Finding, ...]:
    """Return the findings that were acknowledged; raises AnnouncementRefused for what blocks or is not acknowledged."""
    edition = candidate.edition
    if edition.is_frozen:
        raise AlreadyAnnounced(str(edition))
    _refuse_review(edition)
    findings = (*_approvals_owed(edition, timing), *_all_findings(candidate, timing))
    if any(finding.blocks for finding in findings) or (findings and not acknowledge):
        raise AnnouncementRefused(*findings)
    return findings


def _all_findings(candidate: Candidate, timing: Timing) -> tuple[Finding, ...]:
    edition, document = candidate.edition, candidate.document
    wording = examine_wording(document, house_terms=edition.terms.spellings)
    return (*_standing(edition, timing), *examine_facts(edition, document), *wording)


def _standing(edition: Edition, timing: Timing) -> tuple[Finding, ...]:
    announced_at = timing.announced_at or timezone.now()
    return examine_standing(edition, announced_at=announced_at, is_migrated=timing.is_migrated)


def _approvals_owed(edition: Edition, timing: Timing) -> tuple[Finding, ...]:
    """What stands in the way of announcing at once: groups that must approve, but for facts of the past."""
    groups = gettext("、").join(edition.terms.approval_groups.order_by("name").values_list("name", flat=True))
    if not groups or timing.is_migrated:
        return ()
    message = gettext("この約款の公表には「{groups}」の承認が要ります。管理画面で照会に出し、承認を得てください。")
    return (Finding("not_approved", message.format(groups=groups)),)


def _refuse_review(edition: Edition) -> None:
    """Raise where others were asked to approve the edition: nobody announces it past them."""
    review = review_of(edition)
    if review.is_open:
        raise AnnouncementRefused(still_in_review(review))


def _verify_unchanged(candidate: Candidate, timing: Timing) -> None:
    """Raise when, while the PDFs were made, somebody announced, submitted or changed the edition, or moved its base."""
    now_standing = read_candidate(candidate.edition.pk)
    if now_standing.edition.is_frozen:
        raise AlreadyAnnounced(str(candidate.edition))
    _refuse_review(now_standing.edition)
    if not candidate.is_same_as(now_standing):
        message = gettext(
            "公表の準備をしているあいだに内容が変更されました。内容を確かめて、もう一度公表してください。"
        )
        raise AnnouncementRefused(Finding("changed_meanwhile", message))
    findings = _standing(now_standing.edition, timing)
    if findings:
        raise AnnouncementRefused(*findings)


def _record(
    candidate: Candidate,
    files: tuple[CandidateFile, ...],
    *,
    by: Any,
    timing: Timing,
    reason: str,
    accepted: tuple[Finding, ...],
) -> Publication:
    edition, sealed = candidate.edition, Sealed(manifest_hash(files), files[0].sha256, [file.entry() for file in files])
    decide = partial(
        append_decision,
        edition,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=reason,
        subject_hash=sealed.manifest_sha256,
        details={"files": sealed.files},
    )
    decide(DecisionKind.SUBMITTED)
    decide(DecisionKind.APPROVED)
    add_sealed_files(edition, files)
    review = review_of(edition)
    return append_announcement(
        edition, sealed, review=review, timing=timing, by=by, reason=reason, accepted=accepted, told=quietly
    )
