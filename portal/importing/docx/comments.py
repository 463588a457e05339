"""Comments of a Word file, replies too, with the words they are on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.importing.docx.marks import Mark
from portal.importing.docx.names import WORD_2010, WORD_2012, P, T, w
from portal.importing.docx.xml_parts import Element
from portal.importing.imported import FileComment

LONGEST_QUOTE = 300
"""Characters; a comment may be on a whole chapter."""
_PARAGRAPH_ID = f"{WORD_2010}paraId"


def read_comments(
    root: Element | None, extended: Element | None, *, ids: Mapping[str, int], marks: tuple[Mark, ...], text: str
) -> tuple[FileComment, ...]:
    """Return the comments in the order of the file.

    `root` is comments.xml and `extended` commentsExtended.xml (which reply answers what); `ids` numbers the
    comments as the marks of `text` do. A reply without a place has that of what it answers.
    """
    if root is None:
        return ()
    comments = list(root.iter(w("comment")))
    places = _places(marks)
    parents = _parents(comments, extended)
    found = []
    for comment in comments:
        number = _placed(comment.get(w("id"), ""), ids, parents, places)
        quoted, line = _quoted(places.get(number, {}), text)
        found.append(
            FileComment(comment.get(w("author"), ""), _words(comment), quoted, line, _day(comment.get(w("date"), "")))
        )
    return tuple(found)


def _places(marks: tuple[Mark, ...]) -> dict[int, dict[str, Mark]]:
    """Return the marks of each comment: where its words begin and end, and where its sign stands."""
    places: dict[int, dict[str, Mark]] = {}
    for mark in marks:
        what, _blank, number = mark.what.partition(" ")
        if number:
            places.setdefault(int(number), {}).setdefault(what, mark)
    return places


def _placed(
    comment_id: str, ids: Mapping[str, int], parents: Mapping[str, str], places: Mapping[int, dict[str, Mark]]
) -> int:
    number = ids.get(comment_id, -1)
    return number if number in places else ids.get(parents.get(comment_id, ""), -1)


def _parents(comments: list[Element], extended: Element | None) -> dict[str, str]:
    """Return which comment each reply answers; Word names both by the last paragraph of their words."""
    if extended is None:
        return {}
    names = {p.get(_PARAGRAPH_ID, ""): comment.get(w("id"), "") for comment in comments for p in comment.iter(P)}
    answers = [(entry.get(f"{WORD_2012}paraId"), entry.get(f"{WORD_2012}paraIdParent")) for entry in extended]
    return {names[own]: names[parent] for own, parent in answers if own in names and parent in names}


def _quoted(place: Mapping[str, Mark], text: str) -> tuple[str, int]:
    """Return the words and line of a comment: of the first word in its range, not of the line break before it."""
    begin, end = place.get("commentRangeStart"), place.get("commentRangeEnd")
    if begin is None:
        sign = place.get("commentReference")
        return "", sign.line if sign else 0
    words = text[begin.offset : min(end.offset, begin.offset + 2 * LONGEST_QUOTE)] if end else ""
    before = len(words) - len(words.lstrip())
    line = begin.line + words.count("\n", 0, before) if words.strip() else begin.line
    words = words.strip()
    return (words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "…"), line


def _words(comment: Element) -> str:
    return "\n".join("".join(words.text or "" for words in p.iter(T)) for p in comment.iter(P)).strip()


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
