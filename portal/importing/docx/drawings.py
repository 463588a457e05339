"""What a drawing holds: text boxes, words drawn as shapes, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.importing.docx.names import CHART, DIAGRAM, DRAWING, OFFICE, TXBX_CONTENT, VML
from portal.importing.docx.xml_parts import Element

_PICTURES = (f"{DRAWING}blip", f"{VML}imagedata", f"{CHART}chart", f"{DIAGRAM}relIds", f"{OFFICE}OLEObject")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text boxes (w:txbxContent) to be read as stories, lines of words in shapes, and whether a picture is left out."""

    boxes: tuple[Element, ...]
    lines: tuple[str, ...]
    has_picture: bool


def read_drawing(element: Element) -> Drawn:
    """Return what a w:drawing, w:pict or w:object holds; boxes within boxes belong to the outer ones."""
    boxes: list[Element] = []
    lines: list[str] = []
    has_picture = False
    for part in _outside_boxes(element):
        if part.tag == TXBX_CONTENT:
            boxes.append(part)
        elif part.tag == f"{DRAWING}p":
            lines.append("".join(words.text or "" for words in part.iter(f"{DRAWING}t")))
        elif part.tag == f"{VML}textpath":
            lines.append(part.get("string", ""))
        has_picture = has_picture or part.tag in _PICTURES
    return Drawn(tuple(boxes), tuple(line for line in lines if line.strip()), has_picture)


def _outside_boxes(element: Element) -> Iterator[Element]:
    """Yield the elements of a drawing in order, going into no text box."""
    for child in element:
        yield child
        if child.tag != TXBX_CONTENT:
            yield from _outside_boxes(child)
