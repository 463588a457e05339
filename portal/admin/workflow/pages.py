"""The pages on which an edition is decided on; each asks for its permission and calls one verb of the workflow."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404
from portal.admin.findings import located_findings
from portal.admin.workflow.actions import actions_for
from portal.admin.workflow.deciding import DecisionPage, decide, telling
from portal.admin.workflow.forms import (
    AcknowledgingForm,
    AnnouncementForm,
    ApprovalForm,
    ReasonedForm,
    RedatingForm,
)
from portal.admin.workflow.status import coming, told_instant
from portal.models import Edition, Publication
from portal.publishing.examination import latest_announcement_day, predecessor_of
from portal.publishing.workflow.announcing import announce_approved, announcement_findings
from portal.publishing.workflow.approving import approve_edition, groups_to_approve_for
from portal.publishing.workflow.people import editors_of, last_editors
from portal.publishing.workflow.redating import cancel_announcement, is_still_ahead, redate_announcement
from portal.publishing.workflow.review import Review, review_of
from portal.publishing.workflow.sending_back import is_own, may_send_back, send_back_edition
from portal.publishing.workflow.submitting import acknowledged_findings, submission_findings, submit_edition
from portal.publishing.workflow.timing import Timing
from portal.publishing.workflow.withdrawing import consequence_of_withdrawal, withdraw_edition, withdrawal_hindrance


def submit(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Submit a draft: what is found in it, and what of that is accepted."""
    edition = edition_or_404(model_admin, request, object_id, "submit_edition")
    why_not = _why_not(request, edition, "submit")
    found = () if why_not else submission_findings(edition)
    page = DecisionPage(
        template="submit",
        title=_("照会に出す"),
        button=_("照会に出す"),
        done=_("{edition}を照会に出しました。"),
        why_not=why_not,
        context={"findings": located_findings(edition, found), "blocked": any(one.blocks for one in found)},
    )
    form = AcknowledgingForm(request.POST or None, findings=any(not one.blocks for one in found))
    return decide(
        model_admin,
        request,
        edition,
        page,
        form,
        lambda sent: submit_edition(
            edition,
            by=request.user,
            acknowledge=sent.acknowledges,
            reason=sent.cleaned_data["reason"],
            told=telling(request),
        ),
    )


def approve(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Approve what was submitted: its files, and the hash that names them."""
    edition = edition_or_404(model_admin, request, object_id, "approve_edition")
    review = review_of(edition)
    page = DecisionPage(
        template="approve",
        title=_("承認する"),
        button=_("この内容を承認する"),
        done=_("{edition}を承認しました。"),
        why_not=_why_not(request, edition, "approve"),
        context={**_submitted(edition, review), **_acknowledged(edition, review)},
    )
    groups = groups_to_approve_for(review, request.user)
    form = ApprovalForm(request.POST or None, groups=groups, initial={"manifest": review.manifest_sha256})
    return decide(
        model_admin,
        request,
        edition,
        page,
        form,
        lambda sent: approve_edition(
            edition,
            by=request.user,
            manifest_sha256=sent.cleaned_data["manifest"],
            group=sent.cleaned_data.get("group"),
            reason=sent.cleaned_data["reason"],
            told=telling(request),
        ),
    )


def send_back(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Send back what is under review, or take one's own submission back."""
    edition = edition_or_404(model_admin, request, object_id)
    review, user = review_of(edition), request.user
    if not (user.has_perm("portal.approve_edition") or user.has_perm("portal.submit_edition")):
        raise PermissionDenied
    if review.is_open and not may_send_back(review, user):
        raise PermissionDenied
    own = is_own(review, user)
    page = DecisionPage(
        template="send_back",
        title=_("照会を取り下げる") if own else _("差し戻す"),
        button=_("取り下げる") if own else _("差し戻す"),
        done=_("{edition}の照会を取り下げました。") if own else _("{edition}を差し戻しました。"),
        why_not="" if review.is_open else _("この版は照会中ではありません。"),
        context=_submitted(edition, review),
    )
    form = ReasonedForm(request.POST or None)
    return decide(
        model_admin,
        request,
        edition,
        page,
        form,
        lambda sent: send_back_edition(
            edition, by=request.user, reason=sent.cleaned_data["reason"], told=telling(request)
        ),
    )


def announce(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Announce what was approved, now or at a time ahead."""
    edition = edition_or_404(model_admin, request, object_id, "announce_edition")
    review, frozen = review_of(edition), edition.is_frozen
    found = () if frozen else announcement_findings(edition, Timing(None, is_migrated=False))
    page = DecisionPage(
        template="announce",
        title=_("公表する"),
        button=_("公表する"),
        done=_("{edition}の公表を記録しました。"),
        ahead=_ahead,
        why_not=_("この版はすでに公表されています。") if frozen else "",
        context={
            **_submitted(edition, review),
            **_window(edition),
            "findings": located_findings(edition, found),
            "blocked": any(one.blocks for one in found),
        },
    )
    form = AnnouncementForm(request.POST or None, terms=edition.terms, findings=any(not one.blocks for one in found))
    return decide(
        model_admin,
        request,
        edition,
        page,
        form,
        lambda sent: announce_approved(
            edition,
            by=request.user,
            announced_at=sent.announced_at,
            acknowledge=sent.acknowledges,
            reason=sent.cleaned_data["reason"],
            told=telling(request),
        ),
    )


def redate(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Move an announcement that is still ahead."""
    edition = edition_or_404(model_admin, request, object_id, "redate_edition")
    page = DecisionPage(
        template="redate",
        title=_("公表日時を変える"),
        button=_("公表日時を変える"),
        done=_("{edition}の公表日時を変えました。"),
        ahead=_ahead,
        why_not=_not_ahead(edition) or _why_not(request, edition, "redate"),
        context=_window(edition),
    )
    form = RedatingForm(request.POST or None, terms=edition.terms, initial=_present_timing(edition))
    return decide(
        model_admin,
        request,
        edition,
        page,
        form,
        lambda sent: redate_announcement(
            edition,
            by=request.user,
            announced_at=sent.announced_at,
            reason=sent.cleaned_data["reason"],
            told=telling(request),
        ),
    )


def cancel(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Cancel an announcement that is still ahead."""
    edition = edition_or_404(model_admin, request, object_id, "redate_edition")
    page = DecisionPage(
        template="cancel",
        title=_("公表を取り消す"),
        button=_("公表を取り消す"),
        done=_("{edition}の公表を取り消しました。版は下書きに戻りました。"),
        why_not=_not_ahead(edition) or _why_not(request, edition, "cancel"),
        context=_window(edition),
    )
    return decide(
        model_admin,
        request,
        edition,
        page,
        ReasonedForm(request.POST or None),
        lambda sent: cancel_announcement(
            edition, by=request.user, reason=sent.cleaned_data["reason"], told=telling(request)
        ),
    )


def withdraw(model_admin: ModelAdmin, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Withdraw a public edition: what applies then is said before."""
    edition = edition_or_404(model_admin, request, object_id, "withdraw_edition")
    now = timezone.now()
    hindrance = withdrawal_hindrance(edition, now)
    page = DecisionPage(
        template="withdraw",
        title=_("撤回する"),
        button=_("撤回する"),
        done=_("{edition}を撤回しました。"),
        why_not=hindrance.message if hindrance else "",
        context={"consequence": consequence_of_withdrawal(edition, now)},
    )
    return decide(
        model_admin,
        request,
        edition,
        page,
        ReasonedForm(request.POST or None),
        lambda sent: withdraw_edition(
            edition, by=request.user, reason=sent.cleaned_data["reason"], told=telling(request)
        ),
    )


def _why_not(request: HttpRequest, edition: Edition, name: str) -> str:
    """Why a step cannot be taken, as the panel on the edition's page says it; "" where it can."""
    review, last = review_of(edition), last_editors(editors_of([edition.pk])[edition.pk])
    actions = {action.name: action for action in actions_for(request.user, edition, review, last, timezone.now())}
    if name in actions:
        return actions[name].why_not
    return _("この版はいま、この操作ができる段階にありません。版の画面で状態を確かめてください。")


def _submitted(edition: Edition, review: Review) -> dict[str, Any]:
    """What was submitted, as the templates show it."""
    files = edition.sealed_files.filter(manifest_sha256=review.manifest_sha256) if review.is_open else ()
    return {"review": review, "files": files}


def _acknowledged(edition: Edition, review: Review) -> dict[str, Any]:
    """What was accepted at the submission, as it is found now, and how much of it is found no longer."""
    accepted = acknowledged_findings(edition, review)
    gone = review.acknowledged - {(finding.code, finding.line) for finding in accepted}
    return {"findings": located_findings(edition, accepted), "no_longer": len(gone)}


def _ahead(publication: Publication) -> str:
    """When what was just announced becomes public or takes effect."""
    return coming(publication.edition, timezone.now())


def _not_ahead(edition: Edition) -> str:
    if is_still_ahead(edition, timezone.now()):
        return ""
    return _("この版は公表待ちではありません。公表日時が過ぎたか、公表されていません。")


def _window(edition: Edition) -> dict[str, Any]:
    """From when and until when an edition can be announced in time, and for when it is announced."""
    predecessor = predecessor_of(edition)
    hidden = predecessor is not None and predecessor.publication.announced_at > timezone.now()
    return {
        "earliest": told_instant(predecessor.publication.announced_at, edition) if predecessor and hidden else "",
        "latest": latest_announcement_day(edition),
        "announced_at": told_instant(edition.publication.announced_at, edition) if edition.is_frozen else "",
    }


def _present_timing(edition: Edition) -> dict[str, Any]:
    if not edition.is_frozen:
        return {}
    local = edition.publication.announced_at.astimezone(edition.terms.zone)
    return {"when": "at", "day": local.date(), "hour": local.time().replace(second=0, microsecond=0)}
