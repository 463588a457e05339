"""The savings of a draft: listed, compared with each other, and brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal.admin.edition_context import edition_or_404, page_context
from portal.admin.records import names_of
from portal.admin.undoing import NONE, number
from portal.comparison.compare import compare
from portal.comparison.formats.html import table_html
from portal.models import Edition
from portal.models.saved_states import document_at, newest_state, savings
from portal.publishing.drafting.restoring import NotRestored, restore_clause, restore_state
from portal.views.reading_aids import spoken

PER_PAGE = 50
RESTORING = ("add_clause", "change_clause", "delete_clause", "restore_edition")


def states(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """List the savings of an edition, the newest first, with a choice of two to compare."""
    edition = edition_or_404(model_admin, request, object_id, "view_historicalclause")
    found = savings(edition)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    names = names_of({saving.by_id for saving in page})
    context = page_context(model_admin, request, edition, _("保存の記録")) | {
        "page": page,
        "savings": [(saving, names[saving.by_id]) for saving in page],
        "newest": found[0].state if found else None,
        "may_restore": may_restore(request, edition),
    }
    return TemplateResponse(request, "admin/portal/edition/states.html", context)


def compared_states(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Show what differs between two saved states, `?old=…&new=…`, in the house style of the terms."""
    edition = edition_or_404(model_admin, request, object_id, "view_historicalclause")
    found = {saving.state: saving for saving in savings(edition)}
    old, new = (found.get(number(request.GET.get(side, ""))) for side in ("old", "new"))
    if old is None or new is None:
        messages.error(request, _("比べる保存を二つ選んでください。"))
        return redirect("admin:portal_edition_states", edition.pk)
    old, new = sorted((old, new), key=lambda saving: saving.state)
    names = names_of({old.by_id, new.by_id})
    table = compare(document_at(edition, old.state), document_at(edition, new.state), style=edition.terms.style)
    context = page_context(model_admin, request, edition, _("保存の比較")) | {
        "sides": [(old, names[old.by_id]), (new, names[new.by_id])],
        "table": mark_safe(table_html(table, spoken=spoken())) if table.has_changes else "",
        "newest": newest_state(edition),
        "may_restore": may_restore(request, edition),
    }
    return TemplateResponse(request, "admin/portal/edition/compared_states.html", context)


def restored(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponseBase:
    """Bring a saved state, or one clause of it, back; both are named by the number of a history row."""
    edition = edition_or_404(model_admin, request, object_id, *RESTORING)
    if edition.is_frozen:
        return model_admin.refusal(request, edition)
    state, clause = (number(request.POST.get(name, "")) for name in ("state", "clause"))
    restore, record = (restore_clause, clause) if clause != NONE else (restore_state, state)
    try:
        restore(edition, record, by=request.user, reason=_reason(request))
    except NotRestored as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("前の状態に戻しました。戻す前の状態も、保存の記録に残っています。"))
    return redirect("admin:portal_edition_states", edition.pk)


def _reason(request: HttpRequest) -> str:
    """Why, as far as a column holds it: PostgreSQL takes no U+0000."""
    return request.POST.get("history_change_reason", "").replace("\0", "")[:500]


def may_restore(request: HttpRequest, edition: Edition) -> bool:
    """Whether the user may bring an edition, or a clause of it, back to what was saved."""
    return request.user.has_perms([f"portal.{name}" for name in RESTORING]) and not edition.is_frozen
