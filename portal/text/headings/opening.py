"""What stands before the first heading: title, records such as a date or 文書番号, and the 前文."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.text import metadata
from portal.text.headings.ordinals import read_ordinal
from portal.text.headings.signatures import COMPANY, is_signatory
from portal.text.numbering.labels import BLANKS, FIRST, Label, read_labels
from portal.text.tree import Kind

LONGEST_TITLE = 80
LONGEST_FRONT_MATTER = 2000
"""Characters of the block of records at the top of a Markdown file."""

_WORDS = "約款|規約|規程|規則|規定|契約|契約書|条件|方針|ポリシー|特約|細則|要綱|要領|基準|法律|条例|憲章|定款|法"
_LATIN_WORDS = "terms|policy|agreement|conditions|rules|contract|act"
_DOCUMENT = re.compile(f"{_WORDS.removesuffix('|法')}|法$|{_LATIN_WORDS}", re.IGNORECASE)
_SECOND_LINE = re.compile(
    rf".{{0,30}}(?:{_WORDS})(?:[（(][^（）()]*[）)])?|.{{0,30}}\b(?:{_LATIN_WORDS}|of use|of service|notice)",
    re.IGNORECASE,
)
"""What the second line of a title is: 利用規約 below the name of a service."""
_PREAMBLE = re.compile(
    rf"[■□●◆【＜\[#* ]*(?:[前序][{BLANKS}]*文|まえがき|はじめに|preamble|recitals|introduction)[】＞\]#* ]*",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"---\n(?:[\w -]{1,30}:[^\n]*\n)+---(?:\n|\Z)")
_NUMBERED = ("decimal_dot", "decimal_blank", "decimal_half", "decimal", "ordinal")
"""Styles in which the first heading of a document without a title may be numbered."""
_MARKS = "*#■□●◆◇【［＜《〈 "


def read_opening(text: str, start: int, end: int, above: Kind | None = None) -> Iterator[tuple[int, Kind]]:
    """Yield where title, colophon and preamble begin between two offsets of `text`; `above` is what stands before.

    The title is the first line that is no record (日付, 文書番号 …) and no bare name of a company.
    """
    kind, titled, title = above, above not in (None, Kind.COLOPHON), ""
    records = _FRONT_MATTER.match(text, 0, min(end, LONGEST_FRONT_MATTER)) if start == 0 else None
    for offset, line in _filled_lines(text, start, end):
        if records is not None and offset < records.end():
            found = Kind.COLOPHON
        elif title and text[offset - 2 : offset - 1] != "\n" and _is_second_line(title, line):
            found = Kind.TITLE
        else:
            found = _kind(line, kind, titled=titled, next_line=_next_line(text, offset, end))
        title = line if found is Kind.TITLE and not title else ""
        titled = titled or found is not Kind.COLOPHON
        if found is not kind:
            yield offset, found
            kind = found


def _is_second_line(title: str, line: str) -> bool:
    """Whether a title goes on in the next line, 利用規約, for it does not say yet what document it is."""
    return _DOCUMENT.search(title) is None and _SECOND_LINE.fullmatch(line) is not None


def _kind(line: str, above: Kind | None, *, titled: bool, next_line: str) -> Kind:
    if metadata.is_opening_colophon(line) or (line.startswith("<!--") and line.endswith("-->")):
        return Kind.COLOPHON
    if metadata.RULE.fullmatch(line) and above is not Kind.PREAMBLE:
        return Kind.COLOPHON
    if titled and above in (Kind.TITLE, Kind.COLOPHON) and is_signatory(line):
        return Kind.COLOPHON
    if titled or not _may_be_title(line):
        return Kind.PREAMBLE
    is_company = COMPANY.search(line) is not None and _DOCUMENT.search(line) is None
    return Kind.COLOPHON if is_company and _may_be_title(next_line) else Kind.TITLE


def _may_be_title(line: str) -> bool:
    if not line or "。" in line or len(line) > LONGEST_TITLE or line[0] == "|" or _PREAMBLE.fullmatch(line):
        return False
    words = line.lstrip(_MARKS)
    labels = (*read_labels(words), *read_ordinal(words))
    return not any(label.number == FIRST and _numbers_heading(label) for label in labels)


def _numbers_heading(label: Label) -> bool:
    return label.style in _NUMBERED or (label.style == "big_roman" and label.separator != "")


def _filled_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines with something in them: the offset of each, and what it says."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop].strip(BLANKS)
        if line:
            yield start, line
        start = stop + 1


def _next_line(text: str, offset: int, end: int) -> str:
    stop = text.find("\n", offset, end)
    return next((line for _, line in _filled_lines(text, stop, end)), "") if stop >= 0 else ""
