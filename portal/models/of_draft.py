"""Rows that belong to an edition and freeze with it: its clauses, attachments and row remarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from portal.models.frozen import refuse_frozen


class OfDraftQuerySet(models.QuerySet):
    """Rows of editions, of which those of an announced one refuse every change."""

    def frozen(self) -> OfDraftQuerySet:
        """The rows of announced editions."""
        return self.filter(edition__in=_editions(self.model).frozen())

    def update(self, **kwargs: Any) -> int:
        self._refuse_frozen()
        edition = kwargs.get("edition", kwargs.get("edition_id"))
        if edition is not None:
            _refuse_frozen_editions([getattr(edition, "pk", edition)], self.model)
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        _refuse_frozen_editions({row.edition_id for row in rows}, self.model)
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_frozen(self) -> None:
        row = self.model._default_manager.filter(pk__in=self.values("pk")).frozen().first()
        if row is not None:
            refuse_frozen(str(row.edition))


class OfDraft(models.Model):
    """A row with a foreign key `edition`; saving and deleting raise Frozen once that edition is announced."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; raises Frozen when the edition it is in, or was in, is announced."""
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; raises Frozen when the edition is announced."""
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        rows: Any = type(self)._default_manager
        before = rows.filter(pk=self.pk).values_list("edition_id", flat=True)
        _refuse_frozen_editions({self.edition_id, *before}, type(self))


def _editions(model: type[models.Model]) -> Any:
    return model._meta.get_field("edition").related_model._default_manager


def _refuse_frozen_editions(ids: Iterable[int], model: type[models.Model]) -> None:
    edition = _editions(model).frozen().filter(pk__in=list(ids)).first()
    if edition is not None:
        refuse_frozen(str(edition))
