"""SealedFile (正本): a file sealed with an edition; its bytes lie in the `sealed` storage under their hash."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.frozen import AppendOnly, AppendOnlyQuerySet


class SealedRole(models.TextChoices):
    """What a sealed file is of its edition."""

    JSON = "json", _("正本JSON")
    EDITION_PDF = "edition_pdf", _("約款PDF")
    COMPARISON_PDF = "comparison_pdf", _("新旧対照表PDF")


class SealedFileQuerySet(AppendOnlyQuerySet):
    """Files of candidates, some of which were announced."""

    def announced(self) -> SealedFileQuerySet:
        """The files of what was announced: those of an announcement's own manifest."""
        return self.filter(manifest_sha256=F("edition__publication__manifest_sha256"))


class SealedFile(AppendOnly):
    """Name, size and hash of bytes that never change, sealed for a candidate that `manifest_sha256` names."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.PROTECT, related_name="sealed_files", verbose_name=_("版")
    )
    manifest_sha256 = models.CharField(_("目録のSHA-256"), max_length=64, blank=True)
    role = models.CharField(_("役割"), max_length=40, choices=SealedRole.choices)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    content_type = models.CharField(_("形式"), max_length=100)
    filename = models.CharField(_("ファイル名"), max_length=255)

    objects = SealedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("封印済みファイル")
        verbose_name_plural = pgettext_lazy("plural", "封印済みファイル")
        ordering = ["edition", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "manifest_sha256", "role"], name="sealedfile_role_unique_per_candidate"
            )
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def storage_name(self) -> str:
        """Where the bytes lie in the storage: two digits of the hash, then the hash."""
        return f"{self.sha256[:2]}/{self.sha256}"
