"""Submitting: a draft is put before those who approve, sealed as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.comparison.styles.files import fingerprint
from portal.models import Actor, Decision, DecisionKind, Edition, Terms
from portal.publishing.candidate import Candidate, CandidateFile, manifest_hash, read_candidate
from portal.publishing.decisions import append_decision
from portal.publishing.examination import examine_facts, examine_submission, examine_wording
from portal.publishing.findings import AlreadyAnnounced, DecisionRefused, Finding
from portal.publishing.workflow.files import add_sealed_files, make_files
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import require_permission
from portal.publishing.workflow.review import Review, review_of


@dataclass(frozen=True, slots=True)
class PreparedSubmission:
    """A candidate with its files, in the storage already, and the findings that were accepted."""

    candidate: Candidate
    files: tuple[CandidateFile, ...]
    accepted: tuple[Finding, ...]


def submit_edition(
    edition: Edition, *, by: Any, acknowledge: bool = False, reason: str = "", told: Telling = quietly
) -> Decision:
    """Put a draft before those who approve: check it, seal it as a candidate, record that. Return the decision.

    `acknowledge` accepts the findings that do not block; they are recorded. `told` receives what became of the mail.
    All or nothing: files without a row may remain. Raises NotPermitted, DecisionRefused.
    """
    require_permission(by, "submit_edition")
    refuse_bundled(edition)
    prepared = prepare_submission(edition, acknowledge=acknowledge)
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_submission(prepared, by=by, reason=reason, told=told)


def submission_findings(edition: Edition) -> tuple[Finding, ...]:
    """Return all that is found in an edition that is to be submitted now, blocking or not; PDFs are not tried."""
    return _findings(read_candidate(edition.pk))


def acknowledged_findings(edition: Edition, review: Review) -> tuple[Finding, ...]:
    """Return what the open review's submission accepted, as it is found now; none for a draft."""
    found = submission_findings(edition) if review.acknowledged else ()
    return tuple(finding for finding in found if (finding.code, finding.line) in review.acknowledged)


def prepare_submission(edition: Edition, *, acknowledge: bool, may_be_open: bool = False) -> PreparedSubmission:
    """Check a draft and make its files, outside any transaction: it takes seconds. Raises DecisionRefused.

    `may_be_open` lets one under review be prepared that is taken back before the submission is recorded.
    """
    candidate = read_candidate(edition.pk)
    _refuse_state(candidate.edition, may_be_open=may_be_open)
    findings = _findings(candidate)
    if any(finding.blocks for finding in findings) or (findings and not acknowledge):
        raise DecisionRefused(*findings)
    return PreparedSubmission(candidate, make_files(candidate), findings)


def record_submission(prepared: PreparedSubmission, *, by: Any, reason: str = "", told: Telling = quietly) -> Decision:
    """Record what was prepared, in the caller's transaction. Raises DecisionRefused where it no longer holds."""
    edition = hold(prepared.candidate.edition)
    _refuse_state(edition)
    _refuse_changed(prepared, edition)
    add_sealed_files(edition, prepared.files)
    decision = append_decision(
        edition,
        DecisionKind.SUBMITTED,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=reason,
        subject_hash=manifest_hash(prepared.files),
        details=_details(prepared),
    )
    tell(decision, review_of(edition), told=told)
    return decision


def _findings(candidate: Candidate) -> tuple[Finding, ...]:
    edition, document = candidate.edition, candidate.document
    wording = examine_wording(document, house_terms=edition.terms.spellings)
    return (*examine_submission(edition), *examine_facts(edition, document), *wording)


def _refuse_state(edition: Edition, *, may_be_open: bool = False) -> None:
    if edition.is_frozen:
        raise AlreadyAnnounced(str(edition))
    if not may_be_open and review_of(edition).is_open:
        message = gettext("この版はすでに照会に出ています。承認を待つか、直すなら照会を取り下げてください。")
        raise DecisionRefused(Finding("already_submitted", message))


def _refuse_changed(prepared: PreparedSubmission, edition: Edition) -> None:
    """Raise when, while the files were made, somebody changed the edition, or something now stands in its way."""
    if not prepared.candidate.is_same_as(read_candidate(edition.pk)):
        message = gettext(
            "照会の準備をしているあいだに内容が変更されました。内容を確かめて、もう一度照会に出してください。"
        )
        raise DecisionRefused(Finding("changed_meanwhile", message))
    blocking = [finding for finding in examine_submission(edition) if finding.blocks]
    if blocking:
        raise DecisionRefused(*blocking)


def _details(prepared: PreparedSubmission) -> dict[str, Any]:
    files, terms = prepared.files, prepared.candidate.edition.terms
    return {
        "files": [file.entry() for file in files],
        "json_sha256": files[0].sha256,
        "style": fingerprint(prepared.candidate.style),
        "required": _required_groups(terms),
        "acknowledged": [{"code": finding.code, "line": finding.line} for finding in prepared.accepted],
    }


def _required_groups(terms: Terms) -> list[dict[str, Any]]:
    return [{"id": group.pk, "name": group.name} for group in terms.approval_groups.order_by("name")]
