"""The addresses of the pages about one edition: /admin/portal/edition/5/findings/ and its like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from portal.admin import edition_pages

READING = ("GET", "HEAD")
FORM = (*READING, "POST")
ACTION = ("POST",)


class Route(NamedTuple):
    """A page: its address below that of the edition, its name (`admin:portal_edition_NAME`), and its view.

    A view takes (model_admin, request, object_id, and what the address holds besides), and asks for permissions itself.
    """

    address: str
    name: str
    view: Callable[..., HttpResponseBase]
    methods: tuple[str, ...] = READING


ROUTES = (
    Route("findings/", "findings", edition_pages.findings),
    Route("preview/", "preview", edition_pages.preview),
    Route("comparison/", "comparison", edition_pages.comparison),
)


def edition_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the patterns of all pages, behind the login of the admin."""
    return [
        path(f"<int:object_id>/{route.address}", _guarded(model_admin, route), name=f"portal_edition_{route.name}")
        for route in ROUTES
    ]


def _guarded(model_admin: ModelAdmin, route: Route) -> Callable[..., HttpResponseBase]:
    @require_http_methods(route.methods)
    def page(request: HttpRequest, object_id: int, **parts: Any) -> HttpResponseBase:
        return route.view(model_admin, request, object_id, **parts)

    return model_admin.admin_site.admin_view(page)
