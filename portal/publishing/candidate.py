"""A candidate: an edition as read at one moment, with the files that are sealed when it is announced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.comparison.compare import compare
from portal.comparison.house_style import HouseStyle
from portal.models import Edition, SealedRole
from portal.models.canonical import canonical_json, sha256
from portal.publishing.faces import EditionFace, comparison_face
from portal.publishing.pdf import render_comparison_pdf, render_edition_pdf
from portal.publishing.sealing import sealed_json
from portal.text.tree import Document

MANIFEST_SCHEMA = 1
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is decided on: the edition's JSON, its document and the style of its comparison table."""

    edition: Edition
    json: bytes
    document: Document
    style: HouseStyle

    def is_same_as(self, other: Candidate) -> bool:
        """Whether both would be sealed as the same files."""
        return (self.json, self.style) == (other.json, other.style)


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """A file to seal: its bytes and what they are called."""

    role: SealedRole
    content: bytes
    content_type: str
    filename: str

    @property
    def sha256(self) -> str:
        """The hash under which the bytes are stored."""
        return sha256(self.content)

    def entry(self) -> dict[str, Any]:
        """Return the file's entry in a manifest."""
        return {"role": str(self.role), "sha256": self.sha256, "size": len(self.content)}


def read_candidate(edition_id: int) -> Candidate:
    """Return the edition with this id as it stands in the database now."""
    edition = Edition.objects.select_related("terms__service__issuer", "base").get(pk=edition_id)
    return Candidate(edition, sealed_json(edition), edition.document(), edition.terms.style)


def render_files(candidate: Candidate) -> tuple[CandidateFile, ...]:
    """Return the files to seal: JSON, PDF and, where there is a base, the comparison's PDF. Raises PdfError."""
    edition = candidate.edition
    stem = f"{edition.terms.slug}-{edition.number}"
    pdf = render_edition_pdf(_edition_face(edition), candidate.document)
    files = [
        CandidateFile(SealedRole.JSON, candidate.json, "application/json", f"{stem}.json"),
        CandidateFile(SealedRole.EDITION_PDF, pdf, PDF, f"{stem}.pdf"),
    ]
    if edition.base is not None:
        name = f"{edition.terms.slug}-{edition.base.number}-{edition.number}.pdf"
        files.append(CandidateFile(SealedRole.COMPARISON_PDF, _comparison(candidate, edition.base), PDF, name))
    return tuple(files)


def manifest_hash(files: tuple[CandidateFile, ...]) -> str:
    """Return the SHA-256 of the manifest: the canonical JSON that lists the files with their hashes and sizes."""
    entries = sorted((file.entry() for file in files), key=lambda entry: entry["role"])
    return sha256(canonical_json({"schema": MANIFEST_SCHEMA, "files": entries}))


def _edition_face(edition: Edition) -> EditionFace:
    issuer = edition.terms.service.issuer
    return EditionFace(
        terms_name=edition.terms.name,
        title=edition.title,
        edition_label=edition.printed_label,
        effective_date=edition.effective_date,
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        issuer_representative=issuer.representative,
    )


def _comparison(candidate: Candidate, base: Edition) -> bytes:
    table = compare(base.document(), candidate.document, style=candidate.style)
    return render_comparison_pdf(comparison_face(base, candidate.edition), table)
