"""What holds for every comparison table, whatever the texts."""

import re

from portal.comparison.compare import compare, rebuild
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.text.normalise import normalise
from portal.text.parser import parse
from tests.case_files import assert_same_text

ADDED = (RowKind.ADDED_UNIT, RowKind.ADDED_ARTICLE)
DELETED = (RowKind.DELETED_UNIT, RowKind.DELETED_ARTICLE)
SPEAKS_FOR_OTHERS = (RowKind.ELIDED, RowKind.MOVED_AWAY)
"""Kinds whose cells hold words of the style or the name of another place, not the text of their spans."""


def table_of(old: str, new: str, style: HouseStyle) -> ComparisonTable:
    """Return the comparison table of two texts."""
    return compare(parse(old).document, parse(new).document, style=style)


def assert_sound(old: str, new: str, style: HouseStyle) -> None:
    """Fail when the table of two texts breaks a promise."""
    old, new = normalise(old), normalise(new)
    table = table_of(old, new, style)
    for text, side in ((old, "old"), (new, "new")):
        # A text of blank lines has no clause, and so no cell.
        expected = text if text.strip("\n") else ""
        assert_same_text(expected, rebuild(table, text, side=side), what=f"the {side} cells are not the {side} text")
    for row in (*table.rows, *table.left_out):
        assert_cells_are_their_spans(row, old, new)
        assert_marks_are_in_order(row)
        assert_kind_fits(row)


def assert_cells_are_their_spans(row: Row, old: str, new: str) -> None:
    """Fail when a cell says something else than the part of the text it stands for, blanks aside."""
    if row.kind in SPEAKS_FOR_OTHERS:
        return
    for cell, text, is_word in ((row.old, old, row.kind in ADDED), (row.new, new, row.kind in DELETED)):
        if is_word and not cell.spans:
            continue
        spoken = "".join(text[start:end] for start, end in cell.spans)
        assert_same_text("".join(spoken.split()), "".join(cell.text.split()), what=f"a cell of kind {row.kind}")


def assert_marks_are_in_order(row: Row) -> None:
    """Fail when marks lie outside their cell, overlap, are out of order or begin or end with a blank."""
    for cell in (row.old, row.new):
        last = 0
        for start, end in cell.marks:
            assert last <= start < end <= len(cell.text), f"{cell.marks} in {cell.text!r}"
            marked = cell.text[start:end]
            assert marked.strip() == marked, f"{marked!r} of {cell.text!r}"
            last = end


def assert_kind_fits(row: Row) -> None:
    """Fail when a row's kind says something else than its cells."""
    if row.kind is RowKind.UNCHANGED:
        assert not row.old.marks
        assert not row.new.marks
    opposite = row.old if row.kind in ADDED else row.new if row.kind in DELETED else Cell()
    # 第４条　削除: a number kept for what was deleted stands opposite what it was.
    assert not opposite.spans or re.search("削除|欠番", opposite.text)
