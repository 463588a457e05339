"""What every page about one edition needs: the edition, the right to be there, and what its template shows."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from portal.admin.states import BEFORE_PUBLIC, UNDER_REVIEW, state_of, with_state
from portal.models import Edition


def edition_or_404(model_admin: ModelAdmin, request: HttpRequest, object_id: int, *permissions: str) -> Edition:
    """Return an edition for somebody who may view editions and has the portal's `permissions` too ("change_clause").

    Raises PermissionDenied before it says whether there is such an edition, and Http404.
    """
    needed = [f"portal.{permission}" for permission in permissions]
    if not model_admin.has_view_permission(request) or not request.user.has_perms(needed):
        raise PermissionDenied
    editions = with_state(Edition.objects.select_related("terms__service__issuer", "base"))
    edition = editions.filter(pk=object_id).first() if object_id < 2**63 else None
    if edition is None:
        raise Http404
    return edition


def page_context(model_admin: ModelAdmin, request: HttpRequest, edition: Edition, title: str) -> dict[str, Any]:
    """Return what the templates of such a page show: title, edition, its state and whether the public sees it."""
    state = state_of(edition)
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(edition),
        "opts": model_admin.opts,
        "edition": edition,
        "terms": edition.terms,
        "state": state,
        "is_public": state not in BEFORE_PUBLIC,
        "under_review": state in UNDER_REVIEW,
    }
