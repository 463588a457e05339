"""How labels follow one another, and what stands further down: the evidence by which a label is read."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from portal.text.numbering.labels import FIRST, MULTI_STYLES, Label, family, follows
from portal.text.tree import Number

WIDEST_GAP = 5
"""Numbers that may be missing, or by which a series may fall back, without becoming another series."""

NOWHERE = sys.maxsize


def continues(label: Label, previous: Label) -> bool:
    """Whether `label` is the next of the series of `previous`; 2.1 continues 1.3, and 1.2 is no sibling of 1.1.1."""
    if label.style != previous.style:
        return False
    if follows(label.number, previous.last):
        return label.style not in MULTI_STYLES or len(label.number) == len(previous.number)
    outer = label.number[:-1]
    is_anew = label.style in MULTI_STYLES and label.number[-1] == 1 and len(label.number) == len(previous.number)
    return is_anew and outer != previous.number[:-1] and follows(outer, previous.number[:-1])


def is_mixed_in(label: Label, previous: Label) -> bool:
    """Whether `label` is the next of the series of `previous` in a style that hands mix with it: 1. then 2、.

    ３ goes on behind a 第２項, too; what begins with the words 第３項 behind a ２ is mostly a sentence.
    """
    if not follows(label.number, previous.last) or label.in_sentence:
        return False
    style = "decimal_dot" if previous.style == "paragraph_word" else family(previous.style)
    return family(label.style) == style


def is_outer(outer: Label, label: Label) -> bool:
    """Whether the series of `label`, 1.2.1, surely belongs below `outer`: 1.2, 1 or, unless it is weak, a plain 1."""
    if outer.style != label.style and (label.weak or family(outer.style) != "decimal_dot"):
        return False
    return label.number[: len(outer.number)] == outer.number


def skips(label: Label, previous: Label) -> bool:
    """Whether `label` belongs to the series of `previous` with numbers missing, repeated, fallen back or begun anew."""
    if label.style != previous.style:
        return False
    if label.style in MULTI_STYLES:
        is_beside = len(label.number) == len(previous.number) and label.number[:-1] == previous.number[:-1]
        return is_beside and abs(label.number[-1] - previous.number[-1]) <= WIDEST_GAP
    return label.number == FIRST or abs(label.number[0] - previous.last[0]) <= WIDEST_GAP


class Ahead:
    """Where the labels of a text stand, to look further down; those that may be part of a sentence show nothing."""

    def __init__(self, readings: Sequence[tuple[Label, ...]]) -> None:
        self.lines: dict[tuple[str, Number], list[int]] = {}
        self.numbers: dict[str, list[tuple[int, Number]]] = {}
        self.behind: dict[str, list[Number]] = {}
        for line, labels in enumerate(readings):
            for label in labels:
                if not label.in_sentence:
                    self.lines.setdefault((label.style, label.number), []).append(line)
                    self.numbers.setdefault(label.style, []).append((line, label.number))

    def goes_on(self, label: Label, line: int) -> int:
        """Return the line on which the series of the label on `line` goes on, NOWHERE if that does not come first.

        Before it may come the same number or a new first one. A slip goes on where the same sign comes again as
        well: 二 二 三 is ニ and then two.
        """
        after = self._next(label.style, (*label.last[:-1], label.last[-1] + 1), line)
        again = self._next(label.style, label.number, line)
        end = self._anew(label, line)
        if label.slip:
            after = min(after, again)
        else:
            end = min(end, again)
        return after if after < end else NOWHERE

    def comes_again(self, label: Label, line: int) -> bool:
        """Whether the label on `line` stands once more in its series, so that one of the two is no label."""
        return self._next(label.style, label.number, line) < min(self.goes_on(label, line), self._anew(label, line))

    def behind_run(self, label: Label, line: int) -> Number:
        """Return the number behind the run of numbers that begins with the label on `line`, () if the text ends there.

        It is the first that does not follow the one before it.
        """
        numbers = self.numbers.get(label.style, ())
        place = bisect_right(numbers, line, key=itemgetter(0))
        if place == len(numbers):
            return ()
        number = numbers[place][1]
        return self._behind_runs(label.style)[place] if follows(number, label.number) else number

    def _behind_runs(self, style: str) -> list[Number]:
        """Return, for each label of `style`, the number behind the run that begins with it."""
        if style not in self.behind:
            numbers = [number for _, number in self.numbers[style]]
            found: list[Number] = [()] * len(numbers)
            for place in range(len(numbers) - 2, -1, -1):
                number = numbers[place + 1]
                found[place] = found[place + 1] if follows(number, numbers[place]) else number
            self.behind[style] = found
        return self.behind[style]

    def _anew(self, label: Label, line: int) -> int:
        return self._next(label.style, (*label.last[:-1], 1), line)

    def _next(self, style: str, number: Number, line: int) -> int:
        places = self.lines.get((style, number), ())
        place = bisect_right(places, line)
        return places[place] if place < len(places) else NOWHERE
