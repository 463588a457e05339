"""SealedFile (正本): a file sealed with an edition; its bytes lie in the `sealed` storage under their hash."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.frozen import AppendOnly, AppendOnlyQuerySet


class SealedRole(models.TextChoices):
    """What a sealed file is of its edition."""

    JSON = "json", _("正本JSON")
    EDITION_PDF = "edition_pdf", _("約款PDF")
    COMPARISON_PDF = "comparison_pdf", _("新旧対照表PDF")


class SealedFile(AppendOnly):
    """Name, size and hash of bytes that never change."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.PROTECT, related_name="sealed_files", verbose_name=_("版")
    )
    role = models.CharField(_("役割"), max_length=40, choices=SealedRole.choices)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    content_type = models.CharField(_("形式"), max_length=100)
    filename = models.CharField(_("ファイル名"), max_length=255)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("封印済みファイル")
        verbose_name_plural = pgettext_lazy("plural", "封印済みファイル")
        ordering = ["edition", "role"]
        constraints = [models.UniqueConstraint(fields=["edition", "role"], name="sealedfile_role_unique_per_edition")]

    def __str__(self) -> str:
        return self.filename

    @property
    def storage_name(self) -> str:
        """Where the bytes lie in the storage: two digits of the hash, then the hash."""
        return f"{self.sha256[:2]}/{self.sha256}"
