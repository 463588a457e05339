"""The panel on an edition's page: how far it is, what was decided, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.admin.findings import LocatedFinding, of_facts
from portal.admin.records import names_of
from portal.admin.workflow.actions import Action, actions_for
from portal.models import Decision, DecisionKind, Edition
from portal.publishing.decisions import announced_for
from portal.publishing.examination import examine_submission
from portal.publishing.workflow.people import editors_of, last_editors
from portal.publishing.workflow.review import Review, ReviewState, fold


@dataclass(frozen=True, slots=True)
class Step:
    """One decision as it is read: what, when (in the time zone of the terms), by whom, why."""

    what: str
    at: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """How an edition stands on its way. `missing` is what forbids announcing it as it is."""

    steps: tuple[Step, ...]
    missing: tuple[LocatedFinding, ...]
    actions: tuple[Action, ...]
    waiting_for: str

    @property
    def possible(self) -> tuple[Action, ...]:
        """The steps that can be taken now."""
        return tuple(action for action in self.actions if not action.why_not)

    @property
    def impossible(self) -> tuple[Action, ...]:
        """The steps that the person's permissions allow, but something else forbids."""
        return tuple(action for action in self.actions if action.why_not)


def edition_status(user: Any, edition: Edition) -> EditionStatus:
    """Return what the panel shows to a person; some ten queries."""
    decisions, now = list(edition.decisions.order_by("sequence")), timezone.now()
    review, last = fold(decisions), last_editors(editors_of([edition.pk])[edition.pk])
    return EditionStatus(
        steps=steps_of(_of_this_review(decisions), edition),
        missing=_missing(edition, review),
        actions=actions_for(user, edition, review, last, now),
        waiting_for=coming(edition, now) if review.state == ReviewState.ANNOUNCED else waiting_for(review),
    )


def steps_of(decisions: list[Decision], edition: Edition) -> tuple[Step, ...]:
    """Return decisions about an edition in words."""
    names = names_of({decision.actor_id for decision in decisions})
    return tuple(
        Step(_what(decision, edition), told_instant(decision.at, edition), names[decision.actor_id], decision.reason)
        for decision in decisions
    )


def told_instant(instant: datetime, edition: Edition) -> str:
    """Return an instant in the time zone of the edition's terms, in the reader's language."""
    return date_format(instant.astimezone(edition.terms.zone), "DATETIME_FORMAT")


def waiting_for(review: Review) -> str:
    """Return in words what has to happen next before the edition can be public; "" where nothing has to."""
    if review.state == ReviewState.DRAFT:
        return _("次は、起案者が照会に出します。")
    if review.state == ReviewState.IN_REVIEW:
        groups = _("、").join(name for name in review.missing if name)
        return _("{groups}の承認を待っています。").format(groups=groups) if groups else _("承認を待っています。")
    return _("承認がそろいました。公表担当が公表します。") if review.state == ReviewState.APPROVED else ""


def coming(edition: Edition, at: datetime) -> str:
    """Return when an announced edition becomes public or takes effect; "" where it has, or was withdrawn."""
    publication = edition.publication
    if publication.announced_at > at:
        return _("{at}に公表されます。").format(at=told_instant(publication.announced_at, edition))
    if publication.effective_at > at and publication.withdrawn_at is None:
        return _("{day}から施行されます。").format(day=date_format(publication.effective_date))
    return ""


def _of_this_review(decisions: list[Decision]) -> list[Decision]:
    """The decisions since the last submission."""
    submissions = [at for at, decision in enumerate(decisions) if decision.kind == DecisionKind.SUBMITTED]
    return decisions[submissions[-1] :] if submissions else decisions


def _what(decision: Decision, edition: Edition) -> str:
    details = decision.details
    if details.get("edited"):
        return _("差戻し（内容の変更による）")
    if details.get("taken_back"):
        return _("照会の取下げ")
    if decision.kind == DecisionKind.APPROVED and details.get("group"):
        return _("承認（{group}）").format(group=details["group"])
    what, planned = str(decision.get_kind_display()), announced_for(decision)
    if planned is None or planned <= decision.at:
        return what
    return _("{what}（{at}の予定）").format(what=what, at=told_instant(planned, edition))


def _missing(edition: Edition, review: Review) -> tuple[LocatedFinding, ...]:
    """What the facts lack; what the text lacks takes longer to find and stands on a page of its own."""
    if review.state == ReviewState.ANNOUNCED:
        return ()
    return tuple(of_facts(finding, edition) for finding in examine_submission(edition))
