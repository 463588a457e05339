"""Equal runs between two changes: which of them are worth a break in the line under them.

A person who underlines does not lift the pen for a lone の, nor for two characters that two wordings share by accident;
but for a word that stayed, for the は、 that ends a phrase, for 及び, and between two numbers.
"""

from __future__ import annotations

import re

from portal.comparison.wording.equal_runs import Run, Texts
from portal.comparison.wording.letters import BRACKETS, CLOSING, HIRAGANA, OPENING, PARTICLES, SCRIPT, SIGN
from portal.comparison.wording.whole_words import are_numbers

LONGEST_ISLAND = 24
"""Characters; more that stayed are always worth a break."""
SWAMPED, SWAMPED_PHRASE = 3, 4
"""A run is passed over where the changes on both sides are this many times as long; so is the end of a phrase."""
SHORTEST_KEPT = 3
LONGEST_KANA = 5
"""Equal runs that are passed over between replacements: under 3 characters, or up to 5 kana or stops."""

_KANA_OR_STOPS = re.compile(r"[ぁ-ゖ、。，．・（）「」()\s]*")
_PHRASE_END = re.compile("[ぁ-ゖ]、|。|又は|及び|若しくは|並びに|または|および|もしくは|ならびに")
_WORD = re.compile("[一-鿿々]+|[ァ-ヺー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}|[0-9０-９]+")


def without_islands(runs: list[Run], texts: Texts) -> list[Run]:
    """Return the runs that are worth a break, the two at the texts' ends among them."""
    if len(runs) < 3:
        return runs
    kept = [runs[0]]
    for run in runs[1:]:
        while len(kept) > 1 and _is_island(kept[-2], kept[-1], run, texts):
            kept.pop()
        kept.append(run)
    return kept


def _is_island(before: Run, run: Run, behind: Run, texts: Texts) -> bool:
    old, new, length = run
    if length > LONGEST_ISLAND:
        return False
    first = (texts.old[before[0] + before[2] : old], texts.new[before[1] + before[2] : new])
    second = (texts.old[old + length : behind[0]], texts.new[new + length : behind[1]])
    words = texts.old[old : old + length]
    if not (first[0] or second[0]) or not (first[1] or second[1]):
        return length == 1 and _is_of_ending(words, first, second)
    if not BRACKETS.isdisjoint(words) and _is_lopsided(words):
        return False
    smaller = min(max(map(len, first)), max(map(len, second)))
    ends_phrase = _PHRASE_END.search(words)
    if (SWAMPED_PHRASE if ends_phrase else SWAMPED) * length <= smaller and "。" not in words:
        return True
    # The line under a number ends where the number ends.
    if are_numbers(texts, before, run) or are_numbers(texts, run, behind) or ends_phrase:
        return False
    if not all((*first, *second)):
        return _is_accident(words, first, second) or _is_lone_kana(words, first, second)
    if _KANA_OR_STOPS.fullmatch(words):
        return length < SHORTEST_KEPT or length <= min(LONGEST_KANA, smaller)
    if length > 1 and _holds_word(words, first, second):
        return False
    return length < SHORTEST_KEPT or length <= smaller


def _is_accident(words: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether an insertion and a deletion happen to share the middle of a word: [規]約 and 約[款] are two words."""
    if len(words) >= SHORTEST_KEPT:
        return False
    before, behind = SCRIPT[words[0]], SCRIPT[words[-1]]
    is_cut_before = before != SIGN and any(part and SCRIPT[part[-1]] == before for part in first)
    is_cut_behind = behind != SIGN and any(part and SCRIPT[part[0]] == behind for part in second)
    return is_cut_before and is_cut_behind if before == HIRAGANA else is_cut_before or is_cut_behind


def _is_lone_kana(words: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether a kana that says nothing by itself has changes on both its sides, a replacement among them."""
    if len(words) > 1:
        return False
    is_between = any(map(all, zip(first, second, strict=True)))
    return (words == "の" and is_between) or _is_of_ending(words, first, second)


def _is_of_ending(words: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether a kana that is no particle was torn from a word: 取り消す → 取り消[し、又は停止]す[る]."""
    if SCRIPT[words] != HIRAGANA or words in PARTICLES:
        return False
    return any(part and SCRIPT[part[-1]] == HIRAGANA for part in first) or any(
        part and SCRIPT[part[0]] == HIRAGANA for part in second
    )


def _holds_word(words: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether a word stands in `words` that no change cuts."""
    for word in _WORD.finditer(words):
        script = SCRIPT[word.group()[0]]
        is_cut = (word.start() == 0 and any(SCRIPT[part[-1]] == script for part in first if part)) or (
            word.end() == len(words) and any(SCRIPT[part[0]] == script for part in second if part)
        )
        if not is_cut:
            return True
    return False


def _is_lopsided(words: str) -> bool:
    return sum(map(words.count, OPENING)) != sum(map(words.count, CLOSING))
