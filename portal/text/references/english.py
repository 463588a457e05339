"""Find the words of English references: Section 3.2(a), Articles 5 to 7, paragraph (b), this Article, Schedule 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.text.numbering import numerals
from portal.text.references.english_laws import law_around
from portal.text.references.mentions import RANK, Joint, Mention, appendix_name, sign_number
from portal.text.references.model import Level, Part, Relative
from portal.text.tree import Number

# --- numbers and signs ---

_GAP = "[ \u00a0]{1,3}"
_DIGITS = r"\d{1,5}(?:\.\d{1,3}){0,5}"
_NUMBER = rf"(?:{_DIGITS}|[IVXLC]{{1,7}}(?![A-Za-z]))"
_SIGN = re.compile(r"\((?P<sign>[a-z]|[ivxl]{2,6}|aa|bb|cc|dd|ee|\d{1,3}|[A-Z])\)")
_ONE_SIGN = _SIGN.pattern.replace("?P<sign>", "?:")
_SIGN_END = rf"(?={_GAP}(?:and|or|of|to|above|below)\b|[,.;:)\n]|$)"
_SIGNS = rf"(?:(?:{_ONE_SIGN}){{1,6}}(?:{_GAP}{_ONE_SIGN}{_SIGN_END})?|{_GAP}(?:{_ONE_SIGN}){{1,6}}{_SIGN_END})"
_MEASURES = "calendar|business|working|days?|weeks?|months?|years?|hours?|percent|per cent"
_NO_MEASURE = rf"(?![\w%]|\.\d|{_GAP}(?:{_MEASURES})\b)"

# --- the words before them ---

_ARTICLE = (
    r"(?P<article>(?:(?P<branching>[Aa]rticle|ARTICLE)|(?:[Ss]ection|SECTION|[Cc]lause|CLAUSE)[sS]?"
    rf"|(?:[Aa]rticles|ARTICLES|(?:Sec|Art|Cl)s?\.)){_GAP}|§§?[ \u00a0]{{0,3}})"
    rf"(?P<number>{_NUMBER}(?(branching)(?:-\d{{1,2}}(?!\d))*)){_NO_MEASURE}(?P<signs>{_SIGNS})?"
)
"""Article 548-4 is 第五百四十八条の四; Articles 5-7 and Section 5-7 are ranges."""
_UNIT_WORD = r"(?:[Ss]ub-?)?(?:[Pp]aragraph|[Ss]ection|[Cc]lause)s?|[Pp]aras?\.|[Ii]tems?|[Pp]oints?"
_UNIT = rf"(?P<unit>{_UNIT_WORD}){_GAP}(?P<unit_signs>{_SIGNS})"
_PARAGRAPH = (
    rf"(?P<paragraph>[Pp]aragraphs?|[Pp]aras?\.){_GAP}(?P<paragraph_number>{_DIGITS}){_NO_MEASURE}"
    rf"(?P<paragraph_signs>{_SIGNS})?"
)
_APPENDIX = (
    r"(?P<appendix>(?:Schedule|Exhibit|Attachment|SCHEDULE|EXHIBIT)s?|Appendix|Appendices|Annex(?:es)?|APPENDIX|ANNEX)"
    rf"{_GAP}(?P<appendix_number>{_NUMBER}|[A-Z])(?!\w)"
)
_HEADING = rf"(?P<heading>Parts?|Chapters?|PART|CHAPTER){_GAP}(?P<heading_number>{_NUMBER}){_NO_MEASURE}"
_RELATIVE = (
    rf"(?:(?P<this>[Tt]his)|[Tt]he{_GAP}(?:immediately{_GAP})?(?P<relative>preceding|foregoing|previous|following|next))"
    rf"{_GAP}(?P<relative_word>[Ss]ection|[Aa]rticle|[Cc]lause|Part|Chapter|[Pp]aragraph)\b(?!{_GAP}\d)"
    rf"(?P<relative_signs>{_SIGNS})?"
)
_HEAD = re.compile(rf"(?<!\w)(?:{_ARTICLE}|{_UNIT}|{_PARAGRAPH}|{_APPENDIX}|{_HEADING}|{_RELATIVE})", re.ASCII)
"""Where a reference begins; kana may stand before and behind it."""
_RANGE_WORDS = rf"(?:{_GAP}(?:to|through|thru){_GAP}|[ \u00a0]{{0,3}}[–—-][ \u00a0]{{0,3}})"
_RANGE = re.compile(_RANGE_WORDS)
_MORE = re.compile(
    rf"(?:(?P<range>{_RANGE_WORDS})|,?{_GAP}(?:and|or|and/or|&){_GAP}|,{_GAP})"
    rf"(?:(?P<number>{_NUMBER}|[A-Z](?!\w|\.[A-Z])){_NO_MEASURE}(?P<signs>{_SIGNS})?|(?P<own_signs>{_SIGNS}))",
    re.ASCII,
)
_AND_NO_MORE = re.compile(
    rf"[.;:)\n]|\Z|,(?!{_GAP}\d)|,?{_GAP}(?:above|below|hereof|herein|of|shall|will|must|may|is|are|appl(?:y|ies))\b"
)
"""What follows the 3 of "Section 2 or 3": elsewhere it may count something, "Section 2 and 3 copies"."""
_INSIDE = re.compile(rf",?{_GAP}")
_WITHIN = re.compile(rf"{_GAP}(?:of|in|under){_GAP}(?:the{_GAP}said{_GAP})?(?=.)")
_CAPTION = re.compile(
    rf"{_GAP}\((?P<caption>(?!(?:See|As|If|Including|Except|The|An?|Collectively|Sections?|Articles?|Clauses?|Exhibits?"
    r"|Schedules?|Annex|Appendix|Parts?|Paragraphs?)\b|[A-Z]{2,}\))[A-Z][^()\n“”\"]{1,80})\)"
)

_RELATIVES = {
    "preceding": Relative.PREVIOUS,
    "foregoing": Relative.PREVIOUS,
    "previous": Relative.PREVIOUS,
    "following": Relative.NEXT,
    "next": Relative.NEXT,
}


def scan_english(text: str, start: int, title: str) -> Iterator[Mention]:
    """Yield the mentions in `text` from `start` on, in reading order; `title` is how the document calls itself."""
    before: Mention | None = None
    at, other = start, ""
    while (match := _HEAD.search(text, at)) is not None:
        members = _members(match, text)
        outer = _outer(text, members)
        if before is not None and outer is None:
            _join(before, members[0], text)
        named = (members[0].start, members[-1].end) if outer is None else (outer.start, outer.end)
        law = law_around(text, *named, title, other)
        other = law or other
        for member in members:
            member.law, member.within = law, outer
        yield from members
        before = members[-1]
        at = before.end


def _join(before: Mention, first: Mention, text: str) -> None:
    """Hang Section 4 of "Section 2 to Section 4" and paragraph 2 of "Article 5, paragraph 2" on the one before."""
    if _RANGE.fullmatch(text, before.end, first.start):
        first.before, first.joint = before, Joint.RANGE
    elif RANK[first.parts[0].level] > RANK[before.parts[-1].level] and _INSIDE.fullmatch(text, before.end, first.start):
        first.before, first.joint = before, Joint.INSIDE


def _outer(text: str, members: list[Mention]) -> Mention | None:
    """Section 2 for paragraphs (a) and (b) of Section 2, None where no outer unit is named behind."""
    joint = _WITHIN.match(text, members[-1].end)
    head = _HEAD.match(text, joint.end()) if joint is not None else None
    if head is None:
        return None
    outer = _mention(head, text)
    inner = min(RANK[member.parts[0].level] for member in members)
    return outer if RANK[outer.parts[0].level] < inner else None


# --- the members of a list ---


def _members(match: re.Match[str], text: str) -> list[Mention]:
    """The mention that begins at `match`, and those that go on from it: Sections 3, 4(a) and (b)."""
    members = [_captioned(_mention(match, text), text)]
    words = match["article"] or match["appendix"] or match["heading"] or match["paragraph"] or ""
    is_plural = words.strip().lower().endswith(("s", "ices", "es", "§§"))
    numbered = members[0]
    while (more := _MORE.match(text, members[-1].end)) is not None:
        if more["number"] is not None and not _may_follow(more, numbered, text, is_plural=is_plural):
            break
        members.append(_captioned(_member(more, members[-1], numbered, text), text))
        if more["number"] is not None:
            numbered = members[-1]
            numbered.bare = not is_plural and "." not in more["number"]
    return members


def _may_follow(more: re.Match[str], before: Mention, text: str, *, is_plural: bool) -> bool:
    """Whether a number goes on from the one before: of its kind, behind a plural or clearly no amount."""
    number = more["number"]
    last = text[before.parts[0].start : before.parts[0].end].split()[-1].lstrip("§")
    if before.appendix:
        return is_plural
    if number[0].isdecimal() != last[0].isdecimal():
        return False
    is_number = number[0].isdecimal() or numerals.parse_big_roman(number) is not None
    return is_number and (is_plural or ("." in number and "." in last) or _ends_pair(more, text))


def _ends_pair(more: re.Match[str], text: str) -> bool:
    """Whether a number behind "and", "or" or "to" is the last of its list: 3 in "Section 2 or 3."."""
    joint = text[more.start() : more.start("number")].strip(" ,–—-\u00a0")
    return joint != "" and _AND_NO_MORE.match(text, more.end()) is not None


def _member(more: re.Match[str], before: Mention, numbered: Mention, text: str) -> Mention:
    """A further member; `numbered` is the last one with a number of its own, whose word it shares."""
    joint = Joint.RANGE if more["range"] is not None else Joint.LIST
    if more["number"] is not None:
        start = more.start("number")
        mention = _with_signs(numbered.parts[0].level, start, more, "number", "signs", text)
        if numbered.appendix:
            mention.appendix = _appendix_name(numbered.appendix.split()[0], more["number"])
    else:
        signs = _signs(text, *more.span("own_signs"), before.parts[-1].level)
        mention = Mention(signs[0].start, signs[-1].end, signs)
    mention.joint, mention.before = joint, before
    return mention


# --- one mention ---


def _mention(match: re.Match[str], text: str) -> Mention:
    start = match.start()
    if match["article"]:
        return _with_signs(Level.ARTICLE, start, match, "number", "signs", text)
    if match["unit"]:
        parts = _signs(text, match.start("unit_signs"), match.end(), Level.ITEM)
        return Mention(start, match.end(), parts)
    if match["paragraph"]:
        return _with_signs(Level.PARAGRAPH, start, match, "paragraph_number", "paragraph_signs", text)
    if match["appendix"]:
        part = Part(Level.APPENDIX, start, match.end(), _number(match["appendix_number"]))
        name = _appendix_name(match["appendix"], match["appendix_number"])
        return Mention(start, match.end(), [part], appendix=name)
    if match["heading"]:
        level = Level.PART if match["heading"].lower().startswith("part") else Level.CHAPTER
        part = Part(level, start, match.end(), _number(match["heading_number"]))
        return Mention(start, match.end(), [part], bare=True)
    return _relative(match, text)


def _relative(match: re.Match[str], text: str) -> Mention:
    word = match["relative_word"].lower()
    level = {"part": Level.PART, "chapter": Level.CHAPTER, "paragraph": Level.PARAGRAPH}.get(word, Level.ARTICLE)
    relative = Relative.THIS if match["this"] else _RELATIVES[match["relative"]]
    parts = [Part(level, match.start(), match.end("relative_word"), (), relative)]
    if match["relative_signs"]:
        parts += _signs(text, *match.span("relative_signs"), Level.ITEM)
    return Mention(match.start(), parts[-1].end, parts)


def _with_signs(level: Level, start: int, match: re.Match[str], number: str, signs: str, text: str) -> Mention:
    parts = [Part(level, start, match.end(number), _number(match[number]))]
    if match[signs]:
        parts += _signs(text, *match.span(signs), Level.ITEM)
    return Mention(start, parts[-1].end, parts)


def _captioned(mention: Mention, text: str) -> Mention:
    """The mention with the heading that is quoted behind an article: Section 5 (Fees)."""
    match = _CAPTION.match(text, mention.end)
    if match is not None and mention.parts[0].level is Level.ARTICLE and mention.parts[0].number:
        mention.caption, mention.caption_start, mention.end = match["caption"], match.start("caption"), match.end()
    return mention


def _appendix_name(word: str, number: str) -> str:
    return appendix_name(word, "" if number[0].isdecimal() else number)


def _signs(text: str, start: int, end: int, level: Level) -> list[Part]:
    """(a)(i) as parts: the first of `level`, the rest below it."""
    level = level if level in (Level.ITEM, Level.SUBITEM) else Level.ITEM
    parts: list[Part] = []
    for sign in _SIGN.finditer(text, start, end):
        below = Level.SUBITEM if parts else level
        parts.append(Part(below, sign.start(), sign.end(), sign_number(sign["sign"])))
    return parts


def _number(written: str) -> Number:
    """3.2 as (3, 2), 548-4 as (548, 4), IV as (4,), B as (2,)."""
    if written[0].isdecimal():
        return tuple(int(part) for part in re.split("[.-]", written))
    roman = numerals.parse_roman(written.lower()) if written != "C" else None
    return (roman,) if roman else (ord(written[0]) - ord("A") + 1,)
