"""What every page about one bundle needs: the bundle, the right to be there, and what its template shows."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from portal.models import Bundle, Edition
from portal.publishing.bundling.members import BundleReview, bundle_review
from portal.publishing.workflow.review import ReviewState

NEEDED = ("view_bundle", "view_edition")


def bundle_or_404(request: HttpRequest, object_id: int, *permissions: str) -> Bundle:
    """Return a bundle for somebody who may view bundles and editions and has the portal's `permissions` too.

    Raises PermissionDenied before it says whether there is such a bundle, and Http404.
    """
    if not request.user.has_perms([f"portal.{name}" for name in (*NEEDED, *permissions)]):
        raise PermissionDenied
    bundle = Bundle.objects.filter(pk=object_id).first() if object_id < 2**63 else None
    if bundle is None:
        raise Http404
    return bundle


def bundle_context(request: HttpRequest, bundle: Bundle) -> dict[str, Any]:
    """Return the members of a bundle with their state, what can be put in, and which steps come next."""
    review = bundle_review(bundle)
    user = request.user
    may_change = user.has_perms(["portal.change_bundle", "portal.change_edition"])
    return {
        "bundle": bundle,
        "review": review,
        "members": review.members,
        "may_change_members": may_change and not review.is_open and review.state != ReviewState.ANNOUNCED,
        "candidates": candidates(bundle) if may_change and not review.is_open else (),
        "steps": steps(request, review),
    }


def page_context(model_admin: ModelAdmin, request: HttpRequest, bundle: Bundle, title: str) -> dict[str, Any]:
    """Return what the templates of such a page show."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(bundle),
        "opts": model_admin.opts,
        **bundle_context(request, bundle),
    }


def candidates(bundle: Bundle) -> QuerySet[Edition]:
    """Return the drafts that may be put into a bundle: in none, and of terms that are not in this one."""
    drafts = Edition.objects.drafts().filter(bundle=None)
    drafts = drafts.exclude(terms__in=bundle.editions.values("terms"))
    return drafts.select_related("terms__service").order_by("terms__service__name", "terms__name", "number")


def steps(request: HttpRequest, review: BundleReview) -> tuple[str, ...]:
    """Return the names of the decisions that come next for a bundle and that the user may take."""
    states = {member.review.state for member in review.members}
    possible = {
        "submit": bool(states) and ReviewState.ANNOUNCED not in states and ReviewState.DRAFT in states,
        "approve": states <= {ReviewState.IN_REVIEW, ReviewState.APPROVED} and ReviewState.IN_REVIEW in states,
        "send_back": review.is_open,
        "announce": states == {ReviewState.APPROVED},
        "redate": states == {ReviewState.ANNOUNCED},
        "cancel": states == {ReviewState.ANNOUNCED},
    }
    return tuple(name for name, is_next in possible.items() if is_next and _may(request, name))


def _may(request: HttpRequest, step: str) -> bool:
    permissions = {
        "submit": ("submit_edition",),
        "approve": ("approve_edition",),
        "send_back": ("approve_edition", "submit_edition"),
        "announce": ("announce_edition",),
        "redate": ("redate_edition",),
        "cancel": ("redate_edition",),
    }
    return any(request.user.has_perm(f"portal.{name}") for name in permissions[step])
