"""Accounts: Django's own screens, with a list that answers any filter."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as PlainUserAdmin
from django.http import HttpRequest

from portal.admin.lists import RowList

admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class UserAdmin(PlainUserAdmin):
    """People who work here."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        return RowList
