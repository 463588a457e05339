"""Edition (版): one wording of terms, and the questions about editions in time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.models.decision import Decision, DecisionKind
from portal.models.edition_text import document_of, replace_clauses
from portal.models.frozen import refuse_frozen
from portal.models.history import history
from portal.text.tree import Document


def instant(at: datetime | None) -> datetime:
    """Return `at`, or now; raises ValueError for an instant without a time zone."""
    if at is None:
        return timezone.now()
    if timezone.is_naive(at):
        raise ValueError("an instant needs a time zone")
    return at


class Basis(models.TextChoices):
    """The ground on which terms may be changed without asking each customer (民法548条の4第1項), or another one."""

    BENEFIT = "benefit", _("相手方の一般の利益に適合（民法548条の4第1項1号）")
    REASONABLE = "reasonable", _("契約の目的に反せず合理的（民法548条の4第1項2号）")
    CONSENT = "consent", _("個別の同意")
    NOT_STANDARD = "not_standard", _("定型約款にあたらない（契約の変更条項など）")
    EDITORIAL = "editorial", _("字句のみの修正（内容は変わらない）")


WITHOUT_NOTICE = frozenset({Basis.BENEFIT, Basis.CONSENT, Basis.EDITORIAL})
"""Grounds without the notice period of the terms: 民法548条の4第3項 asks notice in advance for 2号 alone."""


class EditionQuerySet(models.QuerySet):
    """Editions at an instant (aware, default now). An instant belongs to what begins at it."""

    def public(self, at: datetime | None = None) -> EditionQuerySet:
        """Those announced by then, withdrawn ones too: why they were withdrawn stays public."""
        return self.filter(publication__announced_at__lte=instant(at), publication__cancelled_at=None)

    def in_force(self, at: datetime | None = None) -> EditionQuerySet:
        """The one edition of each terms that applies then.

        Among those announced, effective and not withdrawn the greatest effective date wins, then the greatest number.
        The choice is made among all editions of a terms, whatever this queryset was narrowed to before.
        """
        at = instant(at)
        rivals = self.model._default_manager.using(self.db).filter(terms=OuterRef("terms")).applicable(at)
        chosen = rivals.order_by("-publication__effective_date", "-number").values("pk")[:1]
        return self.applicable(at).filter(pk=Subquery(chosen))

    def upcoming(self, at: datetime | None = None) -> EditionQuerySet:
        """Those announced by then and neither effective nor withdrawn yet, the next one first."""
        at = instant(at)
        waiting = self.public(at).filter(_standing(at), publication__effective_at__gt=at)
        return waiting.order_by("publication__effective_date", "number")

    def applicable(self, at: datetime | None = None) -> EditionQuerySet:
        """Those announced, effective and not withdrawn by then; a later one may stand before them."""
        at = instant(at)
        return self.public(at).filter(_standing(at), publication__effective_at__lte=at)

    def drafts(self) -> EditionQuerySet:
        """Those that nobody has announced."""
        return self.exclude(_announced())

    def frozen(self) -> EditionQuerySet:
        """Those that were announced, for whatever instant."""
        return self.filter(_announced())

    def update(self, **kwargs: Any) -> int:
        self._refuse_frozen()
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def _refuse_frozen(self) -> None:
        edition = self.model._default_manager.filter(pk__in=self.values("pk")).frozen().first()
        if edition is not None:
            refuse_frozen(str(edition))


def _standing(at: datetime) -> Q:
    return Q(publication__withdrawn_at=None) | Q(publication__withdrawn_at__gt=at)


def _announced() -> Exists:
    """Whether the last decision that announced or cancelled an edition announced it."""
    about = Decision.objects.filter(edition=OuterRef("edition"), kind=DecisionKind.CANCELLED)
    cancelled_later = Exists(about.filter(sequence__gt=OuterRef("sequence")))
    announced = Decision.objects.filter(edition=OuterRef("pk"), kind=DecisionKind.ANNOUNCED)
    return Exists(announced.exclude(cancelled_later))


class Edition(models.Model):
    """One wording of terms: a draft until it is announced, frozen from then on."""

    terms = models.ForeignKey(
        "portal.Terms", on_delete=models.PROTECT, related_name="editions", verbose_name=_("約款・規約")
    )
    number = models.PositiveIntegerField(_("版の番号"), help_text=_("第20版なら 20。約款ごとに一つずつです。"))
    edition_label = models.CharField(
        _("版の表記"),
        max_length=100,
        blank=True,
        help_text=_("印刷される表記。例: 第十三版。空なら「第20版」の形になります。"),
    )
    title = models.CharField(_("題名"), max_length=300, blank=True, help_text=_("この版に印刷されている名称。"))
    effective_date = models.DateField(
        _("施行日"), null=True, blank=True, help_text=_("この日の午前0時から適用されます。公表には必要です。")
    )
    summary = models.TextField(
        _("改定の概要"), max_length=5000, blank=True, help_text=_("利用者に何が変わるかを伝えます。公表には必要です。")
    )
    basis_kind = models.CharField(
        _("変更の根拠"),
        max_length=20,
        choices=Basis.choices,
        blank=True,
        help_text=_("予告日数が要るかどうかは、これで決まります。初版のほかは公表に必要です。"),
    )
    basis = models.TextField(
        _("根拠の理由"),
        max_length=5000,
        blank=True,
        help_text=_("なぜその根拠にあたるか（民法548条の4、約款の変更条項など）。初版のほかは公表に必要です。"),
    )
    reason = models.TextField(
        _("改定の理由"), max_length=5000, blank=True, help_text=_("社内の記録です。公表されません。")
    )
    base = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("改定のもとの版"),
    )
    bundle = models.ForeignKey(
        "portal.Bundle",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("一括改定"),
        help_text=_("一括改定に入れた版は、ほかの約款の版とともに照会、承認、公表します。"),
    )
    tail = models.PositiveSmallIntegerField(_("末尾の空行の数"), default=0, editable=False)

    history = history(_("版の履歴"))
    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("版")
        verbose_name_plural = pgettext_lazy("plural", "版")
        ordering = ["terms", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "number"], name="edition_number_unique_per_terms"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_number_from_one"),
            models.CheckConstraint(condition=Q(base=None) | ~Q(base=F("id")), name="edition_not_its_own_base"),
        ]
        permissions = [
            ("submit_edition", _("版を照会に出す")),
            ("approve_edition", _("版を承認する・差し戻す")),
            ("announce_edition", _("版を公表する")),
            ("redate_edition", _("公表日時を変更する")),
            ("withdraw_edition", _("版を撤回する")),
            ("restore_edition", _("版や条文を前の状態に戻す")),
        ]

    def __str__(self) -> str:
        return f"{self.terms} {self.label}"

    def clean(self) -> None:
        """Raise ValidationError for an announced edition, and for a base of other terms or a later number."""
        if self.is_frozen:
            raise ValidationError(gettext("公表済みの版は変更できません。新しい版を作ってください。"), code="frozen")
        if self.base is not None and self.base.terms_id != self.terms_id:
            raise ValidationError({"base": gettext("改定のもとには、同じ約款の版を選んでください。")})
        if self.base is not None and self.number and self.base.number >= self.number:
            raise ValidationError({"base": gettext("改定のもとには、この版より小さい番号の版を選んでください。")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; raises Frozen when the edition is announced."""
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft with its clauses; raises Frozen when the edition is announced."""
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        if self.is_frozen:
            refuse_frozen(str(self))

    @property
    def label(self) -> str:
        """The edition as pages name it: 第十三版 where that is written, but 第20版 in the reader's language."""
        if self.printed_label == f"第{self.number}版":
            return gettext("第{number}版").format(number=self.number)
        return self.edition_label

    @property
    def printed_label(self) -> str:
        """The edition as print and seal name it, the same for every reader: 第十三版, or 第20版."""
        return self.edition_label or f"第{self.number}版"

    @property
    def owes_notice(self) -> bool:
        """Whether the notice period of the terms applies to this change."""
        return self.basis_kind not in WITHOUT_NOTICE

    @property
    def is_frozen(self) -> bool:
        """Whether the edition was announced, for whatever instant, and that not cancelled. Asks the database."""
        return self.pk is not None and type(self)._default_manager.frozen().filter(pk=self.pk).exists()

    def document(self) -> Document:
        """Return the edition's clauses in order as a document of the text core."""
        return document_of(self.clauses.order_by("rank"), tail=self.tail)

    def replace_document(self, document: Document, *, by: Any = None, reason: str = "") -> None:
        """Make a draft's clauses those of `document`, with history; rows with a key of the document keep it.

        `by` is the user to name in the history where no request does. Raises Frozen for an announced edition,
        ValidationError for a clause that no row can hold.
        """
        self._refuse_frozen()
        replace_clauses(self, document, by=by, reason=reason)
