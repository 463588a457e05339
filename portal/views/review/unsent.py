"""A reader's form that was not taken for want of its token: what was typed is shown, to be sent again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.views.review.opening import unkept

FORBIDDEN = 403


def is_reader_s(request: HttpRequest) -> bool:
    """Whether a request is for a page behind a link."""
    return request.resolver_match is not None and request.resolver_match.app_name == "review"


def unsent_form(request: HttpRequest) -> HttpResponse:
    """Show what was typed, and the way back to the link."""
    names = {"name": _("お名前"), "text": _("意見"), "mail": _("メールアドレス"), "code": _("確認コード")}
    typed = [(label, request.POST[name]) for name, label in names.items() if request.POST.get(name)]
    assert request.resolver_match is not None  # is_reader_s asked
    text_url = reverse("review:text", args=[request.resolver_match.kwargs["token"]])
    context = {"typed": typed, "text_url": text_url}
    return unkept(render(request, "portal/review/unsent.html", context, status=FORBIDDEN))
