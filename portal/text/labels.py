"""Labels at the start of a line: １． (1) 一　 イ． ① 第１項 …, one entry per form.

A label alone proves nothing: a wrapped line may begin with （2） as well. `read_labels` gives
every reading a line's start allows; the number sequence decides (see `body`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.text import numerals
from portal.text.tree import Number

BLANKS = " \u3000\u00a0"
FIRST: Number = (1,)


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a line's start. `last` is the end of a range such as 五から七まで.

    `weak` readings (２．２０２２年, a date directly behind the dot) may continue a series but never begin one.
    """

    style: str
    number: Number
    text: str
    separator: str
    last: Number
    slip: str = ""
    weak: bool = False

    @property
    def length(self) -> int:
        """How many characters of the line the label and its separator take."""
        return len(self.text) + len(self.separator)


PARAGRAPH_STYLES = frozenset({"decimal_dot", "decimal_blank", "paragraph_word", "multi_decimal"})
"""Styles that can number 項; all others number 号 and what is below them."""

_D = rf"[{numerals.DIGITS}]+"
_K = rf"[{numerals.KANJI}]+"
_KANA = "[ァ-ヺ]"
_BRANCH = rf"(?:の(?:{_D}|{_K}))*"
_RANGE = rf"(?:(?:から|及び|～|〜|、)(?P<last>{{n}}{_BRANCH})(?:まで)?)?"
_ROMAN = "[ivxlcｉｖｘｌｃ]+"
_SMALL_LATIN = "abcdefghijklmnopqrstuvwxyzａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_GAP = rf"[{BLANKS}]"
_OPEN, _CLOSE = "[（(]", "[）)]"

Reader = Callable[[str], int | None]


def _index_in(series: str) -> Reader:
    return lambda text: series.index(text) + 1 if text in series else None


def _latin(text: str) -> int | None:
    text = numerals.half_width(text)
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isascii() and text.isalpha() else None


@dataclass(frozen=True, slots=True)
class _Form:
    style: str
    starts: str
    pattern: re.Pattern[str]
    read: Reader
    slip: str = ""


def _form(style: str, starts: str, pattern: str, read: Reader, slip: str = "") -> _Form:
    return _Form(style, starts, re.compile(pattern), read, slip)


_WORD = rf"(?P<n>{_D}{_BRANCH}|{_K}{_BRANCH})"
_BRACKETS = "（("
_NO_FRACTION = rf"(?:(?![{numerals.DIGITS}])|(?P<year_behind>(?=[{numerals.DIGITS}]{{4}}年)))"
_FORMS: tuple[_Form, ...] = (
    _form("paragraph_word", "第", rf"第{_GAP}*{_WORD}{_GAP}*項(?={_GAP}|$)", numerals.parse_number),
    _form("multi_decimal", numerals.DIGITS, rf"(?P<n>{_D}(?:[.．]{_D})+)[.．]?(?={_GAP})", numerals.parse_number),
    _form("decimal_dot", numerals.DIGITS, rf"(?P<n>{_D}{_BRANCH})[.．]{_NO_FRACTION}", numerals.parse_number),
    _form("decimal_blank", numerals.DIGITS, rf"(?P<n>{_D}{_BRANCH})(?={_GAP})", numerals.parse_number),
    _form("decimal_half", numerals.DIGITS, rf"(?P<n>{_D}){_CLOSE}", numerals.parse_number),
    _form("decimal", _BRACKETS, rf"{_OPEN}{_GAP}*(?P<n>{_D}{_BRANCH}){_GAP}*{_CLOSE}", numerals.parse_number),
    _form("decimal", numerals.PARENTHESISED, "(?P<n>.)", _index_in(numerals.PARENTHESISED)),
    _form("circled", numerals.CIRCLED, "(?P<n>.)", _index_in(numerals.CIRCLED)),
    _form(
        "kanji",
        numerals.KANJI,
        rf"(?P<n>{_K}{_BRANCH}){_RANGE.format(n=_K)}(?:[.．、]|(?={_GAP}))",
        numerals.parse_kanji,
    ),
    _form("kanji_brackets", _BRACKETS, rf"{_OPEN}(?P<n>{_K}{_BRANCH}){_CLOSE}", numerals.parse_kanji),
    _form("kanji_brackets", numerals.PARENTHESISED_KANJI, "(?P<n>.)", _index_in(numerals.PARENTHESISED_KANJI)),
    _form("iroha", "", rf"(?P<n>{_KANA})(?:[.．、]|(?={_GAP}))", _index_in(numerals.IROHA)),
    _form("iroha", "二", rf"(?P<n>二)(?:[.．、]|(?={_GAP}))", lambda _: 4, slip="ニ"),
    _form("aiueo", "", rf"(?P<n>{_KANA})(?:[.．、]|(?={_GAP}))", _index_in(numerals.AIUEO)),
    _form("iroha_brackets", _BRACKETS, rf"{_OPEN}(?P<n>{_KANA}){_CLOSE}", _index_in(numerals.IROHA)),
    _form("aiueo_brackets", _BRACKETS, rf"{_OPEN}(?P<n>{_KANA}){_CLOSE}", _index_in(numerals.AIUEO)),
    _form("roman_brackets", _BRACKETS, rf"{_OPEN}(?P<n>{_ROMAN}){_CLOSE}", numerals.parse_roman),
    _form("roman", "ivxlcｉｖｘｌｃ", rf"(?P<n>{_ROMAN})(?:[.．)]|(?={_GAP}))", numerals.parse_roman),
    _form("roman", numerals.SMALL_ROMAN, "(?P<n>.)[.．]?", _index_in(numerals.SMALL_ROMAN)),
    _form("big_roman", numerals.BIG_ROMAN, "(?P<n>.)[.．]?", _index_in(numerals.BIG_ROMAN)),
    _form("latin_brackets", _BRACKETS, rf"{_OPEN}(?P<n>[a-zａ-ｚ]){_CLOSE}", _latin),
    _form("big_latin_brackets", _BRACKETS, rf"{_OPEN}(?P<n>[A-ZＡ-Ｚ]){_CLOSE}", _latin),
    _form("latin", _SMALL_LATIN, "(?P<n>[a-zａ-ｚ])[.．)）]", _latin),
    _form("big_latin", _SMALL_LATIN.upper(), "(?P<n>[A-ZＡ-Ｚ])[.．)）]", _latin),
)


def _by_first_character() -> dict[str, tuple[_Form, ...]]:
    kana = [chr(code) for code in range(0x30A1, 0x30FB)]
    table: dict[str, list[_Form]] = {}
    for form in _FORMS:
        for character in form.starts or kana:
            table.setdefault(character, []).append(form)
    return {character: tuple(forms) for character, forms in table.items()}


_STARTS = _by_first_character()


def read_labels(line: str) -> tuple[Label, ...]:
    """Return every label the start of `line` (without its indent) can be read as, likeliest first."""
    forms = _STARTS.get(line[:1])
    if forms is None:
        return ()
    return tuple(label for form in forms if (label := _read(form, line)) is not None)


def _read(form: _Form, line: str) -> Label | None:
    match = form.pattern.match(line)
    if match is None:
        return None
    number = parse_branches(match["n"], form.read)
    if not number:
        return None
    rest = line[match.end() :]
    separator = rest[: len(rest) - len(rest.lstrip(BLANKS))]
    written_last = match.groupdict().get("last")
    last = parse_branches(written_last, form.read) if written_last else number
    weak = match.groupdict().get("year_behind") is not None
    return Label(form.style, number, match.group(), separator, last, form.slip, weak)


def parse_branches(text: str, read: Reader = numerals.parse_number) -> Number:
    """Return 18の2の3 or 1.1 as (18, 2, 3) or (1, 1); () when a part is no number."""
    parts = [read(part) for part in re.split("[の.．]", text)] if len(text) > 1 else [read(text)]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def follows(number: Number, previous: Number) -> bool:
    """Whether `number` is the next one after `previous`: 3, 3の2 or, after 3の2, 3の3 and 4."""
    if number == (*previous, 2):
        return True
    depth = len(number)
    return 0 < depth <= len(previous) and number[:-1] == previous[: depth - 1] and number[-1] == previous[depth - 1] + 1
