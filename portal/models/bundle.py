"""Bundle (一括改定): drafts of several terms that change together and are decided on as one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.history import history


class Bundle(models.Model):
    """What editions of several terms have in common: why they change, and that none goes without the others."""

    name = models.CharField(_("名称"), max_length=200, help_text=_("例: 2026年4月の料金改定"))
    reason = models.TextField(
        _("改定の理由"), max_length=5000, blank=True, help_text=_("社内の記録です。公表されません。")
    )

    history = history(_("一括改定の履歴"))

    class Meta:
        verbose_name = _("一括改定")
        verbose_name_plural = pgettext_lazy("plural", "一括改定")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
