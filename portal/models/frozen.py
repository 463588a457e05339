"""What may no longer be changed: refusals in Python, before the database's triggers refuse."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext


class Frozen(Exception):
    """A change to something that was announced, or to a record that is only ever added to."""


def refuse_frozen(label: str) -> NoReturn:
    """Raise Frozen for an announced edition, saying what to do instead."""
    message = gettext("{label}は公表済みのため、変更も削除もできません。直すときは新しい版を作ってください。")
    raise Frozen(message.format(label=label))


def refuse_append_only(name: object) -> NoReturn:
    """Raise Frozen for a record that is only ever added to."""
    raise Frozen(gettext("{name}は追加だけができる記録です。変更も削除もできません。").format(name=name))


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that may be added and read, nothing else."""

    def update(self, **kwargs: Any) -> int:
        refuse_append_only(self.model._meta.verbose_name)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        refuse_append_only(self.model._meta.verbose_name)

    def delete(self) -> tuple[int, dict[str, int]]:
        refuse_append_only(self.model._meta.verbose_name)

    delete.alters_data = True
    delete.queryset_only = True


class AppendOnly(models.Model):
    """A record that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises Frozen when it is there already."""
        if not self._state.adding:
            refuse_append_only(self._meta.verbose_name)
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise Frozen."""
        refuse_append_only(self._meta.verbose_name)
