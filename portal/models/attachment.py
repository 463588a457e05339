"""Attachment (添付): a picture or a 別紙 file of an edition; its bytes lie in the `sealed` storage under their hash."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.clause import new_key
from portal.models.history import history
from portal.models.of_draft import OfDraft, OfDraftQuerySet

validate_attachment_name = RegexValidator(
    r"\A[\w\-.]+\Z", _("名前には、文字、数字、ハイフン、下線、ピリオドだけが使えます。")
)


class Attachment(OfDraft):
    """One file of an edition. `key` is its identity from edition to edition, `name` what the text calls it."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="attachments", verbose_name=_("版")
    )
    key = models.CharField(_("添付の識別子"), max_length=32, default=new_key, editable=False)
    name = models.CharField(
        _("名前"),
        max_length=100,
        validators=[validate_attachment_name],
        help_text=_("本文から呼ぶ名前。図は ![説明](attachment:名前) と書きます。例: 料金表.pdf"),
    )
    title = models.CharField(_("題名"), max_length=200, blank=True, help_text=_("例: 別紙1　料金表"))
    filename = models.CharField(_("ファイル名"), max_length=255)
    content_type = models.CharField(_("形式"), max_length=100)
    size = models.PositiveBigIntegerField(_("大きさ（バイト）"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    position = models.PositiveIntegerField(_("並び順"), default=0, help_text=_("小さいものから先に並びます。"))

    history = history(_("添付の履歴"))
    objects = OfDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("添付")
        verbose_name_plural = pgettext_lazy("plural", "添付")
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="attachment_name_unique_per_edition"),
            models.UniqueConstraint(fields=["edition", "key"], name="attachment_key_unique_per_edition"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def storage_name(self) -> str:
        """Where the bytes lie in the storage: two digits of the hash, then the hash."""
        return f"{self.sha256[:2]}/{self.sha256}"

    def values(self) -> dict[str, Any]:
        """Return what an edition made from this one takes over."""
        names = ("key", "name", "title", "filename", "content_type", "size", "sha256", "position")
        return {name: getattr(self, name) for name in names}
