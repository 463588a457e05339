"""Rewritten sentences: of what is left so little that they are marked whole.

Either few characters are left, or no words: 係は、会員に鍵を渡します and 会員は、保険に加入します share 会員, but once
as the receiver and once as the one who acts, and an ending, which most sentences share.
"""

from __future__ import annotations

import re
from itertools import pairwise

from portal.comparison.wording.equal_runs import Run, Texts
from portal.comparison.wording.letters import CLOSING, OPENING, PARTICLES
from portal.comparison.wording.whole_words import are_numbers

REWRITTEN = 0.3
"""Below this share of kept characters a sentence counts as rewritten and is marked whole."""
SHORTEST_REWRITTEN = 8
"""Characters: in shorter sentences what is kept always says something."""
FEWEST_CHANGED = 5
"""Characters that change at the least where so much is rewritten."""
PATCHED = 0.5
"""From this share of kept characters on, kana among them, the sentence is the same one."""
WORDLESS = 0.15
"""Below this share of kept words a sentence in patches counts as rewritten."""
FEWEST_WORDS = 8
"""Characters of words in a sentence that is called rewritten for its words."""
_WORDS = re.compile(r"[^\Wぁ-ゖ]+")
"""What says something by itself: all but kana, stops and brackets."""

_BULLETS = "・●○◎■□◆◇※*-－"


def whole_sentences(runs: list[Run], texts: Texts) -> list[Run]:
    """Give up what is kept of sentences that were rewritten, but for a bullet and for brackets around both."""
    kept: list[Run] = []
    group: list[Run] = [runs[0]]
    for run in runs[1:]:
        group.append(run)
        if run is runs[-1] or texts.old.find("。", run[0], run[0] + run[2]) >= 0:
            *settled, last = _settled(group, texts)
            kept += settled
            group = [last]
    return [*kept, *group]


def _settled(group: list[Run], texts: Texts) -> list[Run]:
    """The runs of one changed sentence: the first ends before or in it, the last begins in or behind it."""
    first, last = group[0], group[-1]
    inner = sum(run[2] for run in group[1:-1])
    if max(last[0] - first[0], last[1] - first[1]) - first[2] - inner < FEWEST_CHANGED:
        return group
    head, tail = _kept_before(first, texts.old), _kept_behind(last, texts.old)
    kept = head + tail + inner
    shorter, longer = sorted(last[side] + tail - (first[side] + first[2] - head) for side in (0, 1))
    if longer < SHORTEST_REWRITTEN or not (
        _is_little(kept, shorter, longer, REWRITTEN)
        or (kept < PATCHED * longer and _are_few_words_kept(group, head, tail, texts))
    ):
        return group
    if all(are_numbers(texts, before, behind) for before, behind in pairwise(group)):
        return group
    head, tail = _inner(head, tail, first, last, texts.old)
    return [
        (first[0], first[1], first[2] - head),
        (last[0] + tail, last[1] + tail, last[2] - tail),
    ]


def _is_little(kept: int, shorter: int, longer: int, share: float) -> bool:
    return kept < share * longer and kept < share * 2 * shorter


def _are_few_words_kept(group: list[Run], head: int, tail: int, texts: Texts) -> bool:
    """Whether a sentence that changed at several places kept hardly a word in the part that it played."""
    if len(group) < 3:
        return False
    (old, new, length), (old_end, new_end, _) = group[0], group[-1]
    old_words = _words_in(texts.old[old + length - head : old_end + tail])
    new_words = _words_in(texts.new[new + length - head : new_end + tail])
    shorter, longer = sorted((old_words, new_words))
    if longer < FEWEST_WORDS:
        return False
    kept = _words_in(texts.old[old_end : old_end + tail])
    for before, behind in pairwise(group):
        start = old + length - head if before is group[0] else before[0]
        kept += _words_in(_part_unturned(texts, start, before, behind))
    return _is_little(kept, shorter, longer, WORDLESS)


def _words_in(text: str) -> int:
    """How many characters of words stand in a text."""
    return sum(map(len, _WORDS.findall(text)))


def _part_unturned(texts: Texts, start: int, before: Run, behind: Run) -> str:
    """What a run holds from `start` on, without the last word where its particle changed: 会員[に] → 会員[は]."""
    end = before[0] + before[2]
    gaps = texts.old[end : behind[0]], texts.new[before[1] + before[2] : behind[1]]
    if not all(gap and gap[0] in PARTICLES for gap in gaps):
        return texts.old[start:end]
    while start < end and _WORDS.fullmatch(texts.old, end - 1, end):
        end -= 1
    return texts.old[start:end]


def _kept_before(run: Run, text: str) -> int:
    """How many characters at a run's end belong to the sentence that goes on behind it."""
    end = run[0] + run[2]
    stop = text.rfind("。", run[0], end)
    while stop >= 0 and text[stop + 1 : stop + 2] in tuple(CLOSING):
        stop = text.rfind("。", run[0], stop)
    return end - stop - 1 if stop >= 0 else run[2]


def _kept_behind(run: Run, text: str) -> int:
    """How many characters at a run's start belong to the sentence that began before it."""
    end = run[0] + run[2]
    stop = text.find("。", run[0], end)
    while stop >= 0 and text[stop + 1 : stop + 2] in tuple(CLOSING):
        stop = text.find("。", stop + 1, end)
    return stop + 1 - run[0] if stop >= 0 else run[2]


def _inner(head: int, tail: int, first: Run, last: Run, text: str) -> tuple[int, int]:
    """Leave out a bullet, and the brackets that both sentences stand in: （検品） became （外装の確認）."""
    start, end = first[0] + first[2] - head, last[0] + tail
    opening = text[start : start + 1] if head else ""
    closing = text[end - 1 : end] if tail else ""
    if opening and opening in OPENING and closing and closing in CLOSING:
        return head - 1, tail - 1
    return head - (opening != "" and opening in _BULLETS), tail
