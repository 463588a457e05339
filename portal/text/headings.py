"""Lines that begin a clause: 第6条（…）, 第一章　総則, 附　則, 別表第一, 目次, (略), one reader per form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from portal.text import numerals
from portal.text.labels import BLANKS, parse_branches
from portal.text.tree import Kind, Number

_GAP = rf"[{BLANKS}]*"
_D = f"[{numerals.DIGITS}]"
_N = rf"(?:{_D}+|[{numerals.KANJI}]+)"
_BRANCHES = rf"(?P<branches>(?:{_GAP}の{_GAP}{_N})*)"
_ARTICLE = re.compile(rf"第{_GAP}(?P<n>{_N}){_GAP}条{_BRANCHES}")
_ENGLISH_ARTICLE = re.compile(rf"Article{_GAP}(?P<n>{_D}+)(?P<branches>)\b[.．]?")
_HEADING = re.compile(rf"第{_GAP}(?P<n>{_N}){_GAP}(?P<unit>[編章節款目]){_BRANCHES}")
_ROUND = r"（[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*）"
_HALF_ROUND = r"\([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*\)"
_BRACKETED = re.compile(f"{_ROUND}|{_HALF_ROUND}|【[^【】]*】")
_SUPPLEMENTARY = re.compile(rf"[附付]{_GAP}則")
_OPENING = r"【＜<〈《（(〔\["
_BRACKETED_SUPPLEMENTARY = re.compile(
    rf"(?P<open>[{_OPENING}]{_GAP})(?P<label>[附付]{_GAP}則)(?P<close>{_GAP}[】＞>〉》）)〕\]])"
)
_APPENDIX = re.compile(
    rf"(?:(?:別表|別紙|別記様式|別記|別添|別図|様式|付録|附録)(?:{_GAP}第?{_GAP}(?P<n>{_N})(?:号(?:様式)?|表)?{_BRANCHES})?)"
)
_CONTENTS = re.compile(rf"目{_GAP}次")
_ELIDED = re.compile(r"[（(〔\[]\s*(?:以下|中|前|後)?\s*略\s*[）)〕\]]")
_UNITS = {"編": Kind.PART, "章": Kind.CHAPTER, "節": Kind.SECTION, "款": Kind.SUBSECTION, "目": Kind.DIVISION}
_COLON = re.compile(rf"{_GAP}[：:]{_GAP}")
_JOINING = "のをにはがとでも及又並若、，。"
"""What joins a reference to the rest of its sentence, even behind a blank: 第 5 条 及び第 6 条."""
_GOES_ON = re.compile(rf"[{_JOINING}・か第以乃中～〜―]|本文[のにはが、]|各[号項]|前段|後段|但し?書")
_GOES_ON_BEHIND_BLANK = re.compile(r"及び|又は|並びに|若しくは|および|または|[、，。]")
LONGEST_CAPTION = 40
LONGEST_JOINED_CAPTION = 16
_SENTENCE = re.compile("[、。，]|(?:する|した|ます|です|こと|もの)$")


@dataclass(frozen=True, slots=True)
class Head:
    """A clause's beginning as read from its line: `form` covers the line up to `rest`."""

    kind: Kind
    label: str
    number: Number = ()
    caption: str = ""
    form: str = ""
    rest: str = ""
    certain: bool = True


def read_head(line: str) -> Head | None:
    """Return the clause that `line` (normalised, with its indent) begins, or None.

    `certain` is False where only the number sequence can tell a heading from a reference at a line's start.
    """
    stripped = line.lstrip(BLANKS)
    reader = _READERS.get(stripped[:1])
    if reader is None:
        return None
    indent = line[: len(line) - len(stripped)]
    return reader(stripped, indent)


def is_caption(line: str) -> bool:
    """Whether the line is nothing but a bracketed caption such as （目的）."""
    return _BRACKETED.fullmatch(line.strip(BLANKS)) is not None


def _read_numbered(line: str, indent: str) -> Head | None:
    return _read_article(line, indent) or _read_heading(line, indent)


def _read_article(line: str, indent: str) -> Head | None:
    match = _ARTICLE.match(line)
    return _article(match, line, indent) if match else None


def _read_english_article(line: str, indent: str) -> Head | None:
    """Article 3 (Purpose): what goes on in small letters is a sentence, and only the number tells apart the rest."""
    match = _ENGLISH_ARTICLE.match(line)
    if match is None or line[match.end() :].lstrip(BLANKS)[:1].islower():
        return None
    head = _article(match, line, indent)
    return replace(head, certain=not head.rest) if head else None


def _article(match: re.Match[str], line: str, indent: str) -> Head | None:
    number = _number(match)
    label, rest = match.group(), line[match.end() :]
    blank = rest[: len(rest) - len(rest.lstrip(BLANKS))]
    behind = rest.lstrip(BLANKS)
    bracketed = _BRACKETED.match(behind)
    if bracketed:
        return _captioned_article(label, number, indent, blank, bracketed.group(), behind[bracketed.end() :])
    if (_GOES_ON_BEHIND_BLANK if blank else _GOES_ON).match(behind):
        return None
    colon = _COLON.match(rest)
    form = f"{indent}L{colon.group() if colon else blank}"
    certain = not behind or (bool(blank) and not colon and behind[0] not in _JOINING)
    return Head(Kind.ARTICLE, label, number, "", form, rest[colon.end() :] if colon else behind, certain=certain)


def _captioned_article(label: str, number: Number, indent: str, blank: str, bracketed: str, rest: str) -> Head | None:
    gap = rest[: len(rest) - len(rest.lstrip(BLANKS))]
    behind = rest.lstrip(BLANKS)
    if not gap and _GOES_ON.match(behind):
        return None
    form = f"{indent}L{blank}{bracketed[0]}C{bracketed[-1]}{gap}"
    return Head(Kind.ARTICLE, label, number, bracketed[1:-1], form, behind, certain=not behind or bool(gap))


def _read_heading(line: str, indent: str) -> Head | None:
    match = _HEADING.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    caption, form = _caption_behind(rest)
    if caption is None and _is_joined_caption(rest):
        caption, form = rest, "C"
    if caption is None:
        return None
    return Head(_UNITS[match["unit"]], match.group(), _number(match), caption, f"{indent}L{form}")


def _is_joined_caption(rest: str) -> bool:
    """Whether 総則 stands right behind 第１章: a short name, not the rest of a sentence."""
    return len(rest) <= LONGEST_JOINED_CAPTION and not _SENTENCE.search(rest) and not _GOES_ON.match(rest)


def _caption_behind(rest: str) -> tuple[str | None, str]:
    """Split what follows a label into caption and form; the caption is None if it is running text."""
    caption = rest.lstrip(BLANKS)
    blank = rest[: len(rest) - len(caption)]
    bracketed = _BRACKETED.fullmatch(caption)
    if bracketed:
        return caption[1:-1], f"{blank}{caption[0]}C{caption[-1]}"
    if not caption:
        return "", ""
    if (not blank and caption[0] not in "（(") or "。" in caption or len(caption) > LONGEST_CAPTION:
        return None, ""
    return caption, f"{blank}C"


def _read_supplementary(line: str, indent: str) -> Head | None:
    match = _SUPPLEMENTARY.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    caption, form = _caption_behind(rest)
    if caption is not None:
        return Head(Kind.SUPPLEMENTARY_PROVISION, match.group(), (), caption, f"{indent}L{form}")
    text = rest.lstrip(BLANKS)
    if text == rest or _GOES_ON_BEHIND_BLANK.match(text):
        return None
    return Head(Kind.SUPPLEMENTARY_PROVISION, match.group(), form=f"{indent}L{rest[: -len(text)]}", rest=text)


def _read_bracketed(line: str, indent: str) -> Head | None:
    """【附則】 or （略）."""
    match = _BRACKETED_SUPPLEMENTARY.match(line)
    if match is None:
        return _read_elided(line, indent)
    caption, form = _caption_behind(line[match.end() :])
    if caption is None:
        return None
    form = f"{indent}{match['open']}L{match['close']}{form}"
    return Head(Kind.SUPPLEMENTARY_PROVISION, match["label"], (), caption, form)


def _read_supplementary_or_appendix(line: str, indent: str) -> Head | None:
    return _read_supplementary(line, indent) or _read_appendix(line, indent)


def _read_appendix(line: str, indent: str) -> Head | None:
    match = _APPENDIX.match(line)
    if match is None:
        return None
    caption, form = _caption_behind(line[match.end() :])
    if caption is None:
        return None
    number = _number(match) if match["n"] else ()
    return Head(Kind.APPENDIX, match.group(), number, caption, f"{indent}L{form}")


def _read_contents(line: str, indent: str) -> Head | None:
    if _CONTENTS.fullmatch(line) is None:
        return None
    return Head(Kind.TABLE_OF_CONTENTS, line, form=f"{indent}L")


def _read_elided(line: str, indent: str) -> Head | None:
    if _ELIDED.fullmatch(line) is None:
        return None
    return Head(Kind.ELIDED, line, form=f"{indent}L")


def _number(match: re.Match[str]) -> Number:
    written = re.sub(rf"[{BLANKS}]", "", match["n"] + (match["branches"] or ""))
    return parse_branches(written)


_READERS = {
    "第": _read_numbered,
    "A": _read_english_article,
    "附": _read_supplementary_or_appendix,
    "付": _read_supplementary_or_appendix,
    "別": _read_appendix,
    "様": _read_appendix,
    "目": _read_contents,
    **dict.fromkeys(_OPENING.replace("\\", ""), _read_bracketed),
}
