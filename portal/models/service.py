"""Service (サービス): what a company's customers use, and what the terms are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.history import history
from portal.models.slugs import SLUG_HELP, validate_not_reserved, validate_slug_form


class Service(models.Model):
    """A service with one or more terms."""

    issuer = models.ForeignKey(
        "portal.Issuer", on_delete=models.PROTECT, related_name="services", verbose_name=_("事業者")
    )
    slug = models.CharField(
        _("スラッグ"),
        max_length=80,
        unique=True,
        validators=[validate_slug_form, validate_not_reserved],
        help_text=SLUG_HELP,
    )
    name = models.CharField(_("サービス名"), max_length=200)
    description = models.TextField(_("説明"), max_length=2000, blank=True)
    position = models.PositiveIntegerField(_("並び順"), default=0, help_text=_("小さいものから先に並びます。"))

    history = history(_("サービスの履歴"))

    class Meta:
        verbose_name = _("サービス")
        verbose_name_plural = pgettext_lazy("plural", "サービス")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name
