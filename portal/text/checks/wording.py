"""Findings on sentences: no 。 at the end, two styles, a catch-all that is not last, slips that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.text.checks.defined_terms import is_list_of_definitions
from portal.text.checks.examined import PROSE, Examined, Stretch
from portal.text.messages import gettext_noop
from portal.text.tree import LineKind, Problem, Severity, Unit, UnitKind

_PREDICATE = re.compile("(?:[うくすつる]|ません|ました|でした|ない|ください)$")
"""The ending of a verb, of ます or です; few nouns are written with these signs at their end."""
_ENDS_OPEN = re.compile("[、，]$")
CLOSED_FOR_EACH_OPEN = 5
"""項 with 。 for each without: fewer, and leaving it out is this document's way."""

_POLITE = "ます|ません|ました|です|でした"
_PLAIN_ENDS = "とする|である|しない|できる|できない|ならない"
_STYLE_ENDS = re.compile(f"(?:(?P<polite>{_POLITE})|(?P<plain>{_PLAIN_ENDS}))。(?![）)])")
FEWEST_SENTENCES = 10
COMMONEST = 0.9
"""The share of sentences that the prevailing style has at least; below that both are used on purpose."""

_THINGS = "場合|とき|こと|行為|事由|事項|もの|者"
_CATCH_ALL = re.compile(
    f"(?:(?:その他|そのほか)(?!の)|その他の(?:理由|方法|{_THINGS})|上記の(?:ほか|他)"
    f"|前各号(?:に掲げる[^、。]{{0,6}})?(?:のほか|の他|に準)).*(?:{_THINGS})$"
)

_BEFORE_PARTICLE = "[一-龥々ァ-ヶー」）]"
_AFTER_PARTICLE = "[一-龥々ァ-ヶー「（、]"
_SLIPS = (
    ("とものと", re.compile("(?<=[るいたう])とものと(?=[すし])"), "ものと"),
    ("もののと", re.compile("もののと(?=[すし])"), "ものと"),
    ("ものとと", re.compile("ものとと(?=[すし])"), "ものと"),
    ("こととと", re.compile("こととと(?=[すし])"), "ことと"),
    ("揚げ", re.compile("(?<=[条項号左次記表]に)揚げ(?=[るたら])"), "掲げ"),
    ("叉は", re.compile("(?<![交音三二四夜])叉は"), "又は"),
    ("及ぴ", re.compile("及ぴ"), "及び"),
    ("及ひ", re.compile("及ひ"), "及び"),
    ("若くは", re.compile("若くは(?!な)"), "若しくは"),
    ("杜", re.compile("(?<=[当会弊自他貴])杜(?![氏若撰仲絶])"), "社"),
    ("曰", re.compile("曰(?!く)"), "日"),
    ("をを", re.compile("を{2,}"), "を"),
    ("、、", re.compile("、{2,}(?!。)"), "、"),
    ("。。", re.compile("。{2,}"), "。"),
    ("、。", re.compile("、+。+"), "。"),
    ("。、", re.compile("。+、+"), "。"),
    *(
        (2 * kana, re.compile(f"(?<={_BEFORE_PARTICLE}){2 * kana}(?={_AFTER_PARTICLE})"), kana)
        for kana in "がにはでのとへ"
    ),
    *(
        (2 * word, re.compile(f"{2 * word}(?!し[いく])"), word)
        for word in ("する", "こと", "もの", "です", "できる", "した", "ません")
    ),
)
"""What no sentence can hold, and what was meant: keys hit twice, and signs that look or sound alike.

The signs to look for stand before the pattern, that also looks at what is beside them: most texts have none of them.
"""
_NO_WORD = re.compile("当(?<![一-龥々ァ-ヶー]当)者")
"""当社 by sound (とうしゃ), or 当該者 with a sign missing: no word, and only a person can tell which."""


def check_wording(clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Yield findings on the sentences of each clause, then on how sentences end in the whole document."""
    prose = [each for each in clauses if each.clause.kind in PROSE]
    for each in prose:
        yield from _catch_alls(each)
    yield from _slips(prose)
    yield from _open_ends(prose)
    yield from _styles([each for each in prose if each.is_main])


def _catch_alls(each: Examined) -> Iterator[Problem]:
    """「その他…の場合」 with further 号 behind it: a reader takes it for the end of the list."""
    for stretch in each.stretches:
        children = list(stretch.unit.children)
        # 前各号に準ずる行為 and その他…の行為 may stand at the end together.
        while children and _is_catch_all(children[-1]):
            children.pop()
        for unit in filter(_is_catch_all, children):
            message = gettext_noop("「{words}…」の後に、まだ号が続いています。最後の号にしてください。")
            start, words = each.offset + unit.lines[0].start, unit.lines[0].text[:8]
            span = (start, start + len(words))
            yield each.problem("catch_all_not_last", Severity.HINT, message, span, {"words": words})


def _is_catch_all(unit: Unit) -> bool:
    return _CATCH_ALL.match(unit.text.partition("\n")[0].rstrip("。")) is not None


def _slips(prose: Sequence[Examined]) -> Iterator[Problem]:
    text = "\n".join(each.written for each in prose)
    slips = [(pattern, meant) for signs, pattern, meant in _SLIPS if signs in text]
    for each in prose:
        for pattern, meant in slips:
            for match in pattern.finditer(each.written):
                yield _slip(each, match, meant)
        for match in _NO_WORD.finditer(each.written):
            message = gettext_noop("「{words}」という言葉はありません。書き誤りなら直してください。")
            yield each.problem("slip", Severity.WARNING, message, match.span(), {"words": match.group()})


def _slip(each: Examined, match: re.Match[str], meant: str) -> Problem:
    words = match.group()
    message = gettext_noop("「{words}」は書き誤りのようです。「{meant}」にしてください。")
    values, mend = {"words": words, "meant": meant}, (each.edit(match.start(), words, meant),)
    return each.problem("slip", Severity.WARNING, message, match.span(), values, mend)


def _open_ends(prose: Sequence[Examined]) -> Iterator[Problem]:
    """項 that end in a predicate without 。, or in 、, in a document whose 項 have their 。. 号 often have none."""
    paragraphs = [
        (each, stretch)
        for each in prose
        if not is_list_of_definitions(each)
        for stretch in each.stretches
        if stretch.unit.kind is UnitKind.PARAGRAPH and stretch.unit.lines
    ]
    closed = sum(stretch.unit.lines[-1].text.endswith("。") for _, stretch in paragraphs)
    ends = [(each, stretch) for each, stretch in paragraphs if _is_open(stretch.unit)]
    if CLOSED_FOR_EACH_OPEN * len(ends) <= closed:
        yield from (_open_end(each, stretch) for each, stretch in ends)


def _is_open(unit: Unit) -> bool:
    last = unit.lines[-1]
    return last.kind is LineKind.TEXT and bool(_PREDICATE.search(last.text) or _ENDS_OPEN.search(last.text))


def _open_end(each: Examined, stretch: Stretch) -> Problem:
    line = stretch.unit.lines[-1]
    words = line.text[-8:]
    end = each.offset + line.end
    start, values = end - len(words), {"words": words}
    if _ENDS_OPEN.search(line.text):
        message = gettext_noop("項の文が「{words}」で終わっています。途中で切れていないか確かめてください。")
        return each.problem("unfinished_sentence", Severity.WARNING, message, (start, end), values)
    message = gettext_noop("項の文の終わりに「。」がありません（「{words}」）。")
    mend = (each.edit(start, words, f"{words}。"),)
    return each.problem("missing_period", Severity.HINT, message, (start, end), values, mend)


def _styles(prose: Sequence[Examined]) -> Iterator[Problem]:
    """Sentences in である調 among です・ます, or the other way round, where they are rare."""
    found = [(each, match) for each in prose for match in _STYLE_ENDS.finditer(each.written, each.offset)]
    polite = [one for one in found if one[1]["polite"]]
    plain = [one for one in found if one[1]["plain"]]
    if len(found) < FEWEST_SENTENCES or max(len(polite), len(plain)) < COMMONEST * len(found):
        return
    for each, match in min(polite, plain, key=len):
        message = gettext_noop("「{words}」は、ほかの文と文体（です・ます調、である調）が違います。そろえてください。")
        yield each.problem("style", Severity.HINT, message, match.span(), {"words": match.group()})
