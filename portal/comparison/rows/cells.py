"""Cells from pieces: text as printed, marks, and the places in the edition's text they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import NamedTuple

from portal.comparison.alignment.nodes import Node
from portal.comparison.alignment.pieces import Piece
from portal.comparison.alignment.sequences import Pair
from portal.comparison.alignment.units import align_pieces
from portal.comparison.house_style import HouseStyle
from portal.comparison.rows.differences import is_renumbered, same_text
from portal.comparison.table import Cell, Part, Span
from portal.comparison.wording import mark, mark_label, whole

Pieces = tuple[Piece, ...]
Marks = tuple[Span, ...]


class ChangedCells(NamedTuple):
    """Two cells with what differs marked, and whether words were lost or gained; another label is both."""

    old: Cell
    new: Cell
    lost: bool
    gained: bool


def changed_cells(old: Pieces, new: Pieces, style: HouseStyle) -> ChangedCells:
    """Return the cells of two series of pieces that stand opposite each other."""
    old_marks: dict[int, Marks] = {}
    new_marks: dict[int, Marks] = {}
    lost = gained = False
    for i, j in _pairs(old, new):
        if i is not None and j is not None:
            labels = label_marks(old[i], new[j], style)
            words = _word_marks(old[i].body, new[j].body, style)
            old_marks[i] = (*labels[0], *_shifted(words[0], old[i].label_length))
            new_marks[j] = (*labels[1], *_shifted(words[1], new[j].label_length))
            is_relabelled = bool(labels[0] or labels[1])
            lost, gained = lost or is_relabelled or bool(words[0]), gained or is_relabelled or bool(words[1])
        elif i is not None:
            old_marks[i], lost = whole(old[i].text), True
        elif j is not None:
            new_marks[j], gained = whole(new[j].text), True
    return ChangedCells(_joined(old, old_marks), _joined(new, new_marks), lost, gained)


def _pairs(old: Pieces, new: Pieces) -> Iterable[Pair]:
    if len(old) == len(new) == 1:
        return ((0, 0),)
    return align_pieces(old, new, across_levels=_first_part(old) is not _first_part(new)).pairs


def _first_part(pieces: Pieces) -> Part | None:
    return next((piece.part for piece in pieces if piece.part is not Part.HEADING), None)


def _word_marks(old: str, new: str, style: HouseStyle) -> tuple[Marks, Marks]:
    marks = mark(old, new, ignore_width=style.ignore_width)
    if any(marks) or not style.ignore_width or same_text(old, new, style):
        return marks
    # "not able" became "notable": the blank alone makes other words.
    return mark(old, new)


def label_marks(old: Piece, new: Piece, style: HouseStyle) -> tuple[Marks, Marks]:
    """Return the marks of the labels of two paired pieces, apart from words: renumbering marks the number only."""
    if same_text(old.label, new.label, style) or (not style.mark_numbers and is_renumbered(old, new)):
        return (), ()
    in_old, in_new = mark_label(old.label, new.label)
    if old.number == new.number != () and old.part is not Part.HEADING and not (in_old and in_new):
        # (1) became 1: the number is the same, and yet another sort of number.
        return whole(old.label), whole(new.label)
    return in_old, in_new


def _shifted(marks: tuple[Span, ...], offset: int) -> tuple[Span, ...]:
    return tuple([(start + offset, end + offset) for start, end in marks]) if offset else marks


def plain_cell(pieces: Pieces, *, marked: bool = False) -> Cell:
    """Return the cell of pieces that stand alone or unchanged; `marked` marks all of it."""
    return _joined(pieces, {index: whole(piece.text) for index, piece in enumerate(pieces)} if marked else {})


def lone_cell(nodes: Sequence[Node]) -> Cell:
    """Return the cell of parts that were added or deleted together, all of it marked."""
    texts = [node.side.as_written if node.part is Part.CLAUSE else None for node in nodes]
    if None in texts:
        return plain_cell(tuple([piece for node in nodes for piece in node.pieces]), marked=True)
    text = "\n".join(filter(None, texts))
    return Cell(text, whole(text), joined_spans([node.span for node in nodes]))


def _place_of(label: str, text: str) -> int:
    """Where a label stands: at a line's start, for a caption above it may name it too; -1 for none."""
    if not label:
        return -1
    begins_line = re.search(rf"^[ \t\u3000]*({re.escape(label)})", text, re.MULTILINE)
    return begins_line.start(1) if begins_line else text.find(label)


def with_marked_label(cell: Cell, label: str) -> Cell:
    """Return a cell without marks with its label marked, or all of it where it has none."""
    start = _place_of(label, cell.text)
    return replace(cell, marks=((start, start + len(label)),) if start >= 0 else whole(cell.text))


def with_double_label(cell: Cell, label: str) -> Cell:
    """Return the cell with its label under a double line instead of a simple one."""
    start = _place_of(label, cell.text)
    if start < 0:
        return cell
    end = start + len(label)
    parts = [part for first, last in cell.marks for part in ((first, min(last, start)), (max(first, end), last))]
    marks = [_trimmed(cell.text, part) for part in parts]
    return replace(cell, marks=tuple(part for part in marks if part[0] < part[1]), double=((start, end),))


def _trimmed(text: str, span: Span) -> Span:
    words = text[span[0] : span[1]]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _joined(pieces: Pieces, marks: dict[int, Marks]) -> Cell:
    if len(pieces) == 1:
        return Cell(*_indented(pieces[0], marks.get(0, ())), (pieces[0].span,))
    texts: list[str] = []
    all_marks: list[Span] = []
    offset = 0
    for index, piece in enumerate(pieces):
        text, own_marks = _indented(piece, marks.get(index, ()))
        all_marks += _shifted(own_marks, offset)
        texts.append(text)
        offset += len(text) + 1
    return Cell("\n".join(texts), tuple(sorted(all_marks)), joined_spans([piece.span for piece in pieces]))


def _indented(piece: Piece, marks: Marks) -> tuple[str, Marks]:
    """Put the blanks back that stood before the piece's lines, and move its marks along."""
    if not piece.indents:
        return piece.text, marks
    lines: list[str] = []
    moved: list[Span] = []
    start = shift = 0
    for line, indent in zip(piece.text.split("\n"), chain(piece.indents, repeat("")), strict=False):
        shift += len(indent)
        end = start + len(line)
        moved += [(first + shift, last + shift) for first, last in marks if start <= first and last <= end]
        lines.append(indent + line)
        start = end + 1
    return "\n".join(lines), tuple(moved)
