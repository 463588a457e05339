"""Findings on words that the house writes otherwise, and what may be put in their place without harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from portal.text.checks.examined import PROSE, Examined
from portal.text.checks.house_terms import HouseTerm
from portal.text.checks.spelling import without_laws
from portal.text.checks.word_families import KANJI
from portal.text.messages import gettext_noop
from portal.text.numbering.labels import BLANKS
from portal.text.tree import HEADINGS, Problem, Severity

_KANJI = f"[{KANJI}]"
_KANA = re.compile("[ぁ-ん]")
_ENDING = re.compile("[ぁ-ん]*\\Z")
_STEM_ENDS = "[いきしちみりぎじびえけせてねめれげぜべ]"
_MAY_BE_A_STEM = re.compile(f"(?:{_KANJI}|{_STEM_ENDS})\\Z")
"""Words that may be a noun or the stem of a verb: 支払い, 取扱, 届け出; not 行う, とき."""

_OF_A_NOUN = re.compile(
    "(?:[のをはにへや）)」』】］]|(?<![継次接注防急稼])が|が(?![なれせずん])|も(?!う)|で(?!き)|と(?!も?し)|から|まで|より|など|等"
    f"|[{BLANKS}]*(?:\\n|\\Z)|{_KANJI}{{2}}|[ァ-ヺ]|[者書額日先元金済人物所券証数])"
)
"""What follows a noun and no verb: 支払いの, 支払い期限."""
_OF_A_VERB = re.compile("(?!及び|又は|並びに|若しくは|および|または|ならびに|もしくは)[ぁ-ん]")
"""Any other kana: 支払います, 支払いながら, 支払う."""
_OBJECT = "を"
_BEFORE_A_VERB = tuple("をがはにもてでくずへと")
"""What an object, a subject and an adverb end in: 会費を支払い、, 直ちに支払い又は."""


class _Use(Enum):
    NOUN = auto()
    VERB = auto()
    EITHER = auto()


def check_avoided_terms(clauses: Sequence[Examined], terms: Sequence[HouseTerm]) -> Iterator[Problem]:
    """Yield each word to avoid, where it is no part of a law's name or of a word to prefer.

    お問い合わせ holds 問い合わせ. A verb is let be (支払/支払い means no 支払います), and what may be one has no mend.
    """
    used = [term for term in terms if any(term.avoid in each.written for each in clauses)]
    if not used:
        return
    by_avoided = {term.avoid: term for term in used}
    words = sorted({*by_avoided, *(term.prefer for term in used)}, key=len, reverse=True)
    pattern = re.compile("|".join(_whole_word(word, by_avoided.get(word)) for word in words))
    for each in clauses:
        if each.clause.kind not in (*PROSE, *HEADINGS):
            continue
        for match in pattern.finditer(without_laws(each.written)):
            term = by_avoided.get(match.group())
            if term is not None and not each.is_in_label(match.start()):
                yield from _avoided(each, match.span(), term)


def _whole_word(word: str, term: HouseTerm | None) -> str:
    """A pattern for a word where it is no part of another: サーバ in サーバント, 時 in 時間 and 同時, 申込 in 申込書.

    The last is right as it is: what the house prefers has 送り仮名, and compounds have none.
    """
    found, last = re.escape(word), word[-1]
    if re.fullmatch("[ァ-ヺー]", last):
        return f"{found}(?![ァ-ヺー])"
    if last.isascii() and last.isalpha():
        return f"{found}(?![A-Za-z])"
    if re.fullmatch(_KANJI, word):
        return f"(?<!{_KANJI}){found}(?!{_KANJI})"
    is_without_ending = term is not None and re.fullmatch(_KANJI, last) and _is_okurigana(term)
    return f"{found}(?!{_KANJI})" if is_without_ending else found


def _avoided(each: Examined, span: tuple[int, int], term: HouseTerm) -> Iterator[Problem]:
    use = _use(each.written, span) if _may_be_a_verb(term) else _Use.NOUN
    values = {"avoid": term.avoid, "prefer": term.prefer}
    if use is _Use.NOUN:
        message = gettext_noop("「{avoid}」は「{prefer}」と書くことにしています。")
        mend = (each.edit(span[0], term.avoid, term.prefer),)
        yield each.problem("house_term", Severity.WARNING, message, span, values, mend)
    elif use is _Use.EITHER:
        message = gettext_noop(
            "「{avoid}」は「{prefer}」と書くことにしています。動詞の一部なら、このままでかまいません。"
        )
        yield each.problem("house_term", Severity.HINT, message, span, values)


def _is_okurigana(term: HouseTerm) -> bool:
    """Whether the two spellings differ by kana only: 申込み and 申込."""
    kanji = _KANA.sub("", term.avoid)
    return bool(kanji) and kanji == _KANA.sub("", term.prefer)


def _may_be_a_verb(term: HouseTerm) -> bool:
    """Whether a verb could be hit that the preferred spelling does not fit: 支払います, 取り扱います, 支払う.

    Where both end alike, kana that are put into a word fit the verb as well: 取扱います, 行ないます.
    """
    if not _is_okurigana(term) or _MAY_BE_A_STEM.search(term.avoid) is None:
        return False
    if term.avoid[-1] != term.prefer[-1] or term.prefer.endswith(term.avoid):
        return True
    return len(term.prefer) < len(term.avoid) and _ENDING.sub("", term.prefer) != _ENDING.sub("", term.avoid)


def _use(text: str, span: tuple[int, int]) -> _Use:
    """What a word is by what stands around it: の支払いを a noun, 支払います a verb, 支払い、 either."""
    start, end = span
    before = text[start - 1 : start]
    if before == _OBJECT:
        return _Use.VERB
    if _OF_A_NOUN.match(text, end):
        is_compound = re.match(f"[{KANJI}ァ-ヺ]", text[end : end + 1]) is not None
        return _Use.EITHER if is_compound and before in _BEFORE_A_VERB else _Use.NOUN
    return _Use.VERB if before in _BEFORE_A_VERB or _OF_A_VERB.match(text, end) else _Use.EITHER
