"""Whose article an English reference means: of the Civil Code, GDPR Article 6, Section 7 thereof."""

from __future__ import annotations

import re

_GAP = "[ \u00a0]{1,3}"
_WORD = r"[A-Z][\w'’&.-]{0,30}"
_NAME = rf"(?:\d{{1,3}}[ \u00a0])?{_WORD}(?:[ \u00a0](?:{_WORD}|of|on|and|&|the|for|to)){{0,9}}"
_SERIAL = rf"(?:{_GAP}\([A-Z]{{2,4}}\))?(?:{_GAP}No\.?)?{_GAP}\d{{2,4}}/\d{{2,4}}(?:/[A-Z]{{2,3}})?"
_LAW = rf"(?P<law>{_NAME}(?:{_SERIAL})?)"
_SHORT = "GDPR|CCPA|CPRA|HIPAA|COPPA|DMCA|UCC|BGB|HGB|DSA|DMA"
_WHOSE = rf"(?:of|in|under|to)(?:{_GAP}(?:the|our|its|their|such|said))?"
_ACRONYM = r"(?P<acronym>[A-Z]{2,6}s?)\b(?![ \u00a0]{0,3}[A-Z(])"
_DETAIL = rf"{_GAP}(?:paras?\.?|lit\.?|no\.?|sentence){_GAP}[\w()]+"
_OF = re.compile(
    rf"{_GAP}{_WHOSE}{_GAP}(?:{_ACRONYM}|{_LAW})"
    rf"|(?:{_DETAIL}){{0,3}}{_GAP}(?P<short>(?:(?:EU|UK){_GAP})?(?:{_SHORT}|(?<=EU )(?:Regulation|Directive)))\b"
)
"""The law named behind: of the Civil Code, of the SCCs, (1) lit. f GDPR."""
_BEFORE = re.compile(rf"(?<!\w){_LAW},?{_GAP}\(?\Z")
_HERE = re.compile(rf"{_GAP}(?:hereof|herein|of{_GAP}(?:this|these){_GAP}{_WORD})\b")
_THEREOF = re.compile(rf"{_GAP}(?:thereof|therein)\b")
_TITLES = re.compile(
    rf"\b(?:(?:{_SHORT}|Act|Code|Laws?|Regulations?|Constitution|Directive|Ordinance|Rules|Treaty|Convention|Statute|Order"
    r"|Policy|Agreement|Terms|Addendum|Contract|Guidelines|Form|Statement|Work|Notice|Charter|Protocol|Clauses|DPA|SLA|MSA"
    rf"|SOW)\b(?:{_SERIAL})?|U\.S\.C\.|C\.F\.R\.)"
)
_OWN = ("Agreement", "Terms", "Contract", "Policy", "Terms of Service", "Terms of Use", "Rules", "EULA", "TOS", "TOU")
_SENTENCE_OPENERS = re.compile(r"^(?:The|In|Under|See|Pursuant to|As|If|For|And|Or|By|With)[ \u00a0]")
LONGEST_NAME = 80


def law_around(text: str, start: int, end: int, title: str, other: str) -> str | None:
    """Return the law or document named behind (of the Civil Code) or before (Civil Code, Article 5) two offsets.

    "" is this document itself, by its `title` or as "hereof"; None says that no name stands there. `other` is the last
    one named before, which "thereof" means.
    """
    if _THEREOF.match(text, end):
        return other or "thereof"
    if _HERE.match(text, end):
        return ""
    behind = _OF.match(text, end)
    if behind is not None and (name := behind["acronym"] or behind["short"] or _title(behind["law"])):
        return "" if _is_own(name, title) else name
    before = _BEFORE.search(text, max(0, start - LONGEST_NAME), start)
    if before is not None and (name := _title(before["law"])) and before["law"].strip(" ,") == name:
        name = _SENTENCE_OPENERS.sub("", name)
        return None if _is_own(name, title) else name
    return None


def _title(words: str) -> str:
    """The words up to the last that is a kind of law or document, "" without one."""
    end = max((match.end() for match in _TITLES.finditer(words)), default=0)
    return words[:end]


def _is_own(name: str, title: str) -> bool:
    return name in _OWN or name.casefold() in title.casefold()
