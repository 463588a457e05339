"""Review links: made and revoked by staff, found by the signed token in their address."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Actor, Edition, ReviewLink
from portal.models.history import name_in_history
from portal.publishing.reviewing.holding import holding_draft
from portal.publishing.reviewing.mail_codes import forget_codes

LONGEST_DAYS = 90
"""Days after today that a link may be valid at most."""


def usual_days() -> int:
    """Return the days after today that a link is valid unless somebody says otherwise (`REVIEW_LINK_DAYS`)."""
    return max(1, min(settings.REVIEW_LINK_DAYS, LONGEST_DAYS))


def make_link(
    edition: Edition, *, addressee: str, until: date, may_comment: bool, may_consent: bool, by: Any
) -> ReviewLink:
    """Make a link to a draft, valid to the end of the day `until` in the time zone of the terms. Atomic.

    Raises Frozen for an announced edition, ValidationError for a blank addressee and for a day that is past or more
    than LONGEST_DAYS ahead.
    """
    with holding_draft(edition) as held:
        check_until(until, today=held.terms.day_of(timezone.now()))
        link = ReviewLink(
            edition=held,
            addressee=addressee.strip(),
            created_by_id=Actor.objects.record(by),
            expires_at=held.terms.start_of(until + timedelta(days=1)),
            may_comment=may_comment,
            may_consent=may_consent,
        )
        link.full_clean()
        name_in_history(link, by)
        link.save()
        forget_codes()
        return link


def check_until(until: date, *, today: date) -> None:
    """Raise ValidationError for a last day that is past or too far ahead."""
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        message = gettext("有効期限は、今日から{days}日後までの日にしてください。").format(days=LONGEST_DAYS)
        raise ValidationError({"until": message})


def last_day(link: ReviewLink) -> date:
    """Return the last day on which a link opens, in the time zone of its terms."""
    return link.edition.terms.day_of(link.expires_at - timedelta(seconds=1))


@transaction.atomic
def revoke_link(link: ReviewLink, *, by: Any, at: datetime | None = None) -> None:
    """Close a link at once, atomic, with history, and forget its readers' codes; one that is closed stays as it is."""
    if link.revoked_at is None:
        link.revoked_at = at or timezone.now()
        name_in_history(link, by)
        link.save(update_fields=["revoked_at"])
        forget_codes(link)


def link_token(link: ReviewLink) -> str:
    """Return the token of a link's address: its nonce, signed with the portal's secret key."""
    return _signer().sign(link.nonce)


def find_link(token: str) -> ReviewLink | None:
    """Return the link of a token, valid or not; None for an unknown or forged one. Compares in constant time."""
    try:
        nonce = _signer().unsign(token)
    except BadSignature:
        return None
    links = ReviewLink.objects.select_related("edition__terms__service__issuer", "edition__base")
    return links.filter(nonce=nonce).first()


def _signer() -> Signer:
    return Signer(salt="portal.review-link", sep=".")
