"""How long a public answer stays fresh, and how a reader's copy is found to be still the same.

Nothing here is derived from an edition that is not announced: callers hand in public editions only.
A page's ETag is the hash of what was rendered, so it is right whatever caused a change (a decision, a
renamed service, a release). For the same reason `Last-Modified`, which knows of editions only, is
sent but never answers a conditional request.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.text import compress_string

from portal.models import Edition
from portal.models.timeline import changed_at, changes_at

MAX_AGE = 60
"""Seconds for which any copy of a public page may be used without asking."""

_PACKED = "application/vnd.openxmlformats"
"""Files of Word and Excel are compressed already."""

_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, editions: Iterable[Edition], at: datetime
) -> HttpResponseBase:
    """Render a public page about these public editions as of `at`, or answer 304 where the reader has it.

    Compressed where the reader takes it: terms of 50 articles are 80 KB, of which a phone fetches 12. Nothing secret
    stands in a public page, so its size gives nothing away (BREACH); the admin's pages are sent as they are.
    """
    return whole(request, render(request, template, context), editions=editions, at=at)


def whole(
    request: HttpRequest, response: HttpResponse, *, editions: Iterable[Edition], at: datetime
) -> HttpResponseBase:
    """Send a response about public editions whose content is at hand, with its hash as ETag."""
    response = _compressed(request, response)
    etag = hashlib.sha256(response.content).hexdigest()[:32]
    response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":  # servers drop the body, with a warning each time
        response.content = b""
    answer = conditional(request, lambda: response, etag=etag, editions=editions, at=at)
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_text = not response["Content-Type"].startswith(_PACKED)
    if is_text and _TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response.content = compress_string(response.content)
        response["Content-Encoding"] = "gzip"
    return response


def conditional(
    request: HttpRequest,
    make: Callable[[], HttpResponseBase],
    *,
    etag: str,
    editions: Iterable[Edition],
    at: datetime,
) -> HttpResponseBase:
    """Return what `make` makes, or 304 where the reader has it, with validators and lifetime."""
    editions = list(editions)
    response = get_conditional_response(request, etag=f'"{etag}"') or make()
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = f"public, max-age={max_age(editions, at)}"
    if modified := changed_at(editions, at):
        response["Last-Modified"] = http_date(modified.timestamp())
    return response


def max_age(editions: Iterable[Edition], at: datetime) -> int:
    """Return the seconds until the next announced effective date, MAX_AGE at most."""
    boundary = changes_at(editions, at)
    return min(MAX_AGE, int((boundary - at).total_seconds())) if boundary else MAX_AGE
