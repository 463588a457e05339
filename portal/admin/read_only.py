"""Records of what was decided and sealed: they are read here and made elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.admin.lists import RowList


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and pages without a form: nobody adds, changes or deletes."""

    actions = None
    change_form_template = "admin/portal/record.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        return RowList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
