"""The terms that an edition is entered into, made as far as they are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from portal.models import Issuer, Service, Terms
from portal.models.history import name_in_history
from portal.publishing.entering import EntryRefused

Row = TypeVar("Row", Issuer, Service, Terms)


@dataclass(frozen=True, slots=True)
class TermsEntry:
    """Where an edition belongs. A name of "" is made from what is known: the document's title, the slug."""

    service_slug: str
    terms_slug: str
    issuer_name: str = ""
    service_name: str = ""
    terms_name: str = ""


def terms_for(entry: TermsEntry, *, title: str = "", by: Any = None) -> tuple[Terms, tuple[str, ...]]:
    """Return the terms, made with service and issuer where missing, and sentences on what was made or left as it is.

    `title` names new terms that `entry` does not name. Raises EntryRefused for slugs that cannot stand in an address
    and for an issuer who is not the one of the service.
    """
    notes: list[str] = []
    try:
        with transaction.atomic():
            service = _service(entry, by, notes)
            terms = service.terms.filter(slug=entry.terms_slug).first()
            if terms is None:
                name = entry.terms_name or title or entry.terms_slug
                terms = _saved(Terms(service=service, slug=entry.terms_slug, name=name), by, notes)
            else:
                _note_kept_name(terms, entry.terms_name, notes)
            return terms, tuple(notes)
    except ValidationError as error:
        raise EntryRefused("\n".join(_sentences(error))) from error


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
    """The issuer named; without a name the only one there is, else one to be named properly."""
    if entry.issuer_name:
        found = Issuer.objects.filter(name=entry.issuer_name).first()
        return found or _saved(Issuer(name=entry.issuer_name), by, notes)
    if Issuer.objects.count() == 1:
        return Issuer.objects.get()
    issuer = _saved(Issuer(name=entry.service_name or entry.service_slug), by, notes)
    notes.append(gettext("事業者の名称は仮のものです。公表する前に、管理画面で正しい名称に直してください。"))
    return issuer


def _saved(row: Row, by: Any, notes: list[str]) -> Row:
    row.full_clean()
    name_in_history(row, by)
    row.save()
    notes.append(gettext("{kind}「{name}」を作りました。").format(kind=row._meta.verbose_name, name=row.name))
    return row


def _note_kept_name(row: Service | Terms, name: str, notes: list[str]) -> None:
    if name and row.name != name:
        message = gettext("{kind}の名称は「{name}」のままです。変えるときは管理画面を使ってください。")
        notes.append(message.format(kind=row._meta.verbose_name, name=row.name))


def _sentences(error: ValidationError) -> list[str]:
    fields = getattr(error, "message_dict", {"": error.messages})
    return [f"{field}: {message}" if field else message for field, messages in fields.items() for message in messages]
