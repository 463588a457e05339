"""Paragraphs and tables of a story (the document, a cell, a text box, a note) in the order of printing."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping

from portal.importing.docx.fields import Fields
from portal.importing.docx.inline import Anchored, Words
from portal.importing.docx.labels import BLANKS, labelled, without_tabs
from portal.importing.docx.marks import mark, marks_of, without_marks
from portal.importing.docx.names import P_PR, R_PR, SDT_CONTENT, TBL, P, w
from portal.importing.docx.numbering import Numbering
from portal.importing.docx.styles import Styles, is_on, number_properties, value
from portal.importing.docx.tables import Grid, grid_lines, read_grid
from portal.importing.docx.xml_parts import Element

Block = str | Grid
"""A line with its marks, or a table."""

_COMMENTS = frozenset(map(w, ("commentRangeStart", "commentRangeEnd")))
_SILENT = frozenset(map(w, ("sectPr", "tblPr", "tcPr", "sdtPr", "sdtEndPr")))
_CONTENTS_HEADING = re.compile("目次|もくじ|contents|tableofcontents", re.IGNORECASE)
_PAGE_NUMBER = re.compile("[-－‐]? ?(?:[0-9０-９]+|[ivxlc]+)? ?[-－‐]?", re.IGNORECASE)


class Story:
    """Reads stories; lists count on and notes are numbered from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Mapping[tuple[str, str], Element]) -> None:
        """Begin; `notes` are footnotes and endnotes by ("footnote", id)."""
        self.words = Words(styles)
        self.unknown_formats: list[str] = []
        self.added_contents_heading = 0
        self.without_result = 0
        self._numbering = numbering
        self._notes = dict(notes)
        self._depth = 0
        self._carried: list[str] = []
        self._last_words = ""

    def read(self, root: Element) -> list[Block]:
        """Return the blocks of a story of its own (its fields begin and end in it)."""
        outside, self.words.fields = self.words.fields, Fields(root)
        blocks = self._blocks(root)
        self.without_result += self.words.fields.without_result
        self.words.fields = outside
        if self._carried and self._depth == 0:
            blocks.append(self._taken())
        return blocks

    def _blocks(self, container: Element) -> list[Block]:
        blocks: list[Block] = []
        for child in container:
            if child.tag == P:
                blocks += self._paragraph(child)
            elif child.tag == TBL:
                blocks += self._table(child)
            elif child.tag == w("sdt"):
                content = child.find(SDT_CONTENT)
                blocks += [] if content is None else self._blocks(content)
            elif child.tag in _COMMENTS:
                self._carried.append(self.words.comment_mark(child))
            elif child.tag == w("altChunk"):
                self._carried.append(mark("embedded"))
            elif child.tag not in _SILENT:
                blocks += self._blocks(child)
        return blocks

    def _paragraph(self, paragraph: Element) -> list[Block]:
        outside, self.words.anchored = self.words.anchored, Anchored()
        lines = self._printed(paragraph)
        anchored, self.words.anchored = self.words.anchored, outside
        outside.notes += anchored.notes
        blocks: list[Block] = [*lines]
        for box in anchored.boxes:
            blocks += [box] if isinstance(box, str) else self._boxed(box)
        if self._depth == 0:
            blocks += self._notes_here()
        return blocks

    def _printed(self, paragraph: Element) -> list[str]:
        """Return the lines of a paragraph: none where all of it is hidden, or where its words join the next ones."""
        properties = paragraph.find(P_PR)
        style_id = (None if properties is None else value(properties.find(w("pStyle")))) or ""
        in_contents = self.words.fields.in_contents
        raw = self.words.of(paragraph, style_id)
        has_mark = not self._hides_mark(properties)
        if not has_mark and not without_marks(raw).strip(BLANKS):
            self._carried.append(marks_of(raw))
            return []
        if in_contents or self.words.fields.met_contents:
            raw = self._without_page_number(raw)
        label = self._numbering.label(number_properties(properties), style_id)
        lines = _trimmed(raw)
        if label is not None:
            self.unknown_formats += [label.unknown_format] if label.unknown_format else []
            sign = mark("number") if label.text else ""
            lines[0] = sign + labelled(label.text, label.suffix, lines[0])
        lines[0] = self._taken() + lines[0]
        if not has_mark:
            self._carried.append(lines.pop())
        return self._with_contents_heading(lines)

    def _without_page_number(self, raw: str) -> str:
        words, tab, page = without_marks(raw).rpartition("\t")
        if not tab or not _PAGE_NUMBER.fullmatch(page.strip(BLANKS)):
            return raw
        return mark("page") + marks_of(raw) + words.rstrip(BLANKS)

    def _with_contents_heading(self, lines: list[str]) -> list[str]:
        """Put 目次 before a table of contents that has no heading, or its lines would be read as articles."""
        words = next((seen for line in reversed(lines) if (seen := without_marks(line).strip(BLANKS))), "")
        fields = self.words.fields
        if words and fields.met_contents:
            fields.met_contents = False
            heading = re.sub(f"[{BLANKS}]", "", self._last_words)
            first = re.sub(f"[{BLANKS}]", "", without_marks(lines[0]))
            if not _CONTENTS_HEADING.fullmatch(heading) and not _CONTENTS_HEADING.fullmatch(first):
                self.added_contents_heading += 1
                lines = ["目次", *lines]
        self._last_words = words or self._last_words
        return lines

    def _hides_mark(self, properties: Element | None) -> bool:
        mark_properties = None if properties is None else properties.find(R_PR)
        if mark_properties is None:
            return False
        return bool(is_on(mark_properties.find(w("vanish"))) or is_on(mark_properties.find(w("specVanish"))))

    def _taken(self) -> str:
        carried, self._carried = self._carried, []
        return "".join(carried)

    def _table(self, table: Element) -> list[Block]:
        grid = read_grid(table, self._cell)
        return [grid, *(self._notes_here() if self._depth == 0 else [])]

    def _cell(self, cell: Element) -> list[Block]:
        self._depth += 1
        blocks = self._blocks(cell)
        self._depth -= 1
        return blocks

    def _boxed(self, box: Element) -> list[Block]:
        """Return the blocks of a text box; its notes wait for the paragraph that it hangs on."""
        self._depth += 1
        blocks = self.read(box)
        self._depth -= 1
        return [line for line in blocks if isinstance(line, Grid) or line]

    def _notes_here(self) -> list[Block]:
        """Return the texts of the notes whose marks stand in the block just read; each once, however often named."""
        blocks: list[Block] = []
        waiting = deque(self.words.anchored.notes)
        self.words.anchored.notes = []
        while waiting:
            written, kind, note_id = waiting.popleft()
            note = self._notes.pop((kind, note_id), None)
            if note is not None:
                blocks += self._note(written, note)
                waiting.extendleft(reversed(self.words.anchored.notes))
                self.words.anchored.notes = []
        return blocks

    def _note(self, written: str, note: Element) -> list[Block]:
        self._depth += 1
        lines: list[str] = []
        for block in self.read(note):
            lines += grid_lines(block) if isinstance(block, Grid) else [block]
        self._depth -= 1
        lines = [line for line in lines if line.strip(BLANKS)] or [""]
        return [written + lines[0].lstrip(BLANKS), *lines[1:]]


def _trimmed(raw: str) -> list[str]:
    """Return the lines of a paragraph; blank ones at its ends are page breaks, whose marks stay."""
    lines = [without_tabs(line).rstrip(BLANKS) for line in raw.split("\n")]
    seen = [number for number, line in enumerate(lines) if without_marks(line).strip(BLANKS)]
    if not seen:
        return [marks_of(raw)]
    before, after = "".join(lines[: seen[0]]), "".join(lines[seen[-1] + 1 :])
    kept = lines[seen[0] : seen[-1] + 1]
    kept[0] = marks_of(before) + kept[0]
    kept[-1] += marks_of(after)
    return kept
