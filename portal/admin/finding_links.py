"""Where in the admin that can be put right which a finding about an edition's facts is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin.utils import label_for_field
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.models import Edition
from portal.publishing.findings import Finding

FIELDS = {
    "no_effective_date": "effective_date",
    "effective_date_out_of_order": "effective_date",
    "effective_before_announcement": "effective_date",
    "short_notice": "effective_date",
    "dates_differ": "effective_date",
    "no_summary": "summary",
    "no_basis_kind": "basis_kind",
    "no_basis": "basis",
    "base_outdated": "base",
    "base_unannounced": "base",
}
"""The field of the edition's form that a finding is about, by the finding's code."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in the admin and the words that lead there."""

    url: str
    words: str


def link_of(finding: Finding, edition: Edition) -> Link | None:
    """Return the way to what `finding` is about: a field, or a page of its own; None where neither is."""
    if finding.code in FIELDS:
        return _field(edition, FIELDS[finding.code])
    return PAGES[finding.code](edition) if finding.code in PAGES else None


def _field(edition: Edition, name: str) -> Link:
    label = label_for_field(name, Edition)
    url = reverse("admin:portal_edition_change", args=[edition.pk])
    return Link(f"{url}#id_{name}", _("「{field}」の欄へ").format(field=label))


def _comments(edition: Edition) -> Link:
    return Link(reverse("admin:portal_edition_comments", args=[edition.pk]), _("意見の画面へ"))


def _terms(edition: Edition) -> Link:
    return Link(reverse("admin:portal_terms_change", args=[edition.terms_id]), _("約款の画面へ"))


def _issuer(edition: Edition) -> Link:
    return Link(reverse("admin:portal_issuer_change", args=[edition.terms.service.issuer_id]), _("事業者の画面へ"))


PAGES: dict[str, Callable[[Edition], Link]] = {
    "unresolved_comments": _comments,
    "style_unusable": _terms,
    "placeholder_issuer": _issuer,
}
"""The pages that findings lead to, by the finding's code."""
