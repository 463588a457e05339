"""The form of a clause loses nothing: what was typed is kept until it is saved, and offered before it is typed over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from portal.admin.clause_copies import ClauseCopies
from portal.admin.clause_endpoints import clause_urls
from portal.admin.clause_place import asked_place
from portal.admin.frozen import FreezingAdmin, is_frozen
from portal.models import WorkingCopy


class KeepingAdmin(FreezingAdmin):
    """The pages of clauses with working copies: offered on a page of their own, kept of whatever is refused."""

    def get_urls(self) -> list[URLPattern]:
        return [*clause_urls(self), *super().get_urls()]

    def may_type(self, request: HttpRequest, object_id: str | None) -> bool:
        """Whether the user may change clauses, or add them; what is announced is another question."""
        return super().has_change_permission(request) if object_id else super().has_add_permission(request)

    def copies(self, request: HttpRequest, object_id: str | None) -> ClauseCopies | None:
        """Return what the user typed into the form at an address; None where there is no such clause or place."""
        if object_id is not None:
            clause = self.get_object(request, object_id)
            return ClauseCopies.of(clause, by=request.user) if clause else None
        place = asked_place(request)
        is_end = not (request.GET.get("after") or request.GET.get("before"))
        return ClauseCopies.of_new(place, by=request.user, is_end=is_end) if place else None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        copies = self.copies(request, str(obj.pk) if obj else None) if _goes_on(request) else None
        form.copy = copies.unsaved() if copies else None
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponseBase:
        copies = self.copies(request, object_id) if self.may_type(request, object_id) else None
        if copies is not None and "_discard" in request.POST:
            return self._discarded(request, copies)
        copy = copies.unsaved() if copies is not None and request.method != "POST" else None
        if copies and copy and not _goes_on(request) and not is_frozen(request, copies.edition):
            return self._offer(request, copies, copy)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if copies is not None and request.method == "POST" and response.status_code == 200:
            copies.keep(request.POST)
        return response

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        ClauseCopies.of(obj, by=request.user).discard()
        super().delete_model(request, obj)

    def keeping_context(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """Return what the form needs to keep typing; of an announced edition, what was typed and came too late."""
        copies = self.copies(request, object_id) if self.may_type(request, object_id) else None
        if copies is None:
            return {}
        if is_frozen(request, copies.edition):
            return {"typed": copies.typed()}
        continues = copies.unsaved() if _goes_on(request) else None
        return {"copies": copies, "continues": continues, "csrf_cookie": settings.CSRF_COOKIE_NAME}

    def _discarded(self, request: HttpRequest, copies: ClauseCopies) -> HttpResponseBase:
        copies.discard()
        messages.success(request, _("作業中の控えを捨てました。保存済みの文から始めます。"))
        return redirect(request.get_full_path())

    def _offer(self, request: HttpRequest, copies: ClauseCopies, copy: WorkingCopy) -> HttpResponseBase:
        query = request.GET.copy()
        query["copy"] = "continue"
        context = {
            **self.admin_site.each_context(request),
            "title": _("作業中の控え"),
            "opts": self.opts,
            "edition": copies.edition,
            "copies": copies,
            "copy": copy,
            "has_moved_on": copies.has_moved_on(copy.seen),
            "changes": copies.differences(copy.values),
            "continued": f"{request.path}?{query.urlencode()}",
        }
        return TemplateResponse(request, "admin/portal/clause/copy.html", context)


def _goes_on(request: HttpRequest) -> bool:
    """Whether the address asks for the form with what was typed before."""
    return request.method != "POST" and request.GET.get("copy") == "continue"
