"""Services (サービス) and the terms they have."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase

from portal.admin.editing import EditingAdmin
from portal.models import Edition, Service


@admin.register(Service)
class ServiceAdmin(EditingAdmin):
    """Services; the slug stays once customers can have a link with it."""

    fields = ["issuer", "name", "slug", "description", "position"]
    list_display = ["name", "slug", "issuer", "position"]
    list_select_related = ["issuer"]
    search_fields = ["name", "slug", "description"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        announced = obj is not None and Edition.objects.frozen().filter(terms__service=obj).exists()
        return ["slug"] if announced else []

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        obj = kwargs.get("obj")
        if obj is not None:
            context |= {"terms_list": obj.terms.all(), "may_add_terms": request.user.has_perm("portal.add_terms")}
        return super().render_change_form(request, context, **kwargs)
