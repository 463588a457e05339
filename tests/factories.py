"""Rows for tests, made by hand: each function makes what it is named for and what that needs."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from portal.comparison.house_style import THREE_COLUMN, HouseStyle
from portal.comparison.styles.files import style_to_json
from portal.models import Basis, ComparisonStyle, DecisionKind, Edition, Issuer, Publication, Service, Terms
from portal.models.canonical import sha256
from portal.publishing.decisions import FACTS, append_decision, publication_facts, rebuild_publication
from portal.text.parser import parse
from portal.text.tree import Document
from portal.text.writer import write

TEXT = """\
月見クラウド利用規約

第1条（目的）
この規約は、月見クラウドの使い方を定めます。

第2条（定義）
この規約の言葉は、次のとおりです。
(1) 利用者　申込みをした人
(2) 当社　月見株式会社

附則
この規約は、2024年9月1日から施行します。
"""
"""Terms in our own words: title, two articles, two 号, an 附則 that states EFFECTIVE_DATE."""

ANNOUNCED_AT = datetime(2024, 8, 1, 3, 0, tzinfo=UTC)
EFFECTIVE_DATE = date(2024, 9, 1)


def stating(text: str, day: date | None) -> str:
    """Return `text` with `day` where TEXT states EFFECTIVE_DATE: another date would be a finding."""
    return text.replace("2024年9月1日", f"{day.year}年{day.month}月{day.day}日") if day else text


_slugs = itertools.count(1)


def make_issuer(**fields: Any) -> Issuer:
    """Return a saved issuer."""
    defaults = {"name": "月見株式会社", "address": "東京都月見区1-2-3", "representative": "代表取締役 月見花子"}
    return Issuer.objects.create(**defaults | fields)


def make_service(*, issuer: Issuer | None = None, **fields: Any) -> Service:
    """Return a saved service with a slug of its own unless given."""
    defaults = {"slug": f"service-{next(_slugs)}", "name": "月見クラウド"}
    return Service.objects.create(issuer=issuer or make_issuer(), **defaults | fields)


def make_terms(*, service: Service | None = None, **fields: Any) -> Terms:
    """Return saved terms with a slug of their own unless given."""
    defaults = {"slug": f"terms-{next(_slugs)}", "name": "月見クラウド利用規約"}
    return Terms.objects.create(service=service or make_service(), **defaults | fields)


def make_comparison_style(style: HouseStyle = THREE_COLUMN, **fields: Any) -> ComparisonStyle:
    """Return a saved house style of our own with these values."""
    fields = {"name": f"style-{next(_slugs)}", "title": "月見の様式"} | fields
    definition = style_to_json(replace(style, name=fields["name"]), whole=True)
    return ComparisonStyle.objects.create(**{"definition": definition} | fields)


def make_edition(
    *,
    terms: Terms | None = None,
    number: int | None = None,
    text: str = TEXT,
    document: Document | None = None,
    **fields: Any,
) -> Edition:
    """Return a saved draft with the clauses of `text` (or `document`); the base is the edition before it.

    The text states the edition's effective date.
    """
    terms = terms or make_terms()
    last = terms.editions.order_by("number").last()
    number = number or (last.number + 1 if last else 1)
    defaults = {
        "title": "月見クラウド利用規約",
        "effective_date": EFFECTIVE_DATE,
        "summary": "言葉を整えました。",
        "basis_kind": Basis.REASONABLE,
        "basis": "民法548条の4第1項2号",
        "base": terms.editions.filter(number__lt=number).order_by("number").last(),
    }
    edition = Edition.objects.create(terms=terms, number=number, **defaults | fields)
    stated = stating(text, edition.effective_date)
    edition.replace_document(document if document is not None else parse(stated).document)
    return edition


def announce(
    edition: Edition,
    announced_at: datetime = ANNOUNCED_AT,
    *,
    withdrawn_at: datetime | None = None,
    is_migrated: bool = False,
    registered_at: datetime | None = None,
    actor_id: int | None = None,
) -> Publication:
    """Announce quickly: the decision and the publication, without checks, JSON or PDFs."""
    at = registered_at or announced_at
    columns = {
        "announced_at": announced_at,
        "effective_date": edition.effective_date,
        "effective_at": edition.terms.start_of(edition.effective_date),
        "registered_at": at,
        "is_migrated": is_migrated,
        "withdrawn_at": withdrawn_at,
        "json_sha256": sha256(write(edition.document()).encode()),
    }
    details = {FACTS: publication_facts(columns)}
    append_decision(edition, DecisionKind.ANNOUNCED, actor_id=actor_id, at=at, details=details)
    publication = rebuild_publication(edition)
    assert publication is not None
    return publication
