"""Slugs: what may stand in the portal's addresses."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SLUG_HELP = _("URLに使う名前です。半角の小文字、数字、ハイフンで、公開後は変えないでください。例: cloud-terms")

RESERVED = frozenset(
    {"accounts", "admin", "api", "compare", "edition", "editions", "feed", "feeds", "healthz", "latest", "login"}
    | {"logout", "media", "new", "on", "review", "sealed", "search", "sitemap", "sitemaps", "static", "upcoming"}
    | {"verify"}
)
"""Words that pages of the portal use themselves, now or in a planned part (DESIGN §6)."""

validate_slug_form = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("半角の小文字・数字・ハイフンだけで書いてください（先頭と末尾、連続のハイフンは使えません）。例: cloud-terms"),
    code="slug-form",
)


def validate_not_reserved(slug: str) -> None:
    """Raise ValidationError for a word that the portal's own addresses use."""
    if slug in RESERVED:
        message = gettext("「%(slug)s」はポータルのページが使う名前です。別の名前にしてください。")
        raise ValidationError(message, code="slug-reserved", params={"slug": slug})
