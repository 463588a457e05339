"""Announced editions in the admin: shown, never changed, and a refusal that loses nothing that was typed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.admin.editing import EditingAdmin
from portal.admin_site import typed_fields
from portal.models import Clause, Edition, Terms
from portal.publishing.drafting.changing import changing
from portal.publishing.workflow.review import review_of


def frozen_reason(edition: Edition) -> str:
    """Say why an announced edition cannot be changed, and what to do instead."""
    instant = edition.publication.announced_at
    if instant > timezone.now():
        message = _("{label}は{instant}に公表されるため、変更できません。直すときは公表を取り消してください。")
        told = date_format(instant.astimezone(edition.terms.zone), "DATETIME_FORMAT")
        return message.format(label=edition, instant=told)
    message = _("{label}は公表済みのため、変更も削除もできません。直すときは新しい版を作ってください。")
    return message.format(label=edition)


class FreezingAdmin(EditingAdmin):
    """The admin of editions and of clauses: what belongs to an announced edition is read-only for everybody."""

    def edition_of(self, request: HttpRequest, object_id: str | None) -> Edition | None:
        """Return the edition that an address is about; None where there is none."""
        found = self.get_object(request, object_id) if object_id else None
        return _edition_of(found) if found else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _belongs_to_frozen(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _belongs_to_frozen(request, obj)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponseBase:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            edition = self._locked(request, object_id)
            permitted = super().has_change_permission(request) if object_id else super().has_add_permission(request)
            if permitted and edition is not None and is_frozen(request, edition):
                return self.refusal(request, edition)
            with self._changing(request, edition):
                return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        """Say above the form that a change would end the review that is under way."""
        obj = kwargs.get("obj")
        edition = _edition_of(obj) if obj else context.get("edition")
        may_save = self.has_change_permission(request, obj) or (obj is None and self.has_add_permission(request))
        context["under_review"] = may_save and edition is not None and review_of(edition).is_open
        return super().render_change_form(request, context, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseBase:
        with transaction.atomic():
            edition = self._locked(request, object_id)
            if edition is not None and super().has_delete_permission(request) and is_frozen(request, edition):
                return self.refusal(request, edition)
            with self._changing(request, edition):
                return super().delete_view(request, object_id, extra_context)

    def _locked(self, request: HttpRequest, object_id: str | None) -> Edition | None:
        """The edition; for a POST held, so that nobody announces it while this request checks and saves."""
        edition = self.edition_of(request, object_id)
        if edition is not None and request.method == "POST":
            Terms.objects.select_for_update(no_key=True).get(pk=edition.terms_id)
            Edition.objects.select_for_update().get(pk=edition.pk)
        return edition

    def _changing(self, request: HttpRequest, edition: Edition | None) -> AbstractContextManager[Any]:
        """What follows from a change of a draft; nothing where the request changes none."""
        if request.method != "POST" or edition is None or is_frozen(request, edition):
            return nullcontext()
        return changing(edition, by=request.user)

    def refusal(self, request: HttpRequest, edition: Edition) -> HttpResponseBase:
        """Say that an announced edition cannot be changed, and show what was typed."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("変更できません"),
            "edition": edition,
            "reason": frozen_reason(edition),
            "typed": typed_fields(request),
        }
        return TemplateResponse(request, "admin/portal/refused.html", context, status=403)


def is_frozen(request: HttpRequest, edition: Edition) -> bool:
    """Whether an edition is announced; asked once a request, for a POST after the lock."""
    known = request.__dict__.setdefault("_frozen_editions", {})
    if edition.pk not in known:
        known[edition.pk] = edition.is_frozen
    return known[edition.pk]


def _belongs_to_frozen(request: HttpRequest, obj: Any) -> bool:
    return obj is not None and is_frozen(request, _edition_of(obj))


def _edition_of(obj: Edition | Clause) -> Edition:
    return obj if isinstance(obj, Edition) else obj.edition
