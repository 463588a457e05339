"""Which words changed: marks that read like a person's underlining, not like a minimal edit script."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import fast_diff_match_patch

from portal.comparison.likeness import likeness
from portal.comparison.sequences import align
from portal.comparison.table import Span
from portal.text.normalise import fold
from portal.text.numbering import numerals

REWRITTEN = 0.3
"""Below this share of kept characters a text counts as rewritten and is marked whole."""
SHORTEST_REWRITTEN = 8
"""Characters: in shorter texts what is kept always says something."""
SHORTEST_KEPT = 3
LONGEST_KANA = 5
"""Equal runs between two marks that are swallowed: under 3 characters, or up to 5 kana or punctuation marks."""

_DATE = r"[0-9０-９]{2,4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日"
_FIGURE = r"[0-9０-９]+(?:[.．,，:：/][0-9０-９]+)*"
_CONJUNCTION = "又は|若しくは|及び|並びに|または|もしくは|および|ならびに"
_LATIN = "[A-Za-zＡ-Ｚａ-ｚ]+(?:['’][A-Za-z]+)?"
_WHOLE = re.compile(rf"{_DATE}|{_FIGURE}|{_CONJUNCTION}|[{numerals.KANJI}]{{2,}}|[ァ-ヺー]+|{_LATIN}")
"""Words that a mark takes in whole or not at all."""
_RULE = re.compile(r"\|[\s|:-]+")
_NUMBER = re.compile(f"[{numerals.DIGITS}]+|[{numerals.KANJI}]+|[ァ-ヺ]|[a-zA-Z]+|[{numerals.CIRCLED}]")
_KANA_OR_PUNCTUATION = re.compile(r"[ぁ-ゖァ-ヺー、。，．・（）「」()\s]*")
_ENDING = re.compile(r"[ぁ-ゖ]{1,2}(?=[、。，．（）「」()・]|$)")
_OPENING, _CLOSING = "（(「『", "）)」』"
_EDGES = "、。，．（）「」()・\n"


Marks = tuple[tuple[Span, ...], tuple[Span, ...]]
"""Marks in the old and in the new text."""

Marker = Callable[[str, str], Marks]


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of the diff: equal, or what stood in old and stands in new."""

    equal: bool
    old: Span
    new: Span


def mark(old: str, new: str) -> Marks:
    """Return the marks in `old` and in `new`, as half-open offsets; lines are matched first, then characters."""
    return _mark_parts(old, new, _lines(old), _lines(new), _mark_line)


def _mark_parts(old: str, new: str, old_parts: list[Span], new_parts: list[Span], marker: Marker) -> Marks:
    """Match the parts of two texts (lines, or the cells of a table line) and mark each pair with `marker`."""
    if len(old_parts) == 1 and len(new_parts) == 1:
        return _mark_pair(old, new, old_parts[0], new_parts[0], marker)
    alignment = align(
        [old[start:end] for start, end in old_parts],
        [new[start:end] for start, end in new_parts],
        identities=(fold,),
        score=likeness,
        threshold=REWRITTEN,
        leftover=lambda _old, _new: True,
        move=lambda _old, _new: False,
    )
    old_marks: list[Span] = []
    new_marks: list[Span] = []
    for pair in alignment.pairs:
        old_index, new_index = (None, pair[1]) if pair in alignment.moves else pair
        old_part = old_parts[old_index] if old_index is not None else (0, 0)
        new_part = new_parts[new_index] if new_index is not None else (0, 0)
        in_old, in_new = _mark_pair(old, new, old_part, new_part, marker)
        old_marks += in_old
        new_marks += in_new
    return tuple(sorted(old_marks)), tuple(sorted(new_marks))


def _mark_pair(old: str, new: str, old_part: Span, new_part: Span, marker: Marker) -> Marks:
    in_old, in_new = marker(old[slice(*old_part)], new[slice(*new_part)])
    return tuple(_shifted(in_old, old_part[0])), tuple(_shifted(in_new, new_part[0]))


def mark_label(old: str, new: str) -> Marks:
    """Return the marks of two labels: where only numbers differ, those numbers and each whole (二十八, 18)."""
    if not same_but_numbers(old, new):
        return mark(old, new)
    pairs = [
        (one.span(), other.span())
        for one, other in zip(_NUMBER.finditer(old), _NUMBER.finditer(new), strict=True)
        if one.group() != other.group()
    ]
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def same_but_numbers(old: str, new: str) -> bool:
    """Whether two labels have the same form, whatever their numbers."""
    return _NUMBER.sub("0", old) == _NUMBER.sub("0", new)


def whole(text: str) -> tuple[Span, ...]:
    """Return marks over every line of `text`, blanks at the lines' ends left out."""
    parts = [
        (start + cell_start, start + cell_end)
        for start, end in _lines(text)
        for cell_start, cell_end in _parts_of_line(text[start:end])
    ]
    return tuple(span for span in (_trimmed(text, part) for part in parts) if span[0] < span[1])


def _parts_of_line(line: str) -> list[Span]:
    return _cells(line) if line.startswith("|") else [(0, len(line))]


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _shifted(spans: Iterable[Span], offset: int) -> list[Span]:
    return [(start + offset, end + offset) for start, end in spans]


def _mark_line(old: str, new: str) -> Marks:
    if old.startswith("|") or new.startswith("|"):
        return _mark_parts(old, new, _cells(old), _cells(new), _mark_words)
    return _mark_words(old, new)


def _cells(line: str) -> list[Span]:
    """The cells of a table line, blanks at their edges left out; none for the line of dashes under a table's head."""
    if _RULE.fullmatch(line):
        return []
    ends = [place for place, character in enumerate(line) if character == "|"] + [len(line)]
    spans = [_trimmed(line, (start + 1, end)) for start, end in itertools.pairwise([-1, *ends])]
    return [span for span in spans if span[0] < span[1]]


def _mark_words(old: str, new: str) -> Marks:
    if old == new:
        return (), ()
    if not old or not new:
        return whole(old), whole(new)
    steps = _merged(_whole_words(_slid(_diff(old, new), old, new), old, new))
    steps = _merged(_whole_endings(steps, old, new))
    kept = sum(step.old[1] - step.old[0] for step in steps if step.equal)
    if _is_rewritten(kept, *sorted((len(old), len(new)))):
        return _rewritten(old, new)
    return _marks(old, [step.old for step in steps if not step.equal]), _marks(
        new, [step.new for step in steps if not step.equal]
    )


def _is_rewritten(kept: int, shorter: int, longer: int) -> bool:
    """Whether so little is kept that marking parts would only confuse; 363円 for 330円 is read at a glance."""
    return longer >= SHORTEST_REWRITTEN and kept < REWRITTEN * longer and kept < REWRITTEN * 2 * shorter


def _rewritten(old: str, new: str) -> Marks:
    """Mark both texts whole, but for the brackets that both stand in: （検品） became （外装の確認）."""
    bracketed = old[0] == new[0] and old[0] in _OPENING and old[-1] == new[-1] and old[-1] in _CLOSING
    if not bracketed:
        return whole(old), whole(new)
    return ((1, len(old) - 1),), ((1, len(new) - 1),)


def _diff(old: str, new: str) -> list[_Step]:
    steps: list[_Step] = []
    at_old = at_new = 0
    for operation, length in fast_diff_match_patch.diff(old, new, timelimit=0, checklines=False, cleanup="Semantic"):
        to_old = at_old + (length if operation in "=-" else 0)
        to_new = at_new + (length if operation in "=+" else 0)
        steps.append(_Step(operation == "=", (at_old, to_old), (at_new, to_new)))
        at_old, at_new = to_old, to_new
    return _merged(steps)


def _merged(steps: list[_Step]) -> list[_Step]:
    """Join neighbours of one sort and drop what is empty."""
    merged: list[_Step] = []
    for step in steps:
        if step.old[0] == step.old[1] and step.new[0] == step.new[1]:
            continue
        if merged and merged[-1].equal == step.equal:
            last = merged.pop()
            step = _Step(step.equal, (last.old[0], step.old[1]), (last.new[0], step.new[1]))
        merged.append(step)
    return merged


def _slid(steps: list[_Step], old: str, new: str) -> list[_Step]:
    """Slide pure insertions and deletions to where a person would see them: between words and behind punctuation."""
    slid = list(steps)
    for place in range(1, len(slid) - 1):
        step = slid[place]
        one_sided = (step.old[0] == step.old[1]) != (step.new[0] == step.new[1])
        if step.equal or not one_sided:
            continue
        text, span = (new, step.new) if step.old[0] == step.old[1] else (old, step.old)
        left = slid[place - 1].old[1] - slid[place - 1].old[0]
        right = slid[place + 1].old[1] - slid[place + 1].old[0]
        shift = _best_shift(text, span, left, right)
        slid[place - 1 : place + 2] = _shift_steps(slid[place - 1 : place + 2], shift)
    return slid


def _best_shift(text: str, span: Span, left: int, right: int) -> int:
    start, end = span
    shifts = [0]
    for step in range(1, left + 1):
        if text[start - step] != text[end - step]:
            break
        shifts.append(-step)
    for step in range(right):
        if text[start + step] != text[end + step]:
            break
        shifts.append(step + 1)
    return max(shifts, key=lambda shift: (_edge_score(text, start + shift, end + shift), -abs(shift)))


def _edge_score(text: str, start: int, end: int) -> int:
    """How natural it is for a mark to run from start to end: edges at punctuation, else between kinds of letters."""
    score = 0
    for edge in (start, end):
        before, behind = text[edge - 1 : edge], text[edge : edge + 1]
        if not before or not behind or before in _EDGES:
            score += 3
        elif behind in _EDGES:
            score += 2
        elif _script(before) != _script(behind):
            score += 1
    return score


def _script(character: str) -> str:
    if "ぁ" <= character <= "ゖ":
        return "hiragana"
    if "ァ" <= character <= "ヺ" or character == "ー":
        return "katakana"
    if character.isascii() or "０" <= character <= "ｚ":
        return "latin"
    return "kanji"


def _shift_steps(steps: list[_Step], shift: int) -> list[_Step]:
    before, step, behind = steps

    def moved(span: Span) -> Span:
        return span[0] + shift, span[1] + shift

    return [
        _Step(True, (before.old[0], before.old[1] + shift), (before.new[0], before.new[1] + shift)),
        _Step(False, moved(step.old), moved(step.new)),
        _Step(True, (behind.old[0] + shift, behind.old[1]), (behind.new[0] + shift, behind.new[1])),
    ]


def _whole_words(steps: list[_Step], old: str, new: str) -> list[_Step]:
    """Widen changes over numbers, katakana and Latin words that they cut."""
    old_words, new_words = _word_edges(old), _word_edges(new)
    widened: list[_Step] = []
    for step in steps:
        if not step.equal:
            widened.append(step)
            continue
        head = _inside_word(step, old_words, new_words, from_start=True) if widened else 0
        tail = (
            _inside_word(step, old_words, new_words, from_start=False)
            if step.old[1] < len(old) or step.new[1] < len(new)
            else 0
        )
        length = step.old[1] - step.old[0]
        head, tail = (length, 0) if head + tail >= length else (head, tail)
        cuts = (0, head, length - tail, length)
        for place in range(3):
            widened.append(
                _Step(
                    place == 1,
                    (step.old[0] + cuts[place], step.old[0] + cuts[place + 1]),
                    (step.new[0] + cuts[place], step.new[0] + cuts[place + 1]),
                )
            )
    return widened


def _word_edges(text: str) -> dict[int, Span]:
    """For every offset inside a word that stays whole, the word."""
    return {place: match.span() for match in _WHOLE.finditer(text) for place in range(match.start() + 1, match.end())}


def _inside_word(step: _Step, old_words: dict[int, Span], new_words: dict[int, Span], *, from_start: bool) -> int:
    """How many characters at the start or end of an equal run belong to a word that a change cuts."""
    reach = 0
    for words, span in ((old_words, step.old), (new_words, step.new)):
        edge = span[0] if from_start else span[1]
        word = words.get(edge)
        if word:
            reach = max(reach, word[1] - edge if from_start else edge - word[0])
    return reach


def _whole_endings(steps: list[_Step], old: str, new: str) -> list[_Step]:
    """Where words were replaced, take in the one or two kana left of the old ending before punctuation."""
    widened: list[_Step] = []
    for step in steps:
        replaced = bool(widened) and not widened[-1].equal and _is_replaced_ending(widened[-1], old, new)
        ending = _ENDING.match(old, step.old[0], step.old[1]) if step.equal and replaced else None
        if ending is None or (ending.end() == step.old[1] and ending.end() != len(old)):
            widened.append(step)
            continue
        length = len(ending.group())
        cut_old, cut_new = step.old[0] + length, step.new[0] + length
        widened.append(_Step(False, (step.old[0], cut_old), (step.new[0], cut_new)))
        widened.append(_Step(True, (cut_old, step.old[1]), (cut_new, step.new[1])))
    return widened


def _is_replaced_ending(step: _Step, old: str, new: str) -> bool:
    """Whether words gave way to others and one of them stops inside its ending (定め|る), not before a particle."""
    if step.old[0] == step.old[1] or step.new[0] == step.new[1]:
        return False
    return "hiragana" in (_script(old[step.old[1] - 1]), _script(new[step.new[1] - 1]))


def _marks(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join marks over short equal runs and trim blanks at their edges."""
    joined: list[Span] = []
    for start, end in spans:
        if start == end:
            continue
        if joined and _is_swallowed(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    trimmed = (_trimmed(text, span) for span in joined)
    return tuple(span for span in trimmed if span[0] < span[1])


def _is_swallowed(between: str) -> bool:
    if sum(map(between.count, _OPENING)) != sum(map(between.count, _CLOSING)):
        return False
    if len(between) < SHORTEST_KEPT:
        return True
    return len(between) <= LONGEST_KANA and _KANA_OR_PUNCTUATION.fullmatch(between) is not None


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
