"""Bring text to the form the text core works on, changing nothing a contract means.

NFC and NFKC are not used: they turn 神 (U+FA19) into another character, and ① ㈱ １ into 1.
"""

from __future__ import annotations

import re
import unicodedata

from portal.text.numbering.labels import BLANKS

VOICING_MARKS = "\u3099\u309a"

# Unicode's EquivalentUnifiedIdeograph.txt for the CJK radicals that PDF text layers hold instead of ideographs.
_RADICALS_SUPPLEMENT = dict(
    zip(
        "⺁⺃⺄⺅⺉⺋⺍⺎⺐⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺹⺻⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻱⻲⻳",
        "厂乚乙亻刂㔾小兀尣巳幺彑忄心扌攵旡月歺母民氵氺灬爫爫牛犭王疋罒示礻糸纟罓罒耂肀臼艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄斉齐歯齿竜龜亀龟",
        strict=True,
    )
)


def _radicals() -> dict[str, str]:
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    return _RADICALS_SUPPLEMENT | {radical: unicodedata.normalize("NFKC", radical) for radical in kangxi}


_RADICALS = _radicals()
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_UNWANTED = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\u2e80-\u2fd5"
_WANTED_LATIN = b"\n" + bytes(range(0x20, 0x7F)) + bytes(range(0xA0, 0x100))
_UNWANTED_ROWS = b"\x2e\x2f\xfe"
"""High bytes of the radicals and the byte order mark."""
_UNWANTED_CHARACTER = re.compile(f"[{_UNWANTED}]")
_ODD = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{''.join(_RADICALS)}]")
_VOICED = re.compile(f".[{VOICING_MARKS}]")
_RARE = f"\u2028\u2029{VOICING_MARKS}"
_LEADING_TABS = re.compile(r"^[ \u3000]*\t[ \u3000\t]*", re.MULTILINE)


def normalise(text: str) -> str:
    """Return `text` with these guarantees and no other change.

    Lines end in LF (form feeds and Unicode line separators end a line too); there are no tabs
    (four blanks at a line's start, one elsewhere), no other control characters, lone surrogates
    or byte order marks, and no blanks at a line's end; a kana and its combining voicing mark are
    one character; Kangxi and CJK radicals (U+2E80–2FDF) are the ideographs they stand for.
    """
    if _may_need_mending(text):
        text = _mend(text)
    if _has_trailing_blanks(text):
        text = "\n".join([line.rstrip(BLANKS) for line in text.split("\n")])
    return text


def odd_characters(text: str) -> str:
    """Return the radicals and control characters (line ends and tabs aside) in `text`, in their order."""
    return "".join(_ODD.findall(text)) if _may_need_mending(text) else ""


def mend_characters(text: str) -> str:
    """Return `text` with its `odd_characters` mapped or taken out as `normalise` does, and nothing else changed."""
    return _ODD.sub(_wanted, text)


def _may_need_mending(text: str) -> bool:
    """Whether a character may be there that has to go. Encoders look through a text ten times as fast as a regex."""
    try:
        rows = text.encode("utf-16-le")[1::2]
    except UnicodeEncodeError:  # half a surrogate pair
        return True
    controls = text.encode("latin-1", "ignore").translate(None, _WANTED_LATIN)
    return bool(controls) or any(row in rows for row in _UNWANTED_ROWS) or any(sign in text for sign in _RARE)


def _has_trailing_blanks(text: str) -> bool:
    # rfind, for it looks for two characters three times as fast as find does; for one, `in` takes no time.
    return text[-1:] in tuple(BLANKS) or any(blank in text and text.rfind(f"{blank}\n") >= 0 for blank in BLANKS)


def _mend(text: str) -> str:
    """Line ends first, for tabs count from them, and line ends and tabs before what simply goes."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    if "\t" in text:
        text = _LEADING_TABS.sub(lambda match: match.group().replace("\t", "    "), text).replace("\t", " ")
    text = _UNWANTED_CHARACTER.sub(_wanted, text)
    return _VOICED.sub(_compose, text) if any(mark in text for mark in VOICING_MARKS) else text


def _wanted(match: re.Match[str]) -> str:
    """What stands for a radical or half a surrogate pair; nothing for a control character."""
    character = match.group()
    if "\u2e80" <= character <= "\u2fd5":
        return _RADICALS.get(character, character)
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""


def _compose(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match.group())
    return composed if len(composed) == 1 else match.group()


_WIDE_AND_CIRCLED = map(chr, (*range(0xFF01, 0xFF5F), *range(0x2460, 0x2474)))
_FOLDED = dict.fromkeys(f"\n{BLANKS}", "") | {sign: unicodedata.normalize("NFKC", sign) for sign in _WIDE_AND_CIRCLED}
"""What folding makes of a blank, a full-width sign and ①, whatever stands beside it."""
_FOLDS = re.compile("[^!-~、。々〆〇「-〜ぁ-ゖァ-ヾ一-龥—―“”※■□▲△◆◇○●◎]")
"""A character that folding changes, or that may join the one before it."""


def fold(text: str) -> str:
    """Return `text` without what never makes a difference in law: width, case of kana aside, and all blanks."""
    try:
        return _FOLDS.sub(_folded, text)
    except KeyError:  # half-width kana, combining marks, other scripts: six times as slow
        return "".join(unicodedata.normalize("NFKC", text).split())


def _folded(match: re.Match[str]) -> str:
    return _FOLDED[match.group()]
