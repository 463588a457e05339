"""Issuer (事業者): who offers the terms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.history import history


class Issuer(models.Model):
    """A company as it names itself today; each edition seals these words as they were."""

    name = models.CharField(_("事業者名"), max_length=200, help_text=_("登記のとおりに書きます。例: 株式会社○○"))
    address = models.CharField(_("所在地"), max_length=300, blank=True)
    representative = models.CharField(
        _("代表者"), max_length=200, blank=True, help_text=_("肩書きと氏名。例: 代表取締役 山田花子")
    )
    contact = models.TextField(_("問い合わせ先"), max_length=1000, blank=True)

    history = history(_("事業者の履歴"))

    class Meta:
        verbose_name = _("事業者")
        verbose_name_plural = pgettext_lazy("plural", "事業者")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_placeholder(self) -> bool:
        """Whether the issuer was named after one of its services because nobody said its name."""
        called_so = models.Q(slug=self.name) | models.Q(name=self.name)
        return not self.address and self.services.filter(called_so).exists()
