"""What reads as the caption of an article, and what as the beginning of its text."""

from __future__ import annotations

import re

from portal.text.bracketed import LONGEST_CAPTION
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, read_labels

LONGEST_LATIN_CAPTION = 2 * LONGEST_CAPTION
LONGEST_NAME = 8
"""Words in the name of an article in Latin letters."""
LONGEST_ALONE = 25
"""Characters of a caption under which no text stands."""
ENDS = "：:．."
"""What may stand behind a caption without being part of it."""

_DAY = (
    rf"[{numerals.DIGITS}{numerals.KANJI}年月日明大昭平令治正和成元./{BLANKS}]{{4,20}}"
    "(?:を?もって|付け?で?|に(?:より)?)?"
)
_LEFT_OUT = (
    rf"(?:本条|{_DAY})?[{BLANKS}]*(?:削[{BLANKS}]*除|欠[{BLANKS}]*番|(?:以下|中|前|後|省)?略)"
    "|同[左右上]|現行の?(?:とおり|通り|どおり)|変更なし"
)
_EMPTY = re.compile(rf"[（(〔【［\[]?(?:{_LEFT_OUT}|(?i:reserved|deleted|omitted)\.?)[）)〕】］\]]?")
_NUMBER = re.compile(rf"[{numerals.DIGITS}{numerals.KANJI}]{{1,3}}|[ア-ン]|[a-zA-Z]|[ivxIVX]{{1,5}}")
_SENTENCE = re.compile("。|[、，るすう]$|(?:した|ない)$|[はをが].*こと$|(?:次|以下|下記)の(?:とおり|通り|各号)")
_IN_SENTENCE = re.compile(rf"[はがを、，\d{BLANKS}]")
_LATIN_SENTENCE = re.compile(r"[.;!?] |[,;]$")
_NO_NAME = "|・･·•●○◎■□◆◇▲△▼▽★☆※*+-－–—＋＊「『（(〒>"
"""What a line begins with that is a list's, a table's or a quotation's."""
_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an and as at by for from in is nor of on or the to under up upon via with without")
)


def is_left_out(words: str) -> bool:
    """Whether an article's words say that it has none: 削除, （略）, [Reserved]."""
    return len(words) <= LONGEST_CAPTION and _EMPTY.fullmatch(words) is not None


def is_no_caption(words: str) -> bool:
    """Whether what stands in brackets behind an article's label is no caption: 削除, or 1, the number of a 号."""
    return _NUMBER.fullmatch(words) is not None or is_left_out(words)


def reads_as_caption(words: str, *, over_text: bool) -> bool:
    """Whether words behind an article's label are its caption: no sentence, and `over_text` or plainly a name."""
    if not words or is_left_out(words) or _begins_unit(words):
        return False
    if words.isascii():
        return is_latin_name(words.rstrip(ENDS)) or (over_text and _is_latin_caption(words))
    if len(words) > LONGEST_CAPTION or _SENTENCE.search(words):
        return False
    return over_text or (len(words) <= LONGEST_ALONE and _IN_SENTENCE.search(words) is None)


def reads_as_name(line: str) -> bool:
    """Whether a line of its own, below 第１章 or ARTICLE II, is its name: 総則, FEES, Fees and payment."""
    if not line or line[0] in _NO_NAME or _begins_unit(line):
        return False
    if line.isascii():
        is_short = line[:1].isupper() and line[-1:].isalnum() and len(line.split()) <= LONGEST_NAME
        return len(line) <= LONGEST_LATIN_CAPTION and (line.isupper() or is_short)
    return len(line) <= LONGEST_CAPTION and _SENTENCE.search(line) is None


def _begins_unit(words: str) -> bool:
    """Whether the words begin the first 項 or 号: １　会員は…."""
    return any(not label.weak and label.length < len(words) for label in read_labels(words))


def _is_latin_caption(words: str) -> bool:
    is_sentence = words.endswith(".") and words.count(" ") > 2 and not is_latin_name(words[:-1])
    return len(words) <= LONGEST_LATIN_CAPTION and not is_sentence and _LATIN_SENTENCE.search(words) is None


def is_latin_name(words: str) -> bool:
    """Whether English words are a name, not part of a sentence: FEES, Fees and Payment."""
    if not words.isascii() or len(words) > LONGEST_LATIN_CAPTION or not words[-1:].isalnum():
        return False
    parts = words.split()
    capital = all(not part[0].islower() or part in _SMALL_WORDS for part in parts)
    return words[:1].isupper() and (words.isupper() or (capital and len(parts) <= LONGEST_NAME))
