"""What is known of a link's reader from one page to the next: name, mail code, what they were shown.

In a signed cookie for the link's own addresses, so that a reader has no session: that is what tells staff from readers
on the public pages.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from portal.models import MailCode, ReviewLink
from portal.publishing.reviewing.links import link_token

COOKIE = "review"
DAYS = 90


def known(request: HttpRequest, link: ReviewLink, name: str) -> Any:
    """Return what is kept under a name, "" for nothing."""
    return _values(request, link).get(name, "")


def keep(request: HttpRequest, link: ReviewLink, **values: Any) -> None:
    """Keep values for as long as the browser is this reader's; `remember` writes them."""
    request.__dict__["_kept_for_reader"] = _values(request, link) | values


def remember(request: HttpRequest, link: ReviewLink, response: HttpResponseBase) -> None:
    """Give the browser what a request kept."""
    values = request.__dict__.get("_kept_for_reader")
    if values is not None:
        response.set_cookie(
            COOKIE,
            dumps(values, salt=_salt(link), compress=True),
            max_age=DAYS * 24 * 3600,
            path=reverse("review:text", args=[link_token(link)]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def code_of(request: HttpRequest, link: ReviewLink) -> MailCode | None:
    """Return the reader's own mail code for this link."""
    pk = known(request, link, "code")
    return MailCode.objects.select_related("link__edition").filter(pk=pk, link=link).first() if pk else None


def _values(request: HttpRequest, link: ReviewLink) -> dict[str, Any]:
    if "_kept_for_reader" in request.__dict__:
        return request.__dict__["_kept_for_reader"]
    try:
        return loads(request.COOKIES.get(COOKIE, ""), salt=_salt(link))
    except BadSignature:
        return {}


def _salt(link: ReviewLink) -> str:
    return f"portal.review-reader.{link.pk}"
