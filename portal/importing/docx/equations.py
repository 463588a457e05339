"""EQ fields, with which older Japanese documents write ruby (ルビ) and enclosed characters (囲い文字)."""

from __future__ import annotations

import re

_KIND_AND_FORMATS = re.compile(r'^\s*EQ\b|\\\*\s*(?:"[^"]*"|\w+)|\s*\\\*', re.IGNORECASE)
_RUBY = re.compile(r"\\o\s*(?:\\a[a-z])?\s*\(\s*\\s\\up\s*\d*\s*\((?P<reading>[^()]*)\)\s*[,;]\s*(?P<base>.*)\)\s*$")
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[a-z])?\s*\(\s*(?P<frame>[○◯〇□◇△])\s*[,;]\s*(?P<words>.*)\)\s*$")
_INNER = re.compile(r"\\s\\(?:up|do)\s*-?\d*\s*\((?P<words>[^()]*)\)")
_FRACTION = re.compile(r"\\f\s*\((?P<over>[^(),;]*)[,;](?P<under>[^(),;]*)\)")
_SWITCH = re.compile(r"\\[a-z]+\s*-?\d*", re.IGNORECASE)
_IN_CIRCLES = {
    "印": "㊞",
    "秘": "㊙",
    "注": "㊟",
    "正": "㊣",
    "写": "㊢",
    "株": "㊑",
    "特": "㊕",
    "資": "㊮",
    "協": "㊯",
}


def printed_equation(instruction: str) -> str:
    """Return the words of an EQ field: 漢字（かんじ） for ruby, ① or framed words, 1/2, else what is in brackets."""
    words = _KIND_AND_FORMATS.sub("", instruction).strip()
    if ruby := _RUBY.search(words):
        return f"{ruby['base'].strip()}（{ruby['reading'].strip()}）"
    if enclosed := _ENCLOSED.search(words):
        inner = _INNER.sub(r"\g<words>", enclosed["words"]).strip()
        return _in_circle(inner) if enclosed["frame"] in "○◯〇" else inner
    words = _FRACTION.sub(r"\g<over>/\g<under>", words)
    return _SWITCH.sub("", words).strip().removeprefix("(").removesuffix(")")


def _in_circle(words: str) -> str:
    if words.isdecimal() and 0 < int(words[:3]) <= 20 and len(words) < 3:
        return chr(0x245F + int(words))
    return _IN_CIRCLES.get(words, words)
