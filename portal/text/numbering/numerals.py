"""Numbers as legal texts write them: 18, １８, 十八, 二〇二四, ⑱, xviii, イ, ア, a."""

from __future__ import annotations

from unicodedata import normalize

DIGITS = "0123456789０１２３４５６７８９"
KANJI_DIGITS = "〇一二三四五六七八九"
KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
_FORMAL = str.maketrans("壱弐参拾", "一二三十")
"""大字, as in 第壱条."""
KANJI = KANJI_DIGITS + "".join(KANJI_UNITS) + "万壱弐参拾"

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
LONGEST_ROMAN = len("ccclxxxviii")
SMALL_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
BIG_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
PARENTHESISED_KANJI = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
CIRCLED_KANJI = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
BLACK_CIRCLED = "❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"
DOUBLE_CIRCLED = "⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
CIRCLED_KANA = "".join(map(chr, range(0x32D0, 0x32FF)))
"""㋐ to ㋾."""
CIRCLED_LATIN = "".join(map(chr, range(0x24D0, 0x24EA)))
"""ⓐ to ⓩ."""
BIG_CIRCLED_LATIN = "".join(map(chr, range(0x24B6, 0x24D0)))
"""Ⓐ to Ⓩ."""
PARENTHESISED_LATIN = "".join(map(chr, range(0x249C, 0x24B6)))
"""⒜ to ⒵."""

LONGEST_NUMBER = 9
"""Digits. A longer row of digits (a serial number, noise) numbers nothing."""

_HALF_WIDTH = {full: full - 0xFEE0 for full in range(ord("！"), ord("～") + 1)}


def parse_number(text: str) -> int | None:
    """Return the value of an arabic (either width) or kanji number, None for anything else."""
    text = text.strip()
    if 0 < len(text) <= LONGEST_NUMBER and all(character in DIGITS for character in text):
        return int(half_width(text))
    return parse_kanji(text)


def half_width(text: str) -> str:
    """Return `text` with full-width digits, Latin letters and signs (！ to ～) in half width."""
    return text.translate(_HALF_WIDTH)


def parse_kanji(text: str) -> int | None:
    """Return the value of 二十八, 千二百三, 弐拾 or the positional 二〇二四; None for anything else."""
    text = text.translate(_FORMAL)
    if not 0 < len(text) <= 2 * LONGEST_NUMBER or any(character not in KANJI for character in text):
        return None
    if all(character in KANJI_DIGITS for character in text):
        digits = "".join(str(KANJI_DIGITS.index(character)) for character in text)
        return int(digits) if len(digits) <= LONGEST_NUMBER else None
    upper, _, lower = text.rpartition("万")
    ten_thousands = (_below_ten_thousand(upper) if upper else 1) if "万" in text else 0
    rest = _below_ten_thousand(lower)
    if ten_thousands is None or rest is None:
        return None
    return ten_thousands * 10_000 + rest


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if character in KANJI_UNITS:
            unit = KANJI_UNITS[character]
            if unit >= last_unit:
                return None
            total += unit if digit is None else digit * unit
            digit, last_unit = None, unit
        elif digit is not None or character not in KANJI_DIGITS:
            return None
        else:
            digit = KANJI_DIGITS.index(character)
    return total + (digit or 0)


def katakana(text: str) -> str:
    """Return kana of every kind (い, ｲ, ㋑) as the katakana for it, other characters as they are."""
    plain = normalize("NFKC", text)
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in plain)


def parse_iroha(text: str) -> int | None:
    """Return the place of a kana of any kind in イロハ, counted from 1; None for anything else."""
    return _place(katakana(text), IROHA)


def parse_aiueo(text: str) -> int | None:
    """Return the place of a kana of any kind in アイウ, counted from 1; None for anything else."""
    return _place(katakana(text), AIUEO)


def _place(sign: str, series: str) -> int | None:
    return series.index(sign) + 1 if len(sign) == 1 and sign in series else None


def parse_latin(text: str) -> int | None:
    """Return the place of a letter of either case and width: a is 1; behind z both aa, bb … and aa, ab … go on."""
    letters = half_width(text).lower()
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 2):
        return None
    last = ord(letters[-1]) - ord("a") + 1
    if len(letters) == 1:
        return last
    return last + 26 if letters[0] in ("a", letters[1]) else None


def parse_double_latin(text: str) -> int | None:
    """Return the place of aa, bb, cc …, a series of its own; None for anything else."""
    letters = half_width(text)
    return parse_latin(letters[0]) if len(letters) == 2 and letters[0] == letters[1] else None


def parse_roman(text: str) -> int | None:
    """Return the value of a Roman number (i to cccxcix, ⅳ) in small letters of either width, None for anything else."""
    text = normalize("NFKC", text[: LONGEST_ROMAN + 1])
    values = [ROMAN.get(character, 0) for character in text]
    if not 0 < len(values) <= LONGEST_ROMAN or 0 in values:
        return None
    total = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return total if roman(total) == text else None


def parse_big_roman(text: str) -> int | None:
    """Return the value of a Roman number in capitals: IV, Ⅳ, ＩＶ; None for anything else."""
    return parse_roman(text.lower()) if text == text.upper() else None


def roman(value: int) -> str:
    """Return xviii for 18; `value` is below 400, for there is no d."""
    written = ""
    for unit, letters in _ROMAN_PARTS:
        times, value = divmod(value, unit)
        written += letters * times
    return written


_ROMAN_PARTS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
