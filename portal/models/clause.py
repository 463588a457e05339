"""Clause (条文の一行): a chapter line, an article with its body, a preamble, an appendix."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.models.history import history
from portal.models.of_draft import OfDraft, OfDraftQuerySet
from portal.text import tree

KIND_NAMES = {
    tree.Kind.TITLE: _("題名"),
    tree.Kind.COLOPHON: _("奥付・文書番号"),
    tree.Kind.TABLE_OF_CONTENTS: _("目次"),
    tree.Kind.PREAMBLE: _("前文"),
    tree.Kind.PART: _("編"),
    tree.Kind.CHAPTER: _("章"),
    tree.Kind.SECTION: _("節"),
    tree.Kind.SUBSECTION: _("款"),
    tree.Kind.DIVISION: _("目"),
    tree.Kind.ARTICLE: _("条"),
    tree.Kind.SUPPLEMENTARY_PROVISION: _("附則"),
    tree.Kind.APPENDIX: _("別表・別紙・様式"),
    tree.Kind.ELIDED: _("（略）"),
}

FORM_CHARACTERS = "LC \u3000\u00a0\n:：–—-()（）[]［］【】〔〕「」『』<>＜＞〈〉《》｟｠#*■□●◆◇▼▽◎"
"""All that a form may hold: the places of label and caption, brackets, colons, dashes, marks, blanks and line ends."""

validate_number = RegexValidator(r"\A([0-9]+(_[0-9]+)*)?\Z", _("番号は 18_2 のように数字と下線で書いてください。"))


def kind_choices() -> list[tuple[str, object]]:
    """The kinds of clauses, for forms; a callable so that a new kind needs no migration."""
    return [(kind.value, KIND_NAMES[kind]) for kind in tree.Kind]


def new_key() -> str:
    """Return a fresh identity for a clause."""
    return uuid.uuid4().hex


def validate_form(form: str) -> None:
    """Raise ValidationError for a form that holds anything but `FORM_CHARACTERS`."""
    strange = sorted(set(form) - set(FORM_CHARACTERS))
    if strange:
        message = gettext(
            "見出しの形に使えない文字があります: %(characters)s"
            "（使えるのは L、C、括弧、コロン、横線、印、空白、改行です）"
        )
        raise ValidationError(message, code="form", params={"characters": " ".join(strange)})
    if form.count("L") > 1 or form.count("C") > 1:
        raise ValidationError(gettext("見出しの形に書ける L と C は一つずつです。"), code="form")


class Clause(OfDraft):
    """One row of an edition, article-sized; `key` is the identity that survives into the next edition."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="clauses", verbose_name=_("版")
    )
    key = models.CharField(_("条文の識別子"), max_length=32, default=new_key, editable=False)
    rank = models.BigIntegerField(_("順位"), help_text=_("小さいものから先に並びます。"))
    kind = models.CharField(_("種類"), max_length=40, choices=kind_choices, default=tree.Kind.ARTICLE.value)
    label = models.CharField(_("番号の表記"), max_length=200, blank=True, help_text=_("書かれるとおり。例: 第18条の2"))
    number = models.CharField(
        _("番号"), max_length=100, blank=True, validators=[validate_number], help_text=_("例: 第18条の2 は 18_2")
    )
    caption = models.CharField(_("見出し"), max_length=1000, blank=True, help_text=_("括弧を除いた見出し。例: 目的"))
    text = models.TextField(_("本文"), blank=True, validators=[MaxLengthValidator(1_000_000)])
    form = models.CharField(
        _("見出しの形"),
        max_length=2000,
        blank=True,
        validators=[validate_form],
        help_text=_("番号の場所を L、見出しの場所を C とした書き方。例: L（C） のあと改行"),
    )
    gap = models.PositiveSmallIntegerField(_("前の空行の数"), default=0)
    supplementary_key = models.CharField(
        _("属する附則の識別子"), max_length=32, blank=True, help_text=_("本則の条文では空です。")
    )

    history = history(_("条文の履歴"))
    objects = OfDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("条文")
        verbose_name_plural = pgettext_lazy("plural", "条文")
        ordering = ["edition", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="clause_key_unique_per_edition"),
            models.UniqueConstraint(fields=["edition", "rank"], name="clause_rank_unique_per_edition"),
            models.CheckConstraint(condition=~models.Q(key=""), name="clause_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.node().heading or self.text[:20] or self.get_kind_display()

    def clean(self) -> None:
        """Raise ValidationError when the edition was announced: its clauses stay as they are."""
        if self.edition_id and self.edition.is_frozen:
            raise ValidationError(
                gettext("公表済みの版の条文は変更できません。新しい版を作ってください。"), code="frozen"
            )

    def node(self, context: str = tree.MAIN) -> tree.Clause:
        """Return the row as a clause of the text core; `context` names the 附則 it stands in."""
        return tree.Clause(
            kind=tree.Kind(self.kind),
            label=self.label,
            number=tuple(int(part) for part in self.number.split("_")) if self.number else (),
            caption=self.caption,
            text=self.text,
            form=self.form,
            gap=self.gap,
            context=context,
            key=self.key,
        )

    @classmethod
    def fields_of(cls, node: tree.Clause) -> dict[str, Any]:
        """Return the column values of a clause of the text core, without key, rank and 附則."""
        return {
            "kind": node.kind.value,
            "label": node.label,
            "number": "_".join(str(part) for part in node.number),
            "caption": node.caption,
            "text": node.text,
            "form": node.form,
            "gap": node.gap,
        }
