"""Tracked changes, all accepted or all rejected: the tree as Word would leave it, and how many they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from portal.importing.docx.alternates import put_in_place
from portal.importing.docx.names import NUM_PR, P_PR, R_PR, TBL, TC, TR, P, T, w
from portal.importing.docx.xml_parts import Element
from portal.importing.imported import TrackedChanges, TrackedChoice

_INS, _DEL, _FROM, _TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
_TRACKED = (_INS, _DEL, _FROM, _TO)
_NEW, _OLD = (_INS, _TO), (_DEL, _FROM)
_PROPERTIES = frozenset({R_PR, NUM_PR, w("trPr")})
"""Where w:ins and w:del stand for a mark, a number or a row, and not around words."""
_WORDS = tuple(
    map(w, ("delText", "tab", "br", "cr", "sym", "noBreakHyphen", "drawing", "pict", "object", "footnoteReference"))
)
_RENAMED = {w("delText"): T, w("delInstrText"): w("instrText")}


def count_tracked(roots: list[Element]) -> TrackedChanges:
    """Count what a person would call one change: neighbouring words, marks and rows of one kind by one author."""
    kinds = Counter(key[0] for root in roots for key, _group in groupby(_happenings(root)) if key)
    return TrackedChanges(kinds[_INS], kinds[_DEL], max(kinds[_FROM], kinds[_TO]))


def resolve_tracked(root: Element, choice: TrackedChoice) -> None:
    """Change the tree to what it says once all changes are accepted, or rejected."""
    accept = choice is TrackedChoice.ACCEPT
    gone, stays = (_OLD, _NEW) if accept else (_NEW, _OLD)
    if not accept:
        _restore_properties(root)
    _remove_rows_and_cells(root, gone, w("cellDel") if accept else w("cellIns"))
    without_mark = [p for p in root.iter(P) if _has_mark(p, gone)]
    for element in list(root.iter(*gone)):
        if _is_around_words(element):
            put_in_place(element, [])
    for element in list(root.iter(*stays)):
        if _is_around_words(element):
            put_in_place(element, list(element))
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[str(element.tag)]
    _join_with_next(without_mark)


def _happenings(root: Element) -> Iterator[tuple[str, str] | None]:
    """Yield (kind, author) or None for every word, paragraph mark and row, in reading order."""
    for _event, element in etree.iterwalk(root, events=("end",), tag=(T, *_WORDS, P, TR)):
        if element.tag == P:
            yield _tracked_as(element.find(f"{P_PR}/{R_PR}"))
        elif element.tag == TR:
            if row := _tracked_as(element.find(w("trPr"))):
                yield row
        else:
            yield _tracked_around(element)


def _tracked_as(properties: Element | None) -> tuple[str, str] | None:
    found = [] if properties is None else [child for child in properties if child.tag in _TRACKED]
    return (str(found[0].tag), found[0].get(w("author"), "")) if found else None


def _tracked_around(element: Element) -> tuple[str, str] | None:
    for ancestor in element.iterancestors():
        if ancestor.tag in _TRACKED:
            return str(ancestor.tag), ancestor.get(w("author"), "")
        if ancestor.tag == P:
            return None
    return None


def _is_around_words(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in _PROPERTIES


def _has_mark(paragraph: Element, kinds: tuple[str, ...]) -> bool:
    mark = paragraph.find(f"{P_PR}/{R_PR}")
    return mark is not None and any(child.tag in kinds for child in mark)


def _restore_properties(root: Element) -> None:
    """Give paragraphs and cells the properties they had; a paragraph's mark and section were not changed with them."""
    for change in list(root.iter(w("pPrChange"), w("tcPrChange"))):
        now = change.getparent()
        before = next(iter(change), None)
        if now is None:
            continue
        kept = [child for child in now if child.tag in (R_PR, w("sectPr"), w("cellIns"), w("cellDel"))]
        now[:] = [*([] if before is None else before), *kept]
    for number in list(root.iter(NUM_PR)):
        if number.find(_INS) is not None:
            put_in_place(number, [])


def _remove_rows_and_cells(root: Element, gone: tuple[str, ...], cell_mark: str) -> None:
    rows = [row for row in root.iter(TR) if (marks := row.find(w("trPr"))) is not None and _holds(marks, gone)]
    cells = [cell for cell in root.iter(TC) if cell.find(f"{w('tcPr')}/{cell_mark}") is not None]
    for element in (*rows, *cells):
        put_in_place(element, [])
    for table in [table for table in root.iter(TBL) if next(table.iter(TC), None) is None]:
        put_in_place(table, [])


def _holds(marks: Element, kinds: tuple[str, ...]) -> bool:
    return any(child.tag in kinds for child in marks)


def _join_with_next(paragraphs: list[Element]) -> None:
    """Put the words of paragraphs before those of the next one, whose mark remains and with it number and style.

    What has no next paragraph keeps its own line, unless nothing is left of it. From the last to the first, so that
    words move once however many paragraphs join.
    """
    following = {paragraph: _next_paragraph(paragraph) for paragraph in paragraphs}
    joined: dict[Element, Element] = {}
    for paragraph in reversed(paragraphs):
        target = following[paragraph]
        target = joined.get(target, target)
        if target is not None:
            _put_before(target, [child for child in paragraph if child.tag != P_PR])
            joined[paragraph] = target
        if target is not None or next(paragraph.iter(T, *_WORDS), None) is None:
            put_in_place(paragraph, [])


def _next_paragraph(paragraph: Element) -> Element | None:
    following = paragraph.getnext()
    while following is not None and following.tag not in (P, TBL, w("sdt")):
        following = following.getnext()
    return following if following is not None and following.tag == P else None


def _put_before(paragraph: Element, content: list[Element]) -> None:
    first = next(iter(paragraph), None)
    place = 1 if first is not None and first.tag == P_PR else 0
    for child in reversed(content):
        paragraph.insert(place, child)
