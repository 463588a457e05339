"""The public editions of one terms in time: which applies, which came before, what is coming.

A timeline is made from public editions only, so nothing that follows from it (a link, a date, a
header) can give away what is not announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.models.edition import Edition


class State(TextChoices):
    """How a public edition stands at an instant."""

    IN_FORCE = "in_force", _("施行中")
    UPCOMING = "upcoming", _("公表済・施行前")
    SUPERSEDED = "superseded", _("失効")
    WITHDRAWN = "withdrawn", _("撤回")


@dataclass(frozen=True, slots=True)
class Standing:
    """One public edition among its neighbours. A withdrawn edition has no neighbours."""

    edition: Edition
    state: State
    predecessor: Edition | None = None
    successor: Edition | None = None

    @property
    def since(self) -> date:
        """The first day on which the edition applies, in the terms' time zone."""
        return self.edition.publication.effective_date

    @property
    def until(self) -> date | None:
        """The last day on which the edition applies; None while no other is to follow."""
        return self.successor.publication.effective_date - timedelta(days=1) if self.successor else None

    @property
    def ever_applies(self) -> bool:
        """Whether there is a day on which the edition applies: another may take its place on the same day."""
        return self.state != State.WITHDRAWN and (self.until is None or self.since <= self.until)

    @property
    def is_in_force(self) -> bool:
        return self.state == State.IN_FORCE

    @property
    def is_upcoming(self) -> bool:
        return self.state == State.UPCOMING

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Timeline:
    """The standings of all public editions of one terms at an instant, by edition number."""

    standings: tuple[Standing, ...]
    at: datetime

    def __iter__(self) -> Iterator[Standing]:
        return iter(self.standings)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions by number."""
        return tuple(standing.edition for standing in self.standings)

    @property
    def in_force(self) -> Standing | None:
        """The edition that applies, if one does."""
        return next((standing for standing in self.standings if standing.is_in_force), None)

    @property
    def upcoming(self) -> tuple[Standing, ...]:
        """The announced editions that do not apply yet, the next one first."""
        return tuple(sorted((s for s in self.standings if s.is_upcoming), key=lambda s: _order(s.edition)))

    @property
    def newest_first(self) -> tuple[Standing, ...]:
        """All standings, the highest edition number first."""
        return self.standings[::-1]

    def standing(self, number: int) -> Standing | None:
        """The standing of the edition with this number, if it is public."""
        return next((standing for standing in self.standings if standing.edition.number == number), None)


def timeline(editions: Iterable[Edition], at: datetime) -> Timeline:
    """Order public editions of one terms, with their publications, as they stand at an aware instant."""
    editions = sorted(editions, key=lambda edition: edition.number)
    applying = sorted((e for e in editions if not _is_withdrawn(e, at)), key=_order)
    begun = [e for e in applying if e.publication.effective_at <= at]
    in_force = begun[-1] if begun else None
    before = _by_pk(applying, [None, *applying])
    after = _by_pk(applying, [*applying[1:], None])
    standings = (Standing(e, _state(e, in_force, at), before.get(e.pk), after.get(e.pk)) for e in editions)
    return Timeline(standings=tuple(standings), at=at)


def changed_at(editions: Iterable[Edition], at: datetime) -> datetime | None:
    """Return the last instant up to `at` at which something public about these editions changed."""
    instants = (
        instant
        for edition in editions
        for instant in (
            edition.publication.announced_at,
            edition.publication.registered_at,
            edition.publication.effective_at,
            edition.publication.withdrawn_at,
        )
        if instant and instant <= at
    )
    return max(instants, default=None)


def changes_at(editions: Iterable[Edition], at: datetime) -> datetime | None:
    """Return the next instant after `at` at which an announced edition begins to apply."""
    return min((e.publication.effective_at for e in editions if e.publication.effective_at > at), default=None)


def _by_pk(editions: list[Edition], others: list[Edition | None]) -> dict[int, Edition | None]:
    return {edition.pk: other for edition, other in zip(editions, others, strict=False)}


def _order(edition: Edition) -> tuple[datetime, int]:
    return edition.publication.effective_at, edition.number


def _is_withdrawn(edition: Edition, at: datetime) -> bool:
    withdrawn_at = edition.publication.withdrawn_at
    return withdrawn_at is not None and withdrawn_at <= at


def _state(edition: Edition, in_force: Edition | None, at: datetime) -> State:
    if _is_withdrawn(edition, at):
        return State.WITHDRAWN
    if edition == in_force:
        return State.IN_FORCE
    return State.UPCOMING if edition.publication.effective_at > at else State.SUPERSEDED
