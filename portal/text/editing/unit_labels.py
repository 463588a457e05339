"""Numbers and labels for a unit that is put in, and for the siblings behind it that count on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from portal.text.body import parse_body
from portal.text.numbering import numerals
from portal.text.numbering.labels import FIRST
from portal.text.numbering.number_series import Entry
from portal.text.numbering.number_writing import DigitWidths, UnwritableNumber, write_label
from portal.text.renumbering.units import SECOND, WITH_UNITS, Placed
from portal.text.tree import Document, Number, Unit, UnitKind


class Written(NamedTuple):
    """A label as it stands in its line, with the blanks around it."""

    label: str
    separator: str
    indent: str


def new_number(siblings: Sequence[Placed], place: int, above: Placed | None) -> Number:
    """Return the number of a unit that is put in before the sibling at `place`: the one behind its neighbour's.

    Behind 三 and before 三の二 it is (3, 2). Below 1.2, where units are dotted, the first is (1, 2, 1).
    """
    following = siblings[place].entry.number if place < len(siblings) else ()
    if not place:
        is_dotted = above is not None and _is_below(following, above.entry.number)
        return (*above.entry.number, 1) if above is not None and is_dotted else FIRST
    previous = siblings[place - 1].entry.end
    if not previous:
        return FIRST if following == FIRST else SECOND
    if _is_below(following, previous):
        return (*previous, 2)
    return (*previous[:-1], previous[-1] + 1)


def _is_below(number: Number, above: Number) -> bool:
    return bool(above) and len(number) > len(above) and number[: len(above)] == above


def shifted(siblings: Sequence[Placed], place: int, number: Number) -> Iterator[tuple[Placed, Entry]]:
    """Yield the units that count on behind one of `number` put in before `place`, with their new numbers.

    Those that follow each other without a gap, with their 枝番; in dotted lists, what is numbered below them as well.
    """
    depth = len(number) - 1
    taken = number[depth]
    for unit in siblings[place:]:
        own = unit.entry.number
        if own[:depth] != number[:depth] or len(own) <= depth:
            return
        is_branch = len(own) > depth + 1 and own[depth] == taken - 1 >= number[depth]
        if own[depth] != taken and not is_branch:
            return
        entry = Entry(_raised(own, depth), _raised(unit.entry.last, depth))
        yield unit, entry
        yield from _below(unit, own, entry.number)
        if not is_branch:
            taken = unit.entry.end[depth] + 1 if len(unit.entry.end) > depth else taken + 1


def _raised(number: Number, depth: int) -> Number:
    return (*number[:depth], number[depth] + 1, *number[depth + 1 :]) if len(number) > depth else number


def _below(unit: Placed, old: Number, new: Number) -> Iterator[tuple[Placed, Entry]]:
    """1.3.1 below 1.3, which has become 1.4."""
    for child in unit.children:
        own = child.entry.number
        if _is_below(own, old) and not _BRANCH.intersection(child.unit.label):
            entry = Entry((*new, *own[len(old) :]))
            yield child, entry
            yield from _below(child, own, entry.number)


_BRANCH = frozenset("のノ")


def label_of(unit: Placed, entry: Entry, siblings: Sequence[Placed]) -> str | None:
    """Return the label that a unit has under a new number, as it is written now; None for one without a sign."""
    return _label(unit, entry, siblings) if unit.unit.label else None


def new_label(
    document: Document, index: int, kind: UnitKind, siblings: Sequence[Placed], place: int, number: Number
) -> Written | None:
    """Return the label of a new unit of clause `index`, written as its neighbours are.

    Its siblings show how, the one before it first; else the nearest units of the kind in the document; else the hand
    in which the clause is numbered (第一条: ２, 一, イ). None where the number has no sign.
    """
    own = [*reversed(siblings[:place]), *siblings[place:]]
    for unit in own:
        label = _label(unit, Entry(number), siblings) if unit.unit.label else None
        if label is not None:
            return Written(label, _separator(unit.unit, siblings), unit.unit.indent)
    if any(unit.unit.label for unit in own):
        return None
    for sample in chain(_elsewhere(document, index, kind), [_default(document, index, kind)]):
        label = _write(sample.label, number, sample.number)
        if label is not None:
            return Written(label, sample.separator, sample.indent)
    return None


def _label(unit: Placed, entry: Entry, siblings: Sequence[Placed]) -> str | None:
    label = _write(unit.unit.label, entry.number, unit.entry.number, entry.last)
    return label and DigitWidths.of(sibling.unit.label for sibling in siblings).adjusted(label)


def _write(sample: str, number: Number, of: Number, last: Number = ()) -> str | None:
    try:
        return write_label(sample, number, of=of, last=last)
    except UnwritableNumber:
        return None


def _separator(unit: Unit, siblings: Sequence[Placed]) -> str:
    """The blank behind a label, read off one that has words behind it: a line with nothing else has lost its own."""
    units = (unit, *(sibling.unit for sibling in siblings if sibling.unit.label))
    return next((one.separator for one in units if one.lines), unit.separator)


class _Sample(NamedTuple):
    label: str
    number: Number
    separator: str
    indent: str = ""


def _elsewhere(document: Document, index: int, kind: UnitKind) -> Iterator[_Sample]:
    """The first units of the kind in other clauses, the nearest clause first."""
    before, behind = reversed(document.clauses[:index]), document.clauses[index + 1 :]
    nearest = chain.from_iterable(zip_longest(before, behind))
    for clause in nearest:
        if clause is not None and clause.kind in WITH_UNITS and clause.text:
            paragraphs = parse_body(clause.text).paragraphs
            yield from (
                _as_sample(unit) for unit in _units_of(kind, paragraphs) if unit.label and len(unit.number) == 1
            )


def _as_sample(unit: Unit) -> _Sample:
    return _Sample(unit.label, unit.number, unit.separator, unit.indent)


def _units_of(kind: UnitKind, paragraphs: Iterable[Unit]) -> Iterator[Unit]:
    if kind is UnitKind.PARAGRAPH:
        yield from paragraphs
        return
    items = (item for paragraph in paragraphs for item in paragraph.children)
    if kind is UnitKind.ITEM:
        yield from items
    else:
        yield from (subitem for item in items for subitem in item.children)


_HALF, _FULL, _KANJI, _ENGLISH = "half", "full", "kanji", "english"
_DEFAULTS = {
    (_HALF, UnitKind.PARAGRAPH): _Sample("1", FIRST, "　"),
    (_FULL, UnitKind.PARAGRAPH): _Sample("１", FIRST, "　"),
    (_KANJI, UnitKind.PARAGRAPH): _Sample("１", FIRST, "　"),
    (_ENGLISH, UnitKind.PARAGRAPH): _Sample("1.", FIRST, " "),
    (_HALF, UnitKind.ITEM): _Sample("(1)", FIRST, "　"),
    (_FULL, UnitKind.ITEM): _Sample("（１）", FIRST, "　"),
    (_KANJI, UnitKind.ITEM): _Sample("一", FIRST, "　"),
    (_ENGLISH, UnitKind.ITEM): _Sample("(a)", FIRST, " "),
    (_HALF, UnitKind.SUBITEM): _Sample("ア", FIRST, "　"),
    (_FULL, UnitKind.SUBITEM): _Sample("ア", FIRST, "　"),
    (_KANJI, UnitKind.SUBITEM): _Sample("イ", FIRST, "　"),
    (_ENGLISH, UnitKind.SUBITEM): _Sample("(i)", FIRST, " "),
}


def _default(document: Document, index: int, kind: UnitKind) -> _Sample:
    """In the hand of the clause's own number, or of the first one in the document; full width where there is none."""
    labels = (clause.label for clause in (document.clauses[index], *document.clauses) if clause.number)
    return _DEFAULTS[_hand(next(labels, "１")), kind]


def _hand(label: str) -> str:
    if any(digit in label for digit in numerals.DIGITS[10:]):
        return _FULL
    if any(digit in label for digit in numerals.KANJI) and not any(digit in label for digit in numerals.DIGITS):
        return _KANJI
    return _ENGLISH if label[:1].isascii() and label[:1].isalpha() else _HALF
