"""The address of the screen: /admin/portal/edition/start/5/ for the terms with the number 5."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from portal.admin.starting.page import start


def start_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the pattern, behind the login of the admin (`admin:portal_edition_start`)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        return start(model_admin, request, **parts)

    return [path("start/<int:terms_id>/", model_admin.admin_site.admin_view(page), name="portal_edition_start")]
