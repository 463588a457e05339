"""A candidate: an edition as read at one moment, with the files that are sealed when it is announced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from portal.comparison.house_style import HouseStyle
from portal.models import Edition, SealedRole
from portal.models.canonical import canonical_json, sha256
from portal.publishing.edition_images import edition_images
from portal.publishing.edition_tables import edition_table
from portal.publishing.faces import comparison_face, edition_face
from portal.publishing.pdf import PdfFailed, render_comparison_pdf, render_edition_pdf
from portal.publishing.sealing import sealed_json
from portal.publishing.storage import SealedBytesLost
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
    pdf = edition_pdf(candidate)
    files = [
        CandidateFile(SealedRole.JSON, candidate.json, "application/json", f"{stem}.json"),
        CandidateFile(SealedRole.EDITION_PDF, pdf, PDF, f"{stem}.pdf"),
    ]
    if edition.base is not None:
        name = f"{edition.terms.slug}-{edition.base.number}-{edition.number}.pdf"
        files.append(CandidateFile(SealedRole.COMPARISON_PDF, comparison_pdf(candidate, edition.base), PDF, name))
    return tuple(files)


def edition_pdf(candidate: Candidate, *, is_draft: bool = False) -> bytes:
    """Render the edition; a draft is marked 案 on every page. Raises PdfError."""
    face = replace(edition_face(candidate.edition), is_draft=is_draft)
    try:
        images = edition_images(candidate.edition, candidate.document)
    except SealedBytesLost as error:
        raise PdfFailed(str(error)) from error
    return render_edition_pdf(face, candidate.document, images)


def comparison_pdf(candidate: Candidate, base: Edition, *, is_draft: bool = False) -> bytes:
    """Render the comparison with the base; a draft is marked 案 on every page. Raises PdfError."""
    documents = base.document(), candidate.document
    table = edition_table(base, candidate.edition, style=candidate.style, documents=documents)
    return render_comparison_pdf(replace(comparison_face(base, candidate.edition), is_draft=is_draft), table)


def manifest_hash(files: tuple[CandidateFile, ...]) -> str:
    """Return the SHA-256 of the manifest: the canonical JSON that lists the files with their hashes and sizes."""
    entries = sorted((file.entry() for file in files), key=lambda entry: entry["role"])
    return sha256(canonical_json({"schema": MANIFEST_SCHEMA, "files": entries}))
