"""Mail to those who are asked to act, and to those whose work was decided on. It goes out when all is committed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import Actor, Decision, DecisionKind
from portal.models.actor import account_name
from portal.publishing.workflow.people import editors_of, last_editors, people_with
from portal.publishing.workflow.review import Review

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailReport:
    """What became of the mail about a decision: how many went out, who has no address, to whom it failed."""

    sent: int = 0
    without_address: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


Telling = Callable[[MailReport], None]
"""Receives the report, after the commit."""


def quietly(report: MailReport) -> None:
    """Tell nobody what became of the mail; failures are logged anyway."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and first sentence of a mail, with {placeholders} for edition, who and when."""

    subject: Any
    sentence: Any


@dataclass(frozen=True, slots=True)
class Written:
    """A mail that waits for others, to go out with them."""

    people: tuple[Any, ...]
    subject: str
    text: str


_gathered: ContextVar[list[Written] | None] = ContextVar("gathered", default=None)

SEPARATOR = "\n" + "-" * 40 + "\n"


LETTERS = {
    DecisionKind.SUBMITTED: Letter(
        _("承認のお願い: {edition}"),
        _("{who}が、{edition}を照会に出しました。内容を確かめて、承認するか差し戻してください。"),
    ),
    DecisionKind.SENT_BACK: Letter(_("差戻し: {edition}"), _("{who}が、{edition}を下書きに戻しました。")),
    DecisionKind.APPROVED: Letter(
        _("公表のお願い: {edition}"), _("{edition}の承認がそろいました。公表の日時を決めて、公表してください。")
    ),
    DecisionKind.ANNOUNCED: Letter(_("公表: {edition}"), _("{who}が、{edition}を公表しました。公表日時は{at}です。")),
    DecisionKind.REDATED: Letter(
        _("公表日時の変更: {edition}"), _("{who}が、{edition}の公表日時を{at}に変更しました。")
    ),
    DecisionKind.CANCELLED: Letter(
        _("公表の取消し: {edition}"), _("{who}が、{edition}の公表を取り消しました。版は下書きに戻りました。")
    ),
    DecisionKind.WITHDRAWN: Letter(_("撤回: {edition}"), _("{who}が、{edition}を撤回しました。")),
}


def tell(decision: Decision, review: Review, *, told: Telling = quietly) -> None:
    """Write to those whom a decision concerns, as soon as the transaction is committed; `told` receives the report.

    `review` is the one that the decision is about: for a submission the one it opens, else as it was before.
    A mail server that fails undoes nothing.
    """
    people = [user for user in _addressees(decision, review) if user.pk != decision.actor_id]
    # Accounts have no language of their own.
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _words(decision)
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(Written(tuple(people), subject, text))
    else:
        transaction.on_commit(lambda: told(_send(subject, text, people)))


@contextmanager
def one_mail_each(*, told: Telling = quietly) -> Iterator[None]:
    """Let all that is told inside reach each person in one mail; `told` receives the report after the commit."""
    written: list[Written] = []
    token = _gathered.set(written)
    try:
        yield
    finally:
        _gathered.reset(token)
    transaction.on_commit(lambda: told(_send_together(written)))


def _send_together(written: list[Written]) -> MailReport:
    """Send what was written as one mail to each, one for all who are to read the same."""
    mine: dict[int, tuple[Any, list[Written]]] = {}
    for one in written:
        for user in one.people:
            mine.setdefault(user.pk, (user, []))[1].append(one)
    readers: dict[tuple[tuple[str, str], ...], list[Any]] = {}
    for user, letters in mine.values():
        readers.setdefault(tuple((one.subject, one.text) for one in letters), []).append(user)
    reports = [_send(*_joined(letters), users) for letters, users in readers.items()]
    return MailReport(
        sum(report.sent for report in reports),
        tuple(name for report in reports for name in report.without_address),
        tuple(name for report in reports for name in report.failed),
    )


def _joined(letters: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    subject, text = letters[0]
    if len(letters) > 1:
        with translation.override(settings.LANGUAGE_CODE):
            subject = gettext("{subject} ほか{count}件").format(subject=subject, count=len(letters) - 1)
        text = SEPARATOR.join(text for _, text in letters)
    return subject, text


def _addressees(decision: Decision, review: Review) -> Iterable[Any]:
    if decision.kind == DecisionKind.SUBMITTED:
        return _approvers(decision, review)
    if decision.kind == DecisionKind.APPROVED:
        return people_with("announce_edition").order_by("pk") if decision.details["completes"] else ()
    concerned = _drafters(decision, review)
    if decision.kind != DecisionKind.SENT_BACK:
        concerned |= _actors(review.approvals)
    return get_user_model()._default_manager.filter(pk__in=concerned, is_active=True).order_by("pk")


def _drafters(decision: Decision, review: Review) -> frozenset[int]:
    submitters = _actors([review.submission] if review.submission else [])
    return submitters | last_editors(editors_of([decision.edition_id])[decision.edition_id])


def _actors(decisions: Iterable[Decision]) -> frozenset[int]:
    return frozenset(decision.actor_id for decision in decisions if decision.actor_id is not None)


def _approvers(decision: Decision, review: Review) -> Iterable[Any]:
    """Those who may approve, in the groups that must: neither who submitted nor who wrote last."""
    people = people_with("approve_edition").exclude(pk__in=_drafters(decision, review))
    groups = [group["id"] for group in decision.details["required"]]
    return (people.filter(groups__in=groups) if groups else people).distinct().order_by("pk")


def _words(decision: Decision) -> tuple[str, str]:
    edition, letter = decision.edition, LETTERS[DecisionKind(decision.kind)]
    values = {"edition": str(edition), "who": _who(decision), "at": _announced_at(decision)}
    # A line end in a name would end the header.
    subject = " ".join(str(letter.subject).format(**values).split())
    lines = [str(letter.sentence).format(**values)]
    if decision.reason:
        lines += ["", gettext("理由: {reason}").format(reason=decision.reason)]
    link = settings.SITE_URL.rstrip("/") + reverse("admin:portal_edition_change", args=[edition.pk])
    return gettext("［約款ポータル］{subject}").format(subject=subject), "\n".join([*lines, "", link, ""])


def _who(decision: Decision) -> str:
    name = Actor.objects.filter(pk__in=_actors([decision])).values_list("name", flat=True).first()
    return gettext("{name}さん").format(name=name) if name else gettext("担当者")


def _announced_at(decision: Decision) -> str:
    if decision.kind not in (DecisionKind.ANNOUNCED, DecisionKind.REDATED):
        return ""
    edition = decision.edition
    return date_format(edition.publication.announced_at.astimezone(edition.terms.zone), "DATETIME_FORMAT")


def _send(subject: str, text: str, people: list[Any]) -> MailReport:
    reached = [user for user in people if user.email]
    nowhere = [user for user in people if not user.email]
    failed = _undelivered(subject, text, reached) if reached else []
    return MailReport(len(reached) - len(failed), tuple(map(_name, nowhere)), tuple(map(_name, failed)))


def _undelivered(subject: str, text: str, people: list[Any]) -> list[Any]:
    """Send each one mail over one connection, so that a server that is gone is waited for once; return who got none."""
    failed = people
    try:
        with get_connection() as connection:
            failed = [user for user in people if not _sent(connection, subject, text, user.email)]
    except Exception:  # whatever a mail backend raises: the decision stands
        logger.exception("no mail about a decision was sent")
    return failed


def _sent(connection: Any, subject: str, text: str, address: str) -> bool:
    try:
        EmailMessage(subject, text, to=[address], connection=connection).send()
    except Exception:  # an address that the server refuses is no reason to leave the others out
        logger.exception("mail about a decision was not sent to one of its readers")
        return False
    return True


def _name(user: Any) -> str:
    return account_name(user)
