"""Rows from aligned clauses, cut by a house style; not yet worded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from portal.comparison.alignment import align_clauses, align_paragraphs, align_pieces, is_shell
from portal.comparison.cells import (
    changed_cells,
    clause_difference,
    joined_spans,
    piece_difference,
    plain_cell,
)
from portal.comparison.house_style import Cut, HouseStyle
from portal.comparison.pieces import CutClause, Paragraph, Piece
from portal.comparison.sequences import Opposite, opposites
from portal.comparison.table import Cell, Row, RowKind
from portal.text.tree import Kind

Clauses = tuple[CutClause, ...]
Pieces = tuple[Piece, ...]


def clause_rows(old: Clauses, new: Clauses, style: HouseStyle) -> Iterator[Row]:
    """Yield the table's rows in printing order; runs of unchanged clauses are one row each."""
    run: list[Opposite[CutClause]] = []
    lone: list[Opposite[CutClause]] = []
    for pair in opposites(old, new, align_clauses(old, new)):
        if lone and not _joins(pair, lone[0]):
            yield _lone_row(lone)
            lone = []
        if _is_unchanged(pair, style):
            run.append(pair)
            continue
        if run:
            yield _elided_row(run, style)
            run = []
        if _is_lone(pair):
            lone.append(pair)
        else:
            yield from _pair_rows(pair, style)
    if lone:
        yield _lone_row(lone)
    if run:
        yield _elided_row(run, style)


def _is_lone(pair: Opposite[CutClause]) -> bool:
    return (pair.old is None or pair.new is None) and not pair.moved


def _joins(pair: Opposite[CutClause], first: Opposite[CutClause]) -> bool:
    """Whether an added (deleted) article stands in the row of the added (deleted) 附則 it belongs to."""
    side, head = (pair.new, first.new) if pair.old is None else (pair.old, first.old)
    return (
        _is_lone(pair)
        and side is not None
        and head is not None
        and (pair.old is None) == (first.old is None)
        and head.clause.kind is Kind.SUPPLEMENTARY_PROVISION
        and side.clause.kind is Kind.ARTICLE
        and side.group == head.group
    )


def _lone_row(lone: list[Opposite[CutClause]]) -> Row:
    if lone[0].old is None:
        return _added_row(RowKind.ADDED_ARTICLE, _pieces([pair.new for pair in lone]))
    return _deleted_row(RowKind.DELETED_ARTICLE, _pieces([pair.old for pair in lone]))


def _pieces(sides: list[CutClause | None]) -> Pieces:
    return tuple(piece for side in sides if side is not None for piece in side.pieces)


def _is_unchanged(pair: Opposite[CutClause], style: HouseStyle) -> bool:
    if pair.moved:
        return False
    if pair.old is None or pair.new is None:
        return all(side is None or _is_bare_elision(side) for side in (pair.old, pair.new))
    if pair.old.clause.kind is Kind.TITLE and style.show_title:
        return False
    return clause_difference(pair.old, pair.new, ignore_width=style.ignore_width).is_none


def _is_bare_elision(side: CutClause) -> bool:
    """Whether the clause is （略） and nothing else: words below it are words that were added or deleted."""
    return side.clause.kind is Kind.ELIDED and not side.clause.text


def _elided_row(run: list[Opposite[CutClause]], style: HouseStyle) -> Row:
    return _covering_row(style, _pieces([pair.old for pair in run]), _pieces([pair.new for pair in run]))


def _covering_row(style: HouseStyle, old: Pieces, new: Pieces) -> Row:
    """A （略） row that stands for `old` and `new`."""

    def cell(pieces: Pieces) -> Cell:
        return Cell(style.elided, (), joined_spans([piece.span for piece in pieces]))

    return Row(RowKind.ELIDED, cell(old), cell(new))


def _pair_rows(pair: Opposite[CutClause], style: HouseStyle) -> Iterator[Row]:
    if pair.moved_to is not None and pair.old is not None:
        yield _pointer_row(pair.old.clause.heading, _new_place(pair.old, pair.moved_to), style)
    elif pair.old is not None and pair.new is not None:
        if pair.moved:
            yield Row(RowKind.MOVED, *changed_cells(pair.old.pieces, pair.new.pieces))
        elif pair.old.clause.kind is Kind.TITLE:
            row = _opposite_row(pair.old.pieces, pair.new.pieces, style)
            yield replace(row, kind=RowKind.TITLE) if row.kind is not RowKind.UNCHANGED else row
        else:
            yield from _changed_clause(pair.old, pair.new, style)


def _new_place(old: CutClause, new: CutClause) -> str:
    """Where a clause went: its new number, the chapter it stands in now, or what a chapter line stands before."""
    if new.clause.is_heading and new.followed_by:
        return f"{new.followed_by}の前"
    if new.clause.label == old.clause.label and new.under:
        return new.under
    return new.clause.label or new.clause.heading


def _pointer_row(old: str, heading: str, style: HouseStyle) -> Row:
    """What stands at the old place of something that moved. Its text is in the row at the new place."""
    return Row(RowKind.MOVED_AWAY, Cell(old), Cell(style.moved_away_cell.format(heading=heading)))


def _changed_clause(old: CutClause, new: CutClause, style: HouseStyle) -> Iterator[Row]:
    """A clause that differs stands in full; one that only got another number shows its heading."""
    difference = clause_difference(old, new, ignore_width=style.ignore_width)
    if is_shell(old) != is_shell(new):
        yield _shell_row(old, new)
    elif not difference.words and old.heading and new.heading:
        yield _opposite_row((old.heading,), (new.heading,), style)
        if old.paragraphs and new.paragraphs:
            yield _covering_row(style, old.pieces[1:], new.pieces[1:])
    elif style.cut is Cut.UNIT:
        yield from _heading_rows(old, new, style)
        yield from _paragraph_rows(old.paragraphs, new.paragraphs, style)
    else:
        yield from _whole_paragraph_rows(old, new, style)


def _shell_row(old: CutClause, new: CutClause) -> Row:
    """An article of which only 削除 is left, or which stands again where 削除 stood, is one row."""
    kind = RowKind.DELETED_ARTICLE if is_shell(new) else RowKind.ADDED_ARTICLE
    return Row(kind, _shell_cell(old), _shell_cell(new))


def _shell_cell(side: CutClause) -> Cell:
    cell = plain_cell(side.pieces, marked=True)
    if not is_shell(side):
        return cell
    word = side.body.strip()
    start = cell.text.rindex(word)
    return Cell(cell.text, ((start, start + len(word)),), cell.spans)


def _heading_rows(old: CutClause, new: CutClause, style: HouseStyle) -> Iterator[Row]:
    if old.heading and new.heading:
        yield _opposite_row((old.heading,), (new.heading,), style)
    elif old.heading:
        yield _deleted_row(RowKind.DELETED_UNIT, (old.heading,))
    elif new.heading:
        yield _added_row(RowKind.ADDED_UNIT, (new.heading,))


def _paragraph_rows(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], style: HouseStyle) -> Iterator[Row]:
    """項 leads, blocks and 号 are a row each; a 項 that was added, deleted or moved is one row."""
    for pair in opposites(old, new, align_paragraphs(old, new)):
        if pair.old is not None and pair.new is not None and not pair.moved:
            yield from _piece_rows(pair.old.pieces, pair.new.pieces, style)
        else:
            yield from _unit_rows(pair, lambda paragraph: paragraph.pieces, style)


def _piece_rows(old: Pieces, new: Pieces, style: HouseStyle) -> Iterator[Row]:
    for pair in opposites(old, new, align_pieces(old, new)):
        yield from _unit_rows(pair, lambda piece: (piece,), style)


def _whole_paragraph_rows(old: CutClause, new: CutClause, style: HouseStyle) -> Iterator[Row]:
    """A row per 項 with its 号; the heading stands in the row of the first 項."""
    pairs = list(opposites(old.paragraphs, new.paragraphs, align_paragraphs(old.paragraphs, new.paragraphs)))
    first = pairs[0] if pairs else None
    if first and first.old and first.new and not first.moved and old.heading and new.heading:
        yield _opposite_row((old.heading, *first.old.pieces), (new.heading, *first.new.pieces), style)
        pairs = pairs[1:]
    else:
        yield from _heading_rows(old, new, style)
    for pair in pairs:
        yield from _unit_rows(pair, lambda paragraph: paragraph.pieces, style)


def _unit_rows(
    pair: Opposite[Paragraph] | Opposite[Piece], pieces: Callable[..., Pieces], style: HouseStyle
) -> Iterator[Row]:
    """The row of a pair of units, or of one that was added, deleted or moved."""
    if pair.moved_to is not None and pair.old is not None:
        old_first, new_first = pieces(pair.old)[0], pieces(pair.moved_to)[0]
        yield _pointer_row(old_first.label or old_first.text, new_first.label or new_first.text, style)
    elif pair.old is None and pair.new is not None:
        yield _added_row(RowKind.ADDED_UNIT, pieces(pair.new))
    elif pair.new is None and pair.old is not None:
        yield _deleted_row(RowKind.DELETED_UNIT, pieces(pair.old))
    elif pair.old is not None and pair.new is not None:
        row = _opposite_row(pieces(pair.old), pieces(pair.new), style)
        yield replace(row, kind=RowKind.MOVED) if pair.moved else row


def _added_row(kind: RowKind, pieces: Pieces) -> Row:
    return Row(kind, Cell(), plain_cell(pieces, marked=True))


def _deleted_row(kind: RowKind, pieces: Pieces) -> Row:
    return Row(kind, plain_cell(pieces, marked=True), Cell())


def _opposite_row(old: Pieces, new: Pieces, style: HouseStyle) -> Row:
    """The row of pieces that stand opposite each other: unchanged, renumbered or changed."""
    if len(old) != len(new):
        return Row(RowKind.CHANGED, *changed_cells(old, new))
    differences = [
        piece_difference(one, other, ignore_width=style.ignore_width) for one, other in zip(old, new, strict=True)
    ]
    if all(difference.is_none for difference in differences):
        return Row(RowKind.UNCHANGED, plain_cell(old), plain_cell(new))
    only_labels = not any(difference.words for difference in differences)
    return Row(RowKind.RENUMBERED if only_labels else RowKind.CHANGED, *changed_cells(old, new))
