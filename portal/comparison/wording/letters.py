"""Kinds of characters, as far as they tell where a word begins and ends."""

from __future__ import annotations

HIRAGANA, KATAKANA, KANJI = "hiragana", "katakana", "kanji"
LATIN, DIGIT, BLANK, SIGN = "latin", "digit", "blank", "sign"

OPENING = "（(「『【〔［[〈《｛{"
CLOSING = "）)」』】〕］]〉》｝}"
BRACKETS = frozenset(OPENING + CLOSING)
STOPS = frozenset("、。，．,.・;；:：")
PARTICLES = frozenset("はがをにへともので")
"""Particles of one kana: no ending of a verb."""

_CONJUNCTION_KANJI = "又及若並"
"""Kanji that begin 又は, 及び, 若しくは and 並びに, and so are no part of a compound that stands beside them."""


class _Scripts(dict[str, str]):
    """The kind of each character met so far."""

    def __missing__(self, character: str) -> str:
        self[character] = kind = _script(character)
        return kind


def _script(character: str) -> str:
    if "ぁ" <= character <= "ゖ":
        return HIRAGANA
    if "ァ" <= character <= "ヺ" or character == "ー" or "ｦ" <= character <= "ﾟ":
        return KATAKANA
    if character.isdigit():
        return DIGIT
    if _is_kanji(character):
        return KANJI
    if character.isalpha() and character.casefold() != character.upper():
        return LATIN
    return BLANK if character.isspace() else SIGN


def _is_kanji(character: str) -> bool:
    is_common = "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character in "々〆"
    is_rare = "\U00020000" <= character <= "\U0003ffff"
    return (is_common or is_rare) and character not in _CONJUNCTION_KANJI


SCRIPT = _Scripts()
"""The kind of a character: `SCRIPT["本"]` is "kanji". Grows with the characters met."""
