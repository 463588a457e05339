"""Findings on single characters: unseen ones, half-width katakana, half a bracket, digits of two widths."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.text.checks.examined import PROSE, Examined, told_places
from portal.text.messages import gettext_noop
from portal.text.numbering.labels import BLANKS
from portal.text.numbering.number_writing import full_width
from portal.text.numbering.numerals import half_width
from portal.text.references.model import Reference
from portal.text.tree import Edit, Kind, Problem, Severity

# The joiner U+200D makes one emoji of several and is seen as such.
_UNSEEN = re.compile(
    "\u200d(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]\u200d)"
    "|[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]"
)
_WITHOUT_EFFECT = "\u00ad\u200b\u2060"
"""Places where a line may or may not be broken: without them the text reads the same."""
_HALF_KATAKANA = re.compile("(?=[\uff70\uff9e\uff9f]*[\uff66-\uff6f\uff71-\uff9d])[\uff66-\uff9f]+")

_OPENING = dict(zip("（(「『【〔［[〈《", "）)」』】〕］]〉》", strict=True))
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_OTHER_WIDTH = {"（": "(", "(": "（", "［": "[", "[": "［"}
_SIDES = {"（": "（）", "(": "()"}
_QUOTES, _OPENING_QUOTES = "」』", "「『"
_BRACKET = re.compile(f"[{re.escape(''.join((*_CLOSING, *_OPENING)))}]")
_NUMBER_SIGN = "[0-9０-９]{1,3}|[a-zａ-ｚA-ZＡ-Ｚ]|[ivxIVX]{1,4}|[ァ-ン]"
_ENUMERATOR = re.compile(rf"(?:^|[{BLANKS}。、，．・「（(|｜])(?:{_NUMBER_SIGN})$")
"""What a closing bracket stands behind that only marks a number: 1) or ア）."""
LONGEST_ENUMERATOR = 5
_SENTENCES = tuple(kind for kind in PROSE if kind is not Kind.APPENDIX)
DEEPEST_SLIP = 3
"""Brackets that may have been left open inside one that is closed."""

_COUNTED = re.compile(
    "(?<![0-9０-９.．,，])(?P<before>(?<=[ぁ-んァ-ヶー一-龥々、。]) )?"
    rf"(?P<ordinal>第[{BLANKS}]?)?"
    rf"(?P<digits>[0-9]+(?:[.,][0-9]+)*|[０-９]+(?:[.．,，][０-９]+)*)(?P<blank>[{BLANKS}]?)"
    r"(?=(?P<counted>(?:[～〜][0-9０-９]+)?"
    r"(?:[ヶか箇カケヵ]?月|日|年|時間|時|分|週間?|回|名|人|円|％|%|倍|件|部|条|項|号|章|節|歳|割|か所|箇所|ヶ所)"
    "(?![本称曜])))"
)
_LAW_NUMBER = re.compile("(?:明治|大正|昭和|平成|令和)[0-9０-９元]{1,2}年[^、。（）()\n]{0,16}第[0-9０-９]{1,4}号")
"""平成15年法律第57号: how a law is named."""
_PROVISIONS = "条項号章節"


def check_characters(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[Problem]:
    """Yield findings on characters, clause by clause, then on the digits of the whole document."""
    widths = _bracket_widths(clauses)
    for each in clauses:
        yield from _unseen(each)
        yield from _half_katakana(each)
        if each.clause.kind is not Kind.TABLE_OF_CONTENTS:
            yield from _brackets(each, widths)
    yield from _digit_widths(clauses, references)


def _unseen(each: Examined) -> Iterator[Problem]:
    """Characters that no reader sees but that turn, hide or part the words around them; each once a line."""
    if _UNSEEN.search(each.written) is None:
        return
    start = 0
    for line in each.written.split("\n"):
        found: dict[str, list[int]] = {}
        for match in _UNSEEN.finditer(line):
            found.setdefault(match.group(), []).append(start + match.start())
        for character, places in sorted(found.items()):
            message = gettext_noop("目に見えない文字{code}があります。意図したものでなければ取り除いてください。")
            mend = [each.edit(place, character, "") for place in places if character in _WITHOUT_EFFECT]
            span = (places[0], places[0] + 1)
            values = {"code": f"U+{ord(character):04X}"}
            yield each.problem("unseen_character", Severity.WARNING, message, span, values, tuple(mend))
        start += len(line) + 1


def _half_katakana(each: Examined) -> Iterator[Problem]:
    for match in _HALF_KATAKANA.finditer(each.written):
        words = match.group()
        full = unicodedata.normalize("NFKC", words)
        message = gettext_noop("半角の片仮名「{words}」があります。全角の「{full}」にしてください。")
        values, mend = {"words": words, "full": full}, (each.edit(match.start(), words, full),)
        yield each.problem("half_width_katakana", Severity.HINT, message, match.span(), values, mend)


@dataclass(frozen=True, slots=True)
class _Bracket:
    sign: str
    place: int


@dataclass(frozen=True, slots=True)
class _Widths:
    """Which bracket is the more frequent in headings and which in the text, "" where neither is."""

    heading: str
    text: str


def _bracket_widths(clauses: Iterable[Examined]) -> _Widths:
    """Labels have brackets of their own and count for nothing."""
    heading, text = Counter[str](), Counter[str]()
    for each in clauses:
        labels = "".join(stretch.unit.label for stretch in each.stretches)
        own = each.clause.label
        for side, signs in _SIDES.items():
            heading[side] += sum(each.written.count(sign, 0, each.offset) - own.count(sign) for sign in signs)
            text[side] += sum(each.written.count(sign, each.offset) - labels.count(sign) for sign in signs)
    return _Widths(_more(heading), _more(text))


def _more(counts: Mapping[str, int]) -> str:
    full, half = (counts[side] for side in _SIDES)
    return "" if full == half else max(_SIDES, key=counts.__getitem__)


def _brackets(each: Examined, widths: _Widths) -> Iterator[Problem]:
    """Brackets without their other half in a clause, and pairs of which one half is of the other width.

    Quoted words (「本（」とあるのは) may hold half a pair.
    """
    opened: list[_Bracket] = []
    for match in _BRACKET.finditer(each.written):
        bracket = _Bracket(match.group(), match.start())
        if each.is_in_label(bracket.place):
            continue
        if bracket.sign in _OPENING:
            opened.append(bracket)
        else:
            yield from _closed(each, opened, bracket, widths)
    yield from (_lone(each, bracket) for bracket in opened)


def _closed(each: Examined, opened: list[_Bracket], closing: _Bracket, widths: _Widths) -> Iterator[Problem]:
    """Take what `closing` closes from `opened`, and what was left open inside; yield what is wrong with them."""
    if opened and _is_list_inside(each.written, opened[-1], closing):
        return
    if opened and _is_pair(opened[-1], closing):
        yield from _of_two_widths(each, opened.pop(), closing, widths)
    elif any(_is_pair(one, closing) for one in opened[-DEEPEST_SLIP:]):
        while not _is_pair(opened[-1], closing):
            inner = opened.pop()
            if closing.sign not in _QUOTES or inner.sign in _OPENING_QUOTES:
                yield _lone(each, inner)
        opened.pop()
    elif not _is_quoted(opened) and not _marks_a_number(each.written, closing):
        yield _lone(each, closing)


def _is_list_inside(written: str, opening: _Bracket, closing: _Bracket) -> bool:
    """Whether 1) of （1)基本料金 2)通話料） marks a number, for its line closes what is open further on."""
    right = _OPENING[opening.sign]
    if closing.sign == right or not _marks_a_number(written, closing):
        return False
    end = written.find("\n", closing.place)
    behind, is_closed, _ = written[closing.place : end if end >= 0 else len(written)].partition(right)
    return is_closed != "" and opening.sign not in behind


def _is_pair(opening: _Bracket, closing: _Bracket) -> bool:
    wanted = _CLOSING[closing.sign]
    return opening.sign in (wanted, _OTHER_WIDTH.get(wanted))


def _is_quoted(opened: Sequence[_Bracket]) -> bool:
    return bool(opened) and opened[-1].sign in _OPENING_QUOTES


def _of_two_widths(each: Examined, opening: _Bracket, closing: _Bracket, widths: _Widths) -> Iterator[Problem]:
    """Half a pair becomes as most brackets of headings, or of the text, are; where that is undecided, as it opens."""
    right = _OPENING[opening.sign]
    if closing.sign == right:
        return
    wanted = widths.heading if opening.place < each.offset else widths.text
    is_opening_wrong = wanted != opening.sign and wanted == _CLOSING[closing.sign]
    words = each.written[opening.place : closing.place + 1]
    message = gettext_noop("括弧「{opening}」と「{closing}」の全角・半角が違います。そろえてください。")
    wrong, sign = (opening, wanted) if is_opening_wrong else (closing, right)
    mend = (each.edit(wrong.place, wrong.sign, sign),)
    span = (opening.place, opening.place + len(words))
    values = {"opening": opening.sign, "closing": closing.sign}
    yield each.problem("bracket_width", Severity.HINT, message, span, values, mend)


def _lone(each: Examined, bracket: _Bracket) -> Problem:
    message = gettext_noop("括弧「{bracket}」に対応する括弧がありません。足すか、余分なほうを取ってください。")
    span = (bracket.place, bracket.place + 1)
    return each.problem("half_bracket", Severity.WARNING, message, span, {"bracket": bracket.sign})


def _marks_a_number(written: str, bracket: _Bracket) -> bool:
    if bracket.sign not in "）)":
        return False
    line = written.rfind("\n", 0, bracket.place) + 1
    before = written[max(line, bracket.place - LONGEST_ENUMERATOR) : bracket.place]
    return _ENUMERATOR.search(before) is not None


def _is_in_table(written: str, place: int) -> bool:
    return written[written.rfind("\n", 0, place) + 1 : place].lstrip(BLANKS).startswith("|")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number with what it counts (30 日, 第3条), where it stands.

    `citation` is the index of the reference it is in, -1 outside any.
    """

    each: Examined
    match: re.Match[str]
    citation: int = -1

    @property
    def span(self) -> tuple[int, int]:
        return self.match.start("digits" if self.match["ordinal"] is None else "ordinal"), self.match.end("counted")

    @property
    def digits(self) -> str:
        return self.match["digits"]

    @property
    def is_full(self) -> bool:
        return self.digits[0] > "9"

    @property
    def unit(self) -> str:
        """The unit of a provision that it numbers, "" for a quantity."""
        unit = self.match["counted"][-1]
        return unit if self.match["ordinal"] and unit in _PROVISIONS else ""

    def in_width(self, *, full: bool) -> Edit:
        """In full width no blank stands beside the number."""
        if not full:
            return self.each.edit(self.match.start("digits"), self.digits, half_width(self.digits))
        ordinal = self.match["ordinal"] or ""
        return self.each.edit(self.match.start(), self.match.group(), ordinal.rstrip(BLANKS) + full_width(self.digits))


def _digit_widths(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[Problem]:
    """Numbers that count something (３０日, 30日) in two widths: said once for each series in the document.

    The numbers of 条, of 項 and so on are a series each, as the labels are, and all quantities are one. Telephone
    numbers, addresses and versions count nothing and may stand in half width beside them, and so may the figures of a
    table and of a 別表. Other laws are cited as one likes.
    """
    cited = _citations(references)
    numbers = [
        number
        for each in clauses
        if each.clause.kind in _SENTENCES
        for number in _counted(each, cited.get(each.index, ()))
        if number.citation < 0 or not references[number.citation].is_external
    ]
    for of_one_series in _series(numbers):
        yield from _of_one_width(of_one_series)


def _citations(references: Sequence[Reference]) -> dict[int, list[tuple[int, int, int]]]:
    """For each clause where its references begin and end, in order, and their indexes."""
    cited: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for index, reference in enumerate(references):
        cited[reference.clause].append((reference.start, reference.end, index))
    return cited


def _series(numbers: Sequence[_Counted]) -> Iterable[list[_Counted]]:
    """What should be of one width, so that no citation that is of one now becomes mixed.

    第５条第１項 binds 条 and 項 together, unless most citations are mixed (第1条第２項): then it is let be.
    """
    of_citation: defaultdict[int, list[_Counted]] = defaultdict(list)
    for number in numbers:
        if number.citation >= 0 and number.unit:
            of_citation[number.citation].append(number)
    several = [members for members in of_citation.values() if len({number.unit for number in members}) > 1]
    even = [members for members in several if len({number.is_full for number in members}) == 1]
    is_bound = 2 * len(even) > len(several)
    bound = {number.unit for members in even for number in members} if is_bound else set()
    spared = set() if is_bound else {members[0].citation for members in even}
    series: defaultdict[str, list[_Counted]] = defaultdict(list)
    for number in numbers:
        if number.citation not in spared:
            series[_PROVISIONS if number.unit in bound else number.unit].append(number)
    return series.values()


def _of_one_width(numbers: Sequence[_Counted]) -> Iterator[Problem]:
    full = [number for number in numbers if number.is_full]
    half = [number for number in numbers if not number.is_full]
    if not full or not half or all(number.is_full == (len(number.digits) == 1) for number in numbers):
        return
    fewer, more = (full, half) if len(full) < len(half) else (half, full)
    first = fewer[0]
    mend = tuple(number.in_width(full=fewer is half) for number in fewer) if len(fewer) < len(more) else ()
    words = first.each.written[slice(*first.span)]
    values = {"words": words, "full": str(len(full)), "half": str(len(half))}
    message = gettext_noop(
        "数字の全角と半角が混ざっています（全角{full}か所、半角{half}か所）。「{words}」など。どちらかにそろえてください。"
    )
    places = told_places((number.each, number.span[0]) for number in fewer)
    if mend and places:
        values["places"] = places
        message = gettext_noop(
            "数字の全角と半角が混ざっています（全角{full}か所、半角{half}か所）。「{words}」など、少ない方は{places}に"
            "あります。どちらかにそろえてください。"
        )
    yield first.each.problem("digit_width", Severity.HINT, message, first.span, values, mend)


def _counted(each: Examined, cited: Sequence[tuple[int, int, int]]) -> Iterator[_Counted]:
    """`cited` are the references of the clause."""
    laws = [match.span() for match in _LAW_NUMBER.finditer(each.written, each.offset)]
    for match in _COUNTED.finditer(each.written, each.offset):
        start = match.start("digits")
        if each.is_in_label(match.start()) or _is_in_table(each.written, match.start()) or _around(laws, start) >= 0:
            continue
        place = _around(cited, start)
        yield _Counted(each, match, cited[place][2] if place >= 0 else -1)


def _around(spans: Sequence[tuple[int, ...]], offset: int) -> int:
    """The place of the span that `offset` lies in, of those that follow each other; -1 for none."""
    place = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return place if place >= 0 and offset < spans[place][1] else -1
