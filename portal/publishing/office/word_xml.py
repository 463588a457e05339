"""WordprocessingML from values (ECMA-376 part 1, 17): paragraphs, runs and tables.

Word refuses elements out of the schema's order, where other readers do not mind: keep it when adding one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import groupby

from portal.publishing.office.cell_parts import CellLine, CellPart, CellTable, Fragment, Mark, Words, table_lines
from portal.text.html.markup import EMPTY, Safe, join, text
from portal.text.pipe_table import Align

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_HYPERLINK = f"{RELATIONSHIPS}/hyperlink"
_LINK_COLOR = "1F4E9E"
"""Links have a colour and no line, for a line under words means that they changed."""

HALF_EM = 105
"""Twips (1/1440 inch) of half an em at 10.5 points, the size of the text."""

CELL_MARGIN = 108
"""Twips that a cell's words keep from its left and right border."""

_MOST_COLUMNS = 63
"""Word's limit for a table; a wider one stays written with pipes."""

_INNER_HALF_EM = 95
_NARROWEST_COLUMN = 4
_BESIDE_WORDS = 2 * CELL_MARGIN + 4 * _INNER_HALF_EM
"""Twips of a column beside its words: Word parts figures from kanji by a quarter em, and other fonts are wider."""

_UNDERLINES = {Mark.SINGLE: "single", Mark.DOUBLE: "double"}
_ALIGNMENTS = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTER: "center"}


def w(tag: str, *content: Safe, **attributes: str | int) -> Safe:
    """An element of WordprocessingML with attributes of the same namespace, escaped."""
    written = "".join(f' w:{name}="{text(str(value))}"' for name, value in attributes.items())
    inside = join(content)
    return Safe(f"<w:{tag}{written}>{inside}</w:{tag}>" if inside else f"<w:{tag}{written}/>")


def runs(words: Words) -> Safe:
    """Words as runs, marks as underlining that a person's keyboard makes too, and links to their addresses."""
    parted = groupby(words, key=lambda fragment: fragment.address)
    return join(_linked(address, join(map(_run, fragments))) for address, fragments in parted)


def relationship(address: str) -> Safe:
    """The relationship that a link to this address refers to; equal addresses share one."""
    return Safe(
        f'<Relationship Id="{_link_id(address)}" Type="{_HYPERLINK}" Target="{text(address)}" TargetMode="External"/>'
    )


def _linked(address: str, content: Safe) -> Safe:
    return Safe(f'<w:hyperlink r:id="{_link_id(address)}">{content}</w:hyperlink>') if address else content


def _link_id(address: str) -> str:
    return f"link{sha256(address.encode()).hexdigest()[:24]}"


def paragraph(words: str, style: str, *, keep_next: bool = False) -> Safe:
    """A line of plain words."""
    return _paragraph(runs((Fragment(words),)) if words else EMPTY, w("pStyle", val=style), _keep(keep_next))


def cell_content(parts: Iterable[CellPart], style: str, *, measure: int, keep_next: bool = False) -> Safe:
    """What a cell of `measure` twips holds: a paragraph for each line, tables, at last always a paragraph.

    Two tables would be one without a paragraph between them, and Word wants one at a cell's end.
    """
    written: list[Safe] = []
    last: CellPart | None = None
    for part in parts:
        if isinstance(part, CellLine):
            written.append(_line(part, style, keep_next=keep_next))
        elif len(part.aligns) > _MOST_COLUMNS:
            written += [_line(line, style, keep_next=keep_next) for line in table_lines(part)]
        else:
            written += [_gap()] if written else []
            written.append(_inner_table(part, measure, keep_next=keep_next))
        last = part
    if last is None:
        written.append(paragraph("", style, keep_next=keep_next))
    elif isinstance(last, CellTable):
        written.append(_gap())
    return join(written)


def table_row(cells: Iterable[Safe], widths: Sequence[int], *, is_heading: bool, is_whole: bool) -> Safe:
    """A row of cells with their content; a whole one is not cut by a page's end."""
    properties = (w("cantSplit") if is_whole else EMPTY, w("tblHeader") if is_heading else EMPTY)
    shading = w("shd", val="clear", color="auto", fill="EEEEEE") if is_heading else EMPTY
    return w(
        "tr",
        w("trPr", *properties) if any(properties) else EMPTY,
        *(
            w("tc", w("tcPr", w("tcW", w=each, type="dxa"), shading), content)
            for content, each in zip(cells, widths, strict=True)
        ),
    )


def table(rows: Iterable[Safe], widths: Sequence[int], *, caption: str = "", indent: int = 0) -> Safe:
    """A table of fixed widths in twips. The caption is for the ear, not printed."""
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    properties = w(
        "tblPr",
        w("tblStyle", val="ComparisonTable"),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblInd", w=indent, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", **look),
        w("tblCaption", val=caption) if caption else EMPTY,
    )
    grid = w("tblGrid", *(w("gridCol", w=each) for each in widths))
    return w("tbl", properties, grid, *rows)


def _run(fragment: Fragment) -> Safe:
    color = w("color", val=_LINK_COLOR) if fragment.address else EMPTY
    underline = w("u", val=_UNDERLINES[fragment.mark]) if fragment.mark else EMPTY
    look = w("rPr", color, underline) if color or underline else EMPTY
    words = (Safe(f'<w:t xml:space="preserve">{text(piece)}</w:t>') for piece in fragment.text.split("\t"))
    return w("r", look, join(words, w("tab")))


def _paragraph(content: Safe, *properties: Safe) -> Safe:
    return w("p", w("pPr", *properties), content)


def _keep(keep_next: bool) -> Safe:
    return w("keepNext") if keep_next else EMPTY


def _gap() -> Safe:
    return _paragraph(EMPTY, w("pStyle", val="Gap"))


def _line(line: CellLine, style: str, *, keep_next: bool) -> Safe:
    return _paragraph(runs(line.words), w("pStyle", val=style), _keep(keep_next), _indent(line))


def _indent(line: CellLine) -> Safe:
    left, hanging = (line.depth + line.label) * HALF_EM, line.label * HALF_EM
    return w("ind", left=left, hanging=hanging) if left else EMPTY


def _inner_table(part: CellTable, measure: int, *, keep_next: bool) -> Safe:
    indent = part.depth * HALF_EM
    widths = _column_widths(part.widths, measure - indent)
    rows = (
        table_row(
            (_inner_cell(cell, align, keep_next=keep_next) for cell, align in zip(row, part.aligns, strict=True)),
            widths,
            is_heading=part.has_heading and index == 0,
            is_whole=True,
        )
        for index, row in enumerate(part.rows)
    )
    return table(rows, widths, indent=indent)


def _inner_cell(words: Words, align: Align, *, keep_next: bool) -> Safe:
    alignment = w("jc", val=_ALIGNMENTS[align]) if align else EMPTY
    return _paragraph(runs(words), w("pStyle", val="InnerText"), _keep(keep_next), alignment)


def _column_widths(widths: Sequence[int], measure: int) -> list[int]:
    """Twips for columns whose words are so many half ems wide; what does not fit into `measure` twips wraps.

    No column gets more than it needs, and what narrow ones leave is shared by the others.
    """
    given = [0] * len(widths)
    for done, column in enumerate(sorted(range(len(widths)), key=lambda column: widths[column])):
        needed = max(widths[column], _NARROWEST_COLUMN) * _INNER_HALF_EM + _BESIDE_WORDS
        given[column] = min(needed, measure // (len(widths) - done))
        measure -= given[column]
    return given
