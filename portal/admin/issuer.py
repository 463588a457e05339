"""Issuers (事業者)."""

from __future__ import annotations

from django.contrib import admin

from portal.admin.editing import EditingAdmin
from portal.models import Issuer


@admin.register(Issuer)
class IssuerAdmin(EditingAdmin):
    """Companies as they name themselves today."""

    fields = ["name", "address", "representative", "contact"]
    list_display = ["name", "address", "representative"]
    search_fields = ["name", "address"]
