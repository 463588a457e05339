"""What stands around a comparison table: the words of the PDF's face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.comparison.table import ComparisonTable
from portal.publishing.faces import (
    FILES_HEADING,
    ComparisonFace,
    comparison_label,
    comparison_title,
    sides_in_words,
    spaced,
)
from portal.publishing.office.characters import readable


@dataclass(frozen=True, slots=True)
class FaceWords:
    """The words around a table, each one line; "" prints nothing.

    `name` is the file's own title, which every page's foot says too. `files` are the lines below the table that say
    what became of the editions' files.
    """

    title: str
    name: str
    issuer: str
    sides: tuple[str, ...]
    legend: str
    closing: str
    files: tuple[str, ...] = ()


def face_words(face: ComparisonFace, table: ComparisonTable) -> FaceWords:
    """Word the face, old side first."""
    style = table.style
    return FaceWords(
        title=_line(comparison_title(face)),
        name=_line(spaced(face.terms_name, comparison_label(face))),
        issuer=_line(face.issuer_name),
        sides=tuple(_line(side) for side in sides_in_words(face, style) if side),
        legend=_line(table.legend),
        closing=_line(style.closing),
        files=tuple(_files(face)),
    )


def _files(face: ComparisonFace) -> Iterator[str]:
    """添付の変更, and a line for each file."""
    if face.file_changes:
        yield FILES_HEADING
        yield from map(_line, face.file_changes)


def _line(words: str) -> str:
    return readable(words).replace("\n", " ").replace("\t", " ").strip()
