"""What the script of a clause's page (static/js/editor/clause.js) asks for: keeping what is typed, and comparing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.admin.clause_copies import FIELDS, ClauseCopies
from portal.admin.json_requests import Asked, answered, lines, refusal
from portal.admin.keeping import keep_asked

View = Callable[[HttpRequest, ClauseCopies, Asked], JsonResponse]


def clause_urls(clause_admin: Any) -> list[URLPattern]:
    """Return the addresses of the script's questions, for a clause that is there and for a new one."""
    return [
        path(address + action, _guarded(clause_admin, view), name=f"portal_clause_{prefix}{name}")
        for address, prefix in (("<int:object_id>/", ""), ("add/", "add_"))
        for action, name, view in (("copy/", "copy", _copy), ("difference/", "difference", _difference))
    ]


def _guarded(clause_admin: Any, view: View) -> Callable[..., Any]:
    @require_POST
    def endpoint(request: HttpRequest, object_id: int | None = None) -> JsonResponse:
        pk = None if object_id is None else str(object_id)
        if not clause_admin.may_type(request, pk):
            raise PermissionDenied
        copies = clause_admin.copies(request, pk)
        if copies is None:
            return refusal(_("この条文か、追加する場所は、画面を開いたあとで削除されました。"), 409)
        return answered(request, lambda asked: view(request, copies, asked))

    return clause_admin.admin_site.admin_view(endpoint)


def _copy(request: HttpRequest, copies: ClauseCopies, asked: Asked) -> JsonResponse:
    """Keep what somebody typed, and say whether others saved the clause meanwhile."""
    others = _("この条文は、画面を開いたあとで保存されています。保存するときに確かめます。") if copies.clause else ""
    place, newest = copies.place, copies.newest
    return keep_asked(request, asked, copies.edition, fields=FIELDS, newest=newest, others=others, place=place)


def _difference(request: HttpRequest, copies: ClauseCopies, asked: Asked) -> JsonResponse:
    """Answer with how what was typed differs from what is saved."""
    changes = copies.differences({name: lines(asked, name) for name in FIELDS})
    context = {"changes": changes}
    return JsonResponse({"html": render_to_string("admin/portal/clause/_copy_differences.html", context)})
