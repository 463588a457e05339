"""A draft that changes while it is under review goes back to its drafters, by itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from portal.comparison.styles.files import fingerprint
from portal.models import Actor, Decision, DecisionKind, Edition
from portal.models.canonical import sha256
from portal.publishing.decisions import append_decision
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.house_language import in_house_language
from portal.publishing.sealing import sealed_json
from portal.publishing.workflow.holding import hold
from portal.publishing.workflow.mail import Telling, quietly, tell
from portal.publishing.workflow.review import Review, review_of


def reopen_if_changed(edition: Edition, *, by: Any, told: Telling = quietly) -> Decision | None:
    """Send an edition under review back if what would be sealed is no longer what was submitted; else change nothing.

    Call it in the transaction that changed the edition and holds its terms. `by` is the user who changed it; the
    decision names them and says that an edit was the cause (`details.edited`).
    """
    review = review_of(edition)
    if not review.is_open or not has_changed(edition, review):
        return None
    decision = append_decision(
        edition,
        DecisionKind.SENT_BACK,
        actor_id=Actor.objects.record(by),
        at=timezone.now(),
        reason=in_house_language(gettext_lazy("照会のあとで内容が変更されたため、下書きに戻しました。")),
        subject_hash=review.manifest_sha256,
        details={"edited": True},
    )
    tell(decision, review, told=told)
    return decision


def has_changed(edition: Edition, review: Review) -> bool:
    """Whether an edition, or the style of its table, is no longer what its open review submitted."""
    assert review.submission is not None
    details = review.submission.details
    # Submissions of the command line were announced at once and name no style.
    style = fingerprint(edition.terms.style)
    return details.get("json_sha256") != sha256(sealed_json(edition)) or details.get("style", style) != style


def refuse_changed(edition: Edition, *, told: Telling = quietly) -> None:
    """Send an edition back and raise DecisionRefused if it is no longer what was submitted, whatever changed it.

    A change that no draft's form made (the issuer's name, the style of the terms) is noticed only here, so the
    decision to send back names nobody. It is recorded although the decision that was asked for is refused.
    """
    with transaction.atomic():
        sent_back = reopen_if_changed(hold(edition), by=None, told=told)
    if sent_back is not None:
        raise DecisionRefused(changed_since())


def changed_since() -> Finding:
    """Return the finding that says an edition is no longer what was submitted."""
    message = gettext(
        "照会のあとで、版の内容、事業者の名称など、または新旧対照表の様式が変わりました。"
        "下書きに戻したので、確かめて、もう一度照会に出してください。"
    )
    return Finding("changed_since_submission", message)
