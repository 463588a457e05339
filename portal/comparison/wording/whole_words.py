"""Words that are marked whole or not at all: numbers, dates, katakana and Latin words, conjunctions and endings.

Only the characters at the two edges of a change are looked at; the word around an edge is searched in the run of
characters such words are made of, so that unchanged text costs nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from portal.comparison.wording.equal_runs import Run, Texts, shrunk
from portal.text.numbering import numerals

LONGEST_WORD = 40
"""Characters; what runs on for longer is no word, and is marked where it differs."""

_FIGURE = (
    r"[0-9０-９]+(?:[.．,，:：/／‐－-][0-9０-９]+)*[十百千万億兆]*"
    rf"|[{numerals.KANJI}億兆]+(?:・[{numerals.KANJI}]+)*"
)
_YEAR = f"(?:令和|平成|昭和|大正|明治)?(?:{_FIGURE}|元)年"
_NUMBER = re.compile(
    f"{_YEAR}(?:{_FIGURE})月(?:(?:{_FIGURE})日)?|(?:{_FIGURE})月(?:{_FIGURE})日"
    f"|[月火水木金土日]曜日?|(?:{_FIGURE})時(?:{_FIGURE})分(?:(?:{_FIGURE})秒)?|(?:{_FIGURE})分の(?:{_FIGURE})|{_FIGURE}"
)
_KATAKANA = re.compile("[ァ-ヺーｦ-ﾟ]+")
_LATIN_LETTERS = "A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ"
_LATIN = re.compile(f"[{_LATIN_LETTERS}][{_LATIN_LETTERS}0-9０-９]*(?:['’][{_LATIN_LETTERS}]+)?")
_FUNCTION = re.compile(
    "又は|若しくは|及び|並びに|または|もしくは|および|ならびに|かつ|ただし"
    "|において|における|につき|について|により|による|によって|よって|として|とする"
    "|できません|できました|できます|できない|できる|しません|しました|します|しない|する|した"
    "|ありません|ありました|あります|ある|いいません|いいました|いいます|いわない|いった|いう|いません|いました|います|いる|ません|ました|ます|です|である"
    "|これらの|それらの|この|その|これ|それ|あの|どの|とき|ところ|こと|もの|ため|から|まで|より|のみ|だけ|など"
)


class _Family(NamedTuple):
    """Words of a sort, the characters they are made of, and whether a mere insertion makes another word of them."""

    word: re.Pattern[str]
    characters: frozenset[str]
    also_inserted: bool


def _letters(*ranges: str) -> frozenset[str]:
    """The characters of ranges such as "AZ"."""
    return frozenset(chr(code) for ends in ranges for code in range(ord(ends[0]), ord(ends[1]) + 1))


_DIGITS = frozenset(numerals.DIGITS)
_ALPHABETS = _letters("AZ", "az", "ＡＺ", "ａｚ", "ÀÖ", "Øö", "øɏ")
_NUMBER_SIGNS = frozenset(f"{numerals.KANJI}億兆.．,，:：/／‐－-・年月日時分の秒元令和平成昭大正明治火水木金土曜")
_FAMILIES = (
    _Family(_NUMBER, _DIGITS | _NUMBER_SIGNS, True),
    _Family(_KATAKANA, _letters("ァヺ", "ｦﾟ") | {"ー"}, True),
    _Family(_LATIN, _ALPHABETS | _DIGITS | {"'", "’"}, True),
    _Family(_FUNCTION, _letters("ぁゖ") | frozenset("又若及並"), False),
)
_INSERTED = sum(1 << place for place, family in enumerate(_FAMILIES) if family.also_inserted)
_EVERY = (1 << len(_FAMILIES)) - 1
_MEMBERSHIP: dict[str, int] = {}
for _place, _family in enumerate(_FAMILIES):
    for _character in _family.characters:
        _MEMBERSHIP[_character] = _MEMBERSHIP.get(_character, 0) | 1 << _place
"""For each character the families it is part of, a bit each."""


def are_numbers(texts: Texts, before: Run, behind: Run) -> bool:
    """Whether the gap between two runs is one number, date or time in place of another."""
    return _is_number(texts.old, before[0] + before[2], behind[0]) and _is_number(
        texts.new, before[1] + before[2], behind[1]
    )


def _is_number(text: str, start: int, end: int) -> bool:
    return 0 < end - start <= LONGEST_WORD and _NUMBER.fullmatch(text, start, end) is not None


def cuts_word(text: str, edge: int) -> bool:
    """Whether an insertion that begins or ends at `edge` would cut a number, a katakana or a Latin word in two."""
    return _word_around(text, edge, frozenset(), _INSERTED) is not None


def whole_words(runs: list[Run], texts: Texts) -> list[Run]:
    """Return runs that have given up what belongs to a word that a change cuts."""
    while True:
        heads, tails = [0] * len(runs), [0] * len(runs)
        for place in range(1, len(runs)):
            before, behind = _cut_words(runs[place - 1], runs[place], texts)
            tails[place - 1], heads[place] = min(before, runs[place - 1][2]), min(behind, runs[place][2])
        if not any(heads) and not any(tails):
            return runs
        runs = shrunk(runs, heads, tails)


def _cut_words(before: Run, behind: Run, texts: Texts) -> tuple[int, int]:
    """How many characters before and behind a gap belong to words that it cuts, in either text."""
    old, new, length = before
    old_start, old_end, new_start, new_end = old + length, behind[0], new + length, behind[1]
    families = _EVERY if old_start < old_end and new_start < new_end else _INSERTED
    reach_before = reach_behind = 0
    for text, breaks, start, end in (
        (texts.old, texts.old_breaks, old_start, old_end),
        (texts.new, texts.new_breaks, new_start, new_end),
    ):
        word = _word_around(text, start, breaks, families)
        if word:
            reach_before = max(reach_before, start - word[0])
            reach_behind = max(reach_behind, word[1] - end)
        if start < end:
            word = _word_around(text, end, breaks, families)
            if word:
                reach_before = max(reach_before, start - word[0])
                reach_behind = max(reach_behind, word[1] - end)
    return reach_before, reach_behind


def _word_around(text: str, edge: int, breaks: frozenset[int], families: int) -> tuple[int, int] | None:
    """The span of the word that `edge` cuts in two; None where it cuts none."""
    if not 0 < edge < len(text) or edge in breaks:
        return None
    shared = _MEMBERSHIP.get(text[edge - 1], 0) & _MEMBERSHIP.get(text[edge], 0) & families
    if not shared:
        return None
    for place, family in enumerate(_FAMILIES):
        if shared >> place & 1:
            word = _word_of(family, text, edge, breaks)
            if word:
                return word
    return None


def _word_of(family: _Family, text: str, edge: int, breaks: frozenset[int]) -> tuple[int, int] | None:
    characters = family.characters
    start, low = edge - 1, max(edge - LONGEST_WORD, 0)
    while start > low and text[start - 1] in characters and start not in breaks:
        start -= 1
    end, high = edge + 1, min(edge + LONGEST_WORD, len(text))
    while end < high and text[end] in characters and end not in breaks:
        end += 1
    if end - start > LONGEST_WORD:
        return None
    for word in family.word.finditer(text, start, end):
        if word.start() < edge < word.end():
            return word.span()
        if word.start() >= edge:
            break
    return None
