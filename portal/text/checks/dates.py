"""Findings on the day from which a document applies: neither a 附則 nor anything else says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.text.checks.examined import Examined
from portal.text.dates import ENGLISH_DATE, PLAIN_DATE
from portal.text.messages import gettext_noop
from portal.text.metadata import read_metadata
from portal.text.tree import Document, Kind, Problem, Severity

_RECORDS = ("date", "effective", "enacted", "amended")
_FROM_A_DAY = "(?:から|より|もって|と同時に|[日時月]に|日[はをと：:])[^。]{0,30}(?:施行|実施|適用|効力|発効)"
_APPLIES = re.compile(
    rf"{_FROM_A_DAY}|(?:施行|実施|適用|発効)(?:の?期?日[はを：:]|[：:])"
    "|[0-9０-９一二三四五六七八九十元]年|日[ 　]?(?:一部)?(?:改[定訂正]|施行|実施|適用|発効)|[0-9]{4}[-/.][0-9]"
    "|(?i:effective|in force)"
)
"""What says from when a 附則 applies, not only what it applies to: 施行の日以後の申込みに適用する."""
_ANY_DATE = re.compile(rf"{PLAIN_DATE}|[12][0-9]{{3}}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}|(?i:{ENGLISH_DATE})")
_MONTH = re.compile("年[ 　]?[0-9０-９一二三四五六七八九十]{1,2}[ 　]?月(?:改[定訂正]|制定|施行|実施|適用|現在)")
_FROM_THEN_ON = re.compile(r"施行|実施|適用|効力|発効|(?i:effective)")
_STARTS_WITH = re.compile("(?:公布|締結|成立)の?日[^。]{0,20}(?:施行|実施|適用|効力|発効)")
LONGEST_DATED_LINE = 60
"""Characters up to which a line without 。 that holds a date is a record of it: （2024年4月1日現在）."""
NO_LINE = 0
"""The line of a finding on the whole text."""
FEWEST_ARTICLES = 5
"""Fewer are a fragment or a notice, whose day stands elsewhere."""


def check_dates(document: Document, clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Yield a finding where neither the last 附則 nor, without one, any line of the text says when it applies."""
    kinds = [each.clause.kind for each in clauses]
    if Kind.ELIDED in kinds or kinds.count(Kind.ARTICLE) < FEWEST_ARTICLES:
        return
    if Kind.SUPPLEMENTARY_PROVISION in kinds:
        part = max(each.part for each in clauses)
        last = [each for each in clauses if each.part == part]
        if not any(_APPLIES.search(each.written) for each in last):
            message = gettext_noop("最後の附則に、いつから施行するのかが書かれていません。施行日を書いてください。")
            yield last[0].problem("no_date", Severity.HINT, message, (0, len(last[0].clause.heading)))
    elif not set(_RECORDS).intersection(dict(read_metadata(document))) and not any(map(_is_dated, clauses)):
        message = gettext_noop("附則も日付もなく、いつから適用されるのかが書かれていません。附則などに書いてください。")
        yield Problem(NO_LINE, "no_date", Severity.HINT, message)


def _is_dated(each: Examined) -> bool:
    """Whether a line of the clause is a date, or a sentence says from which day something applies."""
    return any(_says_a_day(line) for line in each.written.split("\n"))


def _says_a_day(line: str) -> bool:
    is_record = len(line) <= LONGEST_DATED_LINE and "。" not in line
    if _ANY_DATE.search(line) is not None:
        return is_record or _FROM_THEN_ON.search(line) is not None
    return (is_record and _MONTH.search(line) is not None) or _STARTS_WITH.search(line) is not None
