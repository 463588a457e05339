"""Starting a revision (改定を始める): a draft that begins as a copy of an edition; number, label and day proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from portal.models import Attachment, Edition, Terms
from portal.models.edition import EditionQuerySet
from portal.models.history import explain
from portal.publishing.drafting.edition_labels import label_after
from portal.publishing.entering import base_for
from portal.publishing.examination import earliest_effective_date
from portal.publishing.house_language import house_language


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A first of a month to take effect on, and how it was found.

    `earliest` is the first day that the notice period allows when the edition is announced on `announced_on`;
    `after` the effective day of the edition before, where that is what it had to wait for.
    """

    day: date
    announced_on: date
    earliest: date
    notice_days: int
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new draft would begin with. `source` is the edition whose text it copies, None for an empty one."""

    number: int
    label: str
    title: str
    effective: ProposedDay
    source: Edition | None
    base: Edition | None


def proposed_revision(
    terms: Terms, *, source: Edition | None = None, number: int | None = None, at: datetime | None = None
) -> Revision:
    """Return what a revision of `terms` would begin with at an aware instant (default now).

    `source` is the edition to copy, by default the latest one announced; `number` the one after the highest.
    """
    number = number or next_number(terms)
    source = source or base_for(terms, number)
    return Revision(
        number=number,
        label=next_label(source, number) if source else "",
        title=source.title if source else terms.name,
        effective=proposed_day(terms, at=at),
        source=source,
        base=_base(terms, number, source),
    )


def _base(terms: Terms, number: int, source: Edition | None) -> Edition | None:
    """What the revision is compared with: a draft that it copies, else what customers have, whatever it copies."""
    if source is not None and source.number < number and not source.is_frozen:
        return source
    return base_for(terms, number)


def proposed_day(terms: Terms, *, at: datetime | None = None) -> ProposedDay:
    """Return the first of a month on which an edition announced on the day of `at` (default now) could take effect."""
    today = terms.day_of(at or timezone.now())
    earliest = earliest_effective_date(today, terms.notice_days)
    last = terms.editions.frozen().filter(publication__withdrawn_at=None)
    after = last.aggregate(day=Max("publication__effective_date"))["day"]
    waits = after is not None and after > earliest
    return ProposedDay(
        _first_of_month(after if waits else earliest), today, earliest, terms.notice_days, after if waits else None
    )


def next_number(terms: Terms) -> int:
    """Return the number after the highest one of a terms."""
    return (terms.editions.aggregate(Max("number"))["number__max"] or 0) + 1


def next_label(source: Edition, number: int) -> str:
    """Return the label of edition `number`, spelled as that of `source` is; "" where it has none that goes on.

    A label may count otherwise than the numbers do: it goes on from where it is.
    """
    return label_after(source.edition_label, number - source.number)


def open_drafts(terms: Terms) -> EditionQuerySet:
    """Return the terms' editions that nobody has announced, the newest first."""
    return terms.editions.drafts().select_related("terms").order_by("-number")


def start_revision(
    terms: Terms,
    *,
    base: Edition | None = None,
    by: Any,
    reason: str,
    number: int | None = None,
    title: str | None = None,
    effective_date: date | None = None,
    label: str | None = None,
) -> Edition:
    """Begin a revision: a draft with text, clause keys and attachments of an edition; atomic, with history.

    `base` is the edition to copy, by default the latest one announced; terms without an edition get an empty draft.
    What is None is taken as `proposed_revision` says. `by` is the user who begins, `reason` why (kept with the
    edition). Raises ValidationError, by field, for a number that is taken, a missing reason and values too long.
    """
    if not reason.strip():
        raise ValidationError({"reason": gettext("改定の理由を入力してください。社内の記録で、公表されません。")})
    with transaction.atomic():
        Terms.objects.select_for_update(no_key=True).get(pk=terms.pk)
        proposed = proposed_revision(terms, source=base, number=number)
        refuse_taken_number(terms, proposed.number)
        edition = Edition(
            terms=terms,
            number=proposed.number,
            edition_label=proposed.label if label is None else label,
            title=proposed.title if title is None else title,
            effective_date=effective_date or proposed.effective.day,
            base=proposed.base,
            reason=reason.strip(),
            tail=proposed.source.tail if proposed.source else 0,
        )
        _save(edition, by)
        if proposed.source is not None:
            _copy(proposed.source, edition, by)
        return edition


def refuse_taken_number(terms: Terms, number: int, *, but: Edition | None = None) -> None:
    """Raise ValidationError, for the field `number`, where another edition than `but` has the number."""
    others = terms.editions.exclude(pk=but.pk) if but is not None and but.pk else terms.editions.all()
    if others.filter(number=number).exists():
        message = gettext("この約款には番号{number}の版がすでにあります。空いている次の番号は{free}です。")
        why = message.format(number=number, free=next_number(terms))
        raise ValidationError({"number": ValidationError(why, code="number-taken")})


def _copy(source: Edition, edition: Edition, by: Any) -> None:
    with house_language():
        begun = gettext("{label}の条文から始めました。").format(label=source.label)
    edition.replace_document(source.document(), by=by, reason=begun)
    for file in source.attachments.order_by("position", "pk"):
        copy = Attachment(edition=edition, **file.values())
        explain(copy, by=by)
        copy.save()


def _save(edition: Edition, by: Any) -> None:
    edition.full_clean()
    explain(edition, by=by, reason=edition.reason)
    edition.save()


def _first_of_month(day: date) -> date:
    """The first of a month that is `day` or comes next."""
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
