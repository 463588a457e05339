"""History pages: who changed what, when and why. Reading only.

simple-history's own form of a record saves on POST whatever it is sent, for users with no more than the permission
to view. Here it is a page without a form, and every history address answers GET and HEAD alone.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from simple_history.admin import SimpleHistoryAdmin

from portal.admin.changes import field_values, related_names
from portal.admin.records import Entry, entries, newest_first, record_url

PER_PAGE = 50


class HistoryAdmin(SimpleHistoryAdmin):
    """A model's admin with history that can be read and never written."""

    @method_decorator(require_safe)
    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseBase:
        """List what was saved of one object, the newest first. Raises Http404, PermissionDenied."""
        records = self._records(request, object_id)
        newest = records.first()
        if newest is None:
            raise Http404
        page = Paginator(records, PER_PAGE).get_page(request.GET.get("p"))
        context = self._history_context(request, newest, _("変更履歴")) | {
            "page": page,
            "entries": entries(page.object_list),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/portal/history.html", context)

    @method_decorator(require_safe)
    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponseBase:
        """Show one record: what it changed, and the whole as it was then. Raises Http404, PermissionDenied."""
        records = self._records(request, object_id)
        record = records.filter(history_id=version_id).first() if version_id.isdecimal() else None
        if record is None:
            raise Http404
        context = self._history_context(request, record, _("履歴の一件")) | {
            "entry": entries([record])[0],
            "values": field_values(record, related_names([record])),
            **self._neighbours(records, record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/portal/history_record.html", context)

    def has_view_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the user may see the object and its history."""
        permission = f"{self.opts.app_label}.view_historical{self.opts.model_name}"
        return self.has_view_permission(request, obj) and request.user.has_perm(permission)

    def has_change_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes history."""
        return False

    def _records(self, request: HttpRequest, object_id: str) -> QuerySet:
        if not self.has_view_history_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal():
            raise Http404
        return newest_first(self.model.history.filter(id=object_id))

    def _neighbours(self, records: QuerySet, record: Any) -> dict[str, str | None]:
        older = records.filter(history_id__lt=record.history_id).first()
        newer = records.filter(history_id__gt=record.history_id).last()
        return {"older": older and record_url(older), "newer": newer and record_url(newer)}

    def _history_context(self, request: HttpRequest, record: Any, title: str) -> dict[str, Any]:
        original = self.model._default_manager.filter(pk=record.id).first()
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(original or record.instance),
            "opts": self.opts,
            "original": original,
            "object_id": record.id,
        }


def entries_page(records: QuerySet, page: str | None) -> tuple[Any, list[Entry]]:
    """Return a page of history records of many objects, and its entries."""
    found = Paginator(newest_first(records), PER_PAGE).get_page(page)
    return found, entries(found.object_list)
