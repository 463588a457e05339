"""Comparison tables (新旧対照表) read as what they say of two editions.

A table stands for two texts: what its old cells say and what its new cells say, （略） for what it leaves out.
Readers of docx and PDF bring rows; `two_editions_of_text` finds the rows in text that was extracted from a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.importing.extracted_table import read_extracted_table
from portal.importing.side_columns import Side, SideColumns, is_remark, side_columns, which_side
from portal.text.body import line_kind
from portal.text.cleaning import Note
from portal.text.headings.forms import read_head
from portal.text.messages import gettext_noop
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.tree import Kind, LineKind

__all__ = [
    "Side",
    "SideColumns",
    "begins_something",
    "is_remark",
    "notes_beside",
    "notes_on_other_cells",
    "quoted",
    "side_columns",
    "texts_of_rows",
    "two_editions_of_text",
    "which_side",
]

_OPENING, _CLOSING = "（(「『【〔［[", "）)」』】〕］]"
_LEFT, _RIGHT = r"[（(〔［\[【]", r"[）)〕］\]】]"
_PUT_IN = r"新\s*設|新\s*規(?:\s*追\s*加)?|追\s*加|削\s*除"
_NOTHING = re.compile(rf"{_LEFT}?\s*(?:{_PUT_IN}|該当なし|なし|移\s*動)\s*{_RIGHT}?")
_NOTHING_IN_BRACKETS = re.compile(rf"{_LEFT}\s*(?:{_PUT_IN})\s*{_RIGHT}")
_DELETED = re.compile(rf"{_LEFT}\s*削\s*除\s*{_RIGHT}")
_DASHES = re.compile(r"[-－―—–ー─*＊]{1,4}")
_SAME = re.compile(rf"{_LEFT}?\s*(?:同[左右]|[左右]に同じ|現行(?:どおり|のとおり)|変更なし|同じ)\s*{_RIGHT}?")
_BARE_ELISION = re.compile(r"(?:以下|中|前|後|省)?\s*略|[～〜~]\s*略\s*[～〜~]")
_SENTENCE_ENDS = "。．.」』：:；;！？!?"
_PARTICLES = "はがをにでとのもやへ、,・またよびも及又"
_GOES_ON = re.compile(r"[ぁ-ゟ、。，．）)」』】〕ー々]")
_LATIN = re.compile("[A-Za-z0-9]")
END = "以上"
MOST_QUOTED = 5
"""Words quoted in a note; of more there are dots."""


def texts_of_rows(rows: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the old and the new text that the rows (old cell, new cell; lines parted by LF) stand for.

    A cell that says that nothing stands there (（新設）, （削除）, ―) adds nothing, 同左 adds what the other cell says.
    （略） stands on both sides on a line of its own; headings said again on a page are left out; a cell that a page
    parted is joined; 以上 that each part of a table has stands once.
    """
    old, new = _Text(), _Text()
    for row in rows:
        if which_side(row[0]) == "old" and which_side(row[1]) == "new":
            continue
        old_lines, new_lines = _completed(_lines(row[0]), _lines(row[1]))
        old.add(old_lines)
        new.add(new_lines)
    return str(old), str(new)


def two_editions_of_text(text: str) -> tuple[str, str] | None:
    """Return old and new text where `text` was extracted from a comparison table, None where it was not.

    What stands before and behind the table is in neither.
    """
    table = read_extracted_table(text)
    return texts_of_rows(table.rows) if table else None


def notes_beside(lines: Sequence[str]) -> tuple[Note, ...]:
    """Say which lines stand beside a comparison table and so in neither edition."""
    if not lines:
        return ()
    words = gettext_noop("新旧対照表の外にある{count}行（{words}）は、どちらの版にも入れていません。")
    return (Note("beside_table", words, (("count", str(len(lines))), ("words", quoted(lines)))),)


def notes_on_other_cells(cells: Sequence[str]) -> tuple[Note, ...]:
    """Say which cells of a comparison table are of neither edition: remarks, or what a row is about."""
    if not cells:
        return ()
    words = gettext_noop("新旧のほかの欄にある{count}個（{words}）は、どちらの版にも入れていません。")
    return (Note("other_cells", words, (("count", str(len(cells))), ("words", quoted(cells)))),)


def quoted(words: Sequence[str]) -> str:
    """Return the first words in 「」, each once, for a note."""
    first = list(dict.fromkeys(words))
    return "".join(f"「{word}」" for word in first[:MOST_QUOTED]) + ("…" if len(first) > MOST_QUOTED else "")


def _lines(cell: str) -> list[str]:
    lines = (line.strip(BLANKS) for line in normalise(cell).split("\n"))
    return [line for line in lines if line]


def _completed(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Both cells with what is said of one in the other: 同左, and （略） in a row of one cell."""
    if _is_alone(old, _SAME):
        old = new
    elif _is_alone(new, _SAME):
        new = old
    if (_is_elided(old) and not new) or (_is_elided(new) and not old):
        old = new = old or new
    return list(_said(old)), list(_said(new))


def _is_alone(lines: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return len(lines) == 1 and pattern.fullmatch(lines[0]) is not None


def _is_elided(lines: Sequence[str]) -> bool:
    if len(lines) != 1:
        return False
    head = read_head(lines[0])
    return (head is not None and head.kind is Kind.ELIDED) or _BARE_ELISION.fullmatch(lines[0]) is not None


def _said(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a cell that are words of the edition."""
    if _is_alone(lines, _NOTHING) or _is_alone(lines, _DASHES):
        return
    if _is_alone(lines, _BARE_ELISION):
        yield f"（{lines[0].strip('～〜~ ')}）"
        return
    above = ""
    for line in lines:
        if not _NOTHING_IN_BRACKETS.fullmatch(line) or (_DELETED.fullmatch(line) and read_head(above)):
            yield line
        above = line


class _Text:
    """The lines of one edition, row by row."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, lines: Sequence[str]) -> None:
        """Put the lines of the next cell behind those before, the first to the last where that is its rest."""
        if lines[:1] == [END] == self.lines[-1:]:
            return
        if self.lines and lines and continues(self.lines[-1], lines[0]):
            self.lines[-1] = joined(self.lines[-1], lines[0])
            lines = lines[1:]
        self.lines += lines

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


def continues(above: str, below: str) -> bool:
    """Whether `below`, at the top of a cell, is the rest of the sentence at whose break `above` ends."""
    if begins_something(below) or above[-1] in _SENTENCE_ENDS or _is_whole_heading(above):
        return False
    if _has_open_bracket(above):
        return True
    return above[-1] not in _CLOSING and (above[-1] in _PARTICLES or _GOES_ON.match(below) is not None)


def begins_something(line: str) -> bool:
    """Whether a line begins a unit: a heading, a label, a bullet, a mark of the table."""
    if read_head(line) or read_labels(line) or line == END or line_kind(line) is not LineKind.TEXT:
        return True
    return _NOTHING.fullmatch(line) is not None


def joined(above: str, below: str) -> str:
    """Two parts of a line put together, with a blank between Latin words alone."""
    seam = " " if _LATIN.match(above[-1]) and _LATIN.match(below[0]) and above[-1].isalpha() else ""
    return f"{above}{seam}{below}"


def _is_whole_heading(line: str) -> bool:
    head = read_head(line)
    return head is not None and not head.rest and not _has_open_bracket(line)


def _has_open_bracket(line: str) -> bool:
    opened = sum(line.count(bracket) for bracket in _OPENING)
    return opened > sum(line.count(bracket) for bracket in _CLOSING)
