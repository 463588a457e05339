"""Headings of what stands behind the provisions: 別表第一（第二条関係）, 【別紙】, 様式第1号, 第1号様式, 附属書A."""

from __future__ import annotations

import re

from portal.text.bracketed import BRACKETED, caption_behind
from portal.text.headings.captions import is_left_out
from portal.text.headings.heads import Form, Head
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, parse_branches
from portal.text.numbering.numerals import parse_iroha, parse_latin
from portal.text.tree import Kind, Number

_GAP = rf"[{BLANKS}]*+"
_D = f"[{numerals.DIGITS}]"
_N = rf"(?:{_D}++|[{numerals.KANJI}]++)"
_BRANCHES = rf"(?:{_GAP}[のノ]{_GAP}{_N}|[-－‐–]{_D}++)*+"
_WORD = rf"別記様式|別{_GAP}[表紙記添図]|様{_GAP}式|参考様式|[付附](?:録|表|図|属書)"
_NUMBERED = rf"{_GAP}[-－‐–]?第?{_GAP}(?P<n>{_N}(?:{_GAP}号(?:様式)?|表)?{_BRANCHES})"
_LETTERED = rf"{_GAP}(?P<letter>[A-ZＡ-Ｚ{numerals.CIRCLED}]|[{numerals.IROHA}])(?![A-Za-zＡ-Ｚａ-ｚァ-ヶー])"
_NAMED = re.compile(rf"(?:{_WORD})(?:{_NUMBERED}|{_LETTERED})?")
_FORM_SHEET = re.compile(rf"(?:別記)?{_GAP}第{_GAP}(?P<n>{_N}{_GAP}号{_BRANCHES}){_GAP}様式(?P<branches>{_BRANCHES})")
"""第１号様式, as ordinances number their forms."""
_REST_OF_RANGE = re.compile(
    rf"(?:{_GAP}(?:から|及び|並びに|[・、～〜]){_GAP}(?:{_WORD})?{_GAP}第?{_GAP}{_N}(?:{_GAP}号(?:様式)?)?{_BRANCHES})+"
    rf"(?:{_GAP}まで)?"
)
_POINTS = re.compile("を?(?:ご|御)?参照|のとおり|に(?:定|記|掲|よ)|による|記載|参考")
"""A note that points at an appendix: 別紙 参照."""


def read_appendix(line: str, indent: str) -> Head | None:
    """Read 別表第一（第二条関係）, 別紙1-2　料金, 第１号様式; a short name may stand behind a blank or in brackets."""
    match = _FORM_SHEET.match(line) or _NAMED.match(line)
    if match is None:
        return None
    label = _with_range(line, match.group())
    caption, form = caption_behind(line[len(label) :])
    if caption is not None and "C" in form and is_left_out(caption):
        rest = line[len(label) :].lstrip(BLANKS)
        return Head(Kind.APPENDIX, label, _number(match), "", f"{indent}L{line[len(label) : -len(rest)]}", rest)
    if caption is None or _POINTS.match(caption) or (form[:1] in ("：", ":") and not match["n"]):
        return None
    return Head(Kind.APPENDIX, label, _number(match), caption, f"{indent}L{form}")


def _with_range(line: str, label: str) -> str:
    """The label with what it goes on to: 様式第２号及び様式第３号　削除, 別表第一から別表第三まで（第四条関係）."""
    others = _REST_OF_RANGE.match(line, len(label))
    words = line[others.end() :].lstrip(BLANKS) if others else ""
    return line[: others.end()] if others and (is_left_out(words) or BRACKETED.fullmatch(words)) else label


def read_fees(line: str, indent: str) -> Head | None:
    """Read 料金表, which stands behind a 約款 and has parts of its own, unless it is the name of a table."""
    if line.rstrip(BLANKS) != "料金表":
        return None
    return Head(Kind.APPENDIX, line, (), "", f"{indent}L", certain=False)


def _number(match: re.Match[str]) -> Number:
    parts = match.groupdict(default="")
    if parts.get("letter"):
        return _lettered(parts["letter"])
    written = re.sub(rf"[{BLANKS}号表様式]", "", parts["n"] + parts.get("branches", ""))
    return parse_branches(re.sub("[-－‐–]", "の", written)) if written else ()


def _lettered(letter: str) -> Number:
    if letter in numerals.CIRCLED:
        return (numerals.CIRCLED.index(letter) + 1,)
    value = parse_latin(letter) or parse_iroha(letter)
    return (value,) if value else ()


FORMS = (
    Form(rf"別{_GAP}[表紙記添図]|様{_GAP}式|参考様式|[附付](?:録|表|図|属書)", "別様参付附", read_appendix),
    Form("料金表$", "料", read_fees),
    Form(rf"第{_GAP}{_N}{_GAP}号{_BRANCHES}{_GAP}様式", "第", read_appendix),
)
"""Every form of these headings in Japanese."""
