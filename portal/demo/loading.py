"""Load the demo into the database: its company, services and terms, every edition announced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.demo.manifest import Demo, DemoEdition, DemoIssuer, DemoService, DemoTerms
from portal.models import Edition, Issuer, Service, Terms
from portal.publishing.announce import announce_edition
from portal.publishing.entering import EditionEntry, enter_edition
from portal.publishing.pdf import EditionFace, PdfUnavailable, render_edition_pdf
from portal.text.tree import Document

HOUR_OF_ANNOUNCEMENT = time(10)
"""The demo's announcements of the past were made at ten in the morning, in the terms' time zone."""


class DemoRefused(Exception):
    """The demo cannot be loaded here; the message says why and what to do. Nothing was changed."""


def load_demo(demo: Demo, *, tell: Callable[[str], None]) -> None:
    """Enter and announce every edition of the demo that is not announced yet; `tell` receives a line for each.

    Loading again changes nothing, loading after an interruption goes on where it stopped. Rows that are there keep
    what staff made of them. Raises DemoRefused where a service of the same slug is somebody else's, and where PDFs
    cannot be made, before anything is written; AnnouncementRefused for a demo that does not stand its own checks.
    """
    _refuse_foreign_services(demo)
    if is_loaded(demo):
        tell(_("デモの約款はすでに読み込まれています。"))
        return
    _refuse_without_pdf()
    for position, service in enumerate(demo.services, start=1):
        row = _service(service, position, demo.issuer)
        for place, terms in enumerate(service.terms, start=1):
            _load_terms(terms, _terms(terms, place, row), tell)


def is_loaded(demo: Demo) -> bool:
    """Whether every edition of the demo is announced."""
    return all(
        _announced(service.slug, terms.slug) >= {edition.number for edition in terms.editions}
        for service in demo.services
        for terms in service.terms
    )


def is_without_others(demo: Demo) -> bool:
    """Whether the database holds no company but the demo's, so nothing that anybody works with."""
    return not Issuer.objects.exclude(name=demo.issuer.name).exists()


def _announced(service_slug: str, terms_slug: str) -> set[int]:
    editions = Edition.objects.frozen().filter(terms__service__slug=service_slug, terms__slug=terms_slug)
    return set(editions.values_list("number", flat=True))


def _refuse_foreign_services(demo: Demo) -> None:
    slugs = [service.slug for service in demo.services]
    foreign = Service.objects.filter(slug__in=slugs).exclude(issuer__name=demo.issuer.name).first()
    if foreign is not None:
        message = _(
            "スラッグ「%(slug)s」は、デモではないサービス「%(name)s」が使っています。"
            "デモは別のデータベースに読み込むか、そのサービスのスラッグを変えてから読み込んでください。"
        )
        raise DemoRefused(message % {"slug": foreign.slug, "name": foreign.name})


def _refuse_without_pdf() -> None:
    """Make an empty PDF: better to learn of a missing library now than with the first edition half entered."""
    try:
        render_edition_pdf(EditionFace(terms_name="PDF"), Document())
    except PdfUnavailable as error:
        message = _("デモの約款は読み込みませんでした。公表にはPDFが要りますが、この機械では作れません。%(why)s")
        raise DemoRefused(message % {"why": error}) from error


@transaction.atomic
def _service(service: DemoService, position: int, issuer: DemoIssuer) -> Service:
    row = Service.objects.filter(slug=service.slug).first()
    if row is None:
        row = Service(slug=service.slug, name=service.name, description=service.description, position=position)
        row.issuer = _issuer(issuer)
        row.full_clean()
        row.save()
    return row


def _issuer(issuer: DemoIssuer) -> Issuer:
    row = Issuer.objects.filter(name=issuer.name).first()
    if row is None:
        row = Issuer(
            name=issuer.name,
            address=issuer.address,
            representative=issuer.representative,
            contact=issuer.contact,
        )
        row.full_clean()
        row.save()
    return row


def _terms(terms: DemoTerms, position: int, service: Service) -> Terms:
    row = service.terms.filter(slug=terms.slug).first()
    if row is None:
        row = Terms(
            service=service,
            slug=terms.slug,
            name=terms.name,
            description=terms.description,
            notice_days=terms.notice_days,
            house_style=terms.house_style,
            position=position,
        )
        row.full_clean()
        row.save()
    return row


def _load_terms(terms: DemoTerms, row: Terms, tell: Callable[[str], None]) -> None:
    announced = _announced(row.service.slug, row.slug)
    for edition in terms.editions:
        if edition.number not in announced:
            loaded = _load_edition(edition, row)
            day = date_format(edition.effective, "DATE_FORMAT")
            tell(_("%(label)sを公表しました（施行日 %(day)s）。") % {"label": loaded, "day": day})


def _load_edition(edition: DemoEdition, terms: Terms) -> Edition:
    entry = EditionEntry(
        number=edition.number,
        text=edition.text,
        effective_date=edition.effective,
        edition_label=edition.label or None,
        summary=edition.summary,
        basis=edition.basis,
        basis_kind=edition.basis_kind,
    )
    row = enter_edition(terms, entry).edition
    announce_edition(row, by=None, announced_at=_instant(edition, terms), acknowledge=True, reason=_("デモの読み込み"))
    return row


def _instant(edition: DemoEdition, terms: Terms) -> datetime | None:
    """The instant in the past at which it was announced; None, which is now, for the one still to come."""
    if edition.announced is None:
        return None
    return datetime.combine(edition.announced, HOUR_OF_ANNOUNCEMENT, tzinfo=terms.zone)
