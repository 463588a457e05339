"""Words that are written in more than one way in terms of service and mean the same, one family per word.

Left out is every pair of which law makes two words: とき and 時, もの and 者, その他 and その他の, 又は and 若しくは.
Sources: 公用文における漢字使用等について (2010), 送り仮名の付け方 (1973), 法令における漢字使用等について (2010).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """One word: `forms` are its spellings, of which two must stand in a text; `pattern` finds them in their place.

    The group `word` is the spelling; `pattern` looks at what stands around it and takes no part of that.
    A spelling that is only a stem (取り扱) is told with the letter `behind` it (取り扱う).
    """

    forms: tuple[str, ...]
    pattern: re.Pattern[str]
    behind: int = 0

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the word stands in `text`, in order; nothing unless two of its forms occur there.

        The forms are sought as they are, and the pattern is asked only there: that is many times as fast.
        """
        places = [place for form in self.forms for place in _places(text, form)] if self._may_drift(text) else []
        end = 0
        for place in sorted(places):
            match = self.pattern.match(text, place) if place >= end else None
            if match:
                yield match
                end = match.end()

    def _may_drift(self, text: str) -> bool:
        return sum(form in text for form in self.forms) > 1


def _places(text: str, form: str) -> Iterator[int]:
    place = text.find(form)
    while place >= 0:
        yield place
        place = text.find(form, place + 1)


KANJI = "一-龥々〆"
# What may stand behind a noun; behind anything else the same characters are a verb or the first half of a compound.
_BEHIND_NOUN = r"(?=[のをがはにとで。）)」』・：\n]|及び|又は|並びに|若しくは|および|または|等|から|まで|$)"
_BEHIND_JOINED_NOUN = _BEHIND_NOUN.replace("$)", f"$|[{KANJI}ァ-ヶ])")
_NO_COMPOUND = f"(?<![{KANJI}ァ-ヶー])"
_OF_THIS_NOUN = f"(?:{_NO_COMPOUND}|(?<=当該)|(?<=[本各同前]))"

_NOUNS = (
    "申(し)込(み) 申(し)出 申(し)立(て) 取(り)扱(い) 取(り)消(し) 取(り)決(め) 取(り)止(め) 取(り)下(げ) 取(り)付(け) "
    "取(り)替(え) 取(り)外(し) 届(け)出 引(き)渡(し) 引(き)継ぎ 引(き)落(と)し 支払(い) 払(い)込(み) 払(い)戻(し) "
    "受(け)付(け) 受(け)取(り) 受(け)渡(し) 手続(き) 打(ち)切(り) "
    "見積(も)(り) 振(り)込(み) 貸(し)出(し) 貸(し)付(け) 借(り)入(れ) 買(い)取(り) 買(い)戻(し) 売(り)上(げ) "
    "立(ち)入(り) 立(て)替(え) 積(み)立(て) 切(り)替(え) 締(め)切(り) 繰(り)越(し) 割(り)引(き) 割(り)当(て) "
    "差(し)押(さ)(え) 差(し)止(め) 差(し)引(き) 持(ち)込(み) 書(き)込(み) 読(み)替(え) 引(き)続(き) "
    "引(き)受(け) 借(り)受(け) 買(い)受(け) 譲(り)受け 取(り)立(て) 取(り)次(ぎ) 組(み)入(れ) 繰(り)入(れ) "
    "入(れ)替(え) 明(け)渡(し) 申(し)入(れ) 差(し)替(え) 見直(し) 見込(み) 積(み)卸(し) 据(え)置(き) 切(り)捨(て) "
    "呼(び)出(し) 建(て)替(え)"
)
"""Nouns made of two verbs; in brackets what one spelling has and the other leaves out."""

_JOINED_NOUNS = "問(い)合(わ)せ 打(ち)合(わ)せ 組(み)合(わ)せ"
"""Nouns that keep their ending in compounds as well: 問い合わせ窓口."""

_VERBS = (
    ("申(し)込", "[まむめもん]"),
    ("申(し)出", "[るたてなず]"),
    ("申(し)立", "て[るたてな]"),
    ("届(け)出", "[るたてなず]"),
    ("取(り)扱", "[わうえっ]"),
    ("取(り)消", "[さすせそ]"),
    ("取(り)止", "め[るたてな]"),
    ("引(き)渡", "[さすせそ]"),
    ("引(き)継", "[がぐげ]"),
    ("受(け)付", "け[るたてな]"),
    ("受(け)取", "[らるれろっ]"),
    ("買(い)取", "[らるれろっ]"),
    ("割(り)当", "て[るたてな]"),
    ("切(り)替", "え[るたてな]"),
    ("繰(り)越", "[さすせそ]"),
    ("差(し)引", "[かくけい]"),
    ("振(り)込", "[まむめもん]"),
    ("表(わ)", "[さすせ]"),
    ("現(わ)", "れ"),
    ("断(わ)", "[らるれ]"),
    ("終(わ)", "[らるれっ]"),
    ("変(わ)", "[らるれっ]"),
)
"""Verbs, and what of their endings tells them from nouns."""

_WORDS = (
    ("及び および", "", ""),
    ("又は または", "", ""),
    ("並びに ならびに", "", ""),
    ("若しくは もしくは", "", ""),
    ("但し ただし", "", ""),
    ("尚 なお", r"(?<=[。\n])", "、"),
    ("且つ かつ", "(?<![ぁ-ん])", "[、，一-龥ァ-ヶ「]"),
    ("従って したがって", "(?<!に)", "、"),
    ("或いは あるいは", "", ""),
    ("即ち すなわち", "", ""),
    # 「さらに、」 that joins two sentences is kana, the adverb is kanji.
    ("更に さらに", f"(?<![{KANJI}])", "(?![、，])"),
    ("予め あらかじめ", "", ""),
    ("既に すでに", "", ""),
    ("直ちに ただちに", "", ""),
    ("速やかに すみやかに", "", ""),
    ("概ね おおむね", "", ""),
    ("著しく いちじるしく", "", ""),
    ("全て すべて", "", ""),
    ("何ら なんら", "", ""),
    ("殆ど ほとんど", "", ""),
    ("所謂 いわゆる", "", ""),
    ("為 ため", "(?<=[るたのす])", "[、にのでだ]"),
    ("事 こと", "(?<=[るたいうすく])", "[をがはにもで]"),
    ("出来 でき", "", "[るずまなたてれ]"),
    ("致し いたし", "", "[またて]"),
    ("下さい ください", "(?<![をがは、，])", ""),
    ("係わらず かかわらず 関わらず 拘わらず 拘らず", "", ""),
    ("恐れ おそれ 虞", "(?<=[るたの])", "[がのをもはあ]"),
    ("於いて 於て おいて", "(?<=に)", ""),
    ("共に ともに", "(?<=と)", ""),
    ("毎 ごと", "(?<=[年月週日回時間件])", "[にの]"),
    ("迄 まで", "", ""),
    ("以下 以下、 以下，", "(?<=[（(])", "「"),
    ("とおり 通り", "(?<=[のるた])", "[とにでの。、，]"),
    ("上 うえ", "(?<=[のた])(?<!その)", "[、，]"),
    ("当たり 当り", "(?<=[人名時間日月年回件台戸])", ""),
    ("一切 いっさい", "", ""),
    ("いかなる 如何なる", "", ""),
    ("お客様 お客さま", "", f"(?![{KANJI}])"),
    ("遵守 順守", "", ""),
    ("漏えい 漏洩", "", ""),
    ("毀損 き損 棄損", "", ""),
    ("改ざん 改竄", "", ""),
    ("隠蔽 隠ぺい", "", ""),
    ("捏造 ねつ造", "", ""),
    ("破綻 破たん", "", ""),
    ("わいせつ 猥褻", "", ""),
    ("年齢 年令", "", ""),
    ("子供 子ども", "", ""),
    # Not behind the one sign of a label: い．
    ("、 ，", "(?<=[^\n \u3000][ぁ-んァ-ヶー一-龥）」])", ""),
    ("。 ．", "(?<=[^\n \u3000][ぁ-ん）」])", ""),
)
"""Spellings of one word, and what stands before and behind it."""

_STEMS = (
    # 頂く for to be given, いただく behind another verb.
    ("頂 いただ", f"(?:(?<=[てで])|(?<=[ごお御][{KANJI}][{KANJI}]))", "[きくけい]"),
    ("当た あた", "(?<=に)", "[りっ]"),
    ("従 したが", "(?<=に)", "[いっ]"),
    ("亘 わた", "(?<=に)", "[りっ]"),
    ("基づ 基付 もとづ", "", "[きくい]"),
    ("行 行な おこな", f"(?<![{KANJI}])", "[いうわえ]"),
    ("か ヶ ケ ヵ カ 箇 個", "(?<=[0-9０-９一二三四五六七八九十数])", "月"),
)
"""The same for words that are told with the letter behind them."""


def _optional(written: str) -> tuple[str, ...]:
    """All spellings of 申(し)込(み), longest first."""
    parts = re.split(r"\((.)\)", written)
    choices = [(part, "") if place % 2 else (part,) for place, part in enumerate(parts)]
    return tuple(sorted(("".join(choice) for choice in itertools.product(*choices)), key=len, reverse=True))


def _family(forms: tuple[str, ...], before: str, behind: str, *, told_behind: int = 0) -> Family:
    longest_first = sorted(forms, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    ahead = behind if behind.startswith("(?") or not behind else f"(?={behind})"
    return Family(forms, re.compile(f"{before}(?P<word>{words}){ahead}"), told_behind)


FAMILIES = (
    *(_family(tuple(forms.split()), before, behind) for forms, before, behind in _WORDS),
    *(_family(tuple(forms.split()), before, behind, told_behind=1) for forms, before, behind in _STEMS),
    *(_family(_optional(noun), _OF_THIS_NOUN, _BEHIND_NOUN) for noun in _NOUNS.split()),
    *(_family(_optional(noun), _OF_THIS_NOUN, _BEHIND_JOINED_NOUN) for noun in _JOINED_NOUNS.split()),
    *(_family(_optional(verb), _NO_COMPOUND, ending, told_behind=1) for verb, ending in _VERBS),
)
