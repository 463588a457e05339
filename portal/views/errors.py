"""The answer to an address that names nothing public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with the same bytes for what does not exist and what is not announced.

    Not kept by anyone: what is not announced today may be in a moment.
    """
    response = render(request, "404.html", status=404)
    response["Cache-Control"] = "no-store"
    return response
