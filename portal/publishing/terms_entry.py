"""The terms that an edition is entered into, made as far as they are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext

from portal.models import Issuer, Service, Terms
from portal.models.history import name_in_history
from portal.publishing.entering import EntryRefused

Row = TypeVar("Row", Issuer, Service, Terms)

OPTIONS = {(Service, "slug"): "--service", (Terms, "slug"): "--terms", (Terms, "notice_days"): "--notice-days"}
"""The options of `import_terms` behind fields that are as they were typed, to be named where one is refused."""


@dataclass(frozen=True, slots=True)
class TermsEntry:
    """Where an edition belongs. A name of "" is made from what is known: the document's title, the slug.

    `notice_days` is for new terms; None leaves them without notice.
    """

    service_slug: str
    terms_slug: str
    issuer_name: str = ""
    service_name: str = ""
    terms_name: str = ""
    notice_days: int | None = None


def terms_for(entry: TermsEntry, *, title: str = "", by: Any = None) -> tuple[Terms, tuple[str, ...]]:
    """Return the terms, made with service and issuer where missing, and sentences on what was made or left as it is.

    `title` names new terms that `entry` does not name. Raises EntryRefused for slugs that cannot stand in an address,
    for an issuer who is not the one of the service, and for terms that are there with another notice period.
    """
    notes: list[str] = []
    with transaction.atomic():
        service = _service(entry, by, notes)
        terms = service.terms.filter(slug=entry.terms_slug).first()
        if terms is None:
            terms = _new_terms(service, entry, title, by, notes)
        else:
            _refuse_other_notice(terms, entry.notice_days)
            _note_kept_name(terms, entry.terms_name, notes)
        return terms, tuple(notes)


def _new_terms(service: Service, entry: TermsEntry, title: str, by: Any, notes: list[str]) -> Terms:
    name = entry.terms_name or title or entry.terms_slug
    terms = Terms(service=service, slug=entry.terms_slug, name=name, notice_days=entry.notice_days or 0)
    terms = _saved(terms, by, notes)
    if entry.notice_days is None:
        message = gettext(
            "予告日数は 0（予告なし）です。予告が要る約款なら、公表する前に管理画面の約款の画面で入れてください。"
        )
        notes.append(message)
    return terms


def _refuse_other_notice(terms: Terms, notice_days: int | None) -> None:
    if notice_days in (None, terms.notice_days):
        return
    message = gettext(
        "{kind}「{name}」の予告日数は {days} です。--notice-days は約款を新しく作るときだけ使えます。"
        "変えるときは管理画面を使ってください。"
    )
    raise EntryRefused(message.format(kind=terms._meta.verbose_name, name=terms.name, days=terms.notice_days))


def _service(entry: TermsEntry, by: Any, notes: list[str]) -> Service:
    service = Service.objects.select_related("issuer").filter(slug=entry.service_slug).first()
    if service is None:
        issuer = _issuer(entry, by, notes)
        name = entry.service_name or entry.service_slug
        return _saved(Service(issuer=issuer, slug=entry.service_slug, name=name), by, notes)
    if entry.issuer_name and service.issuer.name != entry.issuer_name:
        message = gettext(
            "サービス「{service}」の事業者は「{issuer}」です。「{given}」の約款として入れるには、別のサービスにしてください。"
        )
        raise EntryRefused(message.format(service=service.name, issuer=service.issuer.name, given=entry.issuer_name))
    _note_kept_name(service, entry.service_name, notes)
    return service


def _issuer(entry: TermsEntry, by: Any, notes: list[str]) -> Issuer:
    """The issuer named; without a name the only one that was named properly, else one to be named so."""
    if entry.issuer_name:
        found = Issuer.objects.filter(name=entry.issuer_name).first()
        return found or _saved(Issuer(name=entry.issuer_name), by, notes)
    known = [issuer for issuer in Issuer.objects.all() if not issuer.is_placeholder]
    if len(known) == 1:
        message = gettext(
            "事業者は登録済みの「{name}」としました。別の会社なら、事業者を名指しして入れ直してください。"
        )
        notes.append(message.format(name=known[0].name))
        return known[0]
    issuer = _saved(Issuer(name=entry.service_name or entry.service_slug), by, notes)
    notes.append(gettext("事業者の名称は仮のものです。公表する前に、管理画面で正しい名称に直してください。"))
    return issuer


def _saved(row: Row, by: Any, notes: list[str]) -> Row:
    try:
        row.full_clean()
    except ValidationError as error:
        raise EntryRefused("\n".join(_sentences(row, error))) from error
    name_in_history(row, by)
    row.save()
    notes.append(gettext("{kind}「{name}」を作りました。").format(kind=row._meta.verbose_name, name=row.name))
    return row


def _note_kept_name(row: Service | Terms, name: str, notes: list[str]) -> None:
    if name and row.name != name:
        message = gettext("{kind}の名称は「{name}」のままです。変えるときは管理画面を使ってください。")
        notes.append(message.format(kind=row._meta.verbose_name, name=row.name))


def _sentences(row: Row, error: ValidationError) -> list[str]:
    """What is wrong with a row, each sentence behind the field it is about, its value and its option."""
    return [f"{_place(row, field)}{message}" for field, messages in error.message_dict.items() for message in messages]


def _place(row: Row, field: str) -> str:
    if field == NON_FIELD_ERRORS:
        return ""
    value = gettext("「{words}」").format(words=getattr(row, field))
    option = OPTIONS.get((type(row), field))
    name = getattr(row._meta.get_field(field), "verbose_name", field)
    return f"{name}{value} ({option}): " if option else f"{name}{value}: "
