"""Dates as documents write them: 2024年9月1日, 令和六年九月一日, and in records 2024-09-01 or September 1, 2024."""

from __future__ import annotations

import re
from datetime import date

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS

_B = rf"[{BLANKS}]*"
_N = rf"[{numerals.DIGITS}{numerals.KANJI}元]{{1,9}}"
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_YEAR = rf"(?:(?P<era>{'|'.join(ERAS)}){_B}(?P<era_year>{_N})|(?P<year>{_N}))"
_DATE = rf"{_YEAR}{_B}年{_B}(?P<month>{_N}){_B}月{_B}(?P<day>{_N}){_B}日"
DATE = re.compile(_DATE)
"""A Japanese date in running text."""
PLAIN_DATE = re.sub(r"\?P<\w+>", "?:", _DATE)
"""The same without named groups, to be part of other patterns."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_NUMERIC = r"(?P<year>[12]\d{3})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"
_ENGLISH = rf"(?P<month_name>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[12]\d{{3}})"
_BRITISH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month_name>{_MONTH})\.?,? (?P<year>[12]\d{{3}})"
_OF_RECORDS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_NUMERIC, _ENGLISH, _BRITISH))
ENGLISH_DATE = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in (_ENGLISH, _BRITISH))
"""English dates, to be part of other patterns."""


def read_date(text: str) -> date | None:
    """Return the first 年月日 date in `text` (西暦 or 元号, any numerals); None without one that exists."""
    match = DATE.search(text)
    if match is None:
        return None
    year = _year(match)
    month, day = numerals.parse_number(match["month"]), numerals.parse_number(match["day"])
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def read_recorded_date(text: str) -> date | None:
    """Return the first date in a record's value, which may also be 2024-09-01, 2024/9/1 or September 1, 2024.

    In running text such figures may mean something else; `read_date` leaves them alone.
    """
    for pattern in _OF_RECORDS:
        match = pattern.search(numerals.half_width(text))
        if match is not None:
            return _of_record(match.groupdict())
    return read_date(text)


def _of_record(parts: dict[str, str]) -> date | None:
    name = parts.get("month_name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _year(match: re.Match[str]) -> int | None:
    if match["year"]:
        return numerals.parse_number(match["year"])
    years = 1 if match["era_year"] == "元" else numerals.parse_number(match["era_year"])
    return ERAS[match["era"]] + years if years else None
