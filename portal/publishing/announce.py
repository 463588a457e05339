"""Announcing: the one way by which an edition reaches the public and freezes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, DecisionKind, Edition, Publication, SealedFile, Terms
from portal.publishing.candidate import Candidate, CandidateFile, manifest_hash, read_candidate, render_files
from portal.publishing.decisions import FACTS, append_decision, publication_facts, rebuild_publication
from portal.publishing.examination import examine_facts, examine_standing, examine_wording
from portal.publishing.findings import AlreadyAnnounced, AnnouncementRefused, Finding
from portal.publishing.pdf import MissingGlyph, PdfError, PdfUnavailable
from portal.publishing.storage import SealedBytesLost, store


@dataclass(frozen=True, slots=True)
class Timing:
    """When an announcement is to be public: at an aware instant, or (None) as soon as it is recorded.

    Whether it is a fact of the past is settled when it is asked for: a scheduled instant may pass while PDFs are made.
    """

    announced_at: datetime | None
    is_migrated: bool

    @classmethod
    def asked_for(cls, announced_at: datetime | None) -> Timing:
        """Return the timing of an announcement asked for now; raises ValueError for an instant without a time zone."""
        if announced_at is not None and timezone.is_naive(announced_at):
            raise ValueError("announced_at needs a time zone")
        return cls(announced_at, is_migrated=announced_at is not None and announced_at < timezone.now())


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
    now it is a stated fact (移行登録). `by` is a user, or None for nobody in particular. `acknowledge` accepts the
    findings that do not block; they are recorded with the decision. All or nothing: files without a row may remain.

    Raises AlreadyAnnounced, AnnouncementRefused (its `findings` say what, where and what to do), ValueError for
    an `announced_at` without a time zone.
    """
    timing = Timing.asked_for(announced_at)
    candidate = read_candidate(edition.pk)
    accepted = _examine(candidate, timing, acknowledge=acknowledge)
    files = _render(candidate)
    _store(files)
    with transaction.atomic():
        _lock(candidate.edition)
        _verify_unchanged(candidate, timing)
        return _record(candidate, files, by=by, timing=timing, reason=reason, accepted=accepted)


def findings_of(edition: Edition, *, announced_at: datetime | None = None) -> tuple[Finding, ...]:
    """Return all that would be found if the edition were announced now, blocking or not; PDFs are not tried."""
    candidate = read_candidate(edition.pk)
    if candidate.edition.is_frozen:
        return AlreadyAnnounced(str(edition)).findings
    return _all_findings(candidate, Timing.asked_for(announced_at))


def _examine(candidate: Candidate, timing: Timing, *, acknowledge: bool) -> tuple[Finding, ...]:
    """Return the findings that were acknowledged; raises AnnouncementRefused for what blocks or is not acknowledged."""
    edition = candidate.edition
    if edition.is_frozen:
        raise AlreadyAnnounced(str(edition))
    findings = _all_findings(candidate, timing)
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


def _render(candidate: Candidate) -> tuple[CandidateFile, ...]:
    try:
        return render_files(candidate)
    except PdfError as error:
        raise AnnouncementRefused(Finding(_pdf_code(error), str(error))) from error


def _pdf_code(error: PdfError) -> str:
    if isinstance(error, MissingGlyph):
        return "missing_glyph"
    return "pdf_unavailable" if isinstance(error, PdfUnavailable) else "pdf_failed"


def _store(files: tuple[CandidateFile, ...]) -> None:
    try:
        for file in files:
            store(file.content)
    except (OSError, SealedBytesLost) as error:
        message = gettext(
            "封印するファイルを保管場所に書き込めません（{reason}）。空き容量と書き込みの権限を確かめてください。"
        )
        raise AnnouncementRefused(Finding("not_stored", message.format(reason=error))) from error


def _lock(edition: Edition) -> None:
    """Hold the terms, so that announcements come one after another, and the edition, so that no clause changes.

    SQLite has no row locks: there the transaction holds the whole database from its start (IMMEDIATE).
    """
    Terms.objects.select_for_update(no_key=True).get(pk=edition.terms_id)
    Edition.objects.select_for_update().get(pk=edition.pk)


def _verify_unchanged(candidate: Candidate, timing: Timing) -> None:
    """Raise when, while the PDFs were made, somebody else announced the edition, changed it, or moved its base."""
    now_standing = read_candidate(candidate.edition.pk)
    if now_standing.edition.is_frozen:
        raise AlreadyAnnounced(str(candidate.edition))
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
    edition, now = candidate.edition, timezone.now()
    files_sealed: dict[str, Any] = {"files": [file.entry() for file in files]}
    facts = publication_facts(_publication_columns(candidate, files, timing, now))
    acknowledged = [{"code": finding.code, "line": finding.line} for finding in accepted]
    decide = partial(
        append_decision,
        edition,
        actor_id=Actor.objects.record(by),
        at=now,
        reason=reason,
        subject_hash=manifest_hash(files),
    )
    decide(DecisionKind.SUBMITTED, details=files_sealed)
    decide(DecisionKind.APPROVED, details=files_sealed)
    add_sealed_files(edition, files)
    decide(DecisionKind.ANNOUNCED, details=files_sealed | {"acknowledged": acknowledged, FACTS: facts})
    publication = rebuild_publication(edition)
    assert publication is not None
    return publication


def add_sealed_files(edition: Edition, files: tuple[CandidateFile, ...]) -> None:
    """Name the files of a candidate in rows; those that are there already stay."""
    manifest = manifest_hash(files)
    if SealedFile.objects.filter(edition=edition, manifest_sha256=manifest).exists():
        return
    for file in files:
        SealedFile.objects.create(
            edition=edition,
            manifest_sha256=manifest,
            role=file.role,
            sha256=file.sha256,
            size=len(file.content),
            content_type=file.content_type,
            filename=file.filename,
        )


def _publication_columns(
    candidate: Candidate, files: tuple[CandidateFile, ...], timing: Timing, now: datetime
) -> dict[str, Any]:
    edition = candidate.edition
    assert edition.effective_date is not None
    return {
        "announced_at": timing.announced_at or now,
        "effective_date": edition.effective_date,
        "effective_at": edition.terms.start_of(edition.effective_date),
        "registered_at": now,
        "is_migrated": timing.is_migrated,
        "withdrawn_at": None,
        "cancelled_at": None,
        "json_sha256": files[0].sha256,
        "manifest_sha256": manifest_hash(files),
    }
