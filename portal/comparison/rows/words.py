"""The house style's words: what stands in an empty cell, what the remark says, where something moved."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.comparison.addresses.places import Places
from portal.comparison.house_style import HouseStyle
from portal.comparison.table import At, Cell, Part, Row, RowKind
from portal.text.numbering import numerals
from portal.text.numbering.number_writing import full_width, kanji
from portal.text.tree import Document

_DIGITS = re.compile("[0-9]+")


class Words:
    """The words of a style for the rows of two editions."""

    def __init__(self, old: Document, new: Document, style: HouseStyle) -> None:
        self._style = style
        self._old, self._new = old, new
        self._places_old, self._places_new = Places(old), Places(new)
        self._empty_cells = _empty_cells(style)
        self._remarks = _remarks(style)

    def put_into(self, row: Row) -> Row:
        """Return the row as it is printed: empty cells filled, with its remark, no marks where the style has none."""
        old, new = row.old, row.new
        if row.kind is RowKind.MOVED_AWAY:
            new = Cell(self._style.moved_away_cell.replace("{place}", self._new_place(row)))
        empty = self._empty_cells.get(row.kind, "")
        old = replace(old, text=empty) if empty and not old.text else old
        new = replace(new, text=empty) if empty and not new.text else new
        remark = self._remark(row) if self._style.remarks else ""
        if not self._style.underline:
            old, new = (replace(cell, marks=(), double=()) for cell in (old, new))
        return Row(row.kind, old, new, remark, row.old_at, row.new_at)

    def _remark(self, row: Row) -> str:
        if row.kind is RowKind.CHANGED:
            return row.remark or self._style.changed
        if row.kind is RowKind.MOVED:
            return self._style.moved.replace("{place}", self._old_place(row))
        return self._remarks[row.kind]

    def _old_place(self, row: Row) -> str:
        """Where something was: its old number; what a chapter line preceded that kept its own."""
        assert row.old_at is not None
        words = _in_the_hand_of(self._old, self._places_old, row.old_at)
        before = _before_what(self._places_old, self._old, row.old_at) if self._kept_its_number(row) else ""
        return before or words

    def _new_place(self, row: Row) -> str:
        """Where something went: its new number, with the chapter if that alone is new; what a chapter line precedes."""
        assert row.new_at is not None
        words = _in_the_hand_of(self._new, self._places_new, row.new_at)
        if not self._kept_its_number(row):
            return words
        before = _before_what(self._places_new, self._new, row.new_at)
        if before:
            return before
        is_named = bool(self._places_new.address(row.new_at).above.japanese)
        return words if is_named else self._heading_above(row.new_at) + words

    def _kept_its_number(self, row: Row) -> bool:
        if row.old_at is None or row.new_at is None:
            return False
        return self._places_old.words(row.old_at) == self._places_new.words(row.new_at)

    def _heading_above(self, at: At) -> str:
        for place in range(at.clause - 1, -1, -1):
            if self._new.clauses[place].is_heading:
                return self._places_new.clause_words(At(place, Part.CLAUSE))
        return ""


def _before_what(places: Places, document: Document, at: At) -> str:
    """What a chapter line stands before, for its own number says nothing of where it stands; "" for all else."""
    if not document.clauses[at.clause].is_heading or at.clause + 1 == len(document.clauses):
        return ""
    return f"{_in_the_hand_of(document, places, At(at.clause + 1, Part.CLAUSE))}の前"


def _in_the_hand_of(document: Document, places: Places, at: At) -> str:
    """The words of a place, with numbers as the edition writes them: 第３条第２項 in 第３条, kanji in 第三条."""
    words, label = places.words(at), _numbered_label(document, at)
    if any(digit in label for digit in numerals.DIGITS[10:]):
        return full_width(words)
    if any(digit in label for digit in numerals.KANJI) and not any(digit in label for digit in numerals.DIGITS):
        return _DIGITS.sub(lambda digits: kanji(int(digits.group())), words)
    return words


def _numbered_label(document: Document, at: At) -> str:
    """The label of the clause, or, where that has no number, the first one of the edition that has."""
    own = document.clauses[at.clause]
    return own.label if own.number else next((clause.label for clause in document if clause.number), "")


def _empty_cells(style: HouseStyle) -> dict[RowKind, str]:
    return {
        RowKind.ADDED_UNIT: style.added_unit_cell,
        RowKind.ADDED_ARTICLE: style.added_article_cell,
        RowKind.DELETED_UNIT: style.deleted_unit_cell,
        RowKind.DELETED_ARTICLE: style.deleted_article_cell,
    }


def _remarks(style: HouseStyle) -> dict[RowKind, str]:
    return {
        RowKind.TITLE: style.changed,
        RowKind.UNCHANGED: "",
        RowKind.RENUMBERED: style.renumbered,
        RowKind.MOVED: style.moved,
        RowKind.MOVED_AWAY: style.moved_away,
        RowKind.ADDED_UNIT: style.added_unit,
        RowKind.ADDED_ARTICLE: style.added_article,
        RowKind.DELETED_UNIT: style.deleted_unit,
        RowKind.DELETED_ARTICLE: style.deleted_article,
        RowKind.ELIDED: style.elided,
    }
