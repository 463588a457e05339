"""ReviewLink (確認用リンク): a draft shown for a time to somebody without an account, and what they consent to."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.frozen import AppendOnly, AppendOnlyQuerySet
from portal.models.history import history


def new_nonce() -> str:
    """Return a fresh secret part of a link's address."""
    return secrets.token_urlsafe(24)


class ReviewLinkQuerySet(models.QuerySet):
    """Links at an instant (aware)."""

    def valid(self, at: datetime | None = None) -> ReviewLinkQuerySet:
        """Those neither expired nor revoked."""
        at = at or timezone.now()
        return self.filter(expires_at__gt=at).filter(Q(revoked_at=None) | Q(revoked_at__gt=at))


class ReviewLink(models.Model):
    """What a link lets its reader do, and until when. The address is signed; `nonce` makes it unlike any other."""

    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.CASCADE, related_name="review_links", verbose_name=_("版")
    )
    addressee = models.CharField(
        _("宛先"), max_length=200, help_text=_("だれに渡すリンクか。例: 顧問弁護士 月見先生、事業部")
    )
    nonce = models.CharField(_("秘密の部分"), max_length=64, default=new_nonce, unique=True, editable=False)
    created_by_id = models.BigIntegerField(_("作成者の番号"), null=True, editable=False)
    created_at = models.DateTimeField(_("作成日時"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("有効期限"))
    revoked_at = models.DateTimeField(_("取消日時"), null=True, blank=True, editable=False)
    may_comment = models.BooleanField(_("意見を書ける"), default=True)
    may_consent = models.BooleanField(
        _("同意を求める"),
        default=False,
        help_text=_("メールアドレスを確かめたうえで、同意を記録します。承認の数には入りません。"),
    )

    history = history(_("確認用リンクの履歴"), excluded_fields=["nonce"])
    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("確認用リンク")
        verbose_name_plural = pgettext_lazy("plural", "確認用リンク")
        ordering = ["edition", "-created_at"]

    def __str__(self) -> str:
        return self.addressee

    def is_valid(self, at: datetime | None = None) -> bool:
        """Whether the link opens at an aware instant, default now."""
        at = at or timezone.now()
        return self.expires_at > at and (self.revoked_at is None or self.revoked_at > at)


class MailCode(models.Model):
    """A one-time code sent to a reader's mail address; only its hash is kept, for hours.

    One that was not sent, for the address had too many, has a hash that no code has.
    """

    link = models.ForeignKey(ReviewLink, on_delete=models.CASCADE, related_name="mail_codes")
    mail = models.EmailField(_("メールアドレス"))
    name = models.CharField(_("氏名"), max_length=200)
    code_hash = models.CharField(max_length=128)
    sent_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("確認コード")
        ordering = ["link", "-sent_at"]

    def __str__(self) -> str:
        return self.mail


class Consent(AppendOnly):
    """A reader's consent to what a link showed, with the mail address that was confirmed. Never one of the four eyes.

    `subject_hash` is the SHA-256 of the edition's canonical JSON as it was shown.
    """

    link = models.ForeignKey(ReviewLink, on_delete=models.PROTECT, related_name="consents", verbose_name=_("リンク"))
    edition = models.ForeignKey(
        "portal.Edition", on_delete=models.PROTECT, related_name="consents", verbose_name=_("版")
    )
    name = models.CharField(_("氏名"), max_length=200)
    mail = models.EmailField(_("メールアドレス"))
    at = models.DateTimeField(_("同意日時"))
    subject_hash = models.CharField(_("対象のハッシュ値"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("リンクによる同意")
        verbose_name_plural = pgettext_lazy("plural", "リンクによる同意")
        ordering = ["edition", "at"]

    def __str__(self) -> str:
        return self.name
