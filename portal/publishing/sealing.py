"""An edition as canonical JSON: the words that are sealed. The format is described in docs/sealing.md."""

from __future__ import annotations

from typing import Any

from portal.models import Clause, Edition
from portal.models.canonical import canonical_json, sha256
from portal.text.tree import Document
from portal.text.writer import write

SCHEMA = 2
"""The number of the format that is sealed today. Those before it stay, so that what they sealed can be made again."""


def sealed_json(edition: Edition, *, schema: int = SCHEMA) -> bytes:
    """Return the edition as canonical JSON in UTF-8. It holds the effective date, never the time of announcement."""
    return canonical_json(sealed_values(edition, schema=schema))


def sealed_values(edition: Edition, *, schema: int = SCHEMA) -> dict[str, Any]:
    """Return what is sealed as plain values; reads the edition's rows as they are now. `schema` is 1 or 2."""
    values = _values_of_schema_1(edition)
    return values if schema == 1 else _values_of_schema_2(edition, values)


def _values_of_schema_2(edition: Edition, values: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 with the ground of the change, the files that belong to the text, and staff's words on the table."""
    return values | {
        "schema": 2,
        "edition": values["edition"] | {"basis_kind": edition.basis_kind},
        "attachments": [file.values() for file in edition.attachments.order_by("position", "key")],
        "row_remarks": [
            remark.values() for remark in edition.row_remarks.order_by("side", "clause_key", "path", "part")
        ],
    }


def _values_of_schema_1(edition: Edition) -> dict[str, Any]:
    terms, service, issuer = edition.terms, edition.terms.service, edition.terms.service.issuer
    return {
        "schema": 1,
        "issuer": {
            "name": issuer.name,
            "address": issuer.address,
            "representative": issuer.representative,
            "contact": issuer.contact,
        },
        "service": {"slug": service.slug, "name": service.name},
        "terms": {"slug": terms.slug, "name": terms.name, "time_zone": terms.time_zone},
        "edition": _edition_values(edition),
        "base": _base_values(edition.base),
        "clauses": [_clause_values(row) for row in edition.clauses.order_by("rank")],
    }


def text_hash(document: Document) -> str:
    """Return the SHA-256 of a document's written text in UTF-8."""
    return sha256(write(document).encode("utf-8"))


def _edition_values(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "label": edition.printed_label,
        "title": edition.title,
        "effective_date": edition.effective_date.isoformat() if edition.effective_date else None,
        "summary": edition.summary,
        "basis": edition.basis,
        "tail": edition.tail,
        "text_sha256": text_hash(edition.document()),
    }


def _base_values(base: Edition | None) -> dict[str, Any] | None:
    if base is None:
        return None
    publication = getattr(base, "publication", None)
    return {"number": base.number, "json_sha256": publication.json_sha256 if publication else None}


def _clause_values(row: Clause) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "label": row.label,
        "number": [int(part) for part in row.number.split("_")] if row.number else [],
        "caption": row.caption,
        "text": row.text,
        "form": row.form,
        "gap": row.gap,
        "supplementary_key": row.supplementary_key,
    }
