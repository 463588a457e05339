"""Terms (約款・規約): one document of a service, over all its editions."""

from __future__ import annotations

import functools
import zoneinfo
from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, HouseStyle
from portal.models.comparison_style import BUILT_IN_TITLES, NAME_LENGTH, style_or_default, validate_style_name
from portal.models.history import history
from portal.models.slugs import SLUG_HELP, validate_not_reserved, validate_slug_form
from portal.text.checks.house_terms import HouseTerm, HouseTermsError, read_house_terms


def house_style_choices() -> list[tuple[str, object]]:
    """Name and title of the built-in house styles, for forms."""
    return [(name, BUILT_IN_TITLES.get(name, name)) for name in BUILT_IN]


@functools.cache
def _known_time_zones() -> set[str]:
    return zoneinfo.available_timezones()


def validate_time_zone(name: str) -> None:
    """Raise ValidationError for what the IANA time zone database does not know."""
    if name not in _known_time_zones():
        message = gettext("「%(name)s」という時間帯はありません。例: Asia/Tokyo")
        raise ValidationError(message, code="time-zone", params={"name": name})


def validate_house_terms(text: str) -> None:
    """Raise ValidationError for text that is no list of 良い表記/避ける表記."""
    try:
        read_house_terms(text)
    except HouseTermsError as error:
        raise ValidationError(gettext(error.message).format(**dict(error.values)), code="house-terms") from error


class Terms(models.Model):
    """One document of a service: its name, its clock and how its changes are printed."""

    service = models.ForeignKey(
        "portal.Service", on_delete=models.PROTECT, related_name="terms", verbose_name=_("サービス")
    )
    slug = models.CharField(
        _("スラッグ"), max_length=80, validators=[validate_slug_form, validate_not_reserved], help_text=SLUG_HELP
    )
    name = models.CharField(_("約款・規約の名称"), max_length=200)
    description = models.TextField(_("説明"), max_length=2000, blank=True)
    time_zone = models.CharField(
        _("時間帯"),
        max_length=64,
        default="Asia/Tokyo",
        validators=[validate_time_zone],
        help_text=_("施行日の午前0時をこの時間帯で数えます。"),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("予告日数"),
        default=0,
        help_text=_(
            "公表の日と施行日のあいだに置く丸一日の数。公表の日も施行日も数えません（民法140条）。0なら予告なし。"
        ),
    )
    notice_law = models.CharField(
        _("予告日数の根拠"),
        max_length=200,
        blank=True,
        help_text=_("予告日数を定める法令や約款の条項。例: 電気通信事業法施行規則第22条の2の3、本約款第4条"),
    )
    approval_groups = models.ManyToManyField(
        "auth.Group",
        blank=True,
        related_name="+",
        verbose_name=_("承認に要る部門"),
        help_text=_("選んだグループごとに一人ずつの承認が要ります。選ばなければ、承認の権限がある一人で足ります。"),
    )
    house_style = models.CharField(
        _("新旧対照表の様式"),
        max_length=NAME_LENGTH,
        default=THREE_COLUMN.name,
        validators=[validate_style_name],
        help_text=_("公開ページの対照表は、選び直すとすぐに変わります。公表のときに封をしたPDFは変わりません。"),
    )
    house_terms = models.TextField(
        _("表記の決まり"),
        max_length=5000,
        blank=True,
        validators=[validate_house_terms],
        help_text=_(
            "一行に一組、「良い表記/避ける表記」の形で書きます（例: 及び/および）。"
            "避ける表記があると、確認事項で知らせます。空のままなら調べません。"
        ),
    )
    position = models.PositiveIntegerField(_("並び順"), default=0, help_text=_("小さいものから先に並びます。"))

    history = history(_("約款・規約の履歴"), m2m_fields=["approval_groups"])

    class Meta:
        verbose_name = _("約款・規約")
        verbose_name_plural = pgettext_lazy("plural", "約款・規約")
        ordering = ["service", "position", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "slug"], name="terms_slug_unique_per_service")]

    def __str__(self) -> str:
        return self.name

    @property
    def style(self) -> HouseStyle:
        """The house style of this document's comparison tables, built in or our own; the usual one where it is lost."""
        return style_or_default(self.house_style)

    @property
    def spellings(self) -> tuple[HouseTerm, ...]:
        """What `house_terms` asks for; nothing where it was stored unread and cannot be read."""
        try:
            return read_house_terms(self.house_terms)
        except HouseTermsError:
            return ()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which this document's days begin."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def day_of(self, instant: datetime) -> date:
        """Return the calendar day of an aware instant in the terms' time zone."""
        return instant.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """Return the instant (UTC) at which a day begins in the terms' time zone."""
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)
