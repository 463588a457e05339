"""Whose article 第N条 is: this document's, or that of a law or another document named before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.text.metadata import read_title
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Document, Kind

_DOCUMENTS = (
    "約款|規約|規程|規則|会則|学則|社則|労基則|内規|契約書?|協定書?|協約|特約|約定|細則|準則|定款|念書|ガイドライン|ポリシー"
    "|マニュアル|ライセンス|ルール|要領|要綱|綱領|憲章|規範|指針|方針|基準|規準|規格|通達|通知|手引|条件"
    "|(?<=[一-龠ァ-ヺー])規定|(?<=[一-龠ァ-ヺー])書面?"
)
"""Before 第N条; 書 covers 申込書, 仕様書, 合意書 and all that is written."""
_NO_LAW = "(?<![方語文技違合適不司寸作論製魔話便])(?<!(?<!切)手)(?<!(?<![収利])用)(?<!(?<!埋)立)(?<!(?<!医)療)"
"""No 方法, 手法 or 療法, but 小切手法, 土地収用法, 公有水面埋立法 and 医療法."""
_LAWS = f"憲法|法典|法律|{_NO_LAW}法|条例|条約|議定書|告示|(?<![号命発伝辞])令"
_ACRONYM = "(?<![A-Za-zＡ-Ｚａ-ｚ])[A-ZＡ-Ｚ]{3,}"
_NAME_END = re.compile(rf"(?:{_DOCUMENTS}|{_LAWS}|{_ACRONYM})\Z")
_LAST = frozenset(
    "款約程則書面ンールス領綱針章範準格達知引件法典律例示令規定ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
)
_PHRASE_END = rf"、。，．,（）()「」『』【】〔〕\n：:；;{BLANKS}"
_RUN = re.compile(rf"[^ぁ-ん{_PHRASE_END}]+\Z")
_PHRASE = re.compile(rf"[^{_PHRASE_END}]+\Z")
_OPENING_WORDS = re.compile(
    "^(?:.*(?:において|に基づき|に基づく|により|[規改][定正]による|に定める|に規定する|について|(?<![実表再出])現に|[条項号章節款目次]中|は|が|で|も"
    "|又は|または|並びに|[条項号]及び)(?=[一-龠ァ-ヺ])|その他の?|[をにの]|及び|又は|および|または|若しくは|もしくは|並びに)+"
)
_THIS = ("本", "この", "当")
_OWN = re.compile("(?:この|本|当(?![該社]))")
_OWN_GENERAL = re.compile(rf"(?:本|当)(?:{_DOCUMENTS}|法律?|条例|政令|省令)\Z")
_TITLE_ENDS = re.compile("書?(?:[^一-龠ァ-ヺー]|\\Z)")
_OWNER = re.compile(rf"(?P<owner>[^ぁ-ん{_PHRASE_END}]+)の\Z")
_OUR = re.compile("本|当(?!該)|弊|会社\\Z|学校\\Z|法人\\Z")
_ELSEWHERE = ("別に定める", "別途定める", "別に締結する", "別途締結する", "ほかの", "別の")
_AMENDED = re.compile(r"(?:改[正定訂]|変更)(?:後|前)の(?:それぞれの|この|本)?\Z")
_AMENDED_ARTICLE = re.compile(r"(?:(?:改[正定訂]|変更)(?:後|前)(?=の?\Z)|(?<![一-龠ァ-ヺー])[新旧](?=\Z))")
_AMENDED_LAST = frozenset("の前後新旧")
_AFTER = re.compile("(?:改[正定訂]|変更)後の?|新")
_ALIAS = re.compile(r"(?:以下|これを)[^「」（）()\n]{0,30}「(?P<alias>[^「」\n]{1,30})」")
_GENERAL = ("規約", "約款", "規程", "契約", "契約書")
_MERELY_NAMED = re.compile(rf"(?:{_DOCUMENTS}|{_LAWS})(?=[ぁ-ん、。，．（）()「」及又若並等施上{BLANKS}])")
LONGEST_NAME = 120
FARTHEST_BRACKET = 300
FARTHEST_LAW = 300
_CLOSING = {"）": "（", ")": "(", "」": "「", "』": "『"}


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which the document calls itself and others.

    `aliases` leads from a short name that （以下「法」という。） introduces to the name it stands for, "" for
    this document.
    """

    title: str
    aliases: dict[str, str]


def names_of(document: Document) -> Names:
    """Return the names a document uses for itself and for other laws and documents."""
    title = next((read_title(clause.text).name for clause in document if clause.kind is Kind.TITLE), "")
    names = Names(title.strip(BLANKS), {})
    for clause in document:
        for match in _ALIAS.finditer(clause.text):
            if _NAME_END.search(match["alias"]):
                _enter_alias(clause.text, match, names)
    return names


def _enter_alias(text: str, match: re.Match[str], names: Names) -> None:
    """Enter what stands before the bracket in which 「以下「法」という」 says how it is called."""
    nearest = max(0, match.start() - FARTHEST_BRACKET)
    opened = max(text.rfind("（", nearest, match.start()), text.rfind("(", nearest, match.start()))
    if opened <= 0 or match["alias"] in names.aliases:
        return
    named = _named_before(text, opened, names)
    if named is not None:
        names.aliases[match["alias"]] = named


# --- the name before an article ---


def law_before(text: str, start: int, names: Names) -> str | None:
    """Return the law or document named directly before `start` in `text`, its bracketed number between them or not.

    None when no name stands there, "" when it is this document's own; 同法 and the like come as they stand, and
    改正前 and 旧 of 改正前の第三条 and 旧第三条.
    """
    if text[start - 1 : start] in _AMENDED_LAST:
        amended = _AMENDED_ARTICLE.search(text, max(0, start - len("改正前の")), start)
        if amended is not None:
            return amended.group()
    end = start - 1 if text[start - 1 : start] == "の" else start
    if text[end - 1 : end] in ("）", ")"):
        end = _opening_of(text, end)
    return _named_before(text, end, names) if end > 0 else None


def is_own_amended(law: str, names: Names) -> bool:
    """Whether a name from `law_before` is this document's as it reads after an amendment: 改正後, 新, 改正後の会則."""
    after = _AFTER.match(law)
    if after is None:
        return False
    name = law[after.end() :].removeprefix("この").removeprefix("本")
    return not name or _is_own(name, names.title)


def last_law_named(text: str, start: int, end: int, kind: str, names: Names) -> str | None:
    """Return the last law of a kind (法, 規則) that is named between two offsets, if only by its name.

    No more than 300 characters before `end` and on its line are looked at.
    """
    start = max(start, end - FARTHEST_LAW)
    start = max(start, text.rfind("\n", start, end) + 1)
    found = None
    for match in _MERELY_NAMED.finditer(text, start, end):
        if match.group().removesuffix("律").endswith(kind):
            named = _named_before(text, match.end(), names)
            found = named if named and not named.startswith("同") else found
    return found


def _named_before(text: str, end: int, names: Names) -> str | None:
    """What the name that ends at `end` names, in 「」 or not."""
    last = text[end - 1]
    if last in ("」", "』"):
        opened = _opening_of(text, end)
        return _known(text[opened + 1 : end - 1], text[max(0, opened - 2) : opened], names) if opened >= 0 else None
    if last not in _LAST and last != names.title[-1:]:
        return None
    run = _RUN.search(text, max(0, end - LONGEST_NAME), end)
    if run is None:
        return None
    return _known(run.group(), text[max(0, run.start() - LONGEST_NAME) : run.start()], names)


def _opening_of(text: str, end: int) -> int:
    """The offset of the bracket that the one before `end` closes, -1 when none opens near on this line."""
    closing = text[end - 1]
    opening = _CLOSING[closing]
    depth = 0
    for at in range(end - 1, max(-1, end - FARTHEST_BRACKET), -1):
        character = text[at]
        if character == "\n":
            return -1
        depth += (character == closing) - (character == opening)
        if depth == 0:
            return at
    return -1


def _known(run: str, before: str, names: Names) -> str | None:
    """What the words `run` name, `before` standing in front of them; None when they name no law or document."""
    is_own = _is_own(run.removeprefix("当社").removeprefix("弊社"), names.title)
    is_own = is_own or (names.title != "" and (before + run).endswith(names.title))
    if not is_own and _NAME_END.search(run) is None:
        return None
    amended = _AMENDED.search(before)
    if amended is not None:
        return amended.group() + run
    alias = names.aliases.get(run)
    if _OWN_GENERAL.match(run) and (not alias or _is_own(run[1:], names.title)):
        return ""
    if alias is not None:
        return alias
    if is_own and run != names.title and _is_of_others(before):
        return run
    if is_own or before.endswith(_THIS) or (run in _GENERAL and not names.title):
        return ""
    own = _OWN.match(run)
    if own is not None and _may_be_own(run[own.end() :], names.title):
        return ""
    return _shortened(before + run if run.startswith("法律") else run)


def _may_be_own(run: str, title: str) -> bool:
    """Whether 本 or 当 before a name that is not the title makes it this one's: 本サイト利用規約 in みなと利用規約.

    本個別契約 in a 基本契約書 and 本サービス約款 in a 規約 are others.
    """
    kind = _NAME_END.search(run)
    if kind is None or _NAME_END.search(title) is None:
        return True
    return _is_own(run[max(kind.start() - len("利用"), 0) :], title)


def _is_of_others(before: str) -> bool:
    """Whether a document is another's: 他の規約, 提携会社の規約; 当社の規約 and 本サイトの規約 are this one."""
    owner = _OWNER.search(before)
    return before.endswith(_ELSEWHERE) or (owner is not None and _OUR.match(owner["owner"]) is None)


def _is_own(run: str, title: str) -> bool:
    """Whether words are the title, or what it ends in: 契約 of 委託契約書, 規約 of 利用規約（個人）."""
    place = title.rfind(run) if len(run) > 1 else -1
    return place >= 0 and _TITLE_ENDS.match(title, place + len(run)) is not None


def _shortened(words: str) -> str:
    """The name at the end of `words`, as far back as it may reach."""
    found = _PHRASE.search(words)
    return _OPENING_WORDS.sub("", found.group() if found else words)
