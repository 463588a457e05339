"""Bundles: their facts, their drafts, and the way to all that is done to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from portal.admin.bundles import bulk, decisions, pages
from portal.admin.bundles.context import bundle_context
from portal.admin.editing import EditingAdmin
from portal.admin.edition_urls import ACTION, FORM, READING
from portal.models import Bundle
from portal.publishing.bundling.members import state_of_bundle, with_reviews

PAGES = (
    ("members/", "members", pages.members, ACTION),
    ("tables/", "tables", pages.tables, READING),
    *((f"{name.replace('_', '-')}/", name, view, FORM) for name, view in decisions.PAGES.items()),
)


@admin.register(Bundle)
class BundleAdmin(EditingAdmin):
    """Bundles of drafts that are decided on as one."""

    fields = ["name", "reason"]
    list_display = ["name", "count", "state"]
    search_fields = ["name", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_reviews(super().get_queryset(request).annotate(edition_count=Count("editions")))

    @admin.display(description=_("版の数"), ordering="edition_count")
    def count(self, bundle: Any) -> int:
        return bundle.edition_count

    @admin.display(description=_("状態"))
    def state(self, bundle: Bundle) -> str:
        return str(state_of_bundle(bundle).label)

    def get_urls(self) -> list[URLPattern]:
        own = [path("bulk/", self.admin_site.admin_view(self._bulk), name="portal_bundle_bulk")]
        for address, name, view, methods in PAGES:
            page = self.admin_site.admin_view(_page(self, view, methods))
            own.append(path(f"<int:object_id>/{address}", page, name=f"portal_bundle_{name}"))
        return own + super().get_urls()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        bundle = kwargs.get("obj")
        context["show_save_and_add_another"] = False
        if bundle is not None:
            context |= bundle_context(request, bundle)
        return super().render_change_form(request, context, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Bundle) -> HttpResponseRedirect:
        return redirect("admin:portal_bundle_change", obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: Bundle) -> HttpResponseRedirect:
        return redirect("admin:portal_bundle_change", obj.pk)

    def _bulk(self, request: HttpRequest) -> HttpResponseBase:
        return bulk.bulk(self, request)


def _page(model_admin: BundleAdmin, view: Callable[..., HttpResponseBase], methods: tuple[str, ...]) -> Any:
    def page(request: HttpRequest, object_id: int) -> HttpResponseBase:
        return view(model_admin, request, object_id)

    return pages.only(methods, page)
