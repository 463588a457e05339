"""Choose one of the two ways in which Word writes newer things (text boxes above all), so that each is read once."""

from __future__ import annotations

from portal.importing.docx.names import COMPATIBILITY, T
from portal.importing.docx.xml_parts import Element

_ALTERNATES = f"{COMPATIBILITY}AlternateContent"
_CHOICE = f"{COMPATIBILITY}Choice"
_FALLBACK = f"{COMPATIBILITY}Fallback"


def choose_alternates(root: Element) -> None:
    """Put what was chosen in the place of every mc:AlternateContent: the newer way, unless only the older has words."""
    for alternates in list(root.iter(_ALTERNATES)):
        put_in_place(alternates, _chosen(alternates))


def put_in_place(element: Element, content: list[Element]) -> None:
    """Put elements in the place of one; it is gone afterwards."""
    parent = element.getparent()
    if parent is None:
        return
    for child in content:
        element.addprevious(child)
    parent.remove(element)


def _chosen(alternates: Element) -> list[Element]:
    ways = [way for way in alternates if way.tag in (_CHOICE, _FALLBACK)]
    with_words = [way for way in ways if next(way.iter(T), None) is not None]
    way = next(iter([*with_words, *(way for way in ways if len(way))]), None)
    return [] if way is None else list(way)
