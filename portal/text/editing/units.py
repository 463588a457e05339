"""A new 項, 号 or 号の細分 behind a line, labelled as its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass

from portal.text.tree import Document, Edit, UnitKind


@dataclass(frozen=True, slots=True)
class Insertion:
    """A unit to put in: the edit that does, those that renumber the siblings behind it (labels only).

    `caret` is the offset in `write` of the document after all edits where its words are to be typed.
    """

    kind: UnitKind
    label: str
    edit: Edit
    renumbered: tuple[Edit, ...]
    caret: int

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, in order."""
        return (self.edit, *self.renumbered)


def next_unit(document: Document, line: int) -> Insertion | None:
    """Return what goes on behind the unit on `line` (from 1, in `write(document)`) on its own level."""
    raise NotImplementedError


def insert_paragraph_after(document: Document, line: int) -> Insertion | None:
    """Return a new 項 behind the one on `line`; None where no 項 can stand."""
    raise NotImplementedError


def insert_item_after(document: Document, line: int) -> Insertion | None:
    """Return a new 号 behind the one on `line`, the first one on the line of a 項; None where none can stand."""
    raise NotImplementedError


def insert_subitem_after(document: Document, line: int) -> Insertion | None:
    """Return a new 号の細分 behind the one on `line`, the first one on the line of a 号; None outside 号."""
    raise NotImplementedError
