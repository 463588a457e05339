"""The front page of the admin: what one person has to do, what is coming, what applies, what goes wrong.

The number of queries does not depend on how many editions there are: drafts are read at once, with all that was
decided about them and who wrote in them; what was announced is read up to what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.states import EditionState, in_state
from portal.admin.workflow.status import told_instant
from portal.models import Decision, Edition
from portal.models.edition import EditionQuerySet
from portal.models.triggers import triggers_alive
from portal.publishing.examination import latest_announcement_day
from portal.publishing.workflow.approving import approval_hindrance
from portal.publishing.workflow.people import Editors, editors_of, last_editors
from portal.publishing.workflow.review import Review, ReviewState, fold

SHOWN = 10
"""Editions listed in each section; the list of editions has the rest."""

LONG_REVIEW = timedelta(days=7)
NEAR_DEADLINE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Item:
    """An edition and a word on it; `edition` is None where the portal as a whole is meant."""

    edition: Edition | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list with its title; `empty` says what to do next where there is nothing, `more` leads to the rest.

    `is_cut` says that there are more than the items shown.
    """

    name: str
    title: str
    items: tuple[Item, ...]
    empty: str
    more: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all that the sections ask of it. `predecessor_id` is the edition that its base should be."""

    edition: Edition
    review: Review
    editors: Editors
    predecessor_id: int | None


def dashboard(user: Any, at: datetime | None = None) -> tuple[Section, ...]:
    """Return the sections for a person who may view editions, at an aware instant, default now."""
    at = at or timezone.now()
    prefetch_related_objects([user], "groups")
    drafts = _drafts()
    return (
        *_tasks(user, drafts),
        Section("warnings", _("注意"), tuple(_warnings(drafts, at)), _("気をつけることはありません。")),
        *_by_writer(user, drafts),
        _coming(at),
        _listed("in_force", _("施行中"), EditionState.IN_FORCE, at, _since, _("公表した版はまだありません。")),
    )


def _drafts() -> list[Draft]:
    editions = list(Edition.objects.drafts().select_related("terms__service", "base", "bundle").order_by("-pk"))
    ids = [edition.pk for edition in editions]
    decisions = defaultdict(list)
    for decision in Decision.objects.filter(edition__in=ids).order_by("sequence"):
        decisions[decision.edition_id].append(decision)
    editors, before = editors_of(ids), _predecessors({edition.terms_id for edition in editions})
    return [Draft(e, fold(decisions[e.pk]), editors[e.pk], before(e)) for e in editions]


def _predecessors(terms: set[int]) -> Callable[[Edition], int | None]:
    """Return a function that finds what `predecessor_of` finds, for editions of these terms, in one query."""
    standing = Edition.objects.frozen().filter(terms__in=terms, publication__withdrawn_at=None).order_by("number")
    rows = list(standing.values_list("terms_id", "number", "pk"))

    def before(edition: Edition) -> int | None:
        found = [pk for terms_id, number, pk in rows if terms_id == edition.terms_id and number < edition.number]
        return found[-1] if found else None

    return before


def _tasks(user: Any, drafts: list[Draft]) -> Iterator[Section]:
    if user.has_perm("portal.approve_edition"):
        waiting = [d for d in drafts if approval_hindrance(d.review, last_editors(d.editors), user) is None]
        items = tuple(Item(d.edition, _submitted_at(d)) for d in waiting)
        yield Section("to_approve", _("承認を待つもの"), items, _("あなたの承認を待つ版はありません。"))
    if user.has_perm("portal.announce_edition"):
        approved = [d for d in drafts if d.review.state == ReviewState.APPROVED]
        items = tuple(Item(d.edition, _deadline(d.edition)) for d in approved)
        yield Section("to_announce", _("公表できるもの"), items, _("承認がそろった版はありません。"))
    if user.has_perm("portal.submit_edition"):
        back = [d for d in drafts if d.review.sent_back is not None and _concerns(d, user)]
        items = tuple(Item(d.edition, _sent_back(d)) for d in back)
        yield Section("sent_back", _("差し戻されたもの"), items, _("差し戻された版はありません。"))


def _by_writer(user: Any, drafts: list[Draft]) -> Iterator[Section]:
    own = sorted((d for d in drafts if user.pk in d.editors), key=lambda d: d.editors[user.pk], reverse=True)
    others = [d for d in drafts if user.pk not in d.editors]
    more = _list_of(EditionState.DRAFT)
    empty = _("あなたが手を入れた下書きはありません。「改定を始める」から始められます。")
    yield _cut("own_drafts", _("自分の下書き"), _with_state(own), empty, more)
    yield _cut("other_drafts", _("ほかの人の下書き"), _with_state(others), _("ほかの人の下書きはありません。"), more)


def _with_state(drafts: list[Draft]) -> tuple[Item, ...]:
    return tuple(Item(d.edition, f"{d.review.state.label}{_('・')}{_effective(d.edition)}") for d in drafts)


def _cut(name: str, title: str, items: tuple[Item, ...], empty: str, more: str) -> Section:
    return Section(name, title, items[:SHOWN], empty, more, is_cut=len(items) > SHOWN)


def _coming(at: datetime) -> Section:
    """What waits for its hour, then what waits for its day."""
    embargoed = _some(in_state(EditionState.EMBARGOED, at).order_by("publication__announced_at"))
    upcoming = _some(in_state(EditionState.UPCOMING, at))
    items = (
        *(Item(e, _("{at}に公表").format(at=told_instant(e.publication.announced_at, e))) for e in embargoed),
        *(Item(e, _("{day}から施行").format(day=date_format(e.publication.effective_date))) for e in upcoming),
    )
    return _cut("coming", _("まもなく公表・施行"), items, _("予定はありません。"), _list_of(EditionState.UPCOMING))


def _listed(
    name: str, title: str, state: EditionState, at: datetime, note: Callable[[Edition], str], empty: str
) -> Section:
    ordered = in_state(state, at).order_by("terms__service__position", "terms__service__name", "terms__position")
    items = tuple(Item(edition, note(edition)) for edition in _some(ordered))
    return _cut(name, title, items, empty, _list_of(state))


def _some(editions: EditionQuerySet) -> list[Edition]:
    return list(editions.select_related("terms__service", "publication")[: SHOWN + 1])


def _list_of(state: EditionState) -> str:
    return reverse("admin:portal_edition_changelist", query={"state": state.value})


def _warnings(drafts: list[Draft], at: datetime) -> Iterator[Item]:
    if not triggers_alive(connections["default"]):
        yield Item(None, _("公表済みの版を守るトリガーがデータベースにありません。設置した方に知らせてください。"))
    for draft in drafts:
        for note in _warnings_of(draft, at):
            yield Item(draft.edition, note)


def _warnings_of(draft: Draft, at: datetime) -> Iterator[str]:
    edition, review = draft.edition, draft.review
    if edition.base_id is not None and edition.base_id != draft.predecessor_id:
        yield _("改定のもとが、直前の公表済みの版ではありません。改定し直してください。")
    if review.submission is None:
        return
    latest = latest_announcement_day(edition)
    today = edition.terms.day_of(at)
    if latest is not None and latest < today:
        yield _("公表の期限（{day}）を過ぎました。施行日を遅らせてください。").format(day=date_format(latest))
    elif latest is not None and latest - today <= NEAR_DEADLINE:
        yield _deadline(edition)
    if review.state == ReviewState.IN_REVIEW and at - review.submission.at > LONG_REVIEW:
        days = (at - review.submission.at).days
        yield ngettext("照会から{days}日たちました。", "照会から{days}日たちました。", days).format(days=days)


def _concerns(draft: Draft, user: Any) -> bool:
    """Whether a person wrote in a draft, or sent it on."""
    return user.pk in draft.editors


def _submitted_at(draft: Draft) -> str:
    assert draft.review.submission is not None
    return _("{at}に照会").format(at=told_instant(draft.review.submission.at, draft.edition))


def _sent_back(draft: Draft) -> str:
    assert draft.review.sent_back is not None
    return draft.review.sent_back.reason


def _deadline(edition: Edition) -> str:
    latest = latest_announcement_day(edition)
    return _("公表の期限は{day}です。").format(day=date_format(latest)) if latest else ""


def _effective(edition: Edition) -> str:
    if edition.effective_date is None:
        return _("施行日 未定")
    return _("施行日 {day}").format(day=date_format(edition.effective_date))


def _since(edition: Edition) -> str:
    return _("{day}から").format(day=date_format(edition.publication.effective_date))
