"""The body of a clause: 項, 号 and 号の細分 as a tree of offsets into its text.

Levels come from sequences, not from a fixed table of label styles: a label continues an open
level of its style when its number follows, opens a new level when its number is a first one, and
is otherwise a line like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from portal.text.labels import BLANKS, FIRST, PARAGRAPH_STYLES, Label, follows, read_labels
from portal.text.messages import gettext_noop
from portal.text.tree import Body, Line, LineKind, Problem, Severity, Unit, UnitKind

BULLETS = "・●○◎■□◆◇▪•※‣⁃◦"
_DASH_BULLET = re.compile(rf"[-*–—‐+][{BLANKS}]")
MULTI_DECIMAL = "multi_decimal"
WIDEST_GAP = 5
FARTHEST_SIBLING = 200
"""Lines looked ahead for the next of a series."""


@dataclass(slots=True)
class _Level:
    """An open unit of the tree under construction."""

    kind: UnitKind
    start: int
    indent: str
    label: Label | None = None
    lines: list[Line] = field(default_factory=list)
    children: list[_Level] = field(default_factory=list)

    def freeze(self) -> Unit:
        children = tuple(child.freeze() for child in self.children)
        label = self.label
        return Unit(
            self.kind,
            label.number if label else (),
            label.text if label else "",
            label.separator if label else "",
            self.indent,
            self.start,
            tuple(self.lines),
            children,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a label goes: beside the unit at `depth`, or below it when `opens`."""

    label: Label
    depth: int
    opens: bool = False
    gap: bool = False


def parse_body(text: str) -> Body:
    """Return the tree of a clause's `text`; each line that is not blank stands in it once. Never raises."""
    return _Builder().build(text)[0]


def body_problems(text: str, *, first_line: int = 1) -> tuple[Problem, ...]:
    """Return what is odd about the numbering in `text`; `first_line` is the line number `text` begins on."""
    return tuple(replace(problem, line=problem.line + first_line - 1) for problem in _Builder().build(text)[1])


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

    def __init__(self) -> None:
        self.paragraphs: list[_Level] = []
        self.open: list[_Level] = []
        self.problems: list[Problem] = []
        self.lines: list[tuple[int, str, str]] = []
        self.index = 0

    def build(self, text: str) -> tuple[Body, list[Problem]]:
        self.lines = list(body_lines(text))
        line, counted = 1, 0
        for index, (start, indent, rest) in enumerate(self.lines):
            self.index = index
            line, counted = line + text.count("\n", counted, start), start
            place = self._place(rest, indent)
            if place is None:
                self._attach(Line(start, indent, rest, line_kind(rest)))
            else:
                self._open_unit(place, start, indent, rest)
                self._report(place, line)
        return Body(tuple(paragraph.freeze() for paragraph in self.paragraphs)), self.problems

    def _attach(self, line: Line) -> None:
        if not self.open:
            self._push(_Level(UnitKind.PARAGRAPH, line.start, line.indent), depth=0)
        self.open[-1].lines.append(line)

    def _push(self, level: _Level, *, depth: int) -> None:
        del self.open[depth:]
        siblings = self.open[-1].children if self.open else self.paragraphs
        siblings.append(level)
        self.open.append(level)

    def _open_unit(self, place: _Place, start: int, indent: str, rest: str) -> None:
        depth = place.depth + 1 if place.opens else place.depth
        if depth == 0 and place.opens and place.label.style not in PARAGRAPH_STYLES:
            self._push(_Level(UnitKind.PARAGRAPH, start, indent), depth=0)
            depth = 1
        kind = (UnitKind.PARAGRAPH, UnitKind.ITEM)[depth] if depth < 2 else UnitKind.SUBITEM
        level = _Level(kind, start, indent, place.label)
        behind = rest[place.label.length :]
        if behind:
            level.lines.append(Line(start + place.label.length, "", behind))
        self._push(level, depth=depth)

    def _place(self, rest: str, indent: str) -> _Place | None:
        labels = read_labels(rest)
        strong = tuple(label for label in labels if not label.weak)
        return (
            self._as_sibling(labels, indent)
            or self._as_second_paragraph(labels)
            or self._as_first(strong, indent)
            or self._over_a_gap(strong, indent)
        )

    def _as_sibling(self, labels: tuple[Label, ...], indent: str) -> _Place | None:
        found = [
            _Place(label, depth)
            for depth in range(len(self.open) - 1, -1, -1)
            for label in labels
            if (open_label := self.open[depth].label) is not None and _continues(label, open_label)
        ]
        if len({place.label.slip for place in found}) > 1:
            slip_is_meant = self._katakana_goes_on()
            found = [place for place in found if bool(place.label.slip) == slip_is_meant]
        same_indent = [place for place in found if self.open[place.depth].indent == indent]
        return next(iter(same_indent or found), None)

    def _katakana_goes_on(self) -> bool:
        """Whether ホ comes before 三 or a new イ: then the 二 here was meant as ニ."""
        for _, _, rest in self.lines[self.index + 1 : self.index + 1 + FARTHEST_SIBLING]:
            for label in read_labels(rest):
                if label.style == "iroha" and label.number == (5,):
                    return True
                if (label.style, label.number) in (("iroha", FIRST), ("kanji", (3,))):
                    return False
        return False

    def _as_second_paragraph(self, labels: tuple[Label, ...]) -> _Place | None:
        """２ after a first 項 that has no number."""
        if len(self.paragraphs) != 1 or self.paragraphs[0].label is not None or not self.paragraphs[0].lines:
            return None
        for label in labels:
            if label.style in (*PARAGRAPH_STYLES, "circled") and label.number == (2,):
                return _Place(label, 0)
        return None

    def _as_first(self, labels: tuple[Label, ...], indent: str) -> _Place | None:
        """A series opens below what is open; one of a style that is open at this indent only starts again."""
        taken = {level.label.style for level in self.open if level.label is not None and level.indent == indent}
        for label in labels:
            if label.style == MULTI_DECIMAL and label.number[-1] == 1:
                return _Place(label, len(self.open) - 1, opens=True)
            if label.number == FIRST and label.style not in taken:
                return _Place(label, len(self.open) - 1, opens=True)
        return None

    def _over_a_gap(self, labels: tuple[Label, ...], indent: str) -> _Place | None:
        """A number that skips, repeats or starts again: taken where its series is open here, or as a start."""
        for depth in range(len(self.open) - 1, -1, -1):
            for label in labels:
                if self._skips_some(label, self.open[depth], indent):
                    return _Place(label, depth, gap=True)
        if not self.paragraphs and labels and labels[0].style in ("decimal_dot", "decimal", "paragraph_word"):
            return _Place(labels[0], -1, opens=True, gap=True)
        return None

    @staticmethod
    def _skips_some(label: Label, level: _Level, indent: str) -> bool:
        if level.label is None or level.label.style != label.style or level.indent != indent:
            return False
        return label.number == FIRST or 0 <= label.number[0] - level.label.last[0] <= WIDEST_GAP

    def _report(self, place: _Place, line: int) -> None:
        if place.gap:
            message = gettext_noop("「{label}」の番号が前から続いていません。")
            self._problem(line, "number_gap", Severity.WARNING, message, place)
        if place.label.slip:
            message = gettext_noop("「{label}」は片仮名の「ニ」と読みました。漢数字の「二」で書かれています。")
            self._problem(line, "kanji_for_katakana", Severity.WARNING, message, place)

    def _problem(self, line: int, code: str, severity: Severity, message: str, place: _Place) -> None:
        self.problems.append(Problem(line, code, severity, message, (("label", place.label.text),)))


def _continues(label: Label, previous: Label) -> bool:
    """Whether `label` is the next of the series of `previous`; 2.1 continues 1.3, and 1.2 is no sibling of 1.1.1."""
    if label.style != previous.style:
        return False
    if label.style != MULTI_DECIMAL:
        return follows(label.number, previous.last)
    outer, last = label.number[:-1], label.number[-1]
    if len(label.number) != len(previous.number):
        return False
    if outer == previous.number[:-1]:
        return last == previous.number[-1] + 1
    return last == 1 and follows(outer, previous.number[:-1])


def line_kind(rest: str) -> LineKind:
    """Return what a line without its indent is."""
    if rest.startswith("|"):
        return LineKind.TABLE
    if rest[0] in BULLETS or _DASH_BULLET.match(rest):
        return LineKind.BULLET
    return LineKind.TEXT
