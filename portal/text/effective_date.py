"""From which day a document says that it applies: in its 附則, and in its title line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from portal.text.dates import DATE, read_date
from portal.text.metadata import read_title
from portal.text.numbering.labels import BLANKS
from portal.text.tree import MAIN, Document, Kind

_B = rf"[{BLANKS}]*"
_STARTS = re.compile(rf"{DATE.pattern}{_B}(?:付け?)?(?:から|より|に|をもって)?[、，]?{_B}(?:施行|実施)")
_SENTENCE_ENDS = re.compile(r"[。\n]")
_OF_A_PART = re.compile(r"ただし|但し|第[^第。、]{1,8}[編章節条項号]|別表|別紙")
"""A sentence with such words may give a part of the document another day."""
_CHANGED = "改定|改訂|改正|制定|策定"


def date_in_supplements(document: Document) -> date | None:
    """Return the newest day from which the 附則 let the whole document apply.

    None without an 附則, and where one of them names no such day: that one may be the newest.
    """
    newest = [max(_days(text), default=None) for text in _supplements(document)]
    days = [day for day in newest if day is not None]
    return max(days) if days and len(days) == len(newest) else None


def date_in_title(document: Document) -> date | None:
    """Return the day in the title line; None without one, and where the line calls it the day of a change."""
    for clause in document:
        stated = read_title(clause.text).date if clause.kind is Kind.TITLE else ""
        if stated and not re.search(rf"{re.escape(stated)}{_B}(?:{_CHANGED})", clause.text):
            return read_date(stated)
    return None


def _supplements(document: Document) -> list[str]:
    """The text of each 附則, its own line and what stands under it."""
    texts: list[str] = []
    for clause in document:
        if clause.kind is Kind.SUPPLEMENTARY_PROVISION:
            texts.append("")
        if clause.context != MAIN and texts:
            texts[-1] += f"{clause.caption}\n{clause.text}\n"
    return texts


def _days(text: str) -> Iterator[date]:
    for sentence in _SENTENCE_ENDS.split(text):
        if _OF_A_PART.search(sentence):
            continue
        for match in _STARTS.finditer(sentence):
            day = read_date(match.group())
            if day is not None:
                yield day
