"""Rows from entries: what happened to each part, its cells and marks; not yet worded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.comparison.alignment.clauses import is_shell
from portal.comparison.alignment.likeness import letters
from portal.comparison.alignment.nodes import Node
from portal.comparison.alignment.pieces import CutClause, Piece
from portal.comparison.house_style import Elision, HouseStyle
from portal.comparison.rows.cells import changed_cells, lone_cell, plain_cell, with_double_label, with_marked_label
from portal.comparison.rows.differences import piece_difference, same_text
from portal.comparison.rows.elision import covering_row, elided_articles, elided_units, rest_rows
from portal.comparison.rows.entries import Entry, Sort
from portal.comparison.table import Cell, Part, Row, RowKind
from portal.text.tree import Kind

Pieces = tuple[Piece, ...]


def rows_of(entries: Sequence[Entry], style: HouseStyle) -> Iterator[Row]:
    """Yield the rows of entries in printing order."""
    place = 0
    while place < len(entries):
        end = place + 1
        sort = _run_sort(entries[place])
        while end < len(entries) and _run_sort(entries[end]) is sort and _goes_on(entries[place], entries[end], sort):
            end += 1
        run = entries[place:end]
        if sort is Sort.SAME:
            yield from elided_articles(run, entries[end] if end < len(entries) else None, style)
        elif sort is Sort.LONE:
            yield _lone_row(run, style)
        elif sort is Sort.OPPOSITE:
            yield from _opposite_rows(run, style)
        else:
            yield from _single_row(run[0], style)
        place = end


def _run_sort(entry: Entry) -> Sort:
    """The sort of run that an entry stands in; （略） on one side alone is as good as on both."""
    side = entry.old or entry.new
    is_elision = entry.sort is Sort.LONE and side is not None and _is_bare_elision(side.side)
    return Sort.SAME if is_elision else entry.sort


def _is_bare_elision(side: CutClause) -> bool:
    """Whether the clause is （略） and nothing else: words below it are words that were added or deleted."""
    return side.clause.kind is Kind.ELIDED and not side.clause.text


def _goes_on(first: Entry, entry: Entry, sort: Sort) -> bool:
    return sort in (Sort.SAME, Sort.OPPOSITE) or (sort is Sort.LONE and _stands_under(first, entry))


def _stands_under(first: Entry, entry: Entry) -> bool:
    """Whether an added (deleted) article belongs into the row of the added (deleted) 附則 above it."""
    head, other = first.old or first.new, entry.old or entry.new
    if head is None or other is None or (first.old is None) != (entry.old is None):
        return False
    return (
        head.side.clause.kind is Kind.SUPPLEMENTARY_PROVISION
        and other.side.clause.kind is Kind.ARTICLE
        and head.part is other.part is Part.CLAUSE
        and head.side.group == other.side.group
    )


# --- rows of single entries ---


def _lone_row(run: Sequence[Entry], style: HouseStyle) -> Row:
    nodes = [node for entry in run for node in (entry.old or entry.new,) if node is not None]
    cell = _with_label(lone_cell(nodes), nodes[0], style)
    is_article = nodes[0].part in (Part.CLAUSE, Part.HEADING)
    is_article = is_article and run[0].sort is not Sort.HEADING
    if run[0].old is None:
        kind = RowKind.ADDED_ARTICLE if is_article else RowKind.ADDED_UNIT
        return Row(kind, Cell(), cell, "", None, nodes[0].at)
    kind = RowKind.DELETED_ARTICLE if is_article else RowKind.DELETED_UNIT
    return Row(kind, cell, Cell(), "", nodes[0].at, None)


def _single_row(entry: Entry, style: HouseStyle) -> Iterator[Row]:
    if entry.sort is Sort.HEADING:
        yield _lone_row([entry], style)
        return
    assert entry.old is not None
    assert entry.new is not None
    if entry.sort is Sort.REST:
        yield from rest_rows(entry, style)
    elif entry.sort is Sort.MOVED_AWAY:
        # The words at the new place are the style's; they are put in with all others.
        yield Row(RowKind.MOVED_AWAY, Cell(_name(entry.old)), Cell(), "", entry.old.at, entry.new.at)
    elif entry.sort is Sort.SHELL:
        yield _shell_row(entry.old, entry.new)
    elif entry.sort is Sort.CROSSED:
        yield _crossed_row(entry.old, entry.new, style)
    else:
        row = _opposite_row(entry.old, entry.new, style)
        if entry.sort is Sort.MOVED:
            old, new = _with_label(row.old, entry.old, style), _with_label(row.new, entry.new, style)
            if not (style.remarks or old.marks or old.double or new.marks or new.double):
                # Nothing else would say that the part never stood here.
                old, new = with_marked_label(old, _label(entry.old)), with_marked_label(new, _label(entry.new))
            yield replace(row, kind=RowKind.MOVED, old=old, new=new)
        else:
            yield replace(row, kind=RowKind.TITLE) if row.kind is not RowKind.UNCHANGED else row


def _crossed_row(old: Node, new: Node, style: HouseStyle) -> Row:
    """The row of two parts in different clauses or levels: their number is another one even if it reads the same."""
    row = _opposite_row(old, new, style)
    if row.kind is not RowKind.UNCHANGED or not _label(new):
        return row
    cells = row.old, row.new
    if style.mark_numbers:
        cells = with_marked_label(row.old, _label(old)), with_marked_label(row.new, _label(new))
    cells = _with_label(cells[0], old, style), _with_label(cells[1], new, style)
    return replace(row, kind=RowKind.RENUMBERED, old=cells[0], new=cells[1])


def _name(node: Node) -> str:
    """What is left of a part at the place it moved away from: its heading, else its label, else its first words."""
    if node.part is Part.CLAUSE:
        return node.side.clause.heading or node.pieces[0].text.split("\n")[0]
    first = node.pieces[0]
    return first.label or first.text


def _shell_row(old: Node, new: Node) -> Row:
    """An article of which only 削除 is left, or which stands again where 削除 stood, is one row."""
    kind = RowKind.DELETED_ARTICLE if is_shell(new.side) else RowKind.ADDED_ARTICLE
    return Row(kind, _shell_cell(old.side), _shell_cell(new.side), "", old.at, new.at)


def _shell_cell(side: CutClause) -> Cell:
    cell = plain_cell(side.pieces, marked=True)
    if not is_shell(side):
        return cell
    word = side.body.strip()
    start = cell.text.rindex(word)
    return replace(cell, marks=((start, start + len(word)),))


# --- parts opposite each other ---


def _opposite_rows(run: Sequence[Entry], style: HouseStyle) -> Iterator[Row]:
    """Yield a row for each pair; runs of unchanged 項 and 号 of an article are elided as the style says."""
    held: list[Entry] = []
    side: CutClause | None = None
    for entry in run:
        assert entry.old is not None
        assert entry.new is not None
        row = _opposite_row(entry.old, entry.new, style)
        may_elide = row.kind is RowKind.UNCHANGED and style.unchanged_units is not Elision.FULL
        if held and not (may_elide and side is entry.new.side):
            yield from elided_units(held, style)
            held = []
        side = entry.new.side
        if may_elide and not _has_heading(entry.new):
            held.append(entry)
        else:
            yield row
    yield from elided_units(held, style)


def _has_heading(node: Node) -> bool:
    return node.pieces[0].part is Part.HEADING


def _opposite_row(old: Node, new: Node, style: HouseStyle) -> Row:
    """The row of two parts: unchanged, renumbered or changed."""
    pieces_old, pieces_new = old.pieces, new.pieces
    kind = _kind(pieces_old, pieces_new, style)
    if kind is RowKind.UNCHANGED and all(_is_elision(piece) for piece in (*pieces_old, *pieces_new)):
        return covering_row([Entry(Sort.OPPOSITE, old, new)], style.elided, style.elided)
    if kind is RowKind.UNCHANGED:
        return Row(kind, plain_cell(pieces_old), plain_cell(pieces_new), "", old.at, new.at)
    cell_old, cell_new, lost, gained = changed_cells(pieces_old, pieces_new, style)
    if not same_text(_label(old), _label(new), style):
        cell_old, cell_new = _with_label(cell_old, old, style), _with_label(cell_new, new, style)
    return Row(kind, cell_old, cell_new, _remark(kind, lost=lost, gained=gained, style=style), old.at, new.at)


def _remark(kind: RowKind, *, lost: bool, gained: bool, style: HouseStyle) -> str:
    """What a changed row says in a style that tells added words from deleted ones; else its kind says it."""
    if kind is not RowKind.CHANGED or lost is gained:
        return ""
    return style.words_added if gained else style.words_deleted


def _is_elision(piece: Piece) -> bool:
    return "略" in piece.text and letters(piece.text) == "略"


def _with_label(cell: Cell, node: Node, style: HouseStyle) -> Cell:
    return with_double_label(cell, _label(node)) if style.double_labels else cell


def _label(node: Node) -> str:
    """The label of a unit; that of an article where its heading stands in the cell."""
    begins_clause = node.first == 0 and bool(node.side.clause.form)
    return (node.side.clause.label if begins_clause else node.pieces[0].label).strip()


def _kind(old: Pieces, new: Pieces, style: HouseStyle) -> RowKind:
    if len(old) != len(new):
        return RowKind.CHANGED
    kind = RowKind.UNCHANGED
    for one, other in zip(old, new, strict=True):
        difference = piece_difference(one, other, style)
        if difference.words:
            return RowKind.CHANGED
        if difference.label:
            kind = RowKind.RENUMBERED
    return kind
