"""The body of a clause: 項, 号 and 号の細分 as a tree of offsets into its text.

Levels come from sequences, not from a fixed table of label styles: a label continues an open
level of its style when its number follows, opens a new level when its number is a first one, and
is otherwise a line like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from portal.text.bracketed import is_caption
from portal.text.messages import gettext_noop
from portal.text.numbering.label_series import NOWHERE, Ahead, continues, is_mixed_in, is_outer, skips
from portal.text.numbering.labels import BLANKS, FIRST, MULTI_STYLES, PARAGRAPH_STYLES, Label, follows, read_labels
from portal.text.tree import Body, Edit, Line, LineKind, Path, Place, Problem, Severity, Unit, UnitKind

DEEPEST = 12
"""Units within one another; deeper ones are lines. Terms need seven at most."""
_KINDS = (UnitKind.PARAGRAPH, UnitKind.ITEM, *[UnitKind.SUBITEM] * DEEPEST)
HIGHEST_START = 99
"""The highest number with which a series may begin; 2024. is a year."""
_BLANKS = frozenset(BLANKS)
_STARTS_OF_EXCERPTS = ("decimal_dot", "decimal", "paragraph_word", "multi_decimal")
_ANNOUNCES = re.compile("次の|次に|以下の|下記|各号")
"""What a sentence says over a list."""
_PREDICATE_ENDS = tuple("るたいすんくう")
_UNLABELLED = Label("", (), "", "", ())


class _Open:
    """A unit under construction; `style` is that of its label, "" when it has none."""

    __slots__ = ("children", "indent", "kind", "label", "lines", "start", "style")

    def __init__(self, kind: UnitKind, start: int, indent: str, label: Label = _UNLABELLED) -> None:
        self.kind, self.start, self.indent, self.label, self.style = kind, start, indent, label, label.style
        self.lines: list[Line] = []
        self.children: list[_Open] = []

    def freeze(self) -> Unit:
        label, lines = self.label, tuple(self.lines)
        children = tuple([child.freeze() for child in self.children]) if self.children else ()
        return Unit(self.kind, label.number, label.text, label.separator, self.indent, self.start, lines, children)


class _Spot(NamedTuple):
    """Where a label goes: so many units stand above it. `is_gap` when its number is not the next."""

    label: Label
    depth: int
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class _Oddity:
    """A label that is read although something is wrong with it: its place in the text, the unit it begins."""

    spot: _Spot
    start: int
    path: Path


def parse_body(text: str) -> Body:
    """Return the tree of a clause's `text`; each line that is not blank stands in it once. Never raises."""
    return _Builder(text).build()


def body_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (offset behind the indent, indent, rest) of every line that is not blank."""
    start = 0
    for line in text.split("\n"):
        rest = line.lstrip(BLANKS)
        if rest:
            indent = line[: len(line) - len(rest)]
            yield start + len(indent), indent, rest
        start += len(line) + 1


class _Builder:
    """Reads lines in order; `open` holds the units that are still open, outermost first."""

    def __init__(self, text: str) -> None:
        self.lines = list(body_lines(text))
        self.readings = [read_labels(rest) for _, _, rest in self.lines]
        self.paragraphs: list[_Open] = []
        self.open: list[_Open] = []
        self.oddities: list[_Oddity] = []

    @cached_property
    def ahead(self) -> Ahead:
        return Ahead(self.readings)

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
            self._push(_Open(UnitKind.PARAGRAPH, line.start, line.indent), depth=0)
        self.open[-1].lines.append(line)

    def _open_unit(self, spot: _Spot, start: int, indent: str, rest: str) -> None:
        label, depth, is_gap = spot
        if not self.open and label.style not in PARAGRAPH_STYLES:
            self._push(_Open(UnitKind.PARAGRAPH, start, indent), depth=0)
            depth = 1
        unit = _Open(_KINDS[depth], start, indent, label)
        length = label.length
        if length < len(rest):
            unit.lines.append(Line(start + length, "", rest[length:]))
        self._push(unit, depth=depth)
        if is_gap or label.slip:
            path = tuple(unit.label.number for unit in self.open)
            self.oddities.append(_Oddity(spot, start, path))

    def _push(self, unit: _Open, *, depth: int) -> None:
        del self.open[depth:]
        siblings = self.open[-1].children if self.open else self.paragraphs
        siblings.append(unit)
        self.open.append(unit)

    # --- where a label goes ---

    def _spot(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        return (
            self._as_sibling(labels, line, indent)
            or self._as_second_paragraph(labels, line)
            or self._as_first(labels, line, indent)
            or self._mixed_in(labels, line, indent)
            or self._over_a_gap(labels, line, indent)
        )

    def _as_sibling(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        """The next of a series that is open. Of several readings that one holds whose series goes on soonest."""
        found: list[_Spot] = []
        for label in labels:
            depth = self._level_of(label, line, indent)
            if depth >= 0 and not self._is_doubtful(label, line, indent, self.open[depth]):
                found.append(_Spot(label, depth))
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
        is_sentence = _is_sentence(self.lines[line][2])
        return next((at for at in reversed(depths) if self._says_sentence(at) == is_sentence), depths[-1])

    def _says_sentence(self, depth: int) -> bool:
        lines = self.open[depth].lines
        return bool(lines) and _is_sentence(lines[0].text)

    def _is_doubtful(self, label: Label, line: int, indent: str, unit: _Open) -> bool:
        """Whether a label that wrapped lines begin with, or one deeper than its series, comes again in its place."""
        is_doubtful = label.weak or (indent != unit.indent and _is_deeper(indent, unit.indent))
        return is_doubtful and self.ahead.comes_again(label, line)

    def _as_second_paragraph(self, labels: tuple[Label, ...], line: int) -> _Spot | None:
        """２ after a first 項 that has no number."""
        if len(self.paragraphs) != 1 or self.paragraphs[0].style or not self.paragraphs[0].lines:
            return None
        is_sentence = "。" in self.lines[line][2]
        for label in labels:
            may_go_on = not label.in_sentence or self.ahead.goes_on(label, line) < NOWHERE
            if label.number == (2,) and may_go_on and self._numbers_paragraph(label, is_sentence=is_sentence):
                return _Spot(label, 0)
        return None

    def _numbers_paragraph(self, label: Label, *, is_sentence: bool) -> bool:
        """Whether 2 is the second 項, and no 号: not a second 2 that is no sentence, nor a (2) without a (1)."""
        first = self.paragraphs[0]
        items = [item for item in first.children if item.style == label.style]
        if label.style in PARAGRAPH_STYLES or label.style == "circled":
            return is_sentence or not items
        if label.style != "decimal" or not is_sentence:
            return False
        if items:
            return not any("。" in line.text for item in items for line in item.lines)
        return _ANNOUNCES.search(first.lines[-1].text) is None

    def _as_first(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        """A series opens below what is open; one of a style that is open as far in or further only starts again."""
        if len(self.open) >= DEEPEST:
            return None
        for label in labels:
            if label.style in MULTI_STYLES:
                return self._as_first_below(label, line)
            if label.number == FIRST and not label.slip and self._may_open(label, line, indent):
                return _Spot(label, 0 if self._stands_below_caption(label) else len(self.open))
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

    def _is_list_below(self, unit: _Open, label: Label, line: int) -> bool:
        """Whether a series that begins again no further in stands below `unit`: 3. 1. 2. 4., or what 3. announces."""
        behind = self.ahead.behind_run(label, line)
        if behind and behind != FIRST:
            return follows(behind, unit.label.last)
        is_listed = unit.label.last == FIRST or not _is_sentence(self.lines[line][2])
        return is_listed and self.open[-1] is unit and _announces_list(unit.lines)

    def _begins_clause(self, label: Label) -> bool:
        return not self.paragraphs and label.style in PARAGRAPH_STYLES and not label.in_sentence

    def _as_first_below(self, label: Label, line: int) -> _Spot | None:
        """1.2.1 opens below 1.2, be there (a) and (b) between; one that has nothing above it must go on."""
        is_first = label.number[-1] == 1
        for depth in range(len(self.open) - 1, -1, -1):
            outer = self.open[depth].label
            if outer.style == label.style and len(outer.number) >= len(label.number):
                return None
            if is_outer(outer, label) and (is_first or outer.style == label.style):
                return _Spot(label, depth + 1, is_gap=not is_first)
        is_sure = self._begins_clause(label) or self.ahead.goes_on(label, line) < NOWHERE
        return _Spot(label, len(self.open)) if is_first and is_sure else None

    def _mixed_in(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        """The next of an open series in another style, 1. then 2、, where no 2. follows."""
        for depth in range(len(self.open) - 1, -1, -1):
            unit = self.open[depth]
            for label in labels if unit.style and unit.indent == indent else ():
                if is_mixed_in(label, unit.label) and self.ahead.goes_on(unit.label, line) == NOWHERE:
                    return _Spot(label, depth)
        return None

    def _over_a_gap(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        """A number that skips, repeats, falls back or starts again: taken where its series is open here or goes on."""
        for label in labels:
            if label.weak or label.slip:
                continue
            depth = self._level_begun(label, indent)
            if depth >= 0:
                return _Spot(label, depth, is_gap=True)
            if self._begins_late(label, line):
                return _Spot(label, len(self.open), is_gap=True)
        return None

    def _level_begun(self, label: Label, indent: str) -> int:
        """The depth of the open unit in whose series `label` skips or, standing no further in, starts again; or -1."""
        depths = [depth for depth, unit in enumerate(self.open) if unit.style and skips(label, unit.label)]
        beside = [depth for depth in depths if self.open[depth].indent == indent]
        again = [depth for depth in depths if label.number == FIRST and not _is_deeper(indent, self.open[depth].indent)]
        return (beside or again or [-1])[-1]

    def _begins_late(self, label: Label, line: int) -> bool:
        """Whether a series begins with a later number: in an excerpt, or where the first ones are not read."""
        if len(self.open) >= DEEPEST or label.number[0] > HIGHEST_START:
            return False
        if label.style == "decimal_blank":  # 2 年, on a wrapped line
            return not self.paragraphs and label.separator[:1] == "\u3000"
        if any(unit.style == label.style for unit in self.open):
            return False
        begins_excerpt = not self.paragraphs and label.style in _STARTS_OF_EXCERPTS
        return begins_excerpt or label.last != label.number or self.ahead.goes_on(label, line) < NOWHERE


def _is_deeper(indent: str, other: str) -> bool:
    """Whether a line with `indent` stands further in than one with the `other`."""
    return len(indent) + indent.count("\u3000") > len(other) + other.count("\u3000")


def _announces_list(lines: list[Line]) -> bool:
    """Whether a sentence says that a list follows; bullets and tables may stand between."""
    words = [line.text for line in lines if line.kind is LineKind.TEXT]
    return len(words) == 1 and _ANNOUNCES.search(words[0]) is not None


def _is_sentence(words: str) -> bool:
    """Whether words end in a predicate, as a 項 does and 号 that end in こと。 or とき。 do not."""
    return words[-1:] == "。" and words[-2:-1] in _PREDICATE_ENDS


# --- lines ---

_BULLETS = frozenset(
    "・･·•‣⁃◦∙●○◎◉◯■□▪▫◼◻◆◇❖◈♦▲△▼▽▶►▷▸▹➢➤★☆✓✔✗✘☐☑☒☞※⚫⚪"
    "\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0e8\uf0fc"  # the bullets of Word's Symbol and Wingdings
)
_BULLETS_BEFORE_BLANKS = frozenset("-*+＊＋－–—―─‐−〇")
_PLACEHOLDERS = frozenset("●○◎◯■□◆◇△▲☆★")


def line_kind(rest: str) -> LineKind:
    """Return what a line without its indent is."""
    sign = rest[0]
    if sign in _BULLETS:
        return LineKind.TEXT if _is_placeholder(rest) else LineKind.BULLET
    if sign == "|":
        return LineKind.TABLE
    return LineKind.BULLET if sign in _BULLETS_BEFORE_BLANKS and rest[1:2] in _BLANKS else LineKind.TEXT


def _is_placeholder(rest: str) -> bool:
    """Whether signs stand for words that are still to come (●●株式会社, ○年○月), ・・・ or a minus (△100円)."""
    sign = rest[0]
    return rest[1:2] == sign or (sign in _PLACEHOLDERS and sign in rest[1:4]) or (sign in "△▲" and rest[1:2].isdigit())


# --- problems ---


def body_problems(text: str, *, first_line: int = 1, clause: int = 0, offset: int = 0) -> tuple[Problem, ...]:
    """Return what is odd about the numbering in `text`, the text of a clause, with places and mends.

    `first_line` is the line number `text` begins on, `clause` the clause's index in its document and
    `offset` where `text` begins in the clause as written (`len(clause.filled_form)`).
    """
    builder = _Builder(text)
    builder.build()
    problems: list[Problem] = []
    line, counted = first_line, 0
    for oddity in builder.oddities:
        line, counted = line + text.count("\n", counted, oddity.start), oddity.start
        label = oddity.spot.label
        start = oddity.start + offset
        place = Place(clause, start, start + len(label.text), oddity.path)
        if oddity.spot.is_gap:
            problems.append(_gap(label, line, place))
        if label.slip:
            problems.append(_slip(label, line, place))
    return tuple(problems)


def _gap(label: Label, line: int, place: Place) -> Problem:
    message = gettext_noop("「{label}」の番号が前から続いていません。番号を確かめてください。")
    return Problem(line, "number_gap", Severity.WARNING, message, (("label", label.text),), place)


def _slip(label: Label, line: int, place: Place) -> Problem:
    written = next(sign for sign in label.text if sign not in "（(" + BLANKS)
    start = place.start + label.text.index(written)
    mend = (Edit(place.clause, start, written, label.slip),)
    values = (("label", label.text), ("written", written), ("meant", label.slip))
    if written >= "\u3400":
        message = gettext_noop("「{label}」は片仮名の「{meant}」と読みました。漢数字の「{written}」で書かれています。")
        return Problem(line, "kanji_for_katakana", Severity.WARNING, message, values, place, mend)
    message = gettext_noop("「{label}」は片仮名の「{meant}」と読みました。平仮名の「{written}」で書かれています。")
    return Problem(line, "hiragana_for_katakana", Severity.WARNING, message, values, place, mend)
