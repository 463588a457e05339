"""Where each label of a clause's text goes: on in a series that is open, below it, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from portal.text.body.later_paragraphs import LaterParagraphs
from portal.text.body.lines import announces_list, is_sentence, line_kind
from portal.text.body.state import HIGHEST_START, Open, Spot, may_be_amount
from portal.text.bracketed import is_caption
from portal.text.numbering.label_series import NOWHERE, continues, is_mixed_in, is_outer, skips
from portal.text.numbering.labels import (
    FIRST,
    MULTI_STYLES,
    PARAGRAPH_STYLES,
    Label,
    follows,
)
from portal.text.tree import Body, Line, Path, UnitKind

DEEPEST = 12
"""Units within one another; deeper ones are lines. Terms need seven at most."""
_KINDS = (UnitKind.PARAGRAPH, UnitKind.ITEM, *[UnitKind.SUBITEM] * DEEPEST)
_STARTS_OF_EXCERPTS = ("decimal_dot", "decimal", "paragraph_word", "multi_decimal")


@dataclass(frozen=True, slots=True)
class Oddity:
    """A label that is read although something is wrong with it: its place in the text, the unit it begins."""

    spot: Spot
    start: int
    path: Path


def parse_body(text: str) -> Body:
    """Return the tree of a clause's `text`; each line that is not blank stands in it once. Never raises."""
    return Builder(text).build()


class Builder(LaterParagraphs):
    """Reads lines in order; `open` holds the units that are still open, outermost first."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.oddities: list[Oddity] = []

    def build(self) -> Body:
        for line, (start, indent, rest) in enumerate(self.lines):
            labels = self.readings[line]
            spot = self._spot(labels, line, indent) if labels else None
            if spot is None:
                self._attach(Line(start, indent, rest, line_kind(rest)))
            else:
                self._open_unit(spot, start, indent, rest)
        return Body(tuple(paragraph.freeze() for paragraph in self.paragraphs))

    def _attach(self, line: Line) -> None:
        if not self.open:
            self._push(Open(UnitKind.PARAGRAPH, line.start, line.indent), depth=0)
        self.open[-1].lines.append(line)

    def _open_unit(self, spot: Spot, start: int, indent: str, rest: str) -> None:
        label, depth, is_gap = spot
        if not self.open and label.style not in PARAGRAPH_STYLES:
            self._push(Open(UnitKind.PARAGRAPH, start, indent), depth=0)
            depth = 1
        unit = Open(_KINDS[depth], start, indent, label)
        length = label.length
        if length < len(rest):
            unit.lines.append(Line(start + length, "", rest[length:]))
        self._push(unit, depth=depth)
        if is_gap or label.slip:
            path = tuple(unit.label.number for unit in self.open)
            self.oddities.append(Oddity(spot, start, path))

    def _push(self, unit: Open, *, depth: int) -> None:
        del self.open[depth:]
        siblings = self.open[-1].children if self.open else self.paragraphs
        siblings.append(unit)
        self.open.append(unit)

    # --- where a label goes ---

    def _spot(self, labels: tuple[Label, ...], line: int, indent: str) -> Spot | None:
        return (
            self._as_sibling(labels, line, indent)
            or self.as_second_paragraph(labels, line)
            or self._as_first(labels, line, indent)
            or self._mixed_in(labels, line, indent)
            or self._over_a_gap(labels, line, indent)
        )

    def _as_sibling(self, labels: tuple[Label, ...], line: int, indent: str) -> Spot | None:
        """The next of a series that is open. Of several readings that one holds whose series goes on soonest."""
        found: list[Spot] = []
        for label in labels:
            depth = self._level_of(label, line, indent)
            if depth >= 0 and not self._is_doubtful(label, line, indent, self.open[depth]):
                found.append(Spot(label, depth))
        if not found or len(labels) == 1:
            return found[0] if found else None
        found.sort(key=lambda spot: -spot.depth)
        first = self._as_first(labels, line, indent)
        readings = [*found, first] if first else found
        if len(readings) == 1:
            return readings[0]
        return min(readings, key=lambda spot: (self.ahead.goes_on(spot.label, line), bool(spot.label.slip)))

    def _level_of(self, label: Label, line: int, indent: str) -> int:
        """The depth of the open unit whose series `label` continues, -1 for none.

        One of equal indent if there is; of several such, one that is a sentence as well, or is none either.
        """
        style = label.style
        depths = [at for at, unit in enumerate(self.open) if unit.style == style and continues(label, unit.label)]
        if len(depths) < 2:
            return depths[0] if depths else -1
        depths = [at for at in depths if self.open[at].indent == indent] or depths
        says = is_sentence(self.lines[line][2])
        return next((at for at in reversed(depths) if self._says_sentence(at) == says), depths[-1])

    def _says_sentence(self, depth: int) -> bool:
        lines = self.open[depth].lines
        return bool(lines) and is_sentence(lines[0].text)

    def _is_doubtful(self, label: Label, line: int, indent: str, unit: Open) -> bool:
        """Whether a label that wrapped lines begin with, or one deeper than its series, comes again in its place."""
        is_doubtful = label.weak or (indent != unit.indent and _is_deeper(indent, unit.indent))
        return is_doubtful and self.ahead.comes_again(label, line)

    def _as_first(self, labels: tuple[Label, ...], line: int, indent: str) -> Spot | None:
        """A series opens below what is open; one of a style that is open as far in or further only starts again."""
        if len(self.open) >= DEEPEST:
            return None
        for label in labels:
            if label.style in MULTI_STYLES:
                return self._as_first_below(label, line)
            if label.number == FIRST and not label.slip and self._may_open(label, line, indent):
                return Spot(label, 0 if self._stands_below_caption(label) else len(self.open))
        return None

    def _stands_below_caption(self, label: Label) -> bool:
        """Whether only （施行期日） stands above １, the first 項: the caption of a 項, and no 項 without a number."""
        if len(self.open) != 1 or len(self.paragraphs) != 1 or label.style not in PARAGRAPH_STYLES:
            return False
        return not self.open[0].style and all(is_caption(line.text) for line in self.open[0].lines)

    def _may_open(self, label: Label, line: int, indent: str) -> bool:
        for unit in self.open:
            is_beside = unit.style == label.style and not _is_deeper(indent, unit.indent)
            if is_beside and not self._is_list_below(unit, label, line):
                return False
        if self._is_doubled(label, line, indent):
            return False
        return not label.weak or self._begins_clause(label) or self.ahead.goes_on(label, line) < NOWHERE

    def _is_doubled(self, label: Label, line: int, indent: str) -> bool:
        """Whether イ stands a second time, before ウ and no ロ: that of ア イ ウ again, not of イ ロ ハ."""
        above = self.open[-1] if self.open else None
        is_same = above is not None and above.label.text == label.text and not _is_deeper(indent, above.indent)
        return is_same and self.ahead.goes_on(label, line) == NOWHERE

    def _is_list_below(self, unit: Open, label: Label, line: int) -> bool:
        """Whether a series that begins again no further in stands below `unit`: 3. 1. 2. 4., or what 3. announces."""
        behind = self.ahead.behind_run(label, line)
        if behind and behind != FIRST:
            return follows(behind, unit.label.last)
        is_listed = unit.label.last == FIRST or not is_sentence(self.lines[line][2])
        return is_listed and self.open[-1] is unit and announces_list(unit.lines)

    def _begins_clause(self, label: Label) -> bool:
        return not self.paragraphs and label.style in PARAGRAPH_STYLES and not label.in_sentence

    def _as_first_below(self, label: Label, line: int) -> Spot | None:
        """1.2.1 opens below 1.2, be there (a) and (b) between; one that has nothing above it must go on."""
        is_first = label.number[-1] == 1
        for depth in range(len(self.open) - 1, -1, -1):
            outer = self.open[depth].label
            if outer.style == label.style and len(outer.number) >= len(label.number):
                return None
            if is_outer(outer, label) and (is_first or outer.style == label.style):
                return Spot(label, depth + 1, is_gap=not is_first)
        is_sure = self._begins_clause(label) or self.ahead.goes_on(label, line) < NOWHERE
        return Spot(label, len(self.open)) if is_first and is_sure else None

    def _mixed_in(self, labels: tuple[Label, ...], line: int, indent: str) -> Spot | None:
        """The next of an open series in another style, 1. then 2、, where no 2. follows."""
        for depth in range(len(self.open) - 1, -1, -1):
            unit = self.open[depth]
            for label in labels if unit.style else ():
                is_doubtful = unit.indent != indent and (label.weak or may_be_amount(label))
                if is_doubtful or not is_mixed_in(label, unit.label):
                    continue
                if self.ahead.goes_on(unit.label, line) == NOWHERE:
                    return Spot(label, depth)
        return None

    def _over_a_gap(self, labels: tuple[Label, ...], line: int, indent: str) -> Spot | None:
        """A number that skips, repeats, falls back or starts again: taken where its series is open here or goes on."""
        for label in labels:
            if self.is_later_paragraph(label, line):
                return Spot(label, 0, is_gap=True)
            if label.weak or label.slip:
                continue
            depth = self._level_begun(label, line, indent)
            if depth >= 0:
                return Spot(label, depth, is_gap=True)
            if self._begins_late(label, line) or self._begins_late_within(label, line, indent):
                return Spot(label, len(self.open), is_gap=True)
        return None

    def _level_begun(self, label: Label, line: int, indent: str) -> int:
        """The depth of the open unit in whose series `label` skips or starts again, -1 for none.

        One of equal indent if there is; else the innermost that `label` does not stand within.
        """
        depths = [depth for depth, unit in enumerate(self.open) if unit.style and skips(label, unit.label)]
        beside = [depth for depth in depths if self.open[depth].indent == indent]
        if beside:
            return beside[-1]
        return next((at for at in reversed(depths) if not self._is_within(label, line, indent, self.open[at])), -1)

    def _is_within(self, label: Label, line: int, indent: str, unit: Open) -> bool:
        """Whether a label not of the indent of `unit`, whose number skips, is of a list within it, or of no list."""
        if not _is_deeper(indent, unit.indent):
            return may_be_amount(label) and label.number != FIRST
        is_doubtful = label.number == FIRST or may_be_amount(label) or self.ahead.comes_again(label, line)
        return is_doubtful or self._is_run_within(label, line, unit)

    def _is_run_within(self, label: Label, line: int, unit: Open) -> bool:
        """Whether the series goes on behind `label` and then back to the number that follows `unit`: 2. 5. 6. 3."""
        is_run = self.ahead.goes_on(label, line) < NOWHERE
        return is_run and follows(self.ahead.behind_run(label, line), unit.label.last)

    def _begins_late_within(self, label: Label, line: int, indent: str) -> bool:
        """Whether a list of the style of an open one stands deeper than that and begins with a later number."""
        return len(self.open) < DEEPEST and any(
            _is_deeper(indent, unit.indent) and skips(label, unit.label) and self._is_run_within(label, line, unit)
            for unit in self.open
        )

    def _begins_late(self, label: Label, line: int) -> bool:
        """Whether a series begins with a later number: in an excerpt, or where the first ones are not read."""
        if len(self.open) >= DEEPEST or label.number[0] > HIGHEST_START:
            return False
        if label.style == "decimal_blank":
            return not self.paragraphs and not may_be_amount(label)
        if any(unit.style == label.style for unit in self.open):
            return False
        begins_excerpt = not self.paragraphs and label.style in _STARTS_OF_EXCERPTS
        return begins_excerpt or label.last != label.number or self.ahead.goes_on(label, line) < NOWHERE


def _is_deeper(indent: str, other: str) -> bool:
    """Whether a line with `indent` stands further in than one with the `other`."""
    return len(indent) + indent.count("\u3000") > len(other) + other.count("\u3000")
