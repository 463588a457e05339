"""Bring text to the form the text core works on, changing nothing a contract means.

NFC and NFKC are not used: they turn 神 (U+FA19) into another character, and ① ㈱ １ into 1.
"""

from __future__ import annotations

import re
import unicodedata

VOICING_MARKS = "\u3099\u309a"

# Unicode's EquivalentUnifiedIdeograph.txt for the CJK radicals that PDF text layers hold instead of ideographs.
_RADICALS_SUPPLEMENT = dict(
    zip(
        "⺁⺃⺄⺅⺉⺋⺍⺎⺐⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺹⺻⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻱⻲⻳",
        "厂乚乙亻刂㔾小兀尣巳幺彑忄心扌攵旡月歺母民氵氺灬爫爫牛犭王疋罒示礻糸纟罓罒耂肀臼艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄斉齐歯齿竜龜亀龟",
        strict=True,
    )
)


def _radicals() -> dict[int, str]:
    table = {ord(radical): ideograph for radical, ideograph in _RADICALS_SUPPLEMENT.items()}
    for code in range(0x2F00, 0x2FD6):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    return table


_CHARACTERS = _radicals()
_CHARACTERS[0xFEFF] = ""
_CONTROLS = {code: "" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n"}
_CHARACTERS.update(_CONTROLS)
_SURROGATES = re.compile("[\ud800-\udfff]")
_VOICED = re.compile(f"(.)([{VOICING_MARKS}])")
_TRAILING_BLANKS = re.compile(r"[ \u3000\u00a0]+(?=\n|\Z)")
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LEADING_TABS = re.compile(r"^[ \u3000]*\t[ \u3000\t]*", re.MULTILINE)


def normalise(text: str) -> str:
    """Return `text` with these guarantees and no other change.

    Lines end in LF (form feeds and Unicode line separators end a line too); there are no tabs
    (four blanks at a line's start, one elsewhere), no other control characters, lone surrogates
    or byte order marks, and no blanks at a line's end; a kana and its combining voicing mark are
    one character; Kangxi and CJK radicals (U+2E80–2FDF) are the ideographs they stand for.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _LEADING_TABS.sub(lambda match: match.group().replace("\t", "    "), text).replace("\t", " ")
    text = _SURROGATES.sub("\ufffd", text).translate(_CHARACTERS)
    text = _VOICED.sub(_compose, text)
    return _TRAILING_BLANKS.sub("", text)


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match.group())
    return composed if len(composed) == 1 else match.group()


def fold(text: str) -> str:
    """Return `text` without what never makes a difference in law: width, case of kana aside, and all blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())
