"""Terms (約款・規約) and their editions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase

from portal.admin.editing import EditingAdmin
from portal.admin.states import state_of, with_state
from portal.models import Terms


@admin.register(Terms)
class TermsAdmin(EditingAdmin):
    """Documents of services; service and slug stay once customers can have a link with them."""

    fields = [
        *("service", "name", "slug", "description", "time_zone", "notice_days"),
        *("house_style", "house_terms", "position"),
    ]
    list_display = ["name", "service", "slug", "notice_days", "house_style", "position"]
    list_select_related = ["service"]
    list_filter = ["service"]
    search_fields = ["name", "slug", "description", "service__name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        announced = obj is not None and obj.editions.frozen().exists()
        return ["service", "slug"] if announced else []

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        obj = kwargs.get("obj")
        if obj is not None:
            editions = with_state(obj.editions.order_by("-number"))
            context |= {
                "editions": [(edition, state_of(edition)) for edition in editions],
                "may_add_edition": request.user.has_perm("portal.add_edition"),
            }
        return super().render_change_form(request, context, **kwargs)
