"""House styles of a company's own (新旧対照表の様式), beside those that are built in."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, HouseStyle
from portal.comparison.styles.files import StyleError, built_in_style, style_from_json
from portal.models.history import history
from portal.models.slugs import validate_slug_form

logger = logging.getLogger(__name__)

BUILT_IN_TITLES = {
    "three-column": _("三欄（新・旧・備考）"),
    "three-column-quiet": _("三欄（番号の変更に線を引かない）"),
    "two-column": _("二欄（改定後・改定前）"),
    "government": _("官庁式（改正後・改正前、傍線）"),
    "word-level": _("三欄（変更前・変更後・備考、言葉の増減を区別）"),
}
NAME_LENGTH = 40


def validate_definition(text: str) -> None:
    """Raise ValidationError with everything that is wrong with the JSON of a style."""
    try:
        style_from_json(text)
    except StyleError as error:
        said = (gettext(one.message).format(**dict(one.values)) for one in error.problems)
        raise ValidationError([ValidationError(words, code="style") for words in said]) from error


def validate_not_built_in(name: str) -> None:
    """Raise ValidationError for the name of a built-in style."""
    if name in BUILT_IN:
        message = gettext("「%(name)s」は組込みの様式の名前です。別の名前にしてください。")
        raise ValidationError(message, code="built-in", params={"name": name})


def validate_style_name(name: str) -> None:
    """Raise ValidationError for a name that neither a built-in style nor one of ours has."""
    if name not in BUILT_IN and own_style(name) is None:
        message = gettext("様式「%(name)s」はありません。削除されたか、名前が変わりました。選び直してください。")
        raise ValidationError(message, code="no-style", params={"name": name})


class ComparisonStyleQuerySet(models.QuerySet):
    """Styles; one that terms have chosen cannot be deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete them; raises ProtectedError where terms have chosen one."""
        for style in self:
            style.refuse_deleting_where_used()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class ComparisonStyle(models.Model):
    """A style that staff made from another; `definition` is its JSON as portal.comparison.styles.files reads it.

    The definition holds all values and not only what differs from its base, so that a later release
    with other built-in styles leaves it as it was.
    """

    name = models.CharField(
        _("名前"),
        max_length=NAME_LENGTH,
        unique=True,
        validators=[validate_slug_form, validate_not_built_in],
        error_messages={"unique": _("この名前の様式はすでにあります。別の名前にしてください。")},
        help_text=_("半角の小文字、数字、ハイフン。約款に選ばれているあいだは変えられません。例: aozora"),
    )
    title = models.CharField(_("表示名"), max_length=100, help_text=_("約款の画面で選ぶときの名前。例: 青空の三欄"))
    note = models.TextField(_("説明"), max_length=1000, blank=True, help_text=_("どの約款に、なぜ使うか。"))
    definition = models.TextField(_("様式の内容"), max_length=10_000, validators=[validate_definition])

    history = history(_("新旧対照表の様式の履歴"))

    objects = ComparisonStyleQuerySet.as_manager()

    class Meta:
        verbose_name = _("新旧対照表の様式")
        verbose_name_plural = pgettext_lazy("plural", "新旧対照表の様式")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title or self.name

    def clean(self) -> None:
        """Refuse another name while terms have chosen this style by the one it has."""
        stored = self._stored_name()
        if stored != self.name and (users := self._users(stored)):
            message = gettext("{terms}がこの様式を選んでいるため、名前は「{name}」のままにしてください。")
            why = message.format(terms=names_of_terms(users), name=stored)
            raise ValidationError({"name": ValidationError(why, code="in-use")})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the style; raises ProtectedError where terms have chosen it."""
        self.refuse_deleting_where_used()
        return super().delete(*args, **kwargs)

    @property
    def style(self) -> HouseStyle:
        """The style as the comparison takes it, under the name it has here. Raises StyleError."""
        return replace(style_from_json(self.definition), name=self.name)

    @property
    def terms(self) -> models.QuerySet:
        """The terms that have chosen this style."""
        return self._users(self._stored_name())

    def refuse_deleting_where_used(self) -> None:
        """Raise ProtectedError where terms have chosen this style, naming them."""
        if users := self.terms:
            message = gettext(
                "様式「{style}」は{terms}が選んでいるため、削除できません。先に、そこで別の様式を選んでください。"
            )
            raise models.ProtectedError(message.format(style=self, terms=names_of_terms(users)), set(users))

    def _stored_name(self) -> str:
        """The name by which terms may know this style now: what was typed over it is not saved yet."""
        found = type(self).objects.filter(pk=self.pk).values_list("name", flat=True).first() if self.pk else None
        return found or self.name

    def _users(self, name: str) -> models.QuerySet:
        terms = type(self)._meta.apps.get_model("portal", "Terms").objects
        return terms.filter(house_style=name).select_related("service") if name not in BUILT_IN else terms.none()


def names_of_terms(terms: Any) -> str:
    """Return terms by name, each with its service's, for a sentence."""
    return gettext("、").join(map(name_of_terms, terms))


def name_of_terms(terms: Any) -> str:
    """Return what terms are called among those of other services."""
    return gettext("「{terms}」（{service}）").format(terms=terms, service=terms.service)


def own_style_choices() -> list[tuple[str, str]]:
    """Return name and title of our own styles, for forms."""
    return list(ComparisonStyle.objects.values_list("name", "title"))


def style_titles() -> dict[str, str]:
    """Return what all styles are called by name, our own and the built-in ones. Asks once."""
    return dict(own_style_choices()) | {name: str(BUILT_IN_TITLES.get(name, name)) for name in BUILT_IN}


def find_style(name: str) -> HouseStyle:
    """Return the style of this name, built in (asks no database) or our own.

    Raises StyleError where there is none, and for one that was stored unread and cannot be used.
    """
    own = None if name in BUILT_IN else own_style(name)
    return own.style if own else built_in_style(name)


def own_style(name: str) -> ComparisonStyle | None:
    """Return our own style of this name; None for a name that no style has, whatever characters are in it."""
    return ComparisonStyle.objects.filter(name=name).first() if "\0" not in name else None


def style_or_default(name: str) -> HouseStyle:
    """Return the style of this name; where it cannot be used, the usual one, and log why.

    A table says the same in any style, so readers get it; announcing asks `find_style`, for nothing may be
    sealed in a style that nobody chose.
    """
    try:
        return find_style(name)
    except StyleError as error:
        logger.error("house style %s cannot be used, %s stands in: %s", name, THREE_COLUMN.name, error)
        return THREE_COLUMN
