"""RowRemark (備考の手入れ): what staff say of a row of an edition's comparison with its base."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.comparison.table import Part
from portal.models.history import history
from portal.models.of_draft import OfDraft, OfDraftQuerySet
from portal.text.tree import Path


class Side(models.TextChoices):
    """Which edition a row is found in: the new one, or the old one for what was deleted."""

    NEW = "new", _("新")
    OLD = "old", _("旧")


def part_choices() -> list[tuple[str, str]]:
    """The parts of a clause that a row can show; a callable so that a new part needs no migration."""
    return [(part.value, part.value) for part in Part]


class RowRemark(OfDraft):
    """A remark in place of the table's own (None leaves that), and a note below it; it follows its clause and unit."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="row_remarks", verbose_name=_("版")
    )
    side = models.CharField(_("側"), max_length=3, choices=Side.choices, default=Side.NEW)
    clause_key = models.CharField(_("条文の識別子"), max_length=32)
    path = models.CharField(_("項・号の場所"), max_length=200, blank=True)
    part = models.CharField(_("範囲"), max_length=20, choices=part_choices)
    # NULL leaves the table's own remark, "" prints none: two different wishes.
    remark = models.CharField(  # noqa: DJ001
        _("備考"), max_length=500, null=True, blank=True, help_text=_("空にすると、備考を印刷しません。")
    )
    note = models.TextField(_("注記"), max_length=2000, blank=True, help_text=_("備考の下に印刷します。"))

    history = history(_("備考の履歴"))
    objects = OfDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("対照表の備考")
        verbose_name_plural = pgettext_lazy("plural", "対照表の備考")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "side", "clause_key", "path", "part"], name="rowremark_once_per_row"
            )
        ]

    def __str__(self) -> str:
        return self.remark or self.note[:40]

    @property
    def unit_path(self) -> Path:
        """The path of the unit, as the text core has it."""
        return read_path(self.path)

    def values(self) -> dict[str, Any]:
        """Return what the row says and where, as plain values."""
        names = ("side", "clause_key", "path", "part", "remark", "note")
        return {name: getattr(self, name) for name in names}


def path_text(path: Path) -> str:
    """Return a path as text: ((2,), (1, 3)) is "2/1_3/", the unnumbered first 項 "/", no path ""."""
    return "".join("_".join(map(str, number)) + "/" for number in path)


def read_path(text: str) -> Path:
    """Return the path that `path_text` wrote. Raises ValueError for anything else."""
    return tuple(tuple(int(part) for part in number.split("_") if part) for number in text.split("/")[:-1])
