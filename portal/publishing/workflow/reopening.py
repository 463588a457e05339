"""A draft that changes while it is under review goes back to its drafters, by itself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, Decision, DecisionKind, Edition
from portal.models.canonical import sha256
from portal.publishing.decisions import append_decision
from portal.publishing.sealing import sealed_json
from portal.publishing.workflow.review import review_of


def reopen_if_changed(edition: Edition, *, by: Any) -> Decision | None:
    """Send an edition under review back if what would be sealed is no longer what was submitted; else change nothing.

    Call it in the transaction that changed the edition and holds its terms. `by` is the user who changed it; the
    decision names them and says that an edit was the cause (`details.edited`).
    """
    review = review_of(edition)
    if not review.is_open or review.submission is None:
        return None
    if review.submission.details.get("json_sha256") == sha256(sealed_json(edition)):
        return None
    return append_decision(
        edition,
        DecisionKind.SENT_BACK,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=gettext("照会のあとで内容が変更されたため、下書きに戻しました。"),
        subject_hash=review.manifest_sha256,
        details={"edited": True},
    )
