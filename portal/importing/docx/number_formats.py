"""Numbers as Word writes them in lists: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).

Where Word departs from the standard we follow Word ([MS-OI29500] 2.1.540): kana begin again when they are used up,
and ideographEnclosedCircle stands in parentheses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_KANJI_DIGITS = str.maketrans("0123456789", _KANJI)
_LEGAL_DIGITS = "零壱弐参四伍六七八九"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST = 100
"""Signs that one number may be written with; Roman and repeated letters grow with the number."""


def written_number(value: int, number_format: str) -> str | None:
    """Return a number in a format of Word's, in decimals where the format has no sign for it.

    `number_format` is a value of w:numFmt, or the sample of a custom one ("001, 002, 003, ...").
    None is a format we do not know; the caller decides what to print and says so.
    """
    if number_format in _FORMATS:
        written = _FORMATS[number_format](value) if value >= 0 else ""
        return written if written and len(written) <= _LONGEST else str(value)
    sample = number_format.split(",")[0].strip()
    return str(value).zfill(len(sample)) if sample.isdecimal() and sample.isascii() else None


def _in_kanji(value: int, *, digits: str = _KANJI, units: str = "十百千", ten_thousand: str = "万", ones: bool) -> str:
    """Write 一百二十三 (`ones`: a 1 stands before a unit) or 百二十三; "" beyond 99,999,999."""
    if value >= 10**8:
        return ""
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        words = {"digits": digits, "units": units, "ten_thousand": ten_thousand, "ones": ones}
        rest = _in_kanji(low, **words) if low else ""  # type: ignore[arg-type]
        return _in_kanji(high, **words) + ten_thousand + rest  # type: ignore[arg-type]
    if not value:
        return digits[0]
    signs = [int(sign) for sign in str(value)]
    written = ""
    for place, digit in zip(range(len(signs) - 1, -1, -1), signs, strict=True):
        if digit:
            unit = units[place - 1] if place else ""
            written += ("" if unit and digit == 1 and not ones else digits[digit]) + unit
    return written


def _chinese_thousand(value: int) -> str:
    """Write 一百零五: 十 to 十九 without a 1, a 零 where places are skipped."""
    if not 0 < value < 10**4:
        return str(value)
    padded = f"{value:04d}"
    written = ""
    for place, digit in zip((3, 2, 1, 0), map(int, padded), strict=True):
        if digit:
            written += _KANJI[digit] + ("", "十", "百", "千")[place]
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written[1:] if 10 <= value < 20 else written


def _chinese(value: int) -> str:
    """Write 十一, 二十; from 100 on digit by digit, with ○ for zero."""
    return _in_kanji(value, ones=False) if value < 100 else _digital(value).replace("〇", "○")


def _digital(value: int) -> str:
    return str(value).translate(_KANJI_DIGITS)


def _from(signs: str) -> Callable[[int], str]:
    """Write from a row of signs, and in decimals beyond it."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _over_again(signs: str) -> Callable[[int], str]:
    """Write from a row of signs, doubled where the row is used up: y, z, aa, bb."""
    return lambda value: (
        signs[(value - 1) % len(signs)] * min((value - 1) // len(signs) + 1, _LONGEST + 1) if value else ""
    )


def _in_turn(signs: str) -> Callable[[int], str]:
    """Write from a row of signs, from its beginning again where it is used up: ヲ, ン, ア."""
    return lambda value: signs[(value - 1) % len(signs)] if value else ""


def _roman(value: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * min(count, _LONGEST + 1)
    return written


def _ordinal(value: int) -> str:
    teen = 10 <= value % 100 < 20
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


_CIRCLES = "".join(map(chr, range(0x2460, 0x2474)))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _from(_CIRCLES),
    "decimalEnclosedCircleChinese": _from(_CIRCLES),
    "decimalEnclosedParen": _from("".join(map(chr, range(0x2474, 0x2488)))),
    "decimalEnclosedFullstop": _from("".join(map(chr, range(0x2488, 0x249C)))),
    "ideographEnclosedCircle": _from("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": lambda value: _digital(value).replace("〇", "○"),
    "japaneseCounting": lambda value: _in_kanji(value, ones=False),
    "japaneseLegal": lambda value: _in_kanji(value, digits=_LEGAL_DIGITS, units="拾百阡", ten_thousand="萬", ones=True),
    "chineseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "chineseCountingThousand": _chinese_thousand,
    "taiwaneseCountingThousand": _chinese_thousand,
    "aiueo": _in_turn(_AIUEO_HALF),
    "aiueoFullWidth": _in_turn(_AIUEO),
    "iroha": _in_turn(_IROHA_HALF),
    "irohaFullWidth": _in_turn(_IROHA),
    "lowerLetter": _over_again(_LATIN),
    "upperLetter": _over_again(_LATIN.upper()),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "ordinal": _ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": _over_again("*†‡§"),
}
