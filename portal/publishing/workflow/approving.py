"""Approving: somebody who neither submitted nor wrote last agrees to what was submitted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, Decision, DecisionKind, Edition
from portal.publishing.decisions import append_decision
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.workflow.holding import hold, refuse_bundled
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.people import editors_of, last_editors, require_permission
from portal.publishing.workflow.reopening import changed_since, has_changed, refuse_changed
from portal.publishing.workflow.review import Review, ReviewState, review_of

ANYBODY = ""
"""The name under which an approval stands that no particular group had to give."""


def approve_edition(
    edition: Edition,
    *,
    by: Any,
    manifest_sha256: str,
    group: str | None = None,
    reason: str = "",
    told: Telling = quietly,
) -> Decision:
    """Approve what was submitted under this manifest hash, the one that was on the screen. Return the decision.

    `group` is the name of the group for which `by` approves; needed only by who is in several of those that are
    missing. An edition that is no longer what was submitted is sent back. Raises NotPermitted, DecisionRefused.
    """
    require_permission(by, "approve_edition")
    refuse_bundled(edition)
    refuse_changed(edition, told=told)
    with transaction.atomic():
        refuse_bundled(hold(edition))
        return record_approval(edition, by=by, manifest_sha256=manifest_sha256, group=group, reason=reason, told=told)


def record_approval(
    edition: Edition,
    *,
    by: Any,
    manifest_sha256: str,
    group: str | None = None,
    reason: str = "",
    told: Telling = quietly,
) -> Decision:
    """Record an approval in the caller's transaction; the permission was asked for. Raises DecisionRefused."""
    held = hold(edition)
    review = review_of(held)
    hindrance = approval_hindrance(review, last_editors(editors_of([held.pk])[held.pk]), by)
    if hindrance is None and review.manifest_sha256 != manifest_sha256:
        hindrance = _other_submission()
    if hindrance is None and has_changed(held, review):
        hindrance = changed_since()
    if hindrance is not None:
        raise DecisionRefused(hindrance)
    chosen = _chosen_group(review, by, group)
    decision = append_decision(
        held,
        DecisionKind.APPROVED,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=reason,
        subject_hash=manifest_sha256,
        details={"group": chosen, "completes": review.missing == (chosen,)},
    )
    tell(decision, review, told=told)
    return decision


def approval_hindrance(review: Review, last: frozenset[int], by: Any) -> Finding | None:
    """Return why a person cannot approve what is under review, None where they can.

    `last` are the ids of those who saved last. A superuser is bound by four eyes like everybody else.
    """
    if review.state != ReviewState.IN_REVIEW or review.submission is None:
        return _not_in_review(review)
    if review.submission.actor_id == by.pk:
        message = gettext("ご自身が照会に出した版は承認できません。ほかの人が承認してください。")
        return Finding("own_submission", message)
    if by.pk in last:
        message = gettext("この版を最後に直したのはご自身なので、承認できません。ほかの人が承認してください。")
        return Finding("own_edit", message)
    if any(approval.actor_id == by.pk for approval in review.approvals):
        return Finding("approved_before", gettext("すでに承認しています。残りの承認は、ほかの人が行います。"))
    if not groups_to_approve_for(review, by):
        message = gettext("この版に要るのは「{groups}」の承認です。そのグループの人が承認してください。")
        return Finding("other_group", message.format(groups=gettext("」「").join(review.missing)))
    return None


def groups_to_approve_for(review: Review, by: Any) -> tuple[str, ...]:
    """Return the groups still missing for which a person can approve: (ANYBODY,) where none in particular is needed."""
    if review.submission is None:
        return ()
    required = review.submission.details.get("required", ())
    if not required:
        return review.missing
    # By id: a group may have been renamed since.
    own = {group.pk for group in by.groups.all()}
    return tuple(group["name"] for group in required if group["id"] in own and group["name"] in review.missing)


def _chosen_group(review: Review, by: Any, group: str | None) -> str:
    possible = groups_to_approve_for(review, by)
    if group is None and len(possible) == 1:
        return possible[0]
    if group not in possible:
        message = gettext("どのグループとして承認するかを選んでください: {groups}")
        raise DecisionRefused(Finding("choose_group", message.format(groups=gettext("、").join(possible))))
    return group


def _not_in_review(review: Review) -> Finding:
    messages = {
        ReviewState.DRAFT: gettext("この版は照会に出ていません。下書きに戻ったか、まだ出されていません。"),
        ReviewState.APPROVED: gettext("この版の承認はもうそろっています。"),
        ReviewState.ANNOUNCED: gettext("この版はすでに公表されています。"),
    }
    return Finding("not_in_review", messages[review.state])


def _other_submission() -> Finding:
    message = gettext(
        "画面を開いたあとで、この版は照会に出し直されました。承認していません。新しい内容を確かめて、承認し直してください。"
    )
    return Finding("other_submission", message)
