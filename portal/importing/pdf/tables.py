"""The tables of a PDF: those that pages part put together, a comparison of two editions, others written with pipes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.importing.pdf.cells import at, paragraphs, text_of, with_rest
from portal.importing.pdf.contents import CellRow, PageCell, PageLines, PageTable, Part, PdfPage
from portal.importing.pdf.measured import is_full, page_line, row_line
from portal.importing.side_columns import SideColumns, side_columns
from portal.importing.two_sides import texts_of_rows
from portal.text.cleaning.page_lines import PageLine

FEWEST_IN_TABLE = 0.5
"""What share of the text must stand in comparison tables: terms may hold a small one of old and new prices."""
MOST_FURNITURE = 3
"""Lines that may stand between a table and the edge of the page that parts it."""
LONGEST_HEADING = 20
"""Characters of a cell in a row of headings."""


@dataclass(frozen=True, slots=True)
class TwoEditions:
    """What a comparison table says of two editions, in other columns, and in the lines beside it on the pages."""

    old: str
    new: str
    others: tuple[str, ...]
    beside: tuple[str, ...]


def with_tables_joined(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """Return the pages with each table that goes on on the next page put where it began, its headings said once."""
    joined: list[PdfPage] = []
    for page in pages:
        first = _first_table(page.parts)
        place = _page_of_open_table(joined, page.parts[:first] if first is not None else None)
        if first is not None and place is not None:
            parts = joined[place].parts
            last = _last_table(parts)
            whole = _joined(parts[last], page.parts[first]) if last is not None else None
            if last is not None and whole is not None:
                joined[place] = replace(joined[place], parts=(*parts[:last], whole, *parts[last + 1 :]))
                page = replace(page, parts=(*page.parts[:first], *page.parts[first + 1 :]))
        joined.append(page)
    return joined


def _first_table(parts: Sequence[Part]) -> int | None:
    """The place of a table at the top of a page, page furniture aside."""
    place = next((place for place, part in enumerate(parts) if isinstance(part, PageTable)), None)
    return place if place is not None and _is_furniture(parts[:place]) else None


def _last_table(parts: Sequence[Part]) -> int | None:
    """The place of a table at the foot of a page, page furniture aside."""
    places = [place for place, part in enumerate(parts) if isinstance(part, PageTable)]
    return places[-1] if places and _is_furniture(parts[places[-1] + 1 :]) else None


def _is_furniture(parts: Sequence[Part]) -> bool:
    return sum(len(part.lines) for part in parts if isinstance(part, PageLines)) <= MOST_FURNITURE


def _page_of_open_table(pages: Sequence[PdfPage], above: Sequence[Part] | None) -> int | None:
    """The page whose last table may go on: the one before, or the one from which a table ran over whole pages."""
    if above is None:
        return None
    for place in range(len(pages) - 1, -1, -1):
        if _last_table(pages[place].parts) is not None:
            return place
        if not _is_furniture(pages[place].parts):
            return None
    return None


def _joined(above: Part, below: Part) -> PageTable | None:
    """Two parts as one table where they have as many columns."""
    if not (isinstance(above, PageTable) and isinstance(below, PageTable)) or above.width != below.width:
        return None
    rows = below.rows[1:] if _words(above.rows[0]) == _words(below.rows[0]) else below.rows
    if rows is below.rows and side_columns(_words(rows[0])) is not None:
        return None
    whole = with_rest(above.rows[-1], rows[0]) if rows and len(above.rows) > 1 else None
    return PageTable((*above.rows[:-1], whole, *rows[1:]) if whole else (*above.rows, *rows))


def _words(row: CellRow) -> tuple[str, ...]:
    return tuple(at(row, place).text if row[place] else "" for place in range(len(row)))


# --- a comparison ---


def two_editions(pages: Sequence[PdfPage]) -> TwoEditions | None:
    """Return the editions that the tables compare; None where no table does, or little of the text stands in it."""
    rows: list[tuple[PageCell, PageCell]] = []
    others: list[str] = []
    beside: list[str] = []
    columns: SideColumns | None = None
    inside = 0
    for part in (part for page in pages for part in page.parts):
        found, heading = _heading(part) if isinstance(part, PageTable) else (None, 0)
        columns = found or columns
        if isinstance(part, PageTable) and columns is not None and part.width == columns.count:
            inside += part.signs
            rows += [(at(row, columns.old), at(row, columns.new)) for row in part.rows[heading:]]
            others += [words for row in part.rows[heading:] for words in columns.others(_words(row))]
        else:
            beside += pipe_rows(part) if isinstance(part, PageTable) else (line.text for line in part.lines)
    if not rows or inside < FEWEST_IN_TABLE * sum(part.signs for page in pages for part in page.parts):
        return None
    old, new = (paragraphs([row[side] for row in rows]) for side in (0, 1))
    texts = texts_of_rows(list(zip(old, new, strict=True)))
    return TwoEditions(*texts, tuple(others), tuple(beside))


def _heading(table: PageTable) -> tuple[SideColumns | None, int]:
    """The columns that a table names in its first two rows, for a title may stand above; how many rows that takes."""
    for place, row in enumerate(table.rows[:2], 1):
        columns = side_columns(_words(row))
        if columns is not None:
            return columns, place
    return None, 0


# --- other tables ---


def pipe_rows(table: PageTable) -> list[str]:
    """Write a table as text: | a | b |, with a row of dashes below headings."""
    rows = [f"| {' | '.join(_piped(cell) for cell in row)} |" for row in table.rows]
    if len(rows) > 1 and all(cell is not None and 0 < len(cell.text) <= LONGEST_HEADING for cell in table.rows[0]):
        rows.insert(1, f"|{' --- |' * table.width}")
    return rows


def _piped(cell: PageCell | None) -> str:
    """A cell on one line, its paragraphs parted by a full-width blank."""
    text = "\u3000".join(text_of(cell).split("\n")) if cell else ""
    return text.replace("|", "\\|")


def lines_of(pages: Sequence[PdfPage]) -> Iterator[PageLine]:
    """The lines of all pages, tables among them."""
    for number, page in enumerate(pages):
        for part in page.parts:
            if isinstance(part, PageTable):
                yield from (row_line(row, number) for row in pipe_rows(part))
            else:
                above = (None, *part.lines)
                for before, line in zip(above, part.lines, strict=False):
                    yield page_line(line, number, is_rest=line.close and before is not None and is_full(before))
