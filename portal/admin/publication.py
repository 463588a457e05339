"""Publications (公表): when each edition reached the public, and the files that were sealed with it."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.admin.read_only import ReadOnlyAdmin
from portal.models import Publication


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What the decisions about an edition come to."""

    list_display = ["edition", "announced_at", "effective_date", "registered_at", "is_migrated", "withdrawn_at"]
    list_filter = ["is_migrated", ("edition__terms", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["edition__terms__name", "edition__title"]
    date_hierarchy = "effective_date"
    fields = [
        *("edition", "announced_at", "effective_date", "effective_at", "registered_at", "is_migrated"),
        *("withdrawn_at", "cancelled_at", "json_sha256", "manifest_sha256", "sealed_files"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("edition__terms")

    @admin.display(description=_("封印済みファイル"))
    def sealed_files(self, publication: Publication) -> SafeString:
        files = publication.edition.sealed_files.announced().order_by("pk")
        rows = (
            (reverse("admin:portal_sealedfile_change", args=[file.pk]), file.get_role_display(), file) for file in files
        )
        return format_html_join("", '<p><a href="{}">{}: {}</a></p>', rows)
