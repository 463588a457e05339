"""Decision (決定): what was decided about an edition, by whom and when; one chain of rows per terms."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.canonical import canonical_json, instant_text, sha256
from portal.models.frozen import AppendOnly, AppendOnlyQuerySet

CHAIN_SCHEMA = 1
"""The number of the way a row is hashed; a new way gets a new number, the old one stays."""


class DecisionKind(models.TextChoices):
    """What can be decided."""

    SUBMITTED = "submitted", _("照会")
    SENT_BACK = "sent_back", _("差戻し")
    APPROVED = "approved", _("承認")
    ANNOUNCED = "announced", pgettext_lazy("decision", "公表")
    REDATED = "redated", _("公表日時の変更")
    CANCELLED = "cancelled", _("公表の取消し")
    WITHDRAWN = "withdrawn", _("撤回")
    ENDED = "ended", _("終了")


class Decision(AppendOnly):
    """One link of a chain: `hash` covers the row and the hash of the link before it.

    `subject_hash` is the hash of what was decided on: the manifest of the sealed files.
    """

    terms = models.ForeignKey(
        "portal.Terms", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("約款・規約")
    )
    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.PROTECT, related_name="decisions", verbose_name=_("版")
    )
    sequence = models.PositiveIntegerField(_("連番"))
    kind = models.CharField(_("決定"), max_length=20, choices=DecisionKind.choices)
    actor_id = models.BigIntegerField(_("決定者の番号"), null=True, blank=True)
    at = models.DateTimeField(_("決定日時"))
    reason = models.TextField(_("理由"), blank=True)
    subject_hash = models.CharField(_("対象のハッシュ値"), max_length=64, blank=True)
    details = models.JSONField(_("詳細"), default=dict)
    previous_hash = models.CharField(_("前の決定のハッシュ値"), max_length=64, blank=True)
    hash = models.CharField(_("ハッシュ値"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("決定")
        verbose_name_plural = pgettext_lazy("plural", "決定")
        ordering = ["terms", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "sequence"], name="decision_sequence_unique_per_terms"),
            models.CheckConstraint(condition=models.Q(kind__in=DecisionKind.values), name="decision_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.get_kind_display()}"

    def computed_hash(self) -> str:
        """Return the SHA-256 over the row's canonical JSON with the hash of the link before."""
        row: dict[str, Any] = {
            "schema": CHAIN_SCHEMA,
            "terms": self.terms_id,
            "edition": self.edition_id,
            "sequence": self.sequence,
            "kind": str(self.kind),
            "actor": self.actor_id,
            "at": instant_text(self.at),
            "reason": self.reason,
            "subject_hash": self.subject_hash,
            "details": self.details,
            "previous_hash": self.previous_hash,
        }
        return sha256(canonical_json(row))
