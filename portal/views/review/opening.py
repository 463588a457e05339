"""From the token in an address to its link; every answer is kept by nobody and found by no search engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from portal.models import ReviewLink
from portal.publishing.reviewing.links import find_link
from portal.views.review.reader import remember

View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)

GONE = 410


def behind_link(view: View) -> View:
    """Give a view the valid link of its token: Http404 for an unknown one, a page without content for an ended one."""

    @wraps(view)
    def page(request: HttpRequest, token: str, **parts: Any) -> HttpResponseBase:
        link = find_link(token)
        if link is None:
            raise Http404
        if not link.is_valid():
            return unkept(_ended(request, link))
        response = view(request, link, **parts)
        remember(request, link, response)
        return unkept(response)

    return page


def unkept(response: Response) -> Response:
    """Say that nobody keeps, lists or passes on what is answered."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response


def with_forms(response: Response) -> Response:
    """Let a page's forms say where they come from, to this site alone.

    Under "no-referrer" browsers send `Origin: null`, which no protection against forged forms can accept.
    """
    response["Referrer-Policy"] = "same-origin"
    return response


def _ended(request: HttpRequest, link: ReviewLink) -> HttpResponseBase:
    is_revoked = link.revoked_at is not None
    return render(request, "portal/review/ended.html", {"is_revoked": is_revoked}, status=GONE)
