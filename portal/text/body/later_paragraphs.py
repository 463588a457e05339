"""項 behind a first 項 that has no number: ２, and ３ where ２ was taken out; or 号 of the list that it announces."""

from __future__ import annotations

import re

from portal.text.body.lines import ANNOUNCES
from portal.text.body.state import HIGHEST_START, Spot, State, may_be_amount
from portal.text.numbering.label_series import NOWHERE, WIDEST_GAP
from portal.text.numbering.labels import MULTI_STYLES, PARAGRAPH_STYLES, Label, family, is_left_out
from portal.text.tree import LineKind

_PLAIN_STYLES = ("decimal_dot", "decimal_blank", "decimal_comma", "decimal_colon")
_SURELY_ANNOUNCES = re.compile("(?:次|以下|下記|左)の(?:とお|通)り|各号|[次左]に掲げる|下記|左記")
_PREDICATE = re.compile("[るたいすんくう][）)]?。")
_FULL_STOP = re.compile(r"。|[a-z)]\.$")
_ENDED = re.compile(r"[。．.:：！？!?][」』）)〕】]*$")
_COUNTED = re.compile("[回日年月週時分秒円％%倍個件名人社者度歳冊枚本部通台点割箇かヶカヵつ営項条号章節]")
"""What stands behind an amount at the start of a wrapped line: 3 回."""


class LaterParagraphs(State):
    """Tells which labels begin 項 behind an unnumbered first one, from what is read so far and what comes."""

    def as_second_paragraph(self, labels: tuple[Label, ...], line: int) -> Spot | None:
        """２ after a first 項 that has no number; below one that announces a list it may be a 号, ① taken out."""
        if not self._is_first_unnumbered():
            return None
        is_sentence = "。" in self.lines[line][2]
        for label in labels:
            may_go_on = not label.in_sentence or self.ahead.goes_on(label, line) < NOWHERE
            if label.number != (2,) or not may_go_on:
                continue
            if self._is_of_announced_list(label, line):
                return Spot(label, 1, is_gap=True)
            if self._numbers_paragraph(label, is_sentence=is_sentence):
                return Spot(label, 0)
        return None

    def _is_first_unnumbered(self) -> bool:
        paragraphs = self.paragraphs
        return len(paragraphs) == 1 and not paragraphs[0].style and bool(paragraphs[0].lines)

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
        is_announced = lead.kind is LineKind.TEXT and not first.children and ANNOUNCES.search(lead.text)
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

    def is_later_paragraph(self, label: Label, line: int) -> bool:
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
        if not goes_on and (label.weak or (may_be_amount(label) and _COUNTED.match(words))):
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
        is_amount = may_be_amount(label) or _COUNTED.match(words) is not None
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
        return ANNOUNCES.search(first.lines[-1].text) is None
