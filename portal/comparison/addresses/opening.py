"""What the lines about a document itself are called, which nobody calls 奥付 or 前文: 最終改定日の行, 日付・版の行."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from portal.comparison.addresses.bilingual import Bilingual
from portal.text.metadata import is_field, read_metadata, read_title
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Clause, Document, Kind, unmarked

_WIDE_BLANKS = re.compile(f"(?<![A-Za-z])[{BLANKS}]+")
_COLON = re.compile("[：:]")
_END = "以上"
_MOST_FIELDS = 2
"""Records that are named one by one."""
_SECTION = re.compile("[■□●◆◇]")
_STATED = {
    "date": Bilingual("日付", "date"),
    "law_number": Bilingual("番号", "number"),
    "edition_label": Bilingual("版", "edition"),
}
_DATES = ("enacted", "created", "amended", "effective")
ABOVE_ARTICLES = (Kind.TITLE, Kind.COLOPHON, Kind.PREAMBLE, Kind.TABLE_OF_CONTENTS)
"""What stands before the first article or heading."""


def opening_name(document: Document, index: int, *, at_end: bool) -> Bilingual | None:
    """Return what a colophon or preamble is called by what it says; None where it is one, and for all other clauses.

    `at_end` says whether articles stand above it.
    """
    clause = document.clauses[index]
    lines = [line.strip(BLANKS) for line in clause.text.split("\n") if line.strip(BLANKS)]
    if clause.kind is Kind.COLOPHON:
        named = _fields_name(lines) or _lines_name([line for line in lines if line != _END], _stated_in_record)
        return Bilingual(f"末尾の{named}", f"{named.english} at the end") if named and at_end else named
    if clause.kind is Kind.PREAMBLE:
        return _lines_name(lines, _stated_behind_name) or _section_name(document, index)
    return None


def _fields_name(lines: list[str]) -> Bilingual | None:
    """最終改定日の行, for one record or two that have names."""
    if not lines or len(lines) > _MOST_FIELDS or not all(map(is_field, lines)):
        return None
    names = [_WIDE_BLANKS.sub("", _COLON.split(line)[0].strip(BLANKS)) for line in lines]
    quoted = " and ".join(f"“{name}”" for name in names)
    return Bilingual(f"{'・'.join(names)}の行", f"{quoted} line{'s' if len(names) > 1 else ''}")


def _lines_name(lines: list[str], stated_in: Callable[[str], set[str]]) -> Bilingual | None:
    """日付・版の行, for lines that say nothing else."""
    stated = list(takewhile(bool, map(stated_in, lines)))
    if not lines or len(stated) < len(lines):
        return None
    words = [words for name, words in _STATED.items() if name in set().union(*stated)]
    english = " and ".join(each.english for each in words).capitalize()
    return Bilingual(
        f"{'・'.join(each.japanese for each in words)}の行", f"{english} line{'s' if len(lines) > 1 else ''}"
    )


def _stated_in_record(line: str) -> set[str]:
    """What a line between title and first heading states; nothing where that is none of `_STATED`."""
    names = {"date" if name in _DATES else name for name, _ in read_metadata([Clause(Kind.COLOPHON, text=line)])}
    return names if names <= set(_STATED) else set()


def _stated_behind_name(line: str) -> set[str]:
    """What a line states that could stand behind the name in a title: 第3版（2024年4月1日）."""
    title = read_title(f"題名 {line}")
    if title.name != "題名":
        return set()
    return {name for name, value in (("date", title.date), ("edition_label", title.edition_label)) if value}


def _section_name(document: Document, index: int) -> Bilingual | None:
    """The name of the first of sections that begin with ■, whose heading was taken for the title of the document."""
    title = document.clauses[index - 1] if index else None
    if title is None or title.kind is not Kind.TITLE or not _SECTION.match(title.text):
        return None
    first = next((clause for clause in document if clause.kind is Kind.ARTICLE), None)
    if first is None or first.label or not first.form.startswith(title.text[0]):
        return None
    name = unmarked(title.text)[1:].strip(BLANKS)
    return Bilingual(f"「{name}」", f"“{name}”")
