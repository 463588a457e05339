"""What the pages of decisions share: a form is shown, confirmed by POST, refused in words or carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.admin.edition_context import page_context
from portal.models import Edition
from portal.publishing.findings import DecisionRefused, Finding
from portal.publishing.workflow.mail import MailReport, Telling

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One page: its template (in admin/portal/edition/), title, what its button and its success say, what it shows.

    `ahead` returns what the success says besides, of what the verb returned: when it takes effect.
    """

    template: str
    title: str
    button: str
    done: str
    why_not: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    ahead: Callable[[Any], str] = lambda made: ""


def decide(
    model_admin: ModelAdmin,
    request: HttpRequest,
    edition: Edition,
    page: DecisionPage,
    form: Any,
    verb: Callable[[Any], Any],
) -> HttpResponseBase:
    """Show a decision's form; on POST call `verb` with the valid form, and lead back to the edition or say why not.

    What was typed stays in the form. A second click finds the decision taken and is told so.
    """
    refused: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = verb(form)
        except DecisionRefused as refusal:
            refused = refusal.findings
        else:
            messages.success(request, page.done.format(edition=edition))
            if ahead := page.ahead(made):
                messages.info(request, ahead)
            return redirect("admin:portal_edition_change", edition.pk)
    context = page_context(model_admin, request, edition, page.title) | page.context
    context |= {"form": form, "button": page.button, "why_not": page.why_not, "refused": refused}
    template = f"admin/portal/edition/{page.template}.html"
    return TemplateResponse(request, template, context, status=CONFLICT if refused else None)


def telling(request: HttpRequest) -> Telling:
    """Return what tells the person who decided whom no mail reached."""

    def tell(report: MailReport) -> None:
        if report.without_address:
            message = _("メールアドレスの登録がないため、{names}さんにはメールを送っていません。直接お知らせください。")
            messages.warning(request, message.format(names=_names(report.without_address)))
        if report.failed:
            message = _("決定は記録しましたが、{names}さんへのメールを送れませんでした。直接お知らせください。")
            messages.warning(request, message.format(names=_names(report.failed)))

    return tell


def _names(names: tuple[str, ...]) -> str:
    return _("さん、").join(names)
