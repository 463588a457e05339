"""Cells from pieces: text as printed, marks, and the places in the edition's text they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from portal.comparison.alignment import align_pieces
from portal.comparison.pieces import CutClause, Piece, PieceKind
from portal.comparison.sequences import Alignment
from portal.comparison.table import Cell, Span
from portal.comparison.wording import mark, mark_label, same_but_numbers, whole
from portal.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Difference:
    """How two pieces (or series of pieces) differ."""

    words: bool
    label: bool

    @property
    def is_none(self) -> bool:
        """Whether they are the same."""
        return not self.words and not self.label


def same_text(old: str, new: str, *, ignore_width: bool) -> bool:
    """Whether two texts count as the same."""
    return old == new or (ignore_width and fold(old) == fold(new))


def piece_difference(old: Piece, new: Piece, *, ignore_width: bool) -> Difference:
    """Tell whether words or label differ; the blank behind a label never counts, and a caption in a label is words."""
    label = not same_text(old.label, new.label, ignore_width=ignore_width)
    words = not same_text(old.body, new.body, ignore_width=ignore_width)
    renumbered = old.kind is new.kind is PieceKind.HEADING or same_but_numbers(old.label, new.label)
    return Difference(words or (label and not renumbered), label)


def clause_difference(old: CutClause, new: CutClause, *, ignore_width: bool) -> Difference:
    """Tell whether two paired clauses differ in words (text, caption, brackets) or only in the clause's own number."""
    words = old.clause.kind is not new.clause.kind or not all(
        same_text(one, other, ignore_width=ignore_width)
        for one, other in zip(_heading_words(old), _heading_words(new), strict=True)
    )
    old_pieces, new_pieces = _below_heading(old), _below_heading(new)
    words = words or len(old_pieces) != len(new_pieces)
    for place, (one, other) in enumerate(zip(old_pieces, new_pieces, strict=False)):
        difference = piece_difference(one, other, ignore_width=ignore_width)
        carries_heading = place == 0 and old.heading is None
        words = words or difference.words or (difference.label and not carries_heading)
    return Difference(words, not same_text(old.clause.label, new.clause.label, ignore_width=ignore_width))


def _heading_words(side: CutClause) -> tuple[str, str]:
    """The caption, and what stands around it: （ ）, 【 】 or nothing; blanks do not count."""
    return side.clause.caption, "".join(side.clause.form.split())


def _below_heading(side: CutClause) -> tuple[Piece, ...]:
    return side.pieces[1:] if side.heading else side.pieces


def changed_cells(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> tuple[Cell, Cell]:
    """Return the cells of two series of pieces that stand opposite each other, with what differs marked."""
    alignment = Alignment(((0, 0),)) if len(old) == len(new) == 1 else align_pieces(old, new)
    old_marks: dict[int, tuple[Span, ...]] = {}
    new_marks: dict[int, tuple[Span, ...]] = {}
    for old_index, new_index in alignment.pairs:
        if old_index is not None and new_index is not None:
            old_marks[old_index], new_marks[new_index] = mark_pieces(old[old_index], new[new_index])
        elif old_index is not None:
            old_marks.setdefault(old_index, whole(old[old_index].text))
        elif new_index is not None:
            new_marks[new_index] = whole(new[new_index].text)
    return _joined(old, old_marks), _joined(new, new_marks)


def mark_pieces(old: Piece, new: Piece) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the marks of two paired pieces: labels apart from words, so that renumbering marks the number only."""
    label_old, label_new = mark_label(old.label, new.label)
    body_old, body_new = mark(old.body, new.body)
    return (
        (*label_old, *((start + old.label_length, end + old.label_length) for start, end in body_old)),
        (*label_new, *((start + new.label_length, end + new.label_length) for start, end in body_new)),
    )


def plain_cell(pieces: tuple[Piece, ...], *, marked: bool = False) -> Cell:
    """Return the cell of pieces that stand alone or unchanged; `marked` marks all of it."""
    return _joined(pieces, {index: whole(piece.text) for index, piece in enumerate(pieces)} if marked else {})


def joined_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _indented(piece: Piece, marks: tuple[Span, ...]) -> tuple[str, list[Span]]:
    """Put the blanks back that stood before the piece's lines, and move its marks along."""
    lines: list[str] = []
    moved: list[Span] = []
    start = shift = 0
    for place, line in enumerate(piece.text.split("\n")):
        indent = piece.indents[place] if place < len(piece.indents) else ""
        shift += len(indent)
        end = start + len(line)
        moved += [(first + shift, last + shift) for first, last in marks if start <= first and last <= end]
        lines.append(indent + line)
        start = end + 1
    return "\n".join(lines), moved


def _joined(pieces: tuple[Piece, ...], marks: dict[int, tuple[Span, ...]]) -> Cell:
    texts: list[str] = []
    all_marks: list[Span] = []
    offset = 0
    for index, piece in enumerate(pieces):
        text, indented_marks = _indented(piece, marks.get(index, ()))
        all_marks += [(start + offset, end + offset) for start, end in indented_marks]
        texts.append(text)
        offset += len(text) + 1
    return Cell("\n".join(texts), tuple(sorted(all_marks)), joined_spans([piece.span for piece in pieces]))
