"""Editions (版): their facts, their clauses in order, and the way to all that is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.clause_lines import clause_lines
from portal.admin.edition_form import EditionForm, earlier_editions
from portal.admin.edition_urls import edition_urls
from portal.admin.frozen import FreezingAdmin, frozen_reason, is_frozen
from portal.admin.history import entries_page
from portal.admin.importing.urls import import_urls
from portal.admin.kept_copies import kept_copies
from portal.admin.starting.urls import start_urls
from portal.admin.states import BEFORE_PUBLIC, EditionState, in_state, state_of, with_state
from portal.admin.undoing import number
from portal.admin.workflow.status import edition_status
from portal.models import Clause, Edition, Terms


class StateFilter(admin.SimpleListFilter):
    """Editions by how they stand now."""

    title = _("状態")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return EditionState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        asked = self.value()
        if asked is None or asked not in EditionState.values:
            return queryset
        return queryset.filter(pk__in=in_state(EditionState(asked)).order_by().values("pk"))


@admin.register(Edition)
class EditionAdmin(FreezingAdmin):
    """Drafts are edited here, announced editions read."""

    form = EditionForm
    list_display = ["label", "terms", "state", "effective_date", "title"]
    list_filter = [StateFilter, ("terms", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "edition_label", "summary", "terms__name", "terms__service__name"]
    fieldsets = [
        (None, {"fields": ["terms", "number", "edition_label", "title", "effective_date"]}),
        (_("改定"), {"fields": ["base", "reason", "summary", "basis_kind", "basis"]}),
    ]

    @admin.display(description=_("版"), ordering="number")
    def label(self, edition: Edition) -> str:
        return edition.label

    @admin.display(description=_("状態"))
    def state(self, edition: Edition) -> str:
        return str(state_of(edition).label)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_state(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        return [*start_urls(self), *import_urls(self), *edition_urls(self), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        return ["terms"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "base":
            kwargs["queryset"] = earlier_editions(_shown_edition(self, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("reason", "summary", "basis"):
            field.widget.attrs["rows"] = 4
        if db_field.name == "base":
            # Editions are made on their own pages; a popup here would lead astray.
            for action in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{action}_related", False)
        return field

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponseBase:
        """Ask for the terms, and lead on to where a revision of them begins."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = _asked_terms(request)
        if asked is not None:
            return redirect("admin:portal_edition_start", asked.pk)
        terms = Terms.objects.select_related("service").order_by("service__position", "service__name", "position")
        context = {**self.admin_site.each_context(request), "title": gettext("改定を始める"), "terms_list": terms}
        return TemplateResponse(request, "admin/portal/edition/choose_terms.html", context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """As Django has it, with what can be done where something stands in the way."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        advice = gettext(
            "決定や同意の記録がある版と、ほかの版の改定のもとになっている版は、記録を残すために削除できません。"
            "使わない下書きは、中身を書き換えて次の改定に使えます。"
        )
        # Nobody may delete decisions: no need to ask an administrator for the right.
        return (deleted, counts, set(), [advice, *protected]) if protected else (deleted, counts, missing, [])

    def response_post_save_change(self, request: HttpRequest, obj: Edition) -> HttpResponseRedirect:
        return redirect("admin:portal_edition_change", obj.pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        edition = kwargs.get("obj")
        context["show_save_and_add_another"] = False
        if edition is not None:
            context |= self._edition_context(request, edition)
        return super().render_change_form(request, context, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseBase:
        """The edition's history, and below it that of its clauses."""
        context: dict[str, Any] = dict(extra_context or {})
        if self._records(request, object_id).exists() and request.user.has_perm("portal.view_historicalclause"):
            records = Clause.history.filter(edition_id=object_id)
            context["clause_page"], context["clause_entries"] = entries_page(records, request.GET.get("c"))
        return super().history_view(request, object_id, context)

    def _edition_context(self, request: HttpRequest, edition: Edition) -> dict[str, Any]:
        frozen = is_frozen(request, edition)
        lines, state = clause_lines(edition), state_of(edition)
        return {
            "subtitle": gettext("{label}（{state}）").format(label=edition, state=state.label),
            "lines": lines,
            "article_count": sum(line.is_article for line in lines),
            "state": state,
            "is_public": state not in BEFORE_PUBLIC,
            "kept_copies": kept_copies(edition, request.user),
            "status": edition_status(request.user, edition),
            "frozen_reason": frozen_reason(edition) if frozen else "",
            "may_change_clauses": not frozen and request.user.has_perm("portal.change_clause"),
            "may_add_clauses": not frozen and request.user.has_perm("portal.add_clause"),
            "may_delete_clauses": not frozen and request.user.has_perm("portal.delete_clause"),
        }


def _asked_terms(request: HttpRequest) -> Terms | None:
    """The terms that the address names for a new edition."""
    return Terms.objects.filter(pk=number(request.GET.get("terms", ""))).first()


def _shown_edition(model_admin: EditionAdmin, request: HttpRequest) -> Edition | None:
    object_id = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
    return model_admin.get_object(request, str(object_id)) if object_id else None
