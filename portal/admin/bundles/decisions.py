"""The pages on which a bundle is decided on; each asks for its permission and calls one verb for all its drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.admin.bundles.context import bundle_or_404, page_context, steps
from portal.admin.bundles.forms import BundleApprovalForm
from portal.admin.workflow.deciding import CONFLICT, telling
from portal.admin.workflow.forms import AcknowledgingForm, AnnouncementForm, ReasonedForm, RedatingForm
from portal.admin.workflow.status import coming
from portal.models import Bundle, Terms
from portal.publishing.bundling.deciding import (
    announce_bundle,
    approve_bundle,
    bundle_announcement_findings,
    bundle_submission_findings,
    cancel_bundle,
    redate_bundle,
    send_back_bundle,
    submit_bundle,
)
from portal.publishing.bundling.members import bundle_review
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.workflow.submitting import acknowledged_findings
from portal.publishing.workflow.timing import Timing


@dataclass(frozen=True, slots=True)
class Page:
    """One decision: its name, what title, button and success say, what it tells before, and what is found."""

    step: str
    title: str
    done: str
    told: str
    findings: tuple[Finding, ...] = field(default=())


def submit(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Submit all drafts of a bundle."""
    bundle = bundle_or_404(request, object_id, "submit_edition")
    found = bundle_submission_findings(bundle) if "submit" in steps(request, bundle_review(bundle)) else ()
    told = _("すべての版に封をして、承認する人に知らせます。PDFを作るため、版の数だけ数秒ずつかかります。")
    page = Page("submit", _("まとめて照会に出す"), _("「{bundle}」を照会に出しました。"), told, found)
    form = AcknowledgingForm(request.POST or None, findings=any(not one.blocks for one in found))

    def verb(sent: Any) -> None:
        submit_bundle(bundle, acknowledge=sent.acknowledges, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, form, verb)


def approve(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Approve all drafts of a bundle as they were submitted."""
    bundle = bundle_or_404(request, object_id, "approve_edition")
    told = _("承認するのは、それぞれの版の照会に出された内容です。すべての新旧対照表とファイルを確かめてください。")
    accepted = _accepted(bundle)
    if accepted:
        told += "\n" + _("下に挙げた事項は、起案者が承知のうえで照会に出したものです。")
    page = Page("approve", _("まとめて承認する"), _("「{bundle}」を承認しました。"), told, accepted)
    form = BundleApprovalForm(request.POST or None, members=bundle_review(bundle).members, user=request.user)

    def verb(sent: Any) -> None:
        approve_bundle(bundle, manifests=sent.manifests, groups=sent.groups, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, form, verb)


def send_back(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Send back all drafts of a bundle that are under review."""
    bundle = bundle_or_404(request, object_id)
    if not any(request.user.has_perm(f"portal.{name}") for name in ("approve_edition", "submit_edition")):
        raise PermissionDenied
    told = _("照会中の版をすべて下書きに戻します。")
    page = Page("send_back", _("まとめて差し戻す"), _("「{bundle}」を差し戻しました。"), told)

    def verb(sent: Any) -> None:
        send_back_bundle(bundle, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, ReasonedForm(request.POST or None), verb)


def announce(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Announce all drafts of a bundle for the same instant."""
    bundle = bundle_or_404(request, object_id, "announce_edition")
    is_next = "announce" in steps(request, bundle_review(bundle))
    found = bundle_announcement_findings(bundle, Timing(None, is_migrated=False)) if is_next else ()
    told = _("すべての版を同じ日時に公表します。一つでも公表できない版があれば、どれも公表しません。")
    page = Page("announce", _("まとめて公表する"), _("「{bundle}」の公表を記録しました。"), told, found)
    accepts = any(not one.blocks for one in found)
    form = AnnouncementForm(request.POST or None, terms=_terms(bundle), findings=accepts)

    def verb(sent: Any) -> None:
        values = {"announced_at": sent.announced_at, "acknowledge": sent.acknowledges}
        announce_bundle(bundle, **values, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, form, verb)


def redate(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Move the announcement of all editions of a bundle while it is ahead."""
    bundle = bundle_or_404(request, object_id, "redate_edition")
    told = _("すべての版の公表日時を変えます。公表日時が来た版があれば、どれも変えません。")
    page = Page("redate", _("まとめて公表日時を変える"), _("「{bundle}」の公表日時を変えました。"), told)
    form = RedatingForm(request.POST or None, terms=_terms(bundle))

    def verb(sent: Any) -> None:
        redate_bundle(bundle, announced_at=sent.announced_at, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, form, verb)


def cancel(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Cancel the announcement of all editions of a bundle while it is ahead."""
    bundle = bundle_or_404(request, object_id, "redate_edition")
    told = _("すべての版の公表を取り消し、下書きに戻します。公表日時が来た版があれば、どれも取り消しません。")
    page = Page("cancel", _("まとめて公表を取り消す"), _("「{bundle}」の公表を取り消しました。"), told)

    def verb(sent: Any) -> None:
        cancel_bundle(bundle, **_said(request, sent))

    return _decide(model_admin, request, bundle, page, ReasonedForm(request.POST or None), verb)


PAGES = {
    "submit": submit,
    "approve": approve,
    "send_back": send_back,
    "announce": announce,
    "redate": redate,
    "cancel": cancel,
}
"""The decisions by the names of their pages."""


def _decide(
    model_admin: Any, request: HttpRequest, bundle: Bundle, page: Page, form: Any, verb: Callable[[Any], None]
) -> HttpResponseBase:
    """Show a decision's form; on POST call `verb` with the valid form, and lead back to the bundle or say why not."""
    refused: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            verb(form)
        except DecisionRefused as refusal:
            refused = refusal.findings
        else:
            messages.success(request, page.done.format(bundle=bundle))
            if page.step in ("announce", "redate") and (ahead := _ahead(bundle)):
                messages.info(request, ahead)
            return redirect("admin:portal_bundle_change", bundle.pk)
    context = page_context(model_admin, request, bundle, page.title)
    is_next = page.step in context["steps"]
    context |= {
        "form": form,
        "page": page,
        "refused": refused,
        "blocked": any(one.blocks for one in page.findings),
        "why_not": "" if is_next else _("この一括改定はいま、この操作ができる段階にありません。"),
    }
    status = CONFLICT if refused else None
    return TemplateResponse(request, "admin/portal/bundle/decide.html", context, status=status)


def _said(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"by": request.user, "reason": form.cleaned_data["reason"], "told": telling(request)}


def _terms(bundle: Bundle) -> Terms:
    """Whose clock an announcement of a bundle is read on: that of its first terms."""
    first = next(iter(bundle_review(bundle).editions), None)
    return first.terms if first is not None else Terms()


def _accepted(bundle: Bundle) -> tuple[Finding, ...]:
    """What was accepted when its drafts were submitted, as it is found now, each with the edition it is about."""
    return tuple(
        replace(finding, message=_("{edition}: {what}").format(edition=member.edition, what=finding.message))
        for member in bundle_review(bundle).members
        if member.review.is_open
        for finding in acknowledged_findings(member.edition, member.review)
    )


def _ahead(bundle: Bundle) -> str:
    """When a bundle becomes public, all of it at one instant; "" where it is."""
    edition = bundle.editions.filter(publication__announced_at__gt=timezone.now()).first()
    return coming(edition, timezone.now()) if edition else ""
