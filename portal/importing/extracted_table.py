"""A comparison table in extracted text: cells parted by tabs or pipes, their lines by <p> or <br>, over several pages.

Extraction gives each page's part of the table its headings again or none, joins the wrapped lines of a cell with
blanks, and may leave a cell that fills a page as plain lines between two parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.importing.side_columns import SideColumns, side_columns
from portal.text.normalise import normalise
from portal.text.numbering.labels import read_labels
from portal.text.pipe_table import read_pipe_tables

FEWEST_IN_TABLE = 0.5
"""What share of a text's characters must stand in its table: terms may hold a small one of old and new prices."""
LONGEST_STAND_IN = 8
"""Characters of a cell that says that nothing stands there: （新設）."""
_QUOTED_CELL = re.compile(r'(?<![^\n\t])"(?:[^"\t]|"")*"(?![^\n\t\r])')
"""A cell of several lines as Excel copies it."""
_LINE_TAG = re.compile(r"</?(?:p|div|li|ul|ol|table|tbody|tr|td|th)(?:\s[^<>]*)?>|<br\s*/?>", re.IGNORECASE)
_LIST = re.compile(r"<[uo]l(?:\s[^<>]*)?>(.*?)(?=</?(?:[uo]l|div|p)\b|$)", re.IGNORECASE | re.DOTALL)
_WORD_TAG = re.compile(r"</?(?:u|b|i|s|em|strong|ins|del|span|sup|sub|mark)(?:\s[^<>]*)?>", re.IGNORECASE)
_BULLET = re.compile(r"\s+(?=[・●•■]\s)")
_MARKDOWN_BULLET = re.compile(r"^[-*+]\s+(?=[・●•■])")
_HIRAGANA = "\u3041-\u309f"
_JAPANESE = f"{_HIRAGANA}\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff々〇、。「」『』（）"
_IDLE_BLANK = re.compile(rf"(?<=[{_HIRAGANA}、。]) (?=[{_JAPANESE}])|(?<=[{_JAPANESE}]) (?=[{_HIRAGANA}])")
"""A blank beside hiragana, where no Japanese text has one: extraction joined two lines with it."""
_ARTICLE_AND_LEAD = re.compile(
    r"(第\s?[0-9０-９〇一二三四五六七八九十百]+\s?条[^\s（(]{0,6}\s?[（(][^（）()]+[）)])\s(?=[^\s].*。)"
)
_FIELD = re.compile(r" (?=[^\s：、。（）]{1,10}：\S)")
"""Before the name of a field such as TEL：; where a line has several, each stood on a line of its own."""
FEWEST_FIELDS = 2
_PAGE_NUMBER = re.compile(
    r"[-－–—\s]*(?:p\.?|ページ)?\s*\d{1,4}(?:\s*[/／]\s*\d{1,4})?\s*(?:ページ|頁)?[-－–—\s]*", re.IGNORECASE
)


@dataclass(slots=True)
class ExtractedTable:
    """The rows of both editions, their cells in other columns, and the lines `before` and `behind` the table."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


def read_extracted_table(text: str) -> ExtractedTable | None:
    """Return the comparison table that `text` is; None where it is none, or holds more beside it than in it."""
    if "\t" not in text and "|" not in text:
        return None
    text = _QUOTED_CELL.sub(lambda cell: cell.group().strip('"').replace('""', '"').replace("\n", "<br>"), text)
    lines = [line.rstrip("\r") for line in re.split("[\n\x0c]", text)]
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return (
        reader.table
        if reader.table.rows and reader.in_table >= FEWEST_IN_TABLE * max(1, sum(map(len, lines)))
        else None
    )


class _Reader:
    """Reads lines in order; `between` holds plain lines of which the next row tells whether the table goes on."""

    def __init__(self) -> None:
        self.table = ExtractedTable()
        self.columns: SideColumns | None = None
        self.in_table = 0

    def read(self, line: str) -> None:
        cells = _cells(line)
        columns = side_columns([*map(_plain, cells)]) if len(cells) > 1 else None
        if columns is not None:
            self.columns = columns
            self.in_table += len(line)
        elif self.columns is None:
            self._keep(self.table.before, line)
        elif len(cells) == self.columns.count:
            self._add(self.columns.pair(cells), len(line))
            self.table.others += map(_plain, self.columns.others(cells))
        elif not _is_rule(line):
            self._keep(self.table.behind, line)

    def _add(self, pair: tuple[str, str], length: int) -> None:
        between, self.table.behind = self.table.behind, []
        self.table.rows += [*_rows_between(between, self.table.rows), (_plain(pair[0]), _plain(pair[1]))]
        self.in_table += length + sum(map(len, between))

    @staticmethod
    def _keep(lines: list[str], line: str) -> None:
        if line.strip() and not _PAGE_NUMBER.fullmatch(line.strip()):
            lines.append(_plain(line))


def _cells(line: str) -> list[str]:
    """The cells of a line; one for a line of no table."""
    if line.lstrip().startswith("|"):
        table = read_pipe_tables([(0, line)])[0]
        return [cell.text for cell in table.rows[0]] if table.rows else [line]
    return line.split("\t")


def _is_rule(line: str) -> bool:
    """Whether a line only parts the heading of a table from its rows: |---|---|."""
    return re.fullmatch(r"[|:\-\s]+", line) is not None and "|" in line


def _rows_between(lines: Sequence[str], rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Plain lines between two parts of the table: more of the last row's one cell with words, else of both."""
    if not lines:
        return
    more = "\n".join(lines)
    old, new = rows[-1] if rows else ("", "")
    if len(old) <= LONGEST_STAND_IN < len(new):
        yield "", more
    elif len(new) <= LONGEST_STAND_IN < len(old):
        yield more, ""
    else:
        yield more, more


def _plain(cell: str) -> str:
    """The words of a cell, a line each, without markup and without blanks where lines were joined."""
    parted = _LINE_TAG.search(cell) is not None
    cell = _LIST.sub(lambda found: "\n" + _BULLET.sub("\n", found[1]) + "\n", cell)
    cell = _WORD_TAG.sub("", _LINE_TAG.sub("\n", cell))
    lines = (_MARKDOWN_BULLET.sub("", normalise(line).strip(" \u3000")) for line in cell.split("\n"))
    plain = (_IDLE_BLANK.sub("", line) for line in lines if line)
    return "\n".join(map(_with_lines_parted, plain) if parted else plain)


def _with_lines_parted(line: str) -> str:
    """A paragraph of markup, into which several lines were put: an article's heading and lead, fields of a contact."""
    line = _ARTICLE_AND_LEAD.sub("\\1\n", line, count=1)
    start = 1 + max((label.length for label in read_labels(line)), default=-1)
    label, fields = line[:start], line[start:]
    return label + _FIELD.sub("\n", fields) if len(_FIELD.findall(fields)) >= FEWEST_FIELDS else line
