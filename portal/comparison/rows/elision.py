"""What stands for parts that did not change: （略） for a run or for each, all their words, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from portal.comparison.alignment.nodes import Node, paragraph_node, piece_node
from portal.comparison.alignment.pieces import Paragraph
from portal.comparison.house_style import Cut, Elision, HouseStyle
from portal.comparison.rows.cells import joined_spans, plain_cell
from portal.comparison.rows.entries import Entry, Sort
from portal.comparison.table import Cell, Part, Row, RowKind, Span
from portal.text.tree import HEADINGS, Clause, Kind

LEFT_OUT = ""
"""The words of a row that is not printed."""
BLANK = "\u3000"
"""What stands between a label and （略）."""


def elided_articles(run: Sequence[Entry], behind: Entry | None, style: HouseStyle) -> Iterator[Row]:
    """Yield the rows that stand for a run of unchanged clauses; `behind` is what follows it.

    With `context`, the 編, 章, 節 and 附則 lines of the run under which `behind` stands are shown; the heading of an
    article of which （略） stands first and then what changed is shown in any case.
    """
    shown = _open_headings(run, behind) if style.context else _heading_of_excerpt(run, behind)
    part: list[Entry] = []
    for place, entry in enumerate(run):
        if place in shown:
            yield from _elided(part, style)
            part = []
            yield from full_rows(entry, style)
        else:
            part.append(entry)
    yield from _elided(part, style)


def _elided(run: Sequence[Entry], style: HouseStyle) -> Iterator[Row]:
    if not run:
        return
    if style.unchanged_articles in (Elision.RUN, Elision.OMIT):
        words = style.elided if style.unchanged_articles is Elision.RUN else LEFT_OUT
        yield covering_row(run, words, words)
        return
    for entry in run:
        if style.unchanged_articles is Elision.FULL or _is_heading(entry):
            yield from full_rows(entry, style)
        else:
            row = covering_row([entry], _in_short(entry.old, style), _in_short(entry.new, style))
            yield replace(row, old_at=entry.old.at if entry.old else None, new_at=entry.new.at if entry.new else None)


def _is_heading(entry: Entry) -> bool:
    node = entry.new or entry.old
    if node is None or entry.sort is not Sort.SAME:
        return False
    clause = node.side.clause
    is_bare_supplement = clause.kind is Kind.SUPPLEMENTARY_PROVISION and not clause.text.strip()
    return clause.is_heading or is_bare_supplement


def _in_short(node: Node | None, style: HouseStyle) -> str:
    """第２条（貸出し）　（略）; the words for an unchanged part alone where it has no heading."""
    heading = " ".join(node.side.clause.heading.split("\n")) if node else ""
    is_named = node is not None and heading and node.side.clause.kind is not Kind.ELIDED
    return f"{heading}{BLANK}{style.elided}" if is_named else style.elided


def _heading_of_excerpt(run: Sequence[Entry], behind: Entry | None) -> frozenset[int]:
    """The entry of an article that is a heading alone, if nothing but （略） stands between it and what follows."""
    node = (behind.new or behind.old) if behind else None
    if node is None or node.side.clause.kind is not Kind.ELIDED:
        return frozenset()
    for place in range(len(run) - 1, -1, -1):
        before = run[place].new or run[place].old
        clause = before.side.clause if before else None
        if clause is not None and clause.kind is not Kind.ELIDED:
            is_heading = clause.kind is Kind.ARTICLE and not clause.text.strip() and run[place].sort is Sort.SAME
            return frozenset((place,)) if is_heading else frozenset()
    return frozenset()


def _open_headings(run: Sequence[Entry], behind: Entry | None) -> frozenset[int]:
    """Which entries of a run are headings under which what follows stands."""
    node = (behind.new or behind.old) if behind else None
    if node is None:
        return frozenset()
    level = _level(node.side.clause)
    shown = set(_heading_of_excerpt(run, behind))
    for place in range(len(run) - 1, -1, -1):
        side = run[place].new or run[place].old
        if side is None:
            continue
        own = _level(side.side.clause)
        if own < level:
            level = own
            if run[place].sort is Sort.SAME:
                shown.add(place)
    return frozenset(shown)


def _level(clause: Clause) -> int:
    """How far out a clause stands: 編 is 0, an article is below all headings; an 附則 is as far out as can be."""
    if clause.kind is Kind.SUPPLEMENTARY_PROVISION:
        return -1
    return HEADINGS.index(clause.kind) if clause.kind in HEADINGS else len(HEADINGS)


def full_rows(entry: Entry, style: HouseStyle) -> Iterator[Row]:
    """Yield the rows of an unchanged part in all its words."""
    if entry.old is None or entry.new is None:
        yield covering_row([entry], style.elided, style.elided)
        return
    nodes_old, nodes_new = list(_nodes(entry.old, style.cut)), list(_nodes(entry.new, style.cut))
    if len(nodes_old) != len(nodes_new):  # a heading that has a line of its own on one side only
        nodes_old, nodes_new = [entry.old], [entry.new]
    for old, new in zip(nodes_old, nodes_new, strict=True):
        yield Row(RowKind.UNCHANGED, plain_cell(old.pieces), plain_cell(new.pieces), "", old.at, new.at)


def _nodes(node: Node, cut: Cut) -> Iterator[Node]:
    side = node.side
    begins = 0 if node.part is Part.CLAUSE else node.first
    if cut is Cut.UNIT or not side.paragraphs:
        yield from (piece_node(side, place) for place in range(begins, len(side.pieces)))
        return
    for place, paragraph in enumerate(side.paragraphs):
        own = paragraph_node(side, paragraph)
        yield own._replace(first=min(begins, own.first)) if place == 0 else own


def elided_units(run: Sequence[Entry], style: HouseStyle) -> Iterator[Row]:
    """Yield the rows that stand for unchanged parts of a changed article: ２　（略）, and for a run ２～４　（略）."""
    held: list[_Unit] = []
    for unit in _units(run):
        if held and not (style.unchanged_units is Elision.RUN and _joins(held[-1], unit)):
            yield _units_row(held, style)
            held = []
        held.append(unit)
    if held:
        yield _units_row(held, style)


class _Unit(NamedTuple):
    """A whole 項, a lead, a 号 or a block: what it is, its labels, and the entries that make it up."""

    part: Part
    old: str
    new: str
    entries: Sequence[Entry]


def _units(run: Sequence[Entry]) -> Iterator[_Unit]:
    place = 0
    while place < len(run):
        old, new = run[place].old, run[place].new
        assert old is not None
        assert new is not None
        size = _size_of_whole_paragraph(run, place)
        part = Part.PARAGRAPH if size else new.part
        yield _Unit(part, old.pieces[0].label, new.pieces[0].label, run[place : place + max(size, 1)])
        place += max(size, 1)


def _size_of_whole_paragraph(run: Sequence[Entry], place: int) -> int:
    """How many entries of the run are a 項 as a whole, on both sides, from `place` on; 0 if it is not all there."""
    first = run[place]
    if first.new is not None and first.new.part is Part.PARAGRAPH:
        return 1
    old, new = _paragraph_from(first.old), _paragraph_from(first.new)
    if old is None or new is None or old.last - old.first != new.last - new.first:
        return 0
    size = new.last - new.first
    if size > len(run) - place:
        return 0
    last = run[place + size - 1]
    is_whole = last.old is not None and last.new is not None and (last.old.last, last.new.last) == (old.last, new.last)
    return size if is_whole else 0


def _paragraph_from(node: Node | None) -> Paragraph | None:
    """The 項 that begins where the node does."""
    return next((each for each in node.side.paragraphs if each.first == node.first), None) if node else None


def _joins(before: _Unit, unit: _Unit) -> bool:
    return (before.part is unit.part or not before.new) and bool(before.new) == bool(unit.new)


def _units_row(units: Sequence[_Unit], style: HouseStyle) -> Row:
    run = [entry for unit in units for entry in unit.entries]
    if style.unchanged_units is Elision.OMIT:
        return covering_row(run, LEFT_OUT, LEFT_OUT)
    old, new = [unit.old for unit in units], [unit.new for unit in units]
    return covering_row(run, _labelled(old, style), _labelled(new, style))


def _labelled(labels: Sequence[str], style: HouseStyle) -> str:
    if not labels[0]:
        return style.elided
    between = "・" if len(labels) == 2 else "～"
    named = between.join(dict.fromkeys((labels[0], labels[-1])))
    return f"{named}{BLANK}{style.elided}"


def rest_rows(entry: Entry, style: HouseStyle) -> Iterator[Row]:
    """Yield the rows for what stands below the heading of an article that only got another number."""
    if style.unchanged_articles is Elision.FULL:
        yield from full_rows(entry, style)
        return
    is_left_out = style.unchanged_articles is Elision.OMIT and style.unchanged_units in (Elision.OMIT, Elision.FULL)
    words = LEFT_OUT if is_left_out else style.elided
    yield covering_row([entry], words, words)


def covering_row(run: Sequence[Entry], old: str, new: str) -> Row:
    """Return the row that stands for a run of parts; without words it is not printed."""
    return Row(
        RowKind.ELIDED,
        Cell(old, (), joined_spans(_spans(entry.old for entry in run))),
        Cell(new, (), joined_spans(_spans(entry.new for entry in run))),
    )


def _spans(nodes: Iterator[Node | None]) -> list[Span]:
    return [node.span for node in nodes if node is not None]
