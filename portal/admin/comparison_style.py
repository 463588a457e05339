"""House styles of comparison tables (様式): made from another style, seen in an example, chosen by terms."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.admin.comparison_style_form import ComparisonStyleForm, copied_initial
from portal.admin.editing import EditingAdmin
from portal.admin.lists import RowList
from portal.admin.style_preview import preview_html
from portal.admin.style_values_form import FIELDSETS, StyleValuesForm, labelled_errors
from portal.comparison.styles.files import StyleError
from portal.models import ComparisonStyle, Terms
from portal.models.comparison_style import find_style, name_of_terms, names_of_terms, own_style_choices
from portal.models.style_labels import labelled_sentence, style_words
from portal.models.terms import house_style_choices

OWN = ["name", "title", "note"]


class StyleList(RowList):
    """The list of styles, each with the terms that have chosen it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        users = terms_by_style()
        for style in self.result_list:
            style.users = names_of_terms(users[style.name])


@admin.register(ComparisonStyle)
class ComparisonStyleAdmin(EditingAdmin):
    """Styles of our own; the built-in ones are shown where a new one begins, and cannot be changed."""

    form = ComparisonStyleForm
    fieldsets = [
        (None, {"fields": [*OWN, "base"]}),
        *((name, {"fields": fields}) for name, fields in FIELDSETS),
    ]
    list_display = ["title", "name", "used_by", "note"]
    search_fields = ["name", "title", "note"]

    @admin.display(description=_("選んでいる約款・規約"), empty_value="—")
    def used_by(self, style: Any) -> str:
        return style.users

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        return StyleList

    def get_urls(self) -> list[Any]:
        preview = self.admin_site.admin_view(require_POST(self.preview))
        return [path("preview/", preview, name="portal_comparisonstyle_preview"), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """For readers name and note: they see the values as words, below."""
        may_save = obj is None or self.has_change_permission(request, obj)
        return super().get_fieldsets(request, obj) if may_save else [(None, {"fields": OWN})]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return copied_initial(request.GET.get("base", ""))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponseBase:
        """Ask first from which style the new one is to be made."""
        asks = request.method != "POST" and self.has_add_permission(request)
        if asks and not _is_usable(request.GET.get("base", "")):
            return self._choose_base(request)
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        shown = kwargs.get("obj")
        # The object of a form that was refused holds what was typed, and the preview is of what is saved.
        name = ComparisonStyle.objects.get(pk=shown.pk).name if shown else request.GET.get("base", "")
        context |= {"show_save_and_add_another": False}
        if shown or _is_usable(name):
            context |= self._style_context(name)
        return super().render_change_form(request, context, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """As Django has it, with the terms that have chosen a style as what stands in the way."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        users = [name_of_terms(terms) for style in objs for terms in style.terms]
        return deleted, counts, missing, [*protected, *users]

    def preview(self, request: HttpRequest) -> HttpResponseBase:
        """Show the example in the style that a form describes, saving nothing; or what is wrong with it."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = StyleValuesForm(request.POST)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("様式のプレビュー"),
            "opts": self.opts,
            "preview": preview_html(form.style) if form.is_valid() else "",
            "problems": list(labelled_errors(form)),
        }
        return TemplateResponse(request, "admin/portal/comparisonstyle/preview.html", context)

    def _choose_base(self, request: HttpRequest) -> HttpResponseBase:
        users = terms_by_style()
        groups: list[tuple[str, Any]] = [
            (gettext("組込みの様式"), house_style_choices()),
            (gettext("自社の様式"), own_style_choices()),
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("新しい様式を作る"),
            "opts": self.opts,
            "groups": [
                (label, [(name, title, names_of_terms(users[name])) for name, title in styles])
                for label, styles in groups
                if styles
            ],
        }
        return TemplateResponse(request, "admin/portal/comparisonstyle/choose_base.html", context)

    def _style_context(self, name: str) -> dict[str, Any]:
        try:
            style = find_style(name)
        except StyleError as error:
            return {"unreadable": [labelled_sentence(problem) for problem in error.problems]}
        return {"preview": preview_html(style), "style_words": style_words(style)}


def terms_by_style() -> defaultdict[str, list[Terms]]:
    """Return all terms with their services, by the name of the style that they have chosen."""
    found = defaultdict(list)
    for terms in Terms.objects.select_related("service"):
        found[terms.house_style].append(terms)
    return found


def _is_usable(name: str) -> bool:
    try:
        find_style(name)
    except StyleError:
        return False
    return True
