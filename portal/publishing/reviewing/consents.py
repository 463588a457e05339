"""A reader's consent to exactly what a link showed. Recorded as such; it is no approval of the edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from portal.models import Consent, Edition, MailCode
from portal.models.canonical import sha256
from portal.publishing.reviewing.holding import ReviewRefused, holding_draft
from portal.publishing.sealing import sealed_json

CONFIRMED_MINUTES = 60
"""How long after the mail address was confirmed a consent may be given."""

SHORT = 12
"""Characters of a hash that people are shown."""


class DraftChanged(ReviewRefused):
    """The draft is no longer what its reader was shown."""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as staff see it; `is_current` where the draft is still what was consented to."""

    consent: Consent
    is_current: bool

    @property
    def short_hash(self) -> str:
        """The beginning of the hash of what was consented to."""
        return self.consent.subject_hash[:SHORT]


def subject_hash(edition: Edition) -> str:
    """Return the SHA-256 of what would be sealed now: what a consent is given to."""
    return sha256(sealed_json(edition))


def give_consent(code: MailCode, *, shown: str) -> Consent:
    """Record the consent of whoever confirmed a mail address, to what was `shown` (its hash). Atomic.

    The same consent again is the one that is there. Raises Frozen, DraftChanged, and ReviewRefused for a link that
    does not ask for consent or has ended, and where the address was not confirmed lately.
    """
    with holding_draft(code.link.edition) as held:
        _check(MailCode.objects.select_related("link").filter(pk=code.pk).first())
        if not constant_time_compare(subject_hash(held), shown):
            raise DraftChanged(gettext("お読みになったあとで案が更新されました。もう一度お読みください。"))
        given = Consent.objects.filter(link=code.link, mail__iexact=code.mail, subject_hash=shown).first()
        return given or Consent.objects.create(
            link=code.link,
            edition=held,
            name=code.name,
            mail=code.mail,
            at=timezone.now(),
            subject_hash=shown,
        )


def consent_lines(edition: Edition) -> tuple[ConsentLine, ...]:
    """Return the consents to an edition, each with whether the edition is still what they were given to."""
    consents = list(edition.consents.select_related("link").order_by("at", "pk"))
    now = subject_hash(edition) if consents else ""
    return tuple(ConsentLine(consent, consent.subject_hash == now) for consent in consents)


def _check(code: MailCode | None) -> None:
    """Raise ReviewRefused for a code, as it is now, that confirms nothing; None for one that was forgotten."""
    now = timezone.now()
    if code is not None and not (code.link.may_consent and code.link.is_valid(now)):
        raise ReviewRefused(gettext("このリンクでは同意を受け付けていません。"))
    if code is None or code.used_at is None or code.used_at <= now - timedelta(minutes=CONFIRMED_MINUTES):
        raise ReviewRefused(gettext("メールアドレスの確認から時間がたちました。もう一度、確認からお願いします。"))
