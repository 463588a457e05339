"""Clauses (条文): one page each, reached from the edition they stand in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.clause_comparison import clause_comparison
from portal.admin.clause_copies import ClauseCopies
from portal.admin.clause_form import ClauseForm
from portal.admin.clause_keeping import KeepingAdmin
from portal.admin.clause_lines import clause_line
from portal.admin.clause_place import asked_place, insert_clause, settle_contexts
from portal.admin.editor.pages import PERMISSIONS as WHOLE_TEXT
from portal.admin.frozen import frozen_reason, is_frozen
from portal.admin.saved_states_pages import may_restore
from portal.admin_site import typed_fields
from portal.models import Clause, Edition
from portal.publishing.findings import Finding
from portal.publishing.house_language import in_house_language
from portal.text.body import body_problems
from portal.text.tree import Kind


@admin.register(Clause)
class ClauseAdmin(KeepingAdmin):
    """Clauses are added from the page of an edition, at the place chosen there."""

    form = ClauseForm
    fields = ["kind", "label", "caption", "text"]
    list_display = ["__str__", "kind", "edition", "beginning"]
    list_select_related = ["edition__terms"]
    list_filter = ["kind", ("edition__terms", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["label", "caption", "text"]
    ordering = ["edition__terms", "-edition__number", "rank"]

    @admin.display(description=_("本文の初め"))
    def beginning(self, clause: Clause) -> str:
        return clause_line(clause).excerpt

    def edition_of(self, request: HttpRequest, object_id: str | None) -> Edition | None:
        if object_id is not None:
            return super().edition_of(request, object_id)
        place = asked_place(request)
        return place.edition if place else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether the user may add, and the address says where."""
        if not super().has_add_permission(request):
            return False
        place = asked_place(request)
        return place is not None and not is_frozen(request, place.edition)

    def get_form(self, request: HttpRequest, obj: Clause | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        place = asked_place(request) if obj is None else None
        form.edition = place.edition if place else None
        return form

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponseBase:
        if asked_place(request) is None:
            messages.info(request, gettext("条文は、版の画面で場所を選んで追加します。版を選んでください。"))
            return redirect("admin:portal_edition_changelist")
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Clause, form: Any, change: bool) -> None:
        """Save a clause; a new one goes to its place, and a new kind may change what stands in which 附則."""
        reason = form.cleaned_data["history_change_reason"]
        copies = self.copies(request, str(obj.pk) if change else None)
        if not change:
            place = asked_place(request)
            assert place is not None  # has_add_permission asked the same address
            obj.pk = insert_clause(place, obj, by=request.user, reason=reason).pk
        else:
            super().save_model(request, obj, form, change)
            if "kind" in form.changed_data:
                settle_contexts(obj.edition, by=request.user, reason=reason)
        if copies is not None:
            copies.discard()
        for heading in form.lookalikes():
            message = gettext(
                "保存しましたが、本文の中の「{heading}」は条文の見出しに見えます。別の条文なら、分けて追加してください。"
            )
            messages.warning(request, message.format(heading=heading))

    def delete_model(self, request: HttpRequest, obj: Clause) -> None:
        """Delete a clause; what stood in a deleted 附則 stands in the one before it."""
        super().delete_model(request, obj)
        if obj.kind == Kind.SUPPLEMENTARY_PROVISION:
            settle_contexts(obj.edition, by=request.user, reason=in_house_language(_("附則の削除に伴う整理")))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseBase:
        edition = self.edition_of(request, object_id)
        response = super().delete_view(request, object_id, extra_context)
        if edition is not None and response.status_code == HttpResponseRedirect.status_code:
            return redirect("admin:portal_edition_change", edition.pk)
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponseBase:
        """One record of a clause, and the way back to it for those who may restore."""
        context: dict[str, Any] = dict(extra_context or {})
        named = object_id.isdecimal() and version_id.isdecimal()
        record = Clause.history.filter(id=object_id, history_id=version_id).first() if named else None
        if record is not None and record.history_type != "-":
            edition = Edition.objects.filter(pk=record.edition_id).first()
            context["restores"] = record if edition and may_restore(request, edition) else None
        return super().history_form_view(request, object_id, version_id, context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponseBase:
        """Answer a form of a clause that was deleted while it was open: what was typed is shown, to be copied."""
        record = Clause.history.filter(id=object_id).first() if object_id.isdecimal() else None
        edition = Edition.objects.filter(pk=record.edition_id).first() if record is not None else None
        typed = typed_fields(request)
        if record is None or edition is None or not typed:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        ClauseCopies(edition, request.user, record.key).keep(request.POST)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("保存できません"),
            "edition": edition,
            "reason": gettext("この条文は、画面を開いたあとで削除されました。要るときは、版の画面で追加してください。"),
            "typed": typed,
        }
        return TemplateResponse(request, "admin/portal/refused.html", context, status=409)

    def response_post_save_add(self, request: HttpRequest, obj: Clause) -> HttpResponseRedirect:
        return redirect(_in_its_edition(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Clause) -> HttpResponseRedirect:
        return redirect(_in_its_edition(obj))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        clause = kwargs.get("obj")
        context |= self._clause_context(request, clause) if clause else self._place_context(request)
        return super().render_change_form(request, context, **kwargs)

    def _clause_context(self, request: HttpRequest, clause: Clause) -> dict[str, Any]:
        siblings = clause.edition.clauses.order_by("rank")
        return {
            "edition": clause.edition,
            "previous": siblings.filter(rank__lt=clause.rank).last(),
            "next": siblings.filter(rank__gt=clause.rank).first(),
            "problems": [Finding.from_problem(problem) for problem in body_problems(clause.text)],
            "frozen_reason": frozen_reason(clause.edition) if is_frozen(request, clause.edition) else "",
            "show_save_and_add_another": False,
            "comparison": clause_comparison(clause),
            "may_write_whole": request.user.has_perms([f"portal.{name}" for name in WHOLE_TEXT]),
            **self.keeping_context(request, str(clause.pk)),
        }

    def _place_context(self, request: HttpRequest) -> dict[str, Any]:
        place = asked_place(request)
        context = {"edition": place and place.edition, "place": place, "show_save_and_add_another": False}
        return context | self.keeping_context(request, None)


def _in_its_edition(clause: Clause) -> str:
    """The place of a clause in the list on its edition's page."""
    return f"{reverse('admin:portal_edition_change', args=[clause.edition_id])}#clause-{clause.pk}"
