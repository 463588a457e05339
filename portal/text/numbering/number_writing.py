"""Write a number as a sample label writes its own: 第１８条の２ for 第１７条, （３） for （１）, ニ for イ.

The inverse of the readings in `numerals`, `labels` and `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Number

_GAP = f"[{BLANKS}]*"
_N = f"(?:[{numerals.DIGITS}]+|[{numerals.KANJI}]+)"
_UNIT = rf"{_GAP}(?:[条項章節款目編表]|号(?:様式)?)|[）)](?=の)"
_JOINT = rf"(?:{_GAP}[のノ]{_GAP}|[.．\-－‐–—−―ー])"
_BRANCHES = rf"(?P<unit>(?:{_UNIT})?)(?P<branches>(?:{_JOINT}{_N})*)"
_BRANCH = re.compile(rf"(?P<joint>{_JOINT})(?P<n>{_N})")
_RANGE = re.compile(r"から|及び|および|並びに|ないし|乃至|[～〜~・･、，―－\-]")
_DIGITS = re.compile(f"[{numerals.DIGITS}]+")
_ENGLISH = re.compile("^(?:Article|Section|Clause|§)", re.IGNORECASE)
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


class UnwritableNumber(ValueError):
    """A number that the sample's way of numbering has no sign for: ㊿ is the last circled one, (a) has no 枝番."""


@dataclass(frozen=True, slots=True)
class _Series:
    """A way of writing numbers: what its numerals look like, their value, and how a value is written like a sample."""

    pattern: re.Pattern[str]
    read: Callable[[str], int | None]
    write: Callable[[int, str], str | None]


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A number with its branches in a label: 18条の2 in 第18条の2, between its offsets."""

    start: int
    end: int
    series: _Series
    words: str
    unit: str = ""
    joints: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def number(self) -> Number:
        values = (self.series.read(self.words), *map(numerals.parse_number, self.branches))
        return tuple(value if value is not None else -1 for value in values)


def write_label(sample: str, number: Number, *, of: Number, last: Number = ()) -> str:
    """Return the label of `number` written as `sample`, the label of `of`, is: width, kanji, brackets, blanks.

    `last` is the end of a range that the sample is the label of (五から七まで). 枝番 are written の２ where the sample
    has none. Raises UnwritableNumber for a number that has no sign there, and where `of` does not stand in the sample.
    """
    if not number or min(number) < 0:
        raise UnwritableNumber(f"{number} cannot be written as {sample}")
    if last:
        return _write_range(sample, number, of, last)
    numeral = _find(sample, of)
    return sample[: numeral.start] + _written(numeral, number, sample) + sample[numeral.end :]


@dataclass(frozen=True, slots=True)
class DigitWidths:
    """Whether numbers of one, two, three digits are written full width (１) or half (10), where a text mixes both."""

    full: tuple[tuple[int, bool], ...] = ()

    @classmethod
    def of(cls, samples: Iterable[str]) -> DigitWidths:
        """Read the habit off labels or references; none where they are all alike, or alike in nothing."""
        found: dict[int, set[bool]] = {}
        for sample in samples:
            for digits in _DIGITS.findall(sample):
                found.setdefault(len(digits), set()).update(digit > "9" for digit in digits)
        habits = {length: width.pop() for length, width in found.items() if len(width) == 1}
        mixes = len(habits) == len(found) and len(set(habits.values())) > 1
        return cls(tuple(sorted(habits.items()))) if mixes else cls()

    def adjusted(self, written: str) -> str:
        """Return a written number or label with its digits in the width of the habit."""
        habits = dict(self.full)
        return _DIGITS.sub(lambda match: self._in_width(match.group(), habits.get(len(match.group()))), written)

    @staticmethod
    def _in_width(digits: str, full: bool | None) -> str:
        if full is None:
            return digits
        return full_width(numerals.half_width(digits)) if full else numerals.half_width(digits)


def _write_range(sample: str, number: Number, of: Number, last: Number) -> str:
    """Write both ends of 五から七まで: each on its side of the first joint that has one on either side."""
    for joint in _RANGE.finditer(sample):
        left, right = sample[: joint.start()], sample[joint.end() :]
        first = next((numeral for numeral in _numerals(left) if numeral.number == of), None)
        if first is not None:
            end = next((numeral for numeral in _numerals(right) if numeral.series is first.series), None)
            if end is not None:
                written = _written(end, last, right)
                behind = right[: end.start] + written + right[end.end :]
                return left[: first.start] + _written(first, number, left) + left[first.end :] + joint.group() + behind
    raise UnwritableNumber(f"{sample} is no range")


def _find(sample: str, of: Number) -> _Numeral:
    found = next((numeral for numeral in _numerals(sample) if numeral.number == of), None)
    if found is None:
        raise UnwritableNumber(f"{of} does not stand in {sample}")
    return found


def _numerals(sample: str) -> Iterator[_Numeral]:
    for series in _ALL:
        for match in series.pattern.finditer(sample):
            branches = list(_BRANCH.finditer(match["branches"]))
            joints = tuple(branch["joint"] for branch in branches)
            words = tuple(branch["n"] for branch in branches)
            yield _Numeral(match.start(), match.end(), series, match["n"], match["unit"], joints, words)


def _written(numeral: _Numeral, number: Number, sample: str) -> str:
    parts = [_numeral_of(numeral, numeral.words, number[0]), numeral.unit]
    for place, value in enumerate(number[1:]):
        like = numeral.branches[place] if place < len(numeral.branches) else numeral.words
        parts += [_joint(numeral, place, sample), _write_number(value, like)]
    return "".join(parts)


def _numeral_of(numeral: _Numeral, like: str, value: int) -> str:
    written = numeral.series.write(value, like) if value else None
    if written is None:
        raise UnwritableNumber(f"{value} cannot be written as {like}")
    return written


def _joint(numeral: _Numeral, place: int, sample: str) -> str:
    """What stands before a branch: as in the sample, else の, or the hyphen of Article 3-2."""
    if numeral.joints:
        return numeral.joints[min(place, len(numeral.joints) - 1)]
    if numeral.series is _NUMBERS and _ENGLISH.match(sample):
        return "-"
    if numeral.series is not _NUMBERS or _LATIN.search(sample):
        raise UnwritableNumber(f"{sample} has no 枝番")
    return "の"


def _write_number(value: int, like: str) -> str:
    return _write_digits(value, like) if like[0] in numerals.DIGITS else _write_kanji(value, like)


def _write_digits(value: int, like: str) -> str:
    written = str(value)
    if like[0] in "0０" and len(like) > 1:
        written = written.zfill(len(like))
    return full_width(written) if like[0] > "9" else written


def full_width(digits: str) -> str:
    """Return ASCII signs (! to ~) in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in digits)


def _write_kanji(value: int, like: str) -> str:
    """十八, or 一八 where the sample has several digits without 十, 百, 千 and 万."""
    if len(like) > 1 and all(character in numerals.KANJI_DIGITS for character in like):
        return "".join(numerals.KANJI_DIGITS[int(digit)] for digit in str(value))
    return kanji(value)


def kanji(value: int) -> str:
    """Return 千二百三 for 1203 and 〇 for 0, as statutes write numbers; `value` is below 10 to the 8th."""
    upper, lower = divmod(value, 10_000)
    return (f"{_below_ten_thousand(upper)}万" if upper else "") + _below_ten_thousand(lower) or "〇"


def _below_ten_thousand(value: int) -> str:
    written = ""
    for sign, unit in reversed(numerals.KANJI_UNITS.items()):
        digit, value = divmod(value, unit)
        if digit:
            written += ("" if digit == 1 else numerals.KANJI_DIGITS[digit]) + sign
    return written + (numerals.KANJI_DIGITS[value] if value else "")


def _series(n: str, read: Callable[[str], int | None], write: Callable[[int, str], str | None]) -> _Series:
    return _Series(re.compile(f"(?P<n>{n}){_BRANCHES}"), read, write)


def _signs(signs: str, *, beyond: Callable[[int], str] | None = None) -> _Series:
    """A series of single characters; `beyond` writes what comes after the last of them."""

    def write(value: int, _: str) -> str | None:
        if value <= len(signs):
            return signs[value - 1]
        return beyond(value) if beyond is not None else None

    return _series(f"[{signs}]", lambda text: signs.index(text) + 1, write)


# --- kana ---

_HALF_KANA = "".join(map(chr, range(0xFF66, 0xFF9E)))
_HIRAGANA = "".join(map(chr, range(0x3041, 0x3097)))
_KINDS_OF_KANA = (_HIRAGANA, _HALF_KANA, numerals.CIRCLED_KANA)
_KANA = f"[ァ-ヺ{''.join(_KINDS_OF_KANA)}](?![ァ-ヺー])"
_LOOKALIKES = {"二": 4, "八": 3, "千": 8}
"""Kanji that stand for ニ, ハ and チ; the series goes on in katakana."""


def _kana(series: str, read: Callable[[str], int | None]) -> _Series:
    return _series(_KANA, read, lambda value, like: _write_kana(value, like, series))


def _write_kana(value: int, like: str, series: str) -> str | None:
    """The kana in the kind of the sample: イ, い, ｲ, ㋑."""
    if value > len(series):
        return None
    katakana = series[value - 1]
    kind = next((kind for kind in _KINDS_OF_KANA if like in kind), katakana)
    return next((sign for sign in kind if numerals.katakana(sign) == katakana), None)


# --- letters and Roman numbers ---

_ONE_LETTER = "(?<![A-Za-z])[a-zA-Zａ-ｚＡ-Ｚ]{1,2}(?![A-Za-z])"
_ROMAN_LETTERS = "(?<![A-Za-z])[ivxlcIVXLCｉｖｘｌｃＩＶＸＬＣ]+(?![A-Za-z])"
_ROMAN_SIGNS = f"[{numerals.SMALL_ROMAN}{numerals.BIG_ROMAN}]+"
_LAST_LETTER = 26


def _same_width(text: str, like: str) -> str:
    return full_width(text) if like[0] > "~" else text


def _write_letter(value: int, like: str) -> str | None:
    """a to z, then aa, bb or, where the sample does so, aa, ab."""
    if value > 2 * _LAST_LETTER:
        return None
    plain = numerals.half_width(like).lower()
    letter = chr(ord("a") + (value - 1) % _LAST_LETTER)
    first = "a" if len(plain) == 2 and plain[0] != plain[1] else letter
    return _in_case(first + letter if value > _LAST_LETTER else letter, like)


def _write_double_letter(value: int, like: str) -> str | None:
    return _in_case(2 * chr(ord("a") + value - 1), like) if value <= _LAST_LETTER else None


def _in_case(letters: str, like: str) -> str:
    return _same_width(letters.upper() if like.isupper() else letters, like)


def _read_roman(text: str) -> int | None:
    return numerals.parse_roman(text.lower())


def _write_roman(value: int, like: str) -> str | None:
    return _in_case(numerals.roman(value), like) if value < 400 else None


def _write_roman_signs(value: int, like: str) -> str | None:
    """Ⅻ, and ⅩⅢ for what has no sign of its own."""
    signs = numerals.BIG_ROMAN if like[0] in numerals.BIG_ROMAN else numerals.SMALL_ROMAN
    if value <= len(signs):
        return signs[value - 1]
    return signs[9] * (value // 10) + (signs[value % 10 - 1] if value % 10 else "") if value < 40 else None


_NUMBERS = _series(_N, numerals.parse_number, _write_number)
_ALL = (
    _NUMBERS,
    _signs(numerals.CIRCLED),
    _signs(numerals.BLACK_CIRCLED),
    _signs(numerals.DOUBLE_CIRCLED),
    _signs(numerals.PARENTHESISED, beyond=lambda value: f"({value})"),
    _signs(numerals.DOTTED, beyond=lambda value: f"{value}."),
    _signs(numerals.PARENTHESISED_KANJI, beyond=lambda value: f"（{kanji(value)}）"),
    _signs(numerals.CIRCLED_KANJI),
    _signs(numerals.CIRCLED_LATIN),
    _signs(numerals.BIG_CIRCLED_LATIN),
    _signs(numerals.PARENTHESISED_LATIN),
    _series(_ROMAN_SIGNS, _read_roman, _write_roman_signs),
    _kana(numerals.IROHA, numerals.parse_iroha),
    _kana(numerals.AIUEO, numerals.parse_aiueo),
    _series("[二八千]", _LOOKALIKES.get, lambda value, _: _write_kana(value, "イ", numerals.IROHA)),
    _series(_ONE_LETTER, numerals.parse_latin, _write_letter),
    _series(_ONE_LETTER, numerals.parse_double_latin, _write_double_letter),
    _series(_ROMAN_LETTERS, _read_roman, _write_roman),
)
