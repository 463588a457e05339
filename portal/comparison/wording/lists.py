"""Lists that grow or shrink: 甲又は乙 → 甲、乙又は丙."""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts, bounded
from portal.comparison.wording.letters import KANJI, SCRIPT

CONJUNCTIONS = frozenset(("又は", "及び", "若しくは", "並びに", "または", "および", "もしくは", "ならびに"))
LONGEST = max(map(len, CONJUNCTIONS))
_CONJUNCTION = re.compile("|".join(sorted(CONJUNCTIONS)))
_FIRST_LETTERS = frozenset(word[0] for word in CONJUNCTIONS)


def begins_with_conjunction(text: str, start: int) -> bool:
    """Whether 又は, 及び or the like stands at `start`."""
    return text[start] in _FIRST_LETTERS and _CONJUNCTION.match(text, start) is not None


def words_kept(runs: list[Run], texts: Texts) -> list[Run]:
    """Keep the word and not the conjunction where a list grew: 甲又は乙 → 甲[、]乙[又は丙], not 甲[、乙]又は[丙]."""
    found = list(runs)
    for place in range(1, len(found) - 1):
        before, (old, new, length), behind = found[place - 1 : place + 2]
        if length > LONGEST or texts.old[old : old + length] not in CONJUNCTIONS:
            continue
        old_end, new_end = _word_end(texts.old, old + length, behind[0]), _word_end(texts.new, new + length, behind[1])
        shared = old_end - behind[0]
        if shared != new_end - behind[1] or shared > behind[2]:
            continue
        old_word, new_word = texts.old[old + length : old_end], texts.new[new + length : new_end]
        if old_word and texts.new.endswith(old_word, before[1] + before[2], new):
            found[place] = (old + length, new - len(old_word), len(old_word))
        elif new_word and texts.old.endswith(new_word, before[0] + before[2], old):
            found[place] = (old - len(new_word), new + length, len(new_word))
        else:
            continue
        found[place + 1] = (old_end, new_end, behind[2] - shared)
    return bounded(found, len(texts.old), len(texts.new))


def _word_end(text: str, start: int, end: int) -> int:
    """Where the words from `start` to `end` are at an end: a compound goes on to its last kanji."""
    while end < len(text) and end > start and SCRIPT[text[end]] == SCRIPT[text[end - 1]] == KANJI:
        end += 1
    if start == end:
        while end < len(text) and SCRIPT[text[end]] == KANJI:
            end += 1
    return end
