"""Labels at the start of a line: １． (1) 一　 イ． ① 第１項 1.1 (a) …, one entry per form.

A label alone proves nothing: a wrapped line may begin with （2） as well. `read_labels` gives
every reading a line's start allows; the number sequence decides (see `body`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from portal.text.numbering import numerals
from portal.text.numbering.numerals import (
    parse_aiueo,
    parse_big_roman,
    parse_double_latin,
    parse_iroha,
    parse_kanji,
    parse_latin,
    parse_number,
    parse_roman,
)
from portal.text.tree import Number

BLANKS = " \u3000\u00a0"
FIRST: Number = (1,)


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a line's start. `last` is the end of a range such as 五から七まで.

    `slip` is the katakana that was meant where another sign stands (ニ for 二). `weak` readings begin a series only
    where it goes on, for other lines begin like them (1、 い　); among them are those before words that go on as in a
    sentence (（１）に, 2 年以内): `in_sentence`.
    """

    style: str
    number: Number
    text: str
    separator: str
    last: Number
    slip: str = ""
    weak: bool = False
    in_sentence: bool = False

    @property
    def length(self) -> int:
        """How many characters of the line the label and its separator take."""
        return len(self.text) + len(self.separator)


MULTI_STYLES = frozenset({"multi_decimal", "multi_dash"})
"""1.1 and 1-1: each further number is a level below."""

PARAGRAPH_STYLES = MULTI_STYLES | {"decimal_dot", "decimal_blank", "decimal_comma", "decimal_colon", "paragraph_word"}
"""Styles that can number 項; all others number 号 and what is below them."""

_FAMILIES = {
    "decimal_blank": "decimal_dot",
    "decimal_comma": "decimal_dot",
    "decimal_colon": "decimal_dot",
    "decimal_half": "decimal",
}


def family(style: str) -> str:
    """Return the same for styles that a careless hand mixes in one series: 1. 2　 3、 or (1) 2)."""
    return _FAMILIES.get(style, style)


# --- what labels are made of ---

_GAP = f"[{BLANKS}]"
_OPEN, _CLOSE = f"[（(]{_GAP}*", f"{_GAP}*[）)]"
_BRACKETS = "（("
_DIGIT = f"[{numerals.DIGITS}]"
_D, _D3 = f"{_DIGIT}{{1,4}}", f"{_DIGIT}{{1,3}}"
_K = f"[{numerals.KANJI}]{{1,9}}"
_DASH = "[-－‐–—−―ー]"
_BRANCH = f"(?:[のノ](?:{_D}|{_K})){{0,7}}"
_DB, _KB = _D + _BRANCH, _K + _BRANCH
_NB = f"(?:{_DB}|{_KB})"
_DOTTED, _DASHED = (rf"(?P<n>{_D3}(?:{joint}{_D3}){{1,7}})" for joint in ("[.．]", _DASH))
_KANA, _HIRAGANA = f"[ァ-ヺｦ-ﾝ]{_BRANCH}", "[ぁ-ゖ]"
_KANA_STARTS = "".join(map(chr, (*range(0x30A1, 0x30FB), *range(0xFF66, 0xFF9E))))
_HIRAGANA_STARTS = "".join(map(chr, range(0x3041, 0x3097)))
_SMALL, _BIG = "[a-zａ-ｚ]{1,11}", "[A-ZＡ-Ｚ]{1,11}"
_SMALL_STARTS = "abcdefghijklmnopqrstuvwxyzａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_BIG_STARTS = _SMALL_STARTS.upper()
_SMALL_ROMAN, _BIG_ROMAN = f"[{numerals.SMALL_ROMAN}]{{1,6}}", f"[{numerals.BIG_ROMAN}]{{1,6}}"
_PARTS = re.compile(f"[のノ.．]|{_DASH}")
_END = f"(?:[.．、，]|(?={_GAP}))"
_LATIN_END = r"(?:[)）]|[.．](?![A-Za-z0-9]{1,2}[.．]))"
"""No i.e. and a.m."""

_UNIT = "(?:[倍円％%]|[かヶカヵ箇]月|[年月日時分秒](?:[間以前後内未をのにはがで、。（(）)]|$))"
"""What follows an amount and begins no provision."""
_GOES_ON = f"[{numerals.DIGITS}A-Za-z年月日]|{_UNIT}"
_DATE = rf"(?=(?:{_D}[年月日]|{_DIGIT}{{1,2}}[かヶカヵ箇]月))"

# --- what makes a label doubtful ---


class _Doubt(NamedTuple):
    """What stands behind a label that may be none, and whether it goes on there as in a sentence."""

    pattern: str
    in_sentence: bool = False


_NEVER, _ALWAYS = _Doubt("(?!)"), _Doubt("")
_AMOUNT = _Doubt(
    rf"(?<=[0-9] )(?:[0-9]|{_UNIT}|週間|[名人回]以|(?:days?|weeks?|months?|years?|hours?|and|or|of)\b)",
    in_sentence=True,
)
"""2 年以内, 30 days on a wrapped line; a full-width blank stands behind labels only."""
_REFERENCE = _Doubt(
    "[にをはがのとへでも](?![ぁ-ん])|に(?:おいて|より|よる|よって|ついて|かかわ|かかる)|、|，|から|及び|又は|並びに|若しくは"
    rf"|(?:(?:and|or|to|through){_GAP}*)?[(（][a-z0-9]|(?:above|below)\b|of (?:th|such|Sec|Art|Cl|para|sub)|[,;]",
    in_sentence=True,
)
"""How a sentence goes on behind a label that it names: （１）に定める, (a) or (b), (a) above."""
_LISTED = _Doubt(rf"(?<=[、，])(?:[{numerals.KANJI}]|[ァ-ヺ](?:[、，にをはの又及並若]|から))", in_sentence=True)
"""一、二の者; イ、ロ又はハ."""
_DATED = _Doubt(f"(?<=[.．])(?={_DIGIT})")
"""２．１０日以内に."""
_NAMED = _Doubt("(?<=[.．])[A-Za-z]")
"""A.Service, which may be a name."""

# --- the forms ---

Reader = Callable[[str], int | None]
Reading = tuple[str, Reader]
"""A style and what reads its numbers."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write labels: the signs they begin with, how they go on, and what they can be, likeliest first.

    The groups of `pattern` are the number n, a branch written behind the label, and the last number of a range.
    A label behind which `doubt` matches is weak.
    """

    starts: str
    pattern: str
    readings: tuple[Reading, ...]
    doubt: _Doubt = _NEVER


def _decimal(style: str, pattern: str, doubt: _Doubt = _NEVER, starts: str = numerals.DIGITS) -> _Form:
    return _Form(starts, pattern, ((style, parse_number),), doubt)


def _signs(style: str, signs: str) -> _Form:
    """A series of signs that are a whole label each."""
    pattern = rf"(?P<n>[{signs}])(?:[.．]|(?P<branch>の{_D})(?={_GAP}))?"
    return _Form(signs, pattern, ((style, lambda sign: signs.index(sign) + 1),), _REFERENCE)


def _bracketed(style: str, opening: str, closing: str) -> _Form:
    """Numbers in brackets that sentences use for much else."""
    pattern = rf"[{re.escape(opening)}]{_GAP}*(?P<n>{_D}){_GAP}*[{re.escape(closing)}]"
    return _decimal(style, pattern, _ALWAYS, opening)


_LOOKALIKES = {"二": "ニ", "八": "ハ", "千": "チ"}


def _read_lookalike(text: str) -> int | None:
    """The place in イロハ of the katakana that a kanji looks like."""
    return parse_iroha(_LOOKALIKES.get(text, ""))


def _kanji(suffix: str = "") -> tuple[Reading, ...]:
    return (f"kanji{suffix}", parse_kanji), (f"iroha{suffix}", _read_lookalike)


def _kana(suffix: str = "") -> tuple[Reading, ...]:
    return (f"iroha{suffix}", parse_iroha), (f"aiueo{suffix}", parse_aiueo)


def _hiragana(suffix: str = "") -> tuple[Reading, ...]:
    """A series of its own, or one sign that slipped into katakana."""
    own = (f"hiragana_iroha{suffix}", parse_iroha), (f"hiragana_aiueo{suffix}", parse_aiueo)
    return (*own, (f"iroha{suffix}", parse_iroha))


def _small(suffix: str = "") -> tuple[Reading, ...]:
    letters = (f"latin{suffix}", parse_latin), (f"double_latin{suffix}", parse_double_latin)
    return ((f"roman{suffix}", parse_roman), *letters)


def _big(suffix: str = "") -> tuple[Reading, ...]:
    letters = (f"big_latin{suffix}", parse_latin), (f"big_double_latin{suffix}", parse_double_latin)
    return ((f"big_roman{suffix}", parse_big_roman), *letters)


_FORMS: tuple[_Form, ...] = (
    # 第１項　 第２項の２　 第１号
    _decimal("paragraph_word", rf"第{_GAP}*(?P<n>{_NB}){_GAP}*項(?P<branch>の{_D})?(?={_GAP}|$)", starts="第"),
    _decimal("item_word", rf"第{_GAP}*(?P<n>{_NB}){_GAP}*号(?P<branch>の{_D})?(?={_GAP}|$)", _REFERENCE, "第"),
    # 1.1　 3.7.5.1　; 1.1会員
    _decimal("multi_decimal", rf"{_DOTTED}[.．]?(?={_GAP})", _AMOUNT),
    _decimal("multi_decimal", rf"{_DOTTED}(?:[.．](?!{_DIGIT})|(?![.．]|{_GOES_ON}))", _ALWAYS),
    # 1-1　 １－１　 1-1会員
    _decimal("multi_dash", rf"{_DASHED}(?:[.．)）]|(?={_GAP})|(?!{_DASH}|{_GOES_ON}))", _ALWAYS),
    # １． 1.; １　; １）; 1、; 1:
    _decimal("decimal_dot", rf"(?P<n>{_DB})[.．](?:(?!{_DIGIT})|{_DATE})", _DATED),
    _decimal("decimal_blank", rf"(?P<n>{_DB})(?={_GAP})", _AMOUNT),
    _decimal("decimal_half", rf"(?P<n>{_DB})[）)]"),
    _decimal("decimal_comma", rf"(?P<n>{_DB})[、，,](?!{_DIGIT})", _ALWAYS),
    _decimal("decimal_colon", rf"(?P<n>{_DB})[:：](?!{_DIGIT})", _ALWAYS),
    # （１） (1) （１）の２
    _decimal("decimal", rf"{_OPEN}(?P<n>{_DB}){_CLOSE}(?:(?P<branch>の{_D})(?={_GAP}))?", _REFERENCE, _BRACKETS),
    # 一　 一、 二及び三　; 一）; （一）
    _Form(numerals.KANJI, rf"(?P<n>{_KB})(?:(?:から|及び|[～〜])(?P<last>{_KB})(?:まで)?)?{_END}", _kanji(), _LISTED),
    _Form(numerals.KANJI, rf"(?P<n>{_KB})[）)]", _kanji("_half")),
    _Form(_BRACKETS, rf"{_OPEN}(?P<n>{_KB}){_CLOSE}", _kanji("_brackets"), _REFERENCE),
    # イ　 ア． ｱ.; ア）; （ア）
    _Form(_KANA_STARTS, rf"(?P<n>{_KANA}){_END}", _kana(), _LISTED),
    _Form(_KANA_STARTS, rf"(?P<n>{_KANA})[）)]", _kana("_half")),
    _Form(_BRACKETS, rf"{_OPEN}(?P<n>{_KANA}){_CLOSE}", _kana("_brackets"), _REFERENCE),
    # い　 い．; い）; （い）. No い、: は、 and に、 begin every other wrapped line.
    _Form(_HIRAGANA_STARTS, rf"(?P<n>{_HIRAGANA})(?:[.．]|(?={_GAP}))", _hiragana(), _ALWAYS),
    _Form(_HIRAGANA_STARTS, rf"(?P<n>{_HIRAGANA})[）)]", _hiragana("_half"), _ALWAYS),
    _Form(_BRACKETS, rf"{_OPEN}(?P<n>{_HIRAGANA}){_CLOSE}", _hiragana("_brackets"), _REFERENCE),
    # a. ii) aa.; a　 ii␣; (a) (ii) (aa) (ⅱ). No a␣ and I␣, which are words.
    _Form(_SMALL_STARTS, rf"(?P<n>{_SMALL}){_LATIN_END}", _small(), _NAMED),
    _Form(_SMALL_STARTS, rf"(?P<n>{_SMALL}(?=\u3000)|[ivxlc]{{1,11}}(?=[ \u00a0]))", _small(), _ALWAYS),
    _Form(_BRACKETS, rf"{_OPEN}(?P<n>{_SMALL}|{_SMALL_ROMAN}){_CLOSE}", _small("_brackets"), _REFERENCE),
    # A. II) AA.; A　 II　; (A) (II) (Ⅱ)
    _Form(_BIG_STARTS, rf"(?P<n>{_BIG}){_LATIN_END}", _big(), _NAMED),
    _Form(_BIG_STARTS, rf"(?P<n>{_BIG})(?=\u3000)", _big(), _ALWAYS),
    _Form(_BRACKETS, rf"{_OPEN}(?P<n>{_BIG}|{_BIG_ROMAN}){_CLOSE}", _big("_brackets"), _REFERENCE),
    # ⅳ ⅳ．; Ⅳ Ⅳ．
    _Form(numerals.SMALL_ROMAN, rf"(?P<n>{_SMALL_ROMAN})[.．、)）]?", (("roman", parse_roman),)),
    _Form(numerals.BIG_ROMAN, rf"(?P<n>{_BIG_ROMAN})[.．、)）]?", (("big_roman", parse_big_roman),)),
    # ㋐; ① ❶ ⓵; ⑴; ⒈; ㈠; ㊀; ⓐ; Ⓐ; ⒜
    _Form(numerals.CIRCLED_KANA, r"(?P<n>.)[.．]?", _kana("_circled"), _REFERENCE),
    _signs("circled", numerals.CIRCLED),
    _signs("black_circled", numerals.BLACK_CIRCLED),
    _signs("double_circled", numerals.DOUBLE_CIRCLED),
    _signs("decimal", numerals.PARENTHESISED),
    _signs("decimal_dot", numerals.DOTTED),
    _signs("kanji_brackets", numerals.PARENTHESISED_KANJI),
    _signs("kanji_circled", numerals.CIRCLED_KANJI),
    _signs("latin_circled", numerals.CIRCLED_LATIN),
    _signs("big_latin_circled", numerals.BIG_CIRCLED_LATIN),
    _signs("latin_brackets", numerals.PARENTHESISED_LATIN),
    # [1]; 〔1〕; <1>; 《1》; 【1】
    _bracketed("square", "[［", "]］"),
    _bracketed("tortoise", "〔", "〕"),
    _bracketed("angle", "<＜〈", ">＞〉"),
    _bracketed("double_angle", "《", "》"),
    _bracketed("lenticular", "【", "】"),
)


def _by_first_character() -> dict[str, re.Pattern[str]]:
    """One pattern for each first character: what its forms allow, told apart by the name of a last, empty group."""
    places: dict[str, list[int]] = {}
    for place, form in enumerate(_FORMS):
        for character in form.starts:
            places.setdefault(character, []).append(place)
    patterns = {tuple(found): re.compile("|".join(map(_alternative, found))) for found in places.values()}
    return {character: patterns[tuple(found)] for character, found in places.items()}


def _alternative(place: int) -> str:
    form = _FORMS[place]
    nameless = re.sub(r"\(\?P<\w+>", "(?:", form.pattern)
    return f"(?:{nameless}){_GAP}*(?:(?={form.doubt.pattern})(?P<{_WEAK}{place}>)|(?P<{_SURE}{place}>))"


_WEAK, _SURE = "weak", "sure"
_STARTS = _by_first_character()


# --- ranges of what is left out ---

_SIGNS = numerals.CIRCLED + numerals.PARENTHESISED + numerals.PARENTHESISED_KANJI + numerals.CIRCLED_KANA
_ANY_NUMBER = f"(?:{_NB}|{_KANA}|{_HIRAGANA}|[a-zA-Zａ-ｚＡ-Ｚ]|[{_SIGNS}])"
_ANY_LABEL = f"(?:第{_NB}[項号]|{_OPEN}{_ANY_NUMBER}{_CLOSE}|{_ANY_NUMBER}[.．)）]?)"
_JOINER = f"{_GAP}*(?:から|及び|および|並びに|ないし|乃至|[～〜~・･、，]|{_DASH}(?!.*{_GAP}$)){_GAP}*"
_LEFT_OUT = (
    rf"{_GAP}*[（(〔［\[【]?(?:省略|中略|略|削除|欠番|同左|同右|同上|現行どおり|現行のとおり|変更なし)"
    rf"(?=[）)〕］\]】。{BLANKS}]|$)|{_GAP}+$"
)
"""What is said of items left out; a blank alone stands behind a label that was taken out of its line."""
_RANGE = re.compile(rf"(?P<first>{_ANY_LABEL})(?:{_JOINER}(?P<last>{_ANY_LABEL}))+(?:まで)?(?={_LEFT_OUT}){_GAP}*")
"""2～4（略）; （１）から（３）まで　略; イ、ロ及びハ　削除."""
_ONLY_LEFT_OUT = re.compile(_LEFT_OUT)

LONGEST_RANGE = 40
"""Characters of a line that says no more than that something is left out."""


def read_labels(line: str) -> tuple[Label, ...]:
    """Return every label the start of `line` (without its indent) can be read as, likeliest first."""
    pattern = _STARTS.get(line[:1])
    if pattern is None:
        return ()
    if len(line) <= LONGEST_RANGE and (labels := _read_range(line)):
        return labels
    match = pattern.match(line)
    return _readings(match.group(), match.lastgroup or "") if match is not None else ()


@lru_cache(maxsize=4096)
def _readings(written: str, name: str) -> tuple[Label, ...]:
    """Return the labels that `written`, a label with the blanks behind it, is in the form of that name."""
    form = _FORMS[int(name[len(_WEAK) :])]
    match = re.match(form.pattern, written)
    if match is None:
        return ()
    text = written.rstrip(BLANKS)
    parts = match.groupdict(default="")
    is_weak = name.startswith(_WEAK)
    in_sentence = is_weak and form.doubt.in_sentence
    labels = []
    for style, read in form.readings:
        number = parse_branches(parts["n"] + parts.get("branch", ""), read)
        last = parse_branches(parts["last"], read) if parts.get("last") else number
        if number and last:
            slip = _slip(style, parts["n"], number)
            labels.append(Label(style, number, text, written[len(text) :], last, slip, is_weak, in_sentence))
    return tuple(labels)


def _slip(style: str, written: str, number: Number) -> str:
    """The katakana that another sign stands for in a series of イロハ, or ""."""
    meant = numerals.IROHA[number[0] - 1] if style.startswith("iroha") else ""
    return "" if normalize("NFKC", written[0]) == meant else meant


def _read_range(line: str) -> tuple[Label, ...]:
    """Return the labels that the start of a line such as ２～４（略） can be read as."""
    match = _RANGE.match(line)
    if match is None:
        return ()
    written = match.group()
    text = written.rstrip(BLANKS)
    lasts = {label.style: label.number for label in read_labels(match["last"] + "\u3000")}
    return tuple(
        replace(label, text=text, separator=written[len(text) :], last=lasts[label.style], weak=False)
        for label in read_labels(match["first"] + "\u3000")
        if label.style in lasts and label.number < lasts[label.style]
    )


def is_left_out(words: str) -> bool:
    """Whether words behind a label say that its text is left out: 削除, （略）; no words do not."""
    return _ONLY_LEFT_OUT.match(words) is not None


def parse_branches(text: str, read: Reader = parse_number) -> Number:
    """Return 18の2の3, 1.1 or 1-1 as (18, 2, 3) or (1, 1); () when a part is no number."""
    first, *branches = _PARTS.split(text) if len(text) > 1 else [text]
    numbers = [read(first), *map(parse_number, branches)]
    return tuple(number for number in numbers if number is not None) if None not in numbers else ()


def follows(number: Number, previous: Number) -> bool:
    """Whether `number` is the next one after `previous`: 3, 3の2 or, after 3の2, 3の3 and 4."""
    if number == (*previous, 2):
        return True
    depth = len(number)
    return 0 < depth <= len(previous) and number[:-1] == previous[: depth - 1] and number[-1] == previous[depth - 1] + 1
