"""Publication (公表): the decisions about an edition, folded into columns that queries can use."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.models.frozen import Frozen, refuse_append_only

REBUILDABLE = frozenset({"announced_at", "effective_date", "effective_at", "withdrawn_at", "cancelled_at"})
"""The columns that later decisions may move; all others stay as they were announced, unless that was cancelled."""


class PublicationQuerySet(models.QuerySet):
    """Publications; none is deleted, and only what decisions move is updated."""

    def update(self, **kwargs: Any) -> int:
        if self.filter(cancelled_at=None).exists():
            _refuse_columns(set(kwargs))
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        refuse_append_only(self.model._meta.verbose_name)

    delete.alters_data = True
    delete.queryset_only = True


def _refuse_columns(names: set[str]) -> None:
    refused = sorted(names - REBUILDABLE)
    if refused:
        message = gettext("公表の記録のうち変更できない項目です: {names}")
        raise Frozen(message.format(names=gettext("、").join(refused)))


class Publication(models.Model):
    """When an edition reaches the public and from when it applies; rebuilt from decisions, never edited."""

    edition = models.OneToOneField(
        "portal.Edition", on_delete=models.PROTECT, related_name="publication", verbose_name=_("版")
    )
    announced_at = models.DateTimeField(_("公表日時"), db_index=True)
    effective_date = models.DateField(_("施行日"))
    effective_at = models.DateTimeField(
        _("施行日時"), help_text=_("施行日の午前0時（約款の時間帯）を世界時で記録したものです。")
    )
    registered_at = models.DateTimeField(_("登録日時"))
    is_migrated = models.BooleanField(
        _("移行登録"), default=False, help_text=_("過去の公表を、事実としてあとから登録したものです。")
    )
    withdrawn_at = models.DateTimeField(_("撤回日時"), null=True, blank=True)
    cancelled_at = models.DateTimeField(
        _("取消日時"),
        null=True,
        blank=True,
        help_text=_("公開の前に公表を取り消しました。版は下書きに戻りました。"),
    )
    json_sha256 = models.CharField(_("正本JSONのSHA-256"), max_length=64)
    manifest_sha256 = models.CharField(_("目録のSHA-256"), max_length=64, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("公表")
        verbose_name_plural = pgettext_lazy("plural", "公表")
        ordering = ["-effective_date", "-pk"]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def withdrawal_reason(self) -> str:
        """Why the edition was withdrawn, which stays public; "" for one that is not. Asks the database."""
        if self.withdrawn_at is None:
            return ""
        decision = self.edition.decisions.filter(kind="withdrawn").order_by("sequence").last()
        return decision.reason if decision else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row, or write the columns that decisions move; raises Frozen for any other change."""
        before = type(self)._default_manager.filter(pk=self.pk).first()
        if before is not None and before.cancelled_at is None:
            columns = {field.attname for field in self._meta.concrete_fields}
            _refuse_columns({name for name in columns if getattr(self, name) != getattr(before, name)})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise Frozen."""
        refuse_append_only(self._meta.verbose_name)
