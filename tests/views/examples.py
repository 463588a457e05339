"""Terms for the tests of public pages: what is public at AT, and what must not show.

Editions of /moon/terms-of-use/ at AT: 1 superseded, 2 in force, 3 announced and not yet effective,
4 to be announced later (embargoed), 5 a draft. The secrets of 4 and 5 stand in every field of theirs.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from portal.models import Edition, SealedFile, SealedRole, Terms
from tests.factories import announce, make_edition, make_service, make_terms

AT = datetime(2024, 10, 1, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
SECRET = "極秘の改定"
PDF = b"%PDF-1.7 example"


def text(sentence: str, *, articles: int = 2) -> str:
    """Return terms with this sentence in every article."""
    parts = (
        f"第{number}条（見出し{number}）\n1. {sentence}\n2. 第{number}条のきまりです。\n"
        for number in range(1, articles + 1)
    )
    return "月見クラウド利用規約\n\n" + "\n".join(parts) + "\n附則\nこの規約は、施行日から施行します。\n"


def make_moon(**fields: str) -> Terms:
    """Return terms at /moon/terms-of-use/ without an edition."""
    service = make_service(slug="moon", name="月見クラウド", description="月を見るサービスです。")
    return make_terms(service=service, slug="terms-of-use", **{"description": "月見クラウドの約束です。"} | fields)


def make_public(terms: Terms) -> list[Edition]:
    """Return editions 1 to 3: superseded, in force, upcoming at AT."""
    dates = [
        (date(2023, 4, 1), datetime(2023, 3, 1, tzinfo=UTC)),
        (date(2024, 9, 1), datetime(2024, 8, 1, tzinfo=UTC)),
        (date(2025, 4, 1), datetime(2024, 9, 20, tzinfo=UTC)),
    ]
    editions = []
    for number, (effective, announced_at) in enumerate(dates, start=1):
        edition = make_edition(
            terms=terms, text=text(f"{number}番目の言葉です。"), effective_date=effective, summary=f"{number}番目の概要"
        )
        announce(edition, announced_at, is_migrated=number == 1, registered_at=AT if number == 1 else None)
        seal(edition, SealedRole.EDITION_PDF, f"terms-of-use-{number}.pdf")
        if edition.base:
            seal(edition, SealedRole.COMPARISON_PDF, f"terms-of-use-before-{number}.pdf")
        editions.append(edition)
    return editions


def make_hidden(terms: Terms) -> list[Edition]:
    """Return edition 4, announced for a day after AT, and edition 5, a draft; both with their files."""
    fields = {"edition_label": SECRET, "title": SECRET, "summary": SECRET, "basis": SECRET, "text": text(SECRET)}
    embargoed = make_edition(terms=terms, number=4, effective_date=date(2024, 10, 2), **fields)
    announce(embargoed, datetime(2024, 10, 1, 14, 0, tzinfo=UTC), registered_at=datetime(2024, 9, 30, tzinfo=UTC))
    draft = make_edition(terms=terms, number=5, effective_date=date(2024, 9, 30), **fields)
    for edition in (embargoed, draft):
        for role in (SealedRole.EDITION_PDF, SealedRole.COMPARISON_PDF):
            seal(edition, role, f"{SECRET}.pdf")
    return [embargoed, draft]


def seal(edition: Edition, role: SealedRole, filename: str, content: bytes = PDF) -> SealedFile:
    """Seal bytes with an edition, unlike any other edition's."""
    content = content + str(edition.pk).encode() + role.encode()
    file = SealedFile(
        edition=edition,
        role=role,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content_type="application/pdf",
        filename=filename,
    )
    file.save()
    storages["sealed"].save(file.storage_name, ContentFile(content))
    return file
