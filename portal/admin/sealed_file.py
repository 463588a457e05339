"""Sealed files (封印済みファイル): their hashes, and the bytes for staff who check them before customers can."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.admin.read_only import ReadOnlyAdmin
from portal.models import SealedFile


@admin.register(SealedFile)
class SealedFileAdmin(ReadOnlyAdmin):
    """Files as they were sealed with their editions."""

    list_display = ["filename", "edition", "role", "size", "sha256"]
    list_filter = ["role", ("edition__terms", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["filename", "sha256"]
    fields = ["edition", "role", "filename", "content_type", "size", "sha256", "download"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("edition__terms")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.download_view))
        return [path("<int:pk>/download/", view, name="portal_sealedfile_download"), *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the sealed bytes. Raises Http404, PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = SealedFile.objects.filter(pk=pk).first()
        if file is None or not storages["sealed"].exists(file.storage_name):
            raise Http404
        content = storages["sealed"].open(file.storage_name)
        return FileResponse(content, as_attachment=True, filename=file.filename, content_type=file.content_type)

    @admin.display(description=_("ダウンロード"))
    def download(self, file: SealedFile) -> SafeString:
        url = reverse("admin:portal_sealedfile_download", args=[file.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("封印されたファイルを保存する"))
