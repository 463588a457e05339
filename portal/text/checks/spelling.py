"""Findings on spelling: one word written in two ways."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.text.checks.examined import PROSE, Examined
from portal.text.checks.house_terms import HouseTerm
from portal.text.checks.word_families import FAMILIES, Family
from portal.text.messages import gettext_noop
from portal.text.normalise import fold
from portal.text.tree import Edit, Problem, Severity

_KATAKANA = re.compile("[ァ-ヺー]{3,}")
_SMALL_KANA = str.maketrans("ァィゥェォ", "アイウエオ")
_V = {"ヴア": "バ", "ヴイ": "ビ", "ヴエ": "ベ", "ヴオ": "ボ", "ヴ": "ブ"}
LONG_KATAKANA = 6
"""Letters from which on a word is known by its consonants: インタフェース and インターフェース are one."""
_LATIN = re.compile(
    "(?:(?<=[ぁ-んァ-ヶー一-龥、。，．（「])|(?<=[ぁ-んァ-ヶー一-龥、。，．（「][ \u3000]))"
    "(?P<word>[A-Za-zＡ-Ｚａ-ｚ]{2,})(?=[ \u3000]?[ぁ-んァ-ヶー一-龥、。，．）」])"
)
"""A word of latin letters among Japanese ones; two of them side by side are a name or English."""
_NOT_OWN = re.compile("(?<=[「『])[^「」『』\n]{1,60}(?=[」』])|支払の停止")
"""Quoted words, and a term of the 破産法 that is spelt as it is."""
_OF_LAWS = "防止|促進|取締|規制|保護|確保|整備|管理|基準|救済|対策|推進|禁止|振興|特例"
_LAW_ENDS = re.compile(
    "に関する[^、。（）「」\n]{0,12}(?:法律|条例|規則|政令|省令|条約)"
    f"|(?:及び|又は|並びに)[一-龥々ァ-ヶーの]{{1,20}}(?:{_OF_LAWS})等?法(?:(?![一-龥])|(?=及び|又は|並びに|若しくは|第|等))"
)
_LAW_BEGINS = {"に": re.compile("[^、。（）「」\n]+\\Z"), "": re.compile("[一-龥々ァ-ヶーの]+\\Z")}
LONGEST_LAW = 40
"""Names that a law has given itself, from their ends back to where they begin."""
_MASK = "\0"


@dataclass(frozen=True, slots=True)
class _Prose:
    """The sentences of the 本則 as one text; quoted words and names of laws, which follow others, are masked."""

    clauses: tuple[Examined, ...]
    starts: tuple[int, ...]
    text: str

    def find(self, offset: int) -> tuple[Examined, int]:
        """Return the clause that `offset` lies in, and the offset there."""
        place = bisect_right(self.starts, offset) - 1
        return self.clauses[place], offset - self.starts[place]


@dataclass(frozen=True, slots=True)
class _Found:
    """A word where it stands: its spelling, its offset in the prose, and how it is told."""

    word: str
    start: int
    shown: str


def check_spelling(clauses: Sequence[Examined], house_terms: Sequence[HouseTerm]) -> Iterator[Problem]:
    """Yield words written in more than one way, but for those on which `house_terms` have decided."""
    prose = _prose(clauses)
    settled = {word for term in house_terms for word in (term.prefer, term.avoid)}
    signs = frozenset(prose.text)
    for family in FAMILIES:
        if sum(map(signs.issuperset, family.forms)) > 1 and not _is_settled(family, house_terms, settled):
            yield from _drift(prose, [_found(match, family.behind) for match in family.find(prose.text)])
    for words in (*_katakana(prose.text), *_latin(prose.text)):
        if settled.isdisjoint(one.word for one in words):
            # A product or a company may have the rarer spelling in its name.
            yield from _drift(prose, words, is_mendable=False)


def _is_settled(family: Family, house_terms: Sequence[HouseTerm], words: set[str]) -> bool:
    """Whether a house term decides on the family, by itself or inside a longer word: お問い合わせ/お問合せ."""
    return not words.isdisjoint(family.forms) or any(
        {match["word"] for match in family.pattern.finditer(term.prefer)}
        != {match["word"] for match in family.pattern.finditer(term.avoid)}
        for term in house_terms
        if any(form in term.avoid for form in family.forms) and any(form in term.prefer for form in family.forms)
    )


def _prose(clauses: Sequence[Examined]) -> _Prose:
    """The 本則: a 附則 was written in its own time and keeps its spelling."""
    chosen = tuple(each for each in clauses if each.part == 0 and each.clause.kind in PROSE)
    starts, position = [], 0
    for each in chosen:
        starts.append(position)
        position += len(each.written) + 1
    text = _NOT_OWN.sub(lambda match: _MASK * len(match.group()), "\n".join(each.written for each in chosen))
    return _Prose(chosen, tuple(starts), without_laws(text))


def without_laws(text: str) -> str:
    """Return the text with the names of laws masked, for they are spelt as they are."""
    pieces, position = [], 0
    for end in _LAW_ENDS.finditer(text):
        window = text[max(position, end.start() - LONGEST_LAW) : end.start()]
        begins = _LAW_BEGINS.get(text[end.start()], _LAW_BEGINS[""]).search(window)
        length = end.end() - end.start() + (len(begins.group()) if begins else 0)
        pieces += [text[position : end.end() - length], _MASK * length]
        position = end.end()
    return "".join([*pieces, text[position:]])


def _found(match: re.Match[str], behind: int) -> _Found:
    word, end = match["word"], match.end("word")
    return _Found(word, match.start("word"), word + match.string[end : end + behind])


def _katakana(text: str) -> Iterator[list[_Found]]:
    """Katakana words that differ by a long vowel at the end, by small letters or by ヴ: サーバ and サーバー."""
    found: dict[str, list[_Found]] = {}
    for match in _KATAKANA.finditer(text):
        found.setdefault(_sound(match.group()), []).append(_Found(match.group(), match.start(), match.group()))
    yield from found.values()


def _sound(word: str) -> str:
    """What is the same in all spellings of a katakana word."""
    sound = word.rstrip("ー").translate(_SMALL_KANA)
    for written, simple in _V.items():
        sound = sound.replace(written, simple)
    return sound.replace("ー", "") if len(sound) >= LONG_KATAKANA else sound


def _latin(text: str) -> Iterator[list[_Found]]:
    """Latin words that differ by capitals or by width: WEB, Web and Ｗｅｂ."""
    found: dict[str, list[_Found]] = {}
    for match in _LATIN.finditer(text):
        word = match["word"]
        found.setdefault(fold(word).lower(), []).append(_Found(word, match.start("word"), word))
    yield from found.values()


def _drift(prose: _Prose, found: Sequence[_Found], *, is_mendable: bool = True) -> Iterator[Problem]:
    """One word in more than one spelling, told once, where the rarest stands first; the commonest is the mend."""
    by_word: dict[str, list[_Found]] = {}
    for one in found:
        by_word.setdefault(one.word, []).append(one)
    if len(by_word) < 2:
        return
    common, *others = sorted(by_word.values(), key=len, reverse=True)
    first = others[-1][0]
    counts = " / ".join(f"「{places[0].shown}」×{len(places)}" for places in (common, *others))
    message = gettext_noop("同じ言葉の書き方がそろっていません（{counts}）。一つにそろえてください。")
    each, start = prose.find(first.start)
    span = (start, start + len(first.word))
    is_clear = is_mendable and len(common) > len(others[0])
    mend = tuple(_edit(prose, one, common[0].word) for places in others for one in places) if is_clear else ()
    yield each.problem("spelling", Severity.HINT, message, span, {"counts": counts}, mend)


def _edit(prose: _Prose, found: _Found, word: str) -> Edit:
    each, start = prose.find(found.start)
    return each.edit(start, found.word, word)
