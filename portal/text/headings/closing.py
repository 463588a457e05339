"""What stands behind the last provision: 以上, 文書番号, a 制定文 set off by a blank line, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portal.text import metadata
from portal.text.body import line_kind
from portal.text.headings.signatures import is_signatory, may_stand_between
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.tree import LineKind

_SHORT = 8
"""Characters up to which a line, without its indent, may be 以　上."""
MOST_SIGNATORIES = 40
"""Lines of names and addresses behind a date."""
_ATTESTED = re.compile(
    rf"[{BLANKS}]*(?:(?:本|この|以上|上記|右).{{0,60}}(?:証として|証するため|証する為|証し、)|in witness whereof)",
    re.IGNORECASE,
)
"""The sentence behind which a contract is signed."""
_SIGNED = re.compile(
    rf"[{BLANKS}]*(?:本|この|以上|上記|右).{{0,60}}(?:記名|署名).{{0,20}}(?:する|します|した|しました)。"
)
"""The same with less to tell it from a provision."""


class _Line(NamedTuple):
    offset: int
    text: str
    is_set_off: bool


def may_close(text: str, stop: int, *, only_field: bool = False) -> bool:
    """Whether the last filled line before `stop` has in it what a closing line has, or what a field has.

    That is 日, 以上 or English, or a colon. Quick, for it is asked of every clause.
    """
    while text[stop - 1 : stop] == "\n":
        stop -= 1
    last = text[text.rfind("\n", 0, stop) + 1 : stop]
    if only_field:
        return metadata.is_field(last)
    return (
        "日" in last
        or "：" in last
        or ":" in last
        or ("上" in last and len(last.lstrip(BLANKS)) <= _SHORT)
        or last.isascii()
    )


def read_closing(written: str, *, in_supplementary: bool) -> Iterator[int]:
    """Yield the offsets in a clause's text at which records begin that are no part of it.

    Only lines at the end count, behind which nothing else follows. In a 附則 a date is a provision.
    """
    return _begins(list(_closing_lines(written))[::-1], in_supplementary=in_supplementary)


def _begins(lines: Sequence[_Line], *, in_supplementary: bool) -> Iterator[int]:
    is_colophon = False
    for offset, line, is_set_off in lines:
        if is_colophon:
            begins = is_set_off
        else:
            begins = offset > 0 and (metadata.ends_document(line) or (is_set_off and not in_supplementary))
        if begins:
            yield offset
            is_colophon = True


def _closing_lines(written: str) -> Iterator[_Line]:
    """The closing lines at the end of a text, the last first."""
    for line in _lines_upwards(written):
        if not (may_close(line.text, len(line.text)) and metadata.is_closing_colophon(line.text)):
            return
        yield line


def read_signatures(written: str) -> int | None:
    """Return where, in a clause's text, the part begins in which somebody signs; None without one.

    It begins with a set-off date, a record, 以上 or the sentence that says so, and goes on with names and addresses.
    """
    begins, signs = None, False
    for line in _lines_upwards(written):
        if _ATTESTED.match(line.text) or (signs and _SIGNED.match(line.text)):
            return line.offset if line.offset else begins
        if may_close(line.text, len(line.text)) and metadata.is_closing_colophon(line.text):
            if signs and (line.is_set_off or metadata.ends_document(line.text)) and written[: line.offset].strip():
                begins = line.offset
        elif begins is not None or not _may_sign(line.text):
            return begins
        signs = signs or is_signatory(line.text.strip(BLANKS))
    return begins


def _may_sign(line: str) -> bool:
    words = line.strip(BLANKS)
    if is_signatory(words):
        return True
    has_label = any(not label.weak for label in read_labels(words))
    return may_stand_between(words) and not has_label and line_kind(words) is LineKind.TEXT


def _lines_upwards(written: str) -> Iterator[_Line]:
    """The lines with something in them, the last first; no more than a page of signatures can have."""
    end = len(written)
    for _ in range(2 * MOST_SIGNATORIES):
        if end <= 0:
            return
        start = written.rfind("\n", 0, end) + 1
        if start < end:
            yield _Line(start, written[start:end], start > 1 and written[start - 2] == "\n")
        end = start - 1
