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
from portal.text.numbering.label_series import NOWHERE, WIDEST_GAP, Ahead, continues, is_mixed_in, is_outer, skips
from portal.text.numbering.labels import (
    BLANKS,
    FIRST,
    MULTI_STYLES,
    PARAGRAPH_STYLES,
    Label,
    family,
    follows,
    is_left_out,
    read_labels,
)
from portal.text.tree import Body, Edit, Line, LineKind, Path, Place, Problem, Severity, Unit, UnitKind

DEEPEST = 12
"""Units within one another; deeper ones are lines. Terms need seven at most."""
_KINDS = (UnitKind.PARAGRAPH, UnitKind.ITEM, *[UnitKind.SUBITEM] * DEEPEST)
HIGHEST_START = 99
"""The highest number with which a series may begin; 2024. is a year."""
_BLANKS = frozenset(BLANKS)
_PLAIN_STYLES = ("decimal_dot", "decimal_blank", "decimal_comma", "decimal_colon")
_STARTS_OF_EXCERPTS = ("decimal_dot", "decimal", "paragraph_word", "multi_decimal")
_ANNOUNCES = re.compile("次の|次に|以下の|下記|各号")
"""What a sentence says over a list."""
_SURELY_ANNOUNCES = re.compile("(?:次|以下|下記|左)の(?:とお|通)り|各号|[次左]に掲げる|下記|左記")
_PREDICATE = re.compile("[るたいすんくう][）)]?。")
_FULL_STOP = re.compile(r"。|[a-z)]\.$")
_ENDED = re.compile(r"[。．.:：！？!?][」』）)〕】]*$")
_COUNTED = re.compile("[回日年月週時分秒円％%倍個件名人社者度歳冊枚本部通台点割箇かヶカヵつ営項条号章節]")
"""What stands behind an amount at the start of a wrapped line: 3 回."""
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
        """２ after a first 項 that has no number; below one that announces a list it may be a 号, ① taken out."""
        if not self._is_first_unnumbered():
            return None
        is_sentence = "。" in self.lines[line][2]
        for label in labels:
            may_go_on = not label.in_sentence or self.ahead.goes_on(label, line) < NOWHERE
            if label.number != (2,) or not may_go_on:
                continue
            if self._is_of_announced_list(label, line):
                return _Spot(label, 1, is_gap=True)
            if self._numbers_paragraph(label, is_sentence=is_sentence):
                return _Spot(label, 0)
        return None

    def _is_first_unnumbered(self) -> bool:
        return len(self.paragraphs) == 1 and not self.paragraphs[0].style and bool(self.paragraphs[0].lines)

    def _is_of_announced_list(self, label: Label, line: int) -> bool:
        """Whether ② or ２． is no 項 but a 号, the first taken out: of the list that the first 項 announces at its end.

        Below 次のとおりとする。 ② always is; below 次の本を借ります。 it is where no sentence stands behind it.
        ２． is one where no more than a name stands there.
        """
        lead = self._announcement()
        if not lead:
            return False
        if label.style == "circled":
            return _SURELY_ANNOUNCES.search(lead) is not None or not self._says(_PREDICATE, line)
        if label.style not in _PLAIN_STYLES or "。" not in lead:
            return False
        words = self.lines[line][2][label.length :]
        return "。" not in words and not is_left_out(words) and self._is_next_of(label.style, line + 1)

    def _announcement(self) -> str:
        """The last words of the first 項 if they announce a list and nothing stands below them, else ""."""
        first = self.paragraphs[0]
        lead = first.lines[-1]
        is_announced = lead.kind is LineKind.TEXT and not first.children and _ANNOUNCES.search(lead.text)
        return lead.text if is_announced else ""

    def _is_next_of(self, style: str, line: int) -> bool:
        """Whether the text ends before `line`, or a label of `style` stands there."""
        return line == len(self.lines) or any(label.style == style for label in self.readings[line])

    def _says(self, pattern: re.Pattern[str], line: int) -> bool:
        """Whether the words from `line` to the next label match."""
        for at in range(line, len(self.lines)):
            if at > line and self.readings[at]:
                return False
            if pattern.search(self.lines[at][2]):
                return True
        return False

    def _is_later_paragraph(self, label: Label, line: int) -> bool:
        """Whether ３ stands after a first 項 that has no number, ２ taken out: a provision, and no wrapped 3 回."""
        if label.in_sentence or not self._may_skip_second(label) or not self._begins_anew(label, line):
            return False
        goes_on = label.last != label.number or self.ahead.goes_on(label, line) < NOWHERE
        words = self.lines[line][2][label.length :]
        if label.style == "circled":
            return (goes_on or "。" in words) and not self._is_of_announced_list(label, line)
        if label.style not in PARAGRAPH_STYLES:
            return goes_on and self._numbers_paragraph(label, is_sentence="。" in words)
        if goes_on and label.style == "paragraph_word":
            return True
        if not goes_on and (label.weak or (_may_be_amount(label) and _COUNTED.match(words))):
            return False
        return is_left_out(words) or self._says(_PREDICATE if self._announcement() else _FULL_STOP, line)

    def _may_skip_second(self, label: Label) -> bool:
        """Whether no series like that of `label` is open below a first 項 without a number, and 3 is not too high."""
        if not self._is_first_unnumbered() or label.style in MULTI_STYLES:
            return False
        highest = HIGHEST_START if label.style == "paragraph_word" else 1 + WIDEST_GAP
        is_open = any(family(unit.style) == family(label.style) for unit in self.open)
        return 2 < label.number[0] <= highest and not is_open

    def _begins_anew(self, label: Label, line: int) -> bool:
        """Whether `label` does not stand in a wrapped line.

        What is above it ends a sentence, is a list or a table, or is a 号, which needs no 。 while a 項 has one.
        """
        unit = self.open[-1]
        before = unit.lines[-1] if unit.lines else None
        if before is None or before.kind is not LineKind.TEXT or _ENDED.search(before.text):
            return True
        words = self.lines[line][2][label.length :]
        is_amount = _may_be_amount(label) or _COUNTED.match(words) is not None
        ends = self._says(_PREDICATE if is_amount else _FULL_STOP, line)
        return bool(unit.style) and (ends or is_left_out(words))

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
            for label in labels if unit.style else ():
                is_doubtful = unit.indent != indent and (label.weak or _may_be_amount(label))
                if is_doubtful or not is_mixed_in(label, unit.label):
                    continue
                if self.ahead.goes_on(unit.label, line) == NOWHERE:
                    return _Spot(label, depth)
        return None

    def _over_a_gap(self, labels: tuple[Label, ...], line: int, indent: str) -> _Spot | None:
        """A number that skips, repeats, falls back or starts again: taken where its series is open here or goes on."""
        for label in labels:
            if self._is_later_paragraph(label, line):
                return _Spot(label, 0, is_gap=True)
            if label.weak or label.slip:
                continue
            depth = self._level_begun(label, line, indent)
            if depth >= 0:
                return _Spot(label, depth, is_gap=True)
            if self._begins_late(label, line) or self._begins_late_within(label, line, indent):
                return _Spot(label, len(self.open), is_gap=True)
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

    def _is_within(self, label: Label, line: int, indent: str, unit: _Open) -> bool:
        """Whether a label not of the indent of `unit`, whose number skips, is of a list within it, or of no list."""
        if not _is_deeper(indent, unit.indent):
            return _may_be_amount(label) and label.number != FIRST
        is_doubtful = label.number == FIRST or _may_be_amount(label) or self.ahead.comes_again(label, line)
        return is_doubtful or self._is_run_within(label, line, unit)

    def _is_run_within(self, label: Label, line: int, unit: _Open) -> bool:
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
            return not self.paragraphs and not _may_be_amount(label)
        if any(unit.style == label.style for unit in self.open):
            return False
        begins_excerpt = not self.paragraphs and label.style in _STARTS_OF_EXCERPTS
        return begins_excerpt or label.last != label.number or self.ahead.goes_on(label, line) < NOWHERE


def _is_deeper(indent: str, other: str) -> bool:
    """Whether a line with `indent` stands further in than one with the `other`."""
    return len(indent) + indent.count("\u3000") > len(other) + other.count("\u3000")


def _may_be_amount(label: Label) -> bool:
    """Whether a label may be the start of a wrapped line: 2 年. Only the half-width blank stands there."""
    return label.style == "decimal_blank" and label.separator[:1] != "\u3000"


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
