"""Findings on numbers that are still to be given where words refer to a provision: 第●条, 前条第○項, 別表第○."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.text.checks.examined import Examined
from portal.text.headings.japanese import PLACEHOLDERS
from portal.text.messages import gettext_noop
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Kind, Problem, Severity

_GAP = f"[{BLANKS}]{{0,3}}"
_BLANK = f"[{BLANKS}]{{1,6}}"
_SIGN = f"[{re.escape(PLACEHOLDERS)}]{{1,3}}"
_ROUND = "[○●◯]{1,3}"
"""What stands for a number without 第: 別紙●. Others are a name (別紙X) or a box to tick (別紙□)."""
_UNIT = "条(?![件例約理令文里])|項(?!目)|章(?!典)|節(?!約)|編(?![集成入])|款"
_WORD_ENDS = "(?![一-龠々車室棟])|(?=[第及又乃並若或各前後次本但中等規所掲且の])"
_ITEM = f"号(?:{_WORD_ENDS})"
_IS_CITED = f"(?<![一-龠々ァ-ヶー{BLANKS}：:])"
_ITEM_GOES_ON = "(?=[のにをはがとで、及又並若])"
"""第○号 by itself may be the number of a letter or a law: 規程第○号, 発行番号　第○号."""
_NUMBERED = f"第{_GAP}(?:[{numerals.DIGITS}]{{1,9}}|[{numerals.KANJI}]{{1,9}}|{_SIGN}|{_BLANK}){_GAP}(?:[条項]|{_ITEM})"
_APPENDIX_WORD = "別(?:表|紙|記様式|添|図)|様式"
_APPENDIX_ENDS = f"号?(?=[のをにはがとで、。）)(（及又並{BLANKS}]|\\n|\\Z)"
_ENGLISH = "(?i:articles?|sections?|clauses?|paragraphs?|parts?|chapters?|schedules?|exhibits?|annex|appendix)"
_FIRST_BLANK = rf"第{_BLANK}(?:{_UNIT})"
_FIRST_SIGN = (
    rf"第{_GAP}{_SIGN}{_GAP}(?:{_UNIT})|(?<=[条項則])第{_GAP}(?:{_SIGN}|{_BLANK}){_GAP}{_ITEM}"
    rf"|{_IS_CITED}第{_GAP}{_SIGN}{_GAP}号{_ITEM_GOES_ON}"
    rf"|(?:{_APPENDIX_WORD}){_GAP}(?:第{_GAP}{_SIGN}|{_ROUND}){_APPENDIX_ENDS}|第{_GAP}{_SIGN}{_GAP}号様式"
    rf"|\b(?:{_ENGLISH})[ \u00a0]\[?{_ROUND}\]?"
)
_FURTHER = f"(?:{_GAP}{_NUMBERED})*"
_IN_TEXT = re.compile(f"(?:{_FIRST_SIGN}|{_FIRST_BLANK}){_FURTHER}")
_IN_FORM = re.compile(f"(?:{_FIRST_SIGN}){_FURTHER}")
_QUOTED = re.compile("(?<=[「『])[^「」『』\\n]*(?=[」』])")
_WITHOUT_REFERENCES = (Kind.TITLE, Kind.COLOPHON, Kind.ELIDED)


def check_blanks(clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Yield each reference whose number is not given yet; renumbering writes 第●条 where it knows none.

    Labels are told of elsewhere, quoted words and dates are let be, and so are the blanks of a form (第　条): the
    one who fills it in writes there.
    """
    for each in clauses:
        if each.clause.kind not in _WITHOUT_REFERENCES:
            text = _QUOTED.sub(lambda match: "\0" * len(match.group()), each.written)
            yield from _blanks(each, text)


def _blanks(each: Examined, text: str) -> Iterator[Problem]:
    is_form = each.clause.kind is Kind.APPENDIX
    found = [*_IN_TEXT.finditer(text, 0, each.offset), *(_IN_FORM if is_form else _IN_TEXT).finditer(text, each.offset)]
    for match in found:
        if not each.is_in_label(match.start()):
            message = gettext_noop("「{words}」の番号がまだ決まっていません。番号を書いてください。")
            values = {"words": match.group()}
            yield each.problem("reference_without_number", Severity.BLOCKS, message, match.span(), values)
