"""One-time codes that confirm the mail address of a link's reader: sent, and asked for again.

What is answered, and how long that takes, never tells whether an address is known, nor why a code is not right.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTPException
from time import monotonic, sleep

from django.contrib.auth.hashers import (
    UNUSABLE_PASSWORD_PREFIX,
    check_password,
    is_password_usable,
    make_password,
)
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

KEPT = timedelta(hours=2)
"""How long names and addresses are kept with codes: as long as limits count them and a consent may follow."""

EVENLY = 2.0
"""Asking for a code takes a whole number of times so many seconds, more than a mail server usually needs."""


class MailNotSent(ReviewRefused):
    """The mail server did not take the mail."""


def send_code(link: ReviewLink, *, name: str, mail: str) -> MailCode:
    """Mail a code that confirms an address; where the address had too many already, a code that nobody learns.

    Old codes are forgotten. Raises ValidationError for what is no address or a blank name, TooMuchAtOnce where the
    link's limit is reached, MailNotSent.
    """
    name, mail = " ".join(name.split()), mail.strip()
    _check(name, mail)
    forget_codes()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = _remember(link, name, mail, code)
    with _evenly():
        if is_password_usable(row.code_hash):
            _send(row, code)
    return row


def forget_codes(link: ReviewLink | None = None) -> None:
    """Delete the codes that serve nothing any more, with the names and addresses in them; with `link` all of its."""
    if link is not None:
        link.mail_codes.all().delete()
    MailCode.objects.filter(sent_at__lte=timezone.now() - KEPT).delete()


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


@contextmanager
def _evenly() -> Iterator[None]:
    """Let what takes a part of EVENLY take all of it: a mail that is not sent would be answered sooner."""
    began = monotonic()
    try:
        yield
    finally:
        sleep((began - monotonic()) % EVENLY)


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
def _remember(link: ReviewLink, name: str, mail: str, code: str) -> MailCode:
    """Keep what is sent; for an address that had too many, what is not: it counts for the link all the same."""
    ReviewLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    recent = MailCode.objects.filter(sent_at__gt=timezone.now() - timedelta(hours=1))
    if recent.filter(link=link).count() >= PER_HOUR:
        message = gettext("1時間に送れるメールは{number}通までです。しばらくしてから、もう一度お試しください。")
        raise TooMuchAtOnce(message.format(number=PER_HOUR))
    mailed = recent.filter(mail__iexact=mail).exclude(code_hash__startswith=UNUSABLE_PASSWORD_PREFIX)
    code_hash = make_password(code)
    if mailed.count() >= PER_HOUR:
        code_hash = make_password(None)
    return MailCode.objects.create(link=link, name=name, mail=mail, code_hash=code_hash)


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
