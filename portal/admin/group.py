"""Groups: Django's own screens, with a word on why a group that terms need is not deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as PlainGroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext

from portal.admin.lists import RowList
from portal.models.needed_groups import terms_needing

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(PlainGroupAdmin):
    """Groups of users, some of which must approve what is announced."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        return RowList

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], Any, set[str], list[str]]:
        """Count terms that need a group among what protects it, with what to do about them."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        message = gettext("約款・規約: {terms}（「承認に要る部門」から「{group}」を外すと、削除できます）")
        needed = [message.format(terms=terms, group=group) for group in objs for terms in terms_needing(group)]
        return deleted, counts, missing, [*protected, *needed]
