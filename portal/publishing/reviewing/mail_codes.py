"""One-time codes that confirm the mail address of a link's reader: sent, and asked for again.

What is answered never tells whether an address is known, nor why a code is not right.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import MailCode, ReviewLink
from portal.publishing.reviewing.holding import ReviewRefused, TooMuchAtOnce

DIGITS = 6
MINUTES = 15
ATTEMPTS = 5
PER_HOUR = 5
"""Mails in an hour, by link and by address."""


class MailNotSent(ReviewRefused):
    """The mail server did not take the mail."""


def send_code(link: ReviewLink, *, name: str, mail: str) -> MailCode | None:
    """Mail a code that confirms an address; None, and no mail, where the address had too many already.

    Raises ValidationError for what is no address or a blank name, TooMuchAtOnce where the link's limit is reached,
    MailNotSent.
    """
    name, mail = name.strip(), mail.strip()
    _check(name, mail)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = _remember(link, name, mail, code)
    if row is not None:
        _send(row, code)
    return row


def confirm_code(row: MailCode, code: str) -> bool:
    """Whether a code is right, within MINUTES and ATTEMPTS, and not used before; uses it up."""
    now = timezone.now()
    open_rows = MailCode.objects.filter(pk=row.pk, used_at=None, attempts__lt=ATTEMPTS, sent_at__gt=_oldest(now))
    # Counted before it is compared, in one statement: many at once have no more attempts than one after another.
    if not open_rows.update(attempts=F("attempts") + 1):
        return False
    if not check_password(code.strip(), row.code_hash):
        return False
    return bool(MailCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now))


def _oldest(now: datetime) -> datetime:
    return now - timedelta(minutes=MINUTES)


def _check(name: str, mail: str) -> None:
    if not name:
        raise ValidationError({"name": gettext("お名前を書いてください。")})
    try:
        validate_email(mail)
    except ValidationError as error:
        raise ValidationError({"mail": error.messages}) from error


@transaction.atomic
def _remember(link: ReviewLink, name: str, mail: str, code: str) -> MailCode | None:
    ReviewLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    recent = MailCode.objects.filter(sent_at__gt=timezone.now() - timedelta(hours=1))
    if recent.filter(link=link).count() >= PER_HOUR:
        message = gettext("1時間に送れるメールは{number}通までです。しばらくしてから、もう一度お試しください。")
        raise TooMuchAtOnce(message.format(number=PER_HOUR))
    if recent.filter(mail__iexact=mail).count() >= PER_HOUR:
        return None
    return MailCode.objects.create(link=link, name=name, mail=mail, code_hash=make_password(code))


def _send(row: MailCode, code: str) -> None:
    subject = gettext("確認コード：{terms}").format(terms=row.link.edition.terms.name)
    body = gettext(
        "{name} 様\n\n確認コードは {code} です。{minutes}分以内に、もとの画面に入力してください。\n"
        "心当たりのない場合は、このメールを破棄してください。コードを入力しなければ、何も記録されません。\n"
    ).format(name=row.name, code=code, minutes=MINUTES)
    try:
        send_mail(" ".join(subject.split()), body, None, [row.mail])
    except (SMTPException, OSError) as error:
        row.delete()
        message = gettext("メールを送れませんでした。しばらくしてから、もう一度お試しください。")
        raise MailNotSent(message) from error
