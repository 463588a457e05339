"""The address for importing into a new draft: /admin/portal/edition/import/5/ for the terms with the number 5."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from portal.admin.frozen import FreezingAdmin
from portal.admin.importing.pages import into_new_draft


def import_urls(model_admin: FreezingAdmin) -> list[URLPattern]:
    """Return the pattern, behind the login of the admin (`admin:portal_edition_import_new`)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        return into_new_draft(model_admin, request, **parts)

    return [path("import/<int:terms_id>/", model_admin.admin_site.admin_view(page), name="portal_edition_import_new")]
