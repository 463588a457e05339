"""A public page for staff who are logged in: with the way to start a revision, and kept by nobody.

Readers never get a page that depends on who asks: without a session's cookie, which only staff are ever given, the
session is not looked at, and the answer is the public one. With it, the page is for that person alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from portal.models import Edition
from portal.views.freshness import page

ALONE = "private, no-store"


def page_for(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, editions: Iterable[Edition], at: datetime
) -> HttpResponseBase:
    """Render a page about public editions; `may_start` is in the context of who may start a revision of its terms."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return page(request, template, context, editions=editions, at=at)
    response = render(request, template, {**context, "may_start": _may_start(request)})
    response["Cache-Control"] = ALONE
    return response


def _may_start(request: HttpRequest) -> bool:
    user = request.user
    return user.is_staff and user.has_perms(("portal.view_edition", "portal.add_edition"))
