"""A comparison table as a Word file: one real table, its marks ordinary underlining, for staff to go on editing.

Written part by part: python-docx has no words for most of what is needed here (repeated headings, fonts by
script, fields) and starts from a template in American English.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal.comparison.formats.heading_rows import is_heading_row
from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.house_style import HouseStyle, Paper
from portal.comparison.table import ComparisonTable, Row
from portal.publishing.faces import ComparisonFace
from portal.publishing.office.cell_parts import Fragment, columns, headings, links
from portal.publishing.office.characters import readable
from portal.publishing.office.face_words import FaceWords, face_words
from portal.publishing.office.fixed_zip import FIXED_TIME, zipped
from portal.publishing.office.word_xml import (
    CELL_MARGIN,
    HALF_EM,
    NAMESPACE,
    RELATIONSHIPS,
    cell_content,
    paragraph,
    relationship,
    runs,
    table,
    table_row,
    w,
)
from portal.text.html.markup import Safe, join, text
from portal.text.inline import read_inline

_PARTS = Path(__file__).with_name("parts")
_END = "</Relationships>"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DUBLIN_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet of A4 in twips, and about how many lines fit on it."""

    width: int
    height: int
    remark: int
    orient: str
    lines: int
    top: int = 1134
    side: int = 907

    @property
    def measure(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.side


_PAGES = {
    Paper.LANDSCAPE: _Page(16838, 11906, 1470, "landscape", 28),
    Paper.PORTRAIT: _Page(11906, 16838, 1260, "portrait", 43),
}

_SHORT = 0.6
"""A row that takes at most this much of a page stays on one."""


def comparison_docx(face: ComparisonFace, table: ComparisonTable) -> bytes:
    """Write a table as .docx, A4 as its style's paper lies.

    Takes any text: a character that XML forbids becomes U+FFFD. Equal arguments make equal bytes.
    """
    words, page = face_words(face, table), _PAGES[table.style.paper]
    return zipped(
        {
            "[Content_Types].xml": _fixed("content_types"),
            "_rels/.rels": _fixed("package_relationships"),
            "docProps/core.xml": _core(words),
            "word/document.xml": _document(words, table, page),
            "word/_rels/document.xml.rels": _relationships(table),
            "word/styles.xml": _fixed("styles"),
            "word/settings.xml": _fixed("settings"),
            "word/fontTable.xml": _fixed("font_table"),
            "word/footer1.xml": _footer(words, page),
        }
    )


def _fixed(name: str) -> str:
    return (_PARTS / f"{name}.xml").read_text(encoding="utf-8")


def _relationships(table: ComparisonTable) -> str:
    """The fixed parts, and the addresses that links in the cells lead to."""
    cells = [readable(cell.text) for row in map(as_printed, table.rows) for cell in (row.old, row.new)]
    addresses = sorted({link.target for words in cells for link in links(read_inline(words))})
    return _fixed("document_relationships").replace(_END, f"{join(map(relationship, addresses))}{_END}")


def _core(words: FaceWords) -> str:
    time = f"{FIXED_TIME:%Y-%m-%dT%H:%M:%SZ}"
    author = f"<dc:creator>{text(words.issuer)}</dc:creator>" if words.issuer else ""
    return (
        f"{_DECLARATION}<cp:coreProperties {_DUBLIN_CORE}><dc:title>{text(words.name)}</dc:title>{author}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified>'
        "<dc:language>ja-JP</dc:language></cp:coreProperties>"
    )


def _document(words: FaceWords, table: ComparisonTable, page: _Page) -> str:
    body = w(
        "body",
        *_face(words),
        _table(words, table, page),
        paragraph(words.closing, "Closing") if words.closing else paragraph("", "Gap"),
        *(paragraph(line, "Side") for line in words.files),
        _section(page),
    )
    namespaces = f'xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}"'
    return f"{_DECLARATION}<w:document {namespaces}>{body}</w:document>"


def _face(words: FaceWords) -> list[Safe]:
    lines = [("Title", words.title), ("Issuer", words.issuer)]
    lines += [("Side", side) for side in words.sides]
    lines += [("Legend", words.legend)]
    return [paragraph(line, style) for style, line in lines if line]


def _section(page: _Page) -> Safe:
    return w(
        "sectPr",
        Safe('<w:footerReference w:type="default" r:id="rId4"/>'),
        w("pgSz", w=page.width, h=page.height, orient=page.orient),
        w("pgMar", top=page.top, right=page.side, bottom=page.top, left=page.side, header=567, footer=567, gutter=0),
    )


def _footer(words: FaceWords, page: _Page) -> str:
    line = w(
        "p",
        w("pPr", w("pStyle", val="Footer"), w("tabs", w("tab", val="right", pos=page.measure))),
        runs((Fragment(f"{words.name}\t"),)),
        w("fldSimple", runs((Fragment("1"),)), instr=" PAGE "),
        runs((Fragment(" / "),)),
        w("fldSimple", runs((Fragment("1"),)), instr=" NUMPAGES "),
    )
    return f'{_DECLARATION}<w:ftr xmlns:w="{NAMESPACE}">{line}</w:ftr>'


def _table(words: FaceWords, comparison: ComparisonTable, page: _Page) -> Safe:
    style = comparison.style
    widths = _widths(style, page)
    rows = [_heading_row(style, widths)]
    last = len(comparison.rows) - 1
    for index, row in enumerate(comparison.rows):
        keep_next = is_heading_row(row) if index < last else bool(words.closing)
        rows.append(_row(row, style, widths, page, keep_next=keep_next))
    return table(rows, widths, caption=words.title)


def _widths(style: HouseStyle, page: _Page) -> tuple[int, ...]:
    remark = page.remark if style.remarks else 0
    side = (page.measure - remark) // 2
    return (side, side, remark) if style.remarks else (side, side)


def _heading_row(style: HouseStyle, widths: tuple[int, ...]) -> Safe:
    cells = (paragraph(words, "Heading") for words in headings(style))
    return table_row(cells, widths, is_heading=True, is_whole=True)


def _row(row: Row, style: HouseStyle, widths: tuple[int, ...], page: _Page, *, keep_next: bool) -> Safe:
    """A row of the comparison; one that is kept with the next is so only if it is short."""
    measures = [width - 2 * CELL_MARGIN for width in widths]
    cells = columns(row, style)
    height = max(
        sum(part.height(measure // HALF_EM) for part in parts) for parts, measure in zip(cells, measures, strict=True)
    )
    is_short = height <= page.lines * _SHORT
    names = ("Text", "Text", "Remark")[: len(cells)]
    contents = (
        cell_content(parts, name, measure=measure, keep_next=keep_next and is_short)
        for parts, name, measure in zip(cells, names, measures, strict=True)
    )
    return table_row(contents, widths, is_heading=False, is_whole=is_short)
