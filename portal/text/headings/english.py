"""Headings in English: Article 3 (Purpose), Section 2. Fees, § 4, Schedule 1, Table of Contents."""

from __future__ import annotations

import re

from portal.text.bracketed import BRACKETED, LONGEST_CAPTION
from portal.text.headings.captions import is_latin_name, is_left_out
from portal.text.headings.heads import Form, Head
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Kind, Number

_GAP = rf"[{BLANKS}]"
_D = rf"[{numerals.DIGITS}]{{1,{numerals.LONGEST_NUMBER}}}"
_DECIMALS = rf"{_D}(?:[.．]{_D}){{0,7}}"
_ROMAN = f"[IVXLC]{{1,{numerals.LONGEST_ROMAN}}}"
_ARTICLE = re.compile(
    rf"(?P<word>Article|ARTICLE|Section|SECTION|Clause|CLAUSE|§){_GAP}*"
    rf"(?P<n>{_DECIMALS}|{_ROMAN})(?:-(?P<branch>{_DECIMALS})|(?P<inserted>[A-Z]|bis|ter|quater))?\b[.．]?"
)
_RANGE = re.compile(
    rf"(?P<word>Article|ARTICLE|Section|SECTION|Clause|CLAUSE)[sS]?{_GAP}+(?P<n>{_DECIMALS})"
    rf"{_GAP}*(?:to|through|and|[-–—]){_GAP}*(?:(?P=word){_GAP}+)?(?P<last>{_DECIMALS})(?={_GAP}*(?P<words>[^\n]{{1,16}})\Z)"
)
_INSERTED = ("bis", "ter", "quater")
_HEADING = re.compile(rf"(?P<word>Part|PART|Chapter|CHAPTER){_GAP}+(?P<n>{_DECIMALS}|{_ROMAN}|[A-Z])\b[.．]?")
_APPENDIX = re.compile(
    r"(?:Schedule|SCHEDULE|Exhibit|EXHIBIT|Appendix|APPENDIX|Annex|ANNEX|Attachment|ATTACHMENT)"
    rf"(?:{_GAP}+(?P<n>{_DECIMALS}|{_ROMAN}|[A-Z]))?\b[.．]?"
)
_SUPPLEMENTARY = re.compile(r"Supplementary Provisions?|SUPPLEMENTARY PROVISIONS?|Addendum|ADDENDUM")
_CONTENTS = re.compile(r"table of contents|contents", re.IGNORECASE)
_SEPARATOR = re.compile(rf"{_GAP}*(?:[：:]|[–—-](?={_GAP})){_GAP}*|{_GAP}*")
_SENTENCE_SIGNS = (",", ";", ")", "’", "'")
_SUBSECTION = re.compile(r"\([a-z0-9]{1,4}\)")
_KINDS = {"part": Kind.PART, "chapter": Kind.CHAPTER}


def last_number(label: str, number: Number) -> Number:
    """Return the number a label ends on: (7,) for Articles 5 to 7, else `number` itself."""
    match = _RANGE.match(f"{label} deleted")
    return _number(match["last"]) if match and len(number) == 1 else number


def _read_article(line: str, indent: str) -> Head | None:
    """What goes on in small letters is a sentence; only the number tells apart the rest."""
    return _read_range(line, indent) or _read_single_article(line, indent)


def _read_range(line: str, indent: str) -> Head | None:
    """Articles 5 to 7 Deleted: one clause for all of them."""
    match = _RANGE.match(line)
    if match is None or not is_left_out(match["words"]):
        return None
    form = f"{indent}L{line[match.end() : len(line) - len(match['words'])]}"
    return Head(Kind.ARTICLE, match.group(), _number(match["n"]), "", form, match["words"], series=_series(match))


def _read_single_article(line: str, indent: str) -> Head | None:
    match = _ARTICLE.match(line)
    if match is None or _goes_on(line[match.end() :]):
        return None
    number = _number(match["n"])
    if number and match["branch"]:
        number = (*number, *_number(match["branch"]))
    if number and match["inserted"]:
        number = (*number, _inserted(match["inserted"]))
    form, caption, rest = _split(line, match.end(), indent)
    certain = len(caption) <= LONGEST_CAPTION if not rest else not caption and is_latin_name(rest)
    return Head(Kind.ARTICLE, match.group(), number, caption, form, rest, certain, _series(match)) if number else None


def _series(match: re.Match[str]) -> str:
    return "Article" if match["word"].lower() == "article" else "Section"


def _inserted(sign: str) -> int:
    """The branch that 3A, 3B or 3bis, 3ter are: what a later act put behind 3, like 第3条の2."""
    return (_INSERTED.index(sign) if sign in _INSERTED else ord(sign) - ord("A")) + 2


def _read_heading(line: str, indent: str) -> Head | None:
    match = _HEADING.match(line)
    return _named(match, _KINDS[match["word"].lower()], line, indent) if match else None


def _read_appendix(line: str, indent: str) -> Head | None:
    match = _APPENDIX.match(line)
    return _named(match, Kind.APPENDIX, line, indent) if match else None


def _named(match: re.Match[str], kind: Kind, line: str, indent: str) -> Head | None:
    """A chapter or appendix: label and a short name, no sentence."""
    rest = line[match.end() :]
    if _goes_on(rest) or rest.endswith(".") or len(rest) > 2 * LONGEST_CAPTION:
        return None
    form, caption = _name_behind(line, match.end(), indent)
    number = _number(match["n"]) if match["n"] else ()
    return Head(kind, match.group(), number, caption, form)


def _read_supplementary(line: str, indent: str) -> Head | None:
    match = _SUPPLEMENTARY.match(line)
    if match is None or _goes_on(line[match.end() :]) or line.endswith("."):
        return None
    form, caption = _name_behind(line, match.end(), indent)
    return Head(Kind.SUPPLEMENTARY_PROVISION, match.group(), (), caption, form)


def _read_contents(line: str, indent: str) -> Head | None:
    if _CONTENTS.fullmatch(line) is None:
        return None
    return Head(Kind.TABLE_OF_CONTENTS, line, form=f"{indent}L")


def _split(line: str, end: int, indent: str) -> tuple[str, str, str]:
    """Return the form, the bracketed caption and the rest of a line whose label ends at `end`."""
    separator = _SEPARATOR.match(line, end)
    between = separator.group() if separator else ""
    behind = line[end + len(between) :]
    bracketed = BRACKETED.match(behind)
    if bracketed is None or (bracketed.end() < len(behind) and behind[bracketed.end()] not in BLANKS):
        return f"{indent}L{between}", "", behind
    rest = behind[bracketed.end() :].lstrip(BLANKS)
    gap = behind[bracketed.end() : len(behind) - len(rest)]
    caption = bracketed.group()
    return f"{indent}L{between}{caption[0]}C{caption[-1]}{gap}", caption[1:-1], rest


def _name_behind(line: str, end: int, indent: str) -> tuple[str, str]:
    """Return the form and the name, in brackets or not, of a line whose label ends at `end`."""
    form, caption, rest = _split(line, end, indent)
    if caption and not rest:
        return form, caption
    separator = _SEPARATOR.match(line, end)
    between = separator.group() if separator else ""
    name = line[end + len(between) :]
    return f"{indent}L{between}{'C' if name else ''}", name


def _goes_on(rest: str) -> bool:
    """Whether a sentence goes on behind the number: of the old terms, (a) applies, and 4, ', …'."""
    behind = rest.lstrip(BLANKS)
    return behind[:1].islower() or rest.startswith(_SENTENCE_SIGNS) or _SUBSECTION.match(behind) is not None


def _number(written: str) -> Number:
    if written[0] in numerals.DIGITS:
        return tuple(int(part) for part in numerals.half_width(written).split("."))
    roman = numerals.parse_roman(written.lower())
    if roman is not None:
        return (roman,)
    return (ord(written) - ord("A") + 1,) if len(written) == 1 else ()


FORMS = (
    Form("Article|ARTICLE|Section|SECTION|Clause|CLAUSE|§", "ASC§", _read_article),
    Form("Part|PART|Chapter|CHAPTER", "PC", _read_heading),
    Form(
        "Schedule|SCHEDULE|Exhibit|EXHIBIT|Appendix|APPENDIX|Annex|ANNEX|Attachment|ATTACHMENT", "SEA", _read_appendix
    ),
    Form("Supplementary|SUPPLEMENTARY|Addendum|ADDENDUM", "SA", _read_supplementary),
    Form("(?i:table of contents|contents)$", "TtCc", _read_contents),
)
"""Every form of heading in English."""
