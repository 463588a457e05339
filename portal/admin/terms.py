"""Terms (約款・規約) and their editions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import EditingAdmin
from portal.admin.states import state_of, with_state
from portal.admin.terms_form import GroupsField, TermsForm
from portal.models import ComparisonStyle, Terms
from portal.models.comparison_style import BUILT_IN_TITLES


@admin.register(Terms)
class TermsAdmin(EditingAdmin):
    """Documents of services; service and slug stay once customers can have a link with them."""

    form = TermsForm
    fields = [
        *("service", "name", "slug", "description", "time_zone", "notice_days", "notice_law", "approval_groups"),
        *("house_style", "house_terms", "position"),
    ]
    list_display = ["name", "service", "slug", "notice_days", "style_title", "position"]
    list_select_related = ["service"]
    list_filter = ["service"]
    search_fields = ["name", "slug", "description", "service__name"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Groups as boxes to tick: a list to choose many from loses all with one click."""
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"form_class": GroupsField})

    @admin.display(description=_("新旧対照表の様式"), ordering="house_style")
    def style_title(self, terms: Any) -> str:
        return str(BUILT_IN_TITLES.get(terms.house_style) or terms.own_style_title or terms.house_style)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        own = ComparisonStyle.objects.filter(name=OuterRef("house_style")).values("title")
        return super().get_queryset(request).annotate(own_style_title=Subquery(own[:1]))

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
