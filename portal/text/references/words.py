"""The words of references in Japanese: the patterns by which the scanner finds 第N条, 前項, 各号, 別表第一.

A unit counts as one only where its word ends: 第１条件, 第２項目 and 第一号被保険者 are none.
"""

from __future__ import annotations

import re

from portal.text.headings.japanese import PLACEHOLDERS
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.references.model import Level, Relative

_B = rf"[{BLANKS}]{{0,3}}"

# --- numbers and signs ---

_D = f"[{numerals.DIGITS}]"
SIGNS = "".join(
    (
        *(numerals.CIRCLED, numerals.BLACK_CIRCLED, numerals.DOUBLE_CIRCLED, numerals.CIRCLED_KANJI),
        *(numerals.PARENTHESISED, numerals.PARENTHESISED_KANJI, numerals.CIRCLED_KANA, numerals.CIRCLED_LATIN),
    )
)
"""Signs that are a whole label: ②, ❷, ⑵, ㈡, ㋑, ⓑ."""
_SMALL = "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_N = rf"(?:{_D}{{1,9}}|[{numerals.KANJI}]{{1,12}})"
_DOTTED = rf"{_D}{{1,3}}(?:[.．]{_D}{{1,3}}){{1,5}}"
_PLACEHOLDER = f"[{re.escape(PLACEHOLDERS)}]{{1,3}}"
_ANY_N = f"(?:{_DOTTED}|{_N})"
_ROMAN = "[ivxlcｉｖｘｌｃ]{1,6}"
_IN_BRACKETS = rf"[（(]{_B}(?:{_D}{{1,3}}|[{numerals.KANJI}]{{1,3}}|[ァ-ヺ]|{_ROMAN}|[a-zａ-ｚ]){_B}[）)]"
_ANY_SIGN = f"(?:{_IN_BRACKETS}|[{SIGNS}])"

# --- units ---

# What may stand behind 第二号 or 第三条の二 when it is kanji: 第二号及び, but no 第二号被保険者, no 第三条の二以上.
_WORD_ENDS = (
    "(?:(?![一-龠々])|(?=[第及又乃並若或各前後次本但中等同規所記関違適該参掲且別])|(?=以[下降外前])|(?=列記)|(?=柱書))"
)
_BRANCH = rf"{_B}[のノ]{_B}(?!一[にをがは]){_N}(?![{numerals.DIGITS}{numerals.KANJI}つヶヵケカ％%])(?!の項){_WORD_ENDS}"
_BRANCHES = rf"(?:{_BRANCH}){{0,5}}"
_ARTICLE_UNIT = "条(?![件例約理令文項里])"
_PARAGRAPH_UNIT = "項(?!目)"
_ITEM_UNIT = f"号{_WORD_ENDS}"
# Directly behind a 条 or 項 a 号 is one whatever follows: 第二項第一号事由.
_ITEM_STEP = "号(?!様式|被保険者|議案)"
_HEADING_UNIT = "章(?!典)|節(?!約)|編(?![集成入])|款(?!項)|目(?![的標次録安論])"
_UNIT = f"{_ARTICLE_UNIT}|{_PARAGRAPH_UNIT}|{_ITEM_UNIT}|{_HEADING_UNIT}"
_AND = (
    rf"{_B}(?:[、，,・／/～〜~]|及び|又は|並びに|若しくは|および|または|ならびに|もしくは|から|乃至|ないし|と|や){_B}"
)


def _with_unit(name: str, units: str) -> str:
    """A unit and its 枝番, or none where a number behind says it for both: 第１、２項; 第４～６条; 第１、第２号."""
    number = f"第?(?:{_N}|{_PLACEHOLDER})"
    shared = rf"(?={_AND}(?:{number}{_AND}){{0,8}}{number}{_B}(?P<{name}_shared>{units}))"
    return rf"{_B}(?:(?P<{name}_unit>{units})(?P<{name}_branches>{_BRANCHES})|{shared})"


def _numbered(units: str) -> str:
    number = rf"{_ANY_N}|[（(]{_B}{_D}{{1,3}}{_B}[）)]|[{SIGNS}]|{_PLACEHOLDER}"
    return rf"第{_B}(?P<n>{number}){_with_unit('n', units)}"


def _plain(units: str) -> str:
    """Without 第: 労基法65条 behind a law's name, 第１項及び２項 in a list, ３条１項, ３条に定める."""
    return rf"(?P<plain>{_ANY_N}){_with_unit('plain', units)}"


# --- 前条, この章, 次の各号 ---

_RELATIVE_WORD = (
    rf"前各|前[々前]|前(?<![以従直事午人名目面]前){_B}(?P<count>{_N})?|次の?各"
    "|次(?<![年目漸順逐歳席月副数高]次)|以下の?各|下記の?各|同(?<![共協合大異賛会混]同)"
    "|本(?<![日基資根台絵底脚標見教読謄抄正原]本)|この|当該各|各(?!号(?:列記)?以外の部分)"
)
_RELATIVE = rf"(?P<relative>{_RELATIVE_WORD}){_B}(?P<relative_unit>{_UNIT})"
_WORD_SIGNS = "0-9０-９一-龠々ァ-ヺーA-Za-zＡ-Ｚａ-ｚ.．"
BEFORE_SIGN = re.compile(rf"(?P<number>(?<![{_WORD_SIGNS}]){_D}{{1,3}})[.．の]?\Z|(?P<word>[{_WORD_SIGNS}])\Z")
"""What stands directly before （２）: the 1 of １．（２） and １の（２）, or the end of a word, 別紙（２）."""
LONGEST_BEFORE_SIGN = len("１２３．")
SAYS_WHERE = ("上記", "前記", "左記", "下記", "後記", "次", "以下", "以上", "又", "及", "若", "並")
"""The words that （２） may hang on and be a label of its own article."""
INFORMAL = ("上記", "上記の", "前記", "前記の", "左記", "左記の")
"""What says of 各号 that they stand somewhere above."""

# --- 別表, 附則 ---

_APPENDIX_WORD = (
    r"別(?<![個区種類特性級差判識選送分]別)(?:表(?![示現明面題決])|紙|記様式|記(?!す|し|さ)|添|図)"
    rf"|様式(?={_B}第?{_B}{_N})|[付附]録"
)
_APPENDIX_NUMBER = (
    rf"{_N}(?:[-－‐–—−.．]{_D}{{1,2}})?(?![{numerals.DIGITS}{numerals.KANJI}])(?!{_B}(?:{_ARTICLE_UNIT}|[項章節]))"
)
_APPENDIX = (
    rf"(?P<appendix>{_APPENDIX_WORD})"
    rf"(?:{_B}第?{_B}(?P<appendix_number>{_APPENDIX_NUMBER})(?:号|表)?(?P<appendix_branches>(?:{_BRANCH}(?![.．])){{0,5}})"
    rf"|{_B}(?P<appendix_letter>[A-ZＡ-Ｚ])(?![A-Za-zＡ-Ｚａ-ｚ]))?"
)
_FORM = rf"(?:別記)?第{_B}(?P<form_number>{_N}){_B}号{_B}様式(?P<form_branches>{_BRANCHES})"
_SUPPLEMENT = rf"(?P<supplement>(?:この|本|同)?[附付]{_B}則(?={_B}第{_B}{_N}{_B}[条項])|(?:この|本|同)[附付]{_B}則)"
_MAIN = rf"(?P<main>本則)(?={_B}第{_B}{_N}{_B}[条編章])"

# --- signs that stand alone ---

_LETTERS = "".join(dict.fromkeys(numerals.IROHA[:20] + numerals.AIUEO[:15])) + _SMALL
_SAID = "に[掲定規該よ係記示お準当列基従違]|の(?:場合|規定|定め|各|いずれ|うち|ほか|事由|事項|者|とおり)"
_LISTED = "[又若或]は|若しくは|および|または|もしくは|あるいは|及び|ならびに|並びに"
_GOES_ON = f"{_SAID}|{_LISTED}|から|まで|ないし|乃至"
_ENDS = r"。|\n|$"
_LETTER = (
    rf"(?P<letter>[{_LETTERS}])(?<![ァ-ヺー・a-zA-Zａ-ｚＡ-Ｚ].)(?![ァ-ヺー・ａ-ｚＡ-Ｚ])"
    rf"(?={_GOES_ON}|の|、(?![ァ-ヺ][ァ-ヺー])|）|において|{_ENDS})"
)
_BARE = rf"(?P<bare>{_ANY_SIGN}(?:{_B}号)?)(?:(?={_B}(?:{_GOES_ON}))|(?![一-龠々ァ-ヺー0-9０-９a-zA-Z]))"
_DECIMALS = rf"(?P<decimals>{_DOTTED})(?={_ANY_SIGN}?(?:{_SAID}|{_LISTED}))"

STANDS_ALONE = re.compile(rf"{_B}(?:{_GOES_ON}|[、・～〜]?{_B}{_ANY_SIGN})")
"""What follows （２） where it is a reference; elsewhere it is one as the member of a list only: 様式（２）。"""
ENDS = re.compile(_ENDS)
"""What follows a letter that is a reference as the member of a list only: 前号イ又はロ。"""

_BRACKET = r"(?P<sign>[（(「『）)」』。\n])"

_STARTS = "第別この本附付前次以下同当各様（(「『）)」』。\n" + numerals.DIGITS + numerals.KANJI + _LETTERS + SIGNS
"""All that a reference can begin with: other characters are passed over before any alternative is tried."""

HEAD = re.compile(
    f"(?=[{re.escape(_STARTS)}])(?:{_numbered(_UNIT)}|{_FORM}|{_SUPPLEMENT}|{_MAIN}|{_RELATIVE}|{_APPENDIX}|{_LETTER}|{_BARE}"
    f"|{_plain(f'{_ARTICLE_UNIT}|{_PARAGRAPH_UNIT}|{_ITEM_UNIT}')}"
    f"|{_DECIMALS}|{_BRACKET})"
)
"""Where a reference begins, or a bracket, sentence or line begins or ends (`sign`)."""

STEP = re.compile(
    rf"{_B}(?:{_numbered(f'{_ARTICLE_UNIT}|{_PARAGRAPH_UNIT}|{_ITEM_STEP}|{_HEADING_UNIT}')}"
    rf"|{_plain(f'{_PARAGRAPH_UNIT}|{_ITEM_STEP}')}"
    rf"|(?P<relative>各(?!号(?:列記)?以外の部分)|同){_B}(?P<relative_unit>{_UNIT}))"
)
"""A further part directly behind another."""

GOES_DEEPER = frozenset(BLANKS + "第各同（(" + numerals.DIGITS + numerals.KANJI + SIGNS + _SMALL) | set(
    map(chr, (*range(ord("ァ"), ord("ヺ") + 1), *range(ord("a"), ord("z") + 1)))
)
"""All that a further part can begin with, so that most references end without a search for one."""

SIGN = re.compile(
    rf"(?:(?P<bracketed>{_IN_BRACKETS})|(?P<sign>[{SIGNS}]))(?:{_B}号)?|(?P<kana>[ァ-ヺ])(?![ァ-ヺー])"
    "|(?P<latin>[a-zａ-ｚ])(?![a-zA-Zａ-ｚＡ-Ｚ])"
)
"""（２）, ②, イ, a behind 条, 項 or 号: a 号 or 細分 by its label."""

MORE_APPENDICES = re.compile(
    rf"(?:まで)?{_B}(?:(?P<range>から|乃至|ないし|[～〜~])|(?:[、，,]{_B})?(?:及び|又は|並びに|および|または|ならびに|と)"
    rf"|[、，,・／/]){_B}(?P<written>第?{_B}(?P<number>{_APPENDIX_NUMBER})(?P<form>号?)(?P<branches>{_BRANCHES}))"
    r"(?=[のにをはがでとも、。，．）)」及又並\s]|から|まで|および|または|ならびに|参照|$)(?!の項)"
)
"""２ of 別表１及び２."""

# --- what stands around a reference ---

_IN = r"[^（）()。「」\n]"
_NESTED = rf"{_IN}{{1,40}}(?:[（(]{_IN}{{1,30}}[）)]{_IN}{{0,30}})?"


def _caption_between(name: str, opening: str, closing: str) -> str:
    return rf"{opening}(?P<{name}>[^{opening}{closing}。「」\n]{{1,40}}){closing}"


CAPTION_STARTS = frozenset(BLANKS + "（(【〔「『〈＜［")
CAPTION = re.compile(
    rf"{_B}(?:（(?P<full>{_NESTED})）|\((?P<half>{_NESTED})\)"
    + "".join(
        f"|{_caption_between(name, opening, closing)}"
        for name, opening, closing in (
            *(("black", "【", "】"), ("shell", "〔", "〕"), ("quoted", "「", "」"), ("double", "『", "』")),
            *(("angle", "〈", "〉"), ("less", "＜", "＞"), ("square", "［", "］")),
        )
    )
    + ")"
)
"""A caption quoted behind an article."""

NO_CAPTION = re.compile(
    rf"^(?:以下|(?:明治|大正|昭和|平成|令和)(?:元|{_N})|第{_B}{_ANY_N}{_B}[条項号編章節款目]|(?:前|次)(?:の?各|{_N})?[条項号]"
    rf"|[同本当][条項号]|当該[条項号]|旧第|改正[前後]|ただし|但し|別[紙表添](?:第?{_N})?(?:に|の(?:とおり|定め)|参照|記載)"
    rf"|(?:略|削除|新設|別[紙表添](?:第?{_N})?)$)"
    "|(?:除く|除きます|限る|限ります|含む|含みます|同じ|いう|といいます|による|参照|準用|第.{1,9}号)$|[0-9０-９]{4}年"
)
"""What stands in brackets behind an article and is no caption."""

TAIL_STARTS = frozenset(BLANKS + "本たに但前後中各柱")
TAIL = re.compile(
    rf"{_B}(?:本文|[たに]だし{_B}書(?:き)?|但し?{_B}書(?:き)?|[前後中]段|各号(?:列記)?以外の部分|柱{_B}書(?:き)?)"
)
"""Parts of a 項 that belong to the words and are no level."""

UNTIL = "まで"
JOINER = re.compile(
    rf"(?:{UNTIL})?{_B}(?:(?P<range>から|より|乃至|及至|ないし|[～〜~―－—–‐−-])"
    rf"|(?:[、，,・･／/]{_B})?(?:及び|又は|並びに|若しくは|および|または|ならびに|もしくは|あるいは|或いは|且つ|かつ|と|や)"
    rf"[、，]?|[、，,・･／/]|を|とし、|(?P<inside>の?|中)){_B}(?P<same>同{_B})?"
)
"""All that stands between two members of a list or range, or between a reference and what it is narrowed to.

The second of 第２条第１号及び同第３号 is a member like any other, that of 第２条第１項及び同第３号 narrows the first.
"""
LONGEST_JOINER = 12

ASIDE = re.compile("(?:(?!において)[^（）()。]){0,80}?(?:を除[くき]|[にを]限[るりっ]|に係る(?:部分|もの))")
"""How a bracket goes on that takes something out of the reference before it: （第二項を除く。）."""

COUNTED = ("全", "計", "約", "各", "他", "残り", "ほか")
"""What stands before ３条 where that says how many."""
SAYS = re.compile(
    rf"(?:{_AND}[第条項号の{numerals.DIGITS}{numerals.KANJI}]{{1,15}}){{0,8}}{_B}(?:に(?:定め|規定|基づ|従|違反|該当|掲げ|よ[りるっ])|の(?:規定|定め|各号))"
)
"""What follows ３条 where it is a reference without 第, and no number of articles."""

OTHERS_NUMBERED = (
    *("法律", "政令", "省令", "府令", "勅令", "庁令", "院令", "条例", "規則", "告示", "訓令", "通達", "号外", "年"),
    "備考",
)
"""What stands before a 第N号 that is no 号 of an article: 平成十年法律第一号, 令和五年第三号議案, 別表備考第一号."""

LEVELS = {
    "編": Level.PART,
    "章": Level.CHAPTER,
    "節": Level.SECTION,
    "款": Level.SUBSECTION,
    "目": Level.DIVISION,
    "条": Level.ARTICLE,
    "項": Level.PARAGRAPH,
    "号": Level.ITEM,
}
RELATIVES = {
    "前各": Relative.PREVIOUS_EACH,
    "前々": Relative.SECOND_PREVIOUS,
    "前前": Relative.SECOND_PREVIOUS,
    "同": Relative.SAME,
    "本": Relative.THIS,
    "この": Relative.THIS,
    "次": Relative.NEXT,
    "各": Relative.EACH,
    "当該各": Relative.EACH,
}
"""次の各, 以下の各 and their like are FOLLOWING_EACH, 前 and 前二 PREVIOUS."""
