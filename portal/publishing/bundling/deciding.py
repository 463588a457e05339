"""The decisions about a bundle: what `workflow` does to one edition, to all of them in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from portal.models import Actor, Bundle, DecisionKind, Edition
from portal.publishing.bundling.members import BundleReview, bundle_review, hold_bundle
from portal.publishing.decisions import append_decision
from portal.publishing.findings import DecisionRefused, Finding, NotPermitted
from portal.publishing.house_language import in_house_language
from portal.publishing.workflow.announcing import announcement_findings, prepare_announcement, record_announcement
from portal.publishing.workflow.approving import groups_to_approve_for, record_approval
from portal.publishing.workflow.holding import hold_all
from portal.publishing.workflow.mail import Telling, one_mail_each, quietly
from portal.publishing.workflow.people import require_permission
from portal.publishing.workflow.redating import record_cancelling, record_redating
from portal.publishing.workflow.reopening import refuse_changed
from portal.publishing.workflow.review import ReviewState, review_of
from portal.publishing.workflow.sending_back import record_sending_back
from portal.publishing.workflow.submitting import prepare_submission, record_submission, submission_findings
from portal.publishing.workflow.timing import Timing

Value = TypeVar("Value")


def submit_bundle(
    bundle: Bundle, *, by: Any, acknowledge: bool = False, reason: str = "", told: Telling = quietly
) -> None:
    """Put all drafts of a bundle before those who approve. Members that are under review are submitted anew with them.

    Raises NotPermitted, DecisionRefused with what is found in all members, each finding naming its edition.
    """
    require_permission(by, "submit_edition")
    members = _members(bundle)
    _refuse_found(_found(members.editions, submission_findings), acknowledge=acknowledge)
    prepare = partial(prepare_submission, acknowledge=acknowledge, may_be_open=True)
    prepared = _each(members.editions, prepare)
    with transaction.atomic(), one_mail_each(told=told):
        _take_back(_hold_same(bundle, members), by)
        for edition, one in zip(members.editions, prepared, strict=True):
            _naming(edition, partial(record_submission, one, by=by, reason=reason))


def bundle_submission_findings(bundle: Bundle) -> tuple[Finding, ...]:
    """Return all that is found in the members of a bundle that is to be submitted now."""
    return _found(bundle_review(bundle).editions, submission_findings)


def approve_bundle(
    bundle: Bundle,
    *,
    by: Any,
    manifests: Mapping[int, str],
    groups: Mapping[int, str] | None = None,
    reason: str = "",
    told: Telling = quietly,
) -> None:
    """Approve the members under the manifest hashes that were on the screen, by edition. Raises as for one edition.

    `groups` names, by edition, the group for which `by` approves where several are possible. Members that wait for
    other groups alone stay as they are; where all do, that is refused.
    """
    require_permission(by, "approve_edition")
    members = _members(bundle)
    _each(members.editions, lambda edition: refuse_changed(edition))
    with transaction.atomic(), one_mail_each(told=told):
        for edition in _waiting_for(by, _hold_same(bundle, members)):
            approve = partial(record_approval, edition, by=by, manifest_sha256=manifests.get(edition.pk, ""))
            _naming(edition, partial(approve, group=(groups or {}).get(edition.pk), reason=reason))


def send_back_bundle(bundle: Bundle, *, by: Any, reason: str, told: Telling = quietly) -> None:
    """Send back all members that are under review. Raises NotPermitted, DecisionRefused where none is."""
    members = _members(bundle)
    if not members.is_open:
        raise DecisionRefused(Finding("not_under_review", gettext("この一括改定は照会中ではありません。")))
    with transaction.atomic(), one_mail_each(told=told):
        for edition in _hold_same(bundle, members):
            if review_of(edition).is_open:
                _naming(edition, partial(record_sending_back, edition, by=by, reason=reason))


def announce_bundle(
    bundle: Bundle,
    *,
    by: Any,
    announced_at: datetime | None = None,
    acknowledge: bool = False,
    reason: str = "",
    told: Telling = quietly,
) -> None:
    """Announce all members for the same instant, or none. Raises NotPermitted, AnnouncementRefused, ValueError."""
    require_permission(by, "announce_edition")
    timing, members = Timing.ahead(announced_at), _members(bundle)
    _each(members.editions, lambda edition: refuse_changed(edition))
    _refuse_found(bundle_announcement_findings(bundle, timing), acknowledge=acknowledge)
    prepared = _each(members.editions, lambda edition: prepare_announcement(edition, timing, acknowledge=acknowledge))
    with transaction.atomic(), one_mail_each(told=told):
        _hold_same(bundle, members)
        for edition, one in zip(members.editions, prepared, strict=True):
            _naming(edition, partial(record_announcement, one, by=by, reason=reason))


def bundle_announcement_findings(bundle: Bundle, timing: Timing) -> tuple[Finding, ...]:
    """Return all that stands in the way of announcing the members of a bundle."""
    return _found(bundle_review(bundle).editions, lambda edition: announcement_findings(edition, timing))


def redate_bundle(
    bundle: Bundle, *, by: Any, announced_at: datetime | None, reason: str, told: Telling = quietly
) -> None:
    """Let all members be public at another instant ahead, or (None) now. Raises as for one edition."""
    require_permission(by, "redate_edition")
    members = _members(bundle)
    with transaction.atomic(), one_mail_each(told=told):
        for edition in _hold_same(bundle, members):
            redate = partial(record_redating, edition, by=by, announced_at=announced_at, reason=reason)
            _naming(edition, redate)


def cancel_bundle(bundle: Bundle, *, by: Any, reason: str, told: Telling = quietly) -> None:
    """Cancel the announcement of all members while it is ahead. Raises as for one edition."""
    require_permission(by, "redate_edition")
    members = _members(bundle)
    with transaction.atomic(), one_mail_each(told=told):
        for edition in _hold_same(bundle, members):
            _naming(edition, partial(record_cancelling, edition, by=by, reason=reason))


def _members(bundle: Bundle) -> BundleReview:
    members = bundle_review(bundle)
    if not members.members:
        message = gettext("この一括改定には版がありません。約款の下書きを入れてください。")
        raise DecisionRefused(Finding("empty_bundle", message))
    return members


def _hold_same(bundle: Bundle, members: BundleReview) -> tuple[Edition, ...]:
    """Hold all members; raises DecisionRefused where others are in the bundle by now."""
    held = hold_all(members.editions)
    hold_bundle(bundle)
    if {edition.pk for edition in held} != set(bundle.editions.values_list("pk", flat=True)):
        message = gettext("準備のあいだに、一括改定の版が変わりました。画面を開き直して、もう一度行ってください。")
        raise DecisionRefused(Finding("changed_meanwhile", message))
    return held


def _waiting_for(by: Any, editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
    """Those that are not approved yet, without those that wait for others than `by`, unless all of them do."""
    reviews = {edition: review_of(edition) for edition in editions}
    waiting = tuple(edition for edition in editions if reviews[edition].state != ReviewState.APPROVED)
    others = {one for one in waiting if reviews[one].is_open and not groups_to_approve_for(reviews[one], by)}
    return tuple(one for one in waiting if one not in others) or waiting


def _take_back(held: Iterable[Edition], by: Any) -> None:
    """Make members under review drafts again: they are submitted anew with the others, and approved anew."""
    for edition in held:
        review = review_of(edition)
        if review.is_open:
            append_decision(
                edition,
                DecisionKind.SENT_BACK,
                actor_id=Actor.objects.record(by),
                at=timezone.now(),
                reason=in_house_language(
                    gettext_lazy("一括改定のほかの版とともに照会に出し直すため、下書きに戻しました。")
                ),
                subject_hash=review.manifest_sha256,
                details={"resubmitted": True},
            )


def _refuse_found(findings: tuple[Finding, ...], *, acknowledge: bool) -> None:
    if any(finding.blocks for finding in findings) or (findings and not acknowledge):
        raise DecisionRefused(*findings)


def _found(editions: Iterable[Edition], find: Callable[[Edition], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return tuple(_of(edition, finding) for edition in editions for finding in find(edition))


def _each(editions: Iterable[Edition], act: Callable[[Edition], Value]) -> list[Value]:
    return [_naming(edition, partial(act, edition)) for edition in editions]


def _naming(edition: Edition, act: Callable[[], Value]) -> Value:
    """Do something to a member; a refusal names the edition that it is about."""
    try:
        return act()
    except NotPermitted:
        raise
    except DecisionRefused as refusal:
        raise DecisionRefused(*(_of(edition, finding) for finding in refusal.findings)) from refusal


def _of(edition: Edition, finding: Finding) -> Finding:
    return replace(finding, message=gettext("{edition}: {what}").format(edition=edition, what=finding.message))
