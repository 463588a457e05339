"""Characters in full and half width, which are one to who looks for them: Ａ and A, カ and ｶ, ガ and ｶﾞ, blanks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from portal.text.normalise import VOICING_MARKS
from portal.text.numbering.labels import BLANKS

_NARROW_MARKS = "ﾞﾟ"
_WITH_WIDTH = (0x3000, *range(0xFF01, 0xFFEF))
_VOICED = re.compile(f".[{VOICING_MARKS}]")


def in_any_width(words: str) -> str:
    """Return a pattern that finds `words` in any width, and no half of ｶﾞ."""
    plain = _VOICED.sub(lambda pair: unicodedata.normalize("NFC", pair.group()), "".join(map(_plain, words)))
    return "".join(map(_alternatives, plain))


def _plain(sign: str) -> str:
    """A sign without its width: A for Ａ, カ for ｶ."""
    width, _, code = unicodedata.decomposition(sign).partition(" ")
    return chr(int(code, 16)) if width in ("<wide>", "<narrow>") else sign


def _other_widths() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for sign in map(chr, _WITH_WIDTH):
        if _plain(sign) != sign:
            found[_plain(sign)].append(sign)
    return dict(found)


_OTHER_WIDTHS = _other_widths()


def _alternatives(sign: str) -> str:
    if sign in BLANKS:
        return f"[{BLANKS}]"
    same = [re.escape(sign), *(_whole(other) for other in _OTHER_WIDTHS.get(sign, ()))]
    kana, mark = (*unicodedata.normalize("NFD", sign), "")[:2] if sign in _KANA else ("", "")
    if mark:
        same += [f"{other}{_NARROW_MARKS[VOICING_MARKS.index(mark)]}" for other in _OTHER_WIDTHS.get(kana, ())]
    return f"(?:{'|'.join(same)})" if len(same) > 1 else same[0]


_KANA = frozenset(map(chr, range(0x30A1, 0x30FB)))


def _whole(other: str) -> str:
    """A half-width kana that no voicing mark goes on."""
    return f"{other}(?![{_NARROW_MARKS}])" if "ｦ" <= other <= "ﾝ" else re.escape(other)
