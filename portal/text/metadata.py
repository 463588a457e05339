"""What a document says of itself: its title line, 文書番号 lines, 制定文 and law number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.text.dates import DATE, ENGLISH_DATE, ERAS, PLAIN_DATE, read_recorded_date
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Clause, Kind, unmarked

_B = rf"[{BLANKS}]*"
EDITION = re.compile(rf"第{_B}[^第版\s]{{1,6}}{_B}版|[Vv]er(?:sion)?\.?\s*[\d.]+")
_SEP = rf"[{BLANKS},、・]*"
_STATED = rf"(?:{PLAIN_DATE}{_B}(?:改定|改訂|制定|施行)?|{EDITION.pattern})"
_TITLE = re.compile(rf"(?P<name>.*?)(?:{_SEP}(?:{_STATED}|[（(]{_SEP}{_STATED}(?:{_SEP}{_STATED})?{_SEP}[）)]))*")

_FIELDS = {
    "文書番号": "document_number",
    "文書名": "document_name",
    "文書管理番号": "document_number",
    "管理番号": "document_number",
    "機密分類": "classification",
    "機密区分": "classification",
    "版数": "edition_label",
    "版": "edition_label",
    "制定日": "enacted",
    "作成日": "created",
    "改定日": "amended",
    "改訂日": "amended",
    "最終改定日": "amended",
    "最終更新日": "amended",
    "施行日": "effective",
    "実施日": "effective",
    "発行者": "publisher",
    "作成者": "author",
    "承認者": "approver",
    "documentnumber": "document_number",
    "documentno.": "document_number",
    "version": "edition_label",
    "lastupdated": "amended",
    "lastrevised": "amended",
    "lastmodified": "amended",
    "effectivedate": "effective",
    "effective": "effective",
}
"""By the name of a record without its blanks, in small letters."""

_DATED = ("enacted", "created", "amended", "effective")
_FIELD = re.compile(rf"(?P<key>[^：:\s][^：:]{{0,16}}?){_B}[：:]{_B}(?P<value>.*)")
_LAW_NUMBER = re.compile(rf"[（(](?P<value>(?:{'|'.join(ERAS)})[^（）()]{{2,40}}第[^（）()]+号)[）)]")
_ISSUED = (
    r"[^\s（）()。、]{0,12}(?:法律|政令|勅令|省令|条例|規則|規程|告示|訓令|要綱)"
    rf"第{_B}[{numerals.DIGITS}{numerals.KANJI}]+{_B}号"
)
_LAW_NUMBER_LINE = re.compile(rf"(?:{PLAIN_DATE}{_B})?(?P<value>{_ISSUED})")
RULE = re.compile(r"(?:-{3,}|={3,}|\*{3,}|_{3,}|―{3,}|─{3,}|━{3,}|＝{3,}|－{3,})")
"""A line drawn across the page."""
_CLOSING = re.compile(rf"以{_B}上")
_DOCUMENTS = "約款|規約|規程|規則|契約|条件|方針|ポリシー|特約"
_ENACTED = "策定|制定|施行|実施|適用|改定|改訂|改正|発効"
_ENACTMENT = re.compile(rf"(?:本|この|当)[^。、]{{0,20}}(?:{_DOCUMENTS})[はを、].*{PLAIN_DATE}.*(?:{_ENACTED}).*")
_STATES = re.compile(
    r"(?P<enacted>制定|策定)|(?P<amended>改定|改訂|改正|(?i:updated|revised))"
    r"|(?P<effective>施行|実施|適用|発効|(?i:effective))"
)
LONGEST_ENACTMENT = 200
"""Characters. Longer lines are text; the pattern would take quadratic time on them."""
LONGEST_TITLE_LINE = 200
"""Characters of a title in which date and edition are looked for; the pattern takes quadratic time."""
_EVENT = "(?:最終|一部|全部)?(?:制定|改定|改訂|改正|施行|実施|策定|適用|公布|更新)"
_DATED_WORD = re.compile(
    rf"[（(【\[]?{PLAIN_DATE}{_B}(?:{_EVENT})?[）)】\]]?"
    rf"|{_EVENT}日?{_B}[：:]?{_B}{PLAIN_DATE}(?:{_B}{_ISSUED})?"
    rf"|(?i:effective|last updated|last revised|updated|revised)(?: as of| on| from)? (?i:{ENGLISH_DATE})\.?"
)


_RECORDS = (Kind.TITLE, Kind.COLOPHON)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A title line taken apart: name, date and edition label as printed ("" where absent)."""

    name: str
    date: str = ""
    edition_label: str = ""


def read_title(line: str) -> TitleLine:
    """Split 「約款 2023年2月6日 第15版」 into its parts."""
    line = unmarked(" ".join(part.strip(BLANKS) for part in line.strip(BLANKS).split("\n")))
    match = _TITLE.fullmatch(line) if len(line) <= LONGEST_TITLE_LINE else None
    if match is None or not match["name"]:
        return TitleLine(line)
    stated = line[match.end("name") :]
    date_found, edition_found = DATE.search(stated), EDITION.search(stated)
    return TitleLine(
        match["name"], date_found.group() if date_found else "", edition_found.group() if edition_found else ""
    )


def is_field(line: str) -> bool:
    """Whether the line is a document's own record such as 文書番号：A-1."""
    return _field(line) is not None


def _field(line: str) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(line.strip(BLANKS))
    if match is None:
        return None
    name = _FIELDS.get(re.sub(rf"[{BLANKS}]", "", match["key"]).lower())
    return (name, match["value"]) if name else None


def ends_document(line: str) -> bool:
    """Whether the line is 以上 or a record: what no provision can be, wherever it stands."""
    return is_field(line) or _CLOSING.fullmatch(line.strip(BLANKS)) is not None


def is_opening_colophon(line: str) -> bool:
    """Whether a line between the title and the first heading is a law number, date or record, not the preamble."""
    line = line.strip(BLANKS)
    if len(line) > LONGEST_ENACTMENT:
        return is_field(line)
    patterns = (_LAW_NUMBER, _LAW_NUMBER_LINE, _DATED_WORD, EDITION)
    return is_field(line) or any(pattern.fullmatch(line) for pattern in patterns)


def is_closing_colophon(line: str) -> bool:
    """Whether a line after the last article is a 制定文, a date, 以上 or a record."""
    line = line.strip(BLANKS)
    if len(line) > LONGEST_ENACTMENT:
        return is_field(line)
    return bool(is_field(line) or _CLOSING.fullmatch(line) or _ENACTMENT.fullmatch(line) or _DATED_WORD.fullmatch(line))


def read_metadata(clauses: Iterable[Clause]) -> tuple[tuple[str, str], ...]:
    """Return what title and colophon lines state, first statement of each name; dates as ISO where readable."""
    found: dict[str, str] = {}
    for clause in clauses:
        if clause.kind not in _RECORDS:
            continue
        for name, value in _statements(clause):
            if value:
                found.setdefault(name, value)
    return tuple(found.items())


def _statements(clause: Clause) -> Iterator[tuple[str, str]]:
    if clause.kind is Kind.TITLE:
        title = read_title(clause.text)
        yield from (("date", _iso(title.date)), ("edition_label", title.edition_label))
    if clause.kind is Kind.COLOPHON:
        for line in clause.text.split("\n"):
            yield _statement(line.strip(BLANKS))


def _statement(line: str) -> tuple[str, str]:
    field = _field(line)
    if field:
        return field[0], _iso(field[1]) or field[1] if field[0] in _DATED else field[1]
    if EDITION.fullmatch(line):
        return "edition_label", line
    law_number = _LAW_NUMBER.fullmatch(line) or _LAW_NUMBER_LINE.fullmatch(line)
    if law_number:
        return "law_number", law_number["value"]
    return _dated_name(line), _iso(line)


def _dated_name(line: str) -> str:
    """What a 制定文 or dated line states: the first of the words it uses."""
    words = _STATES.search(line)
    return str(words.lastgroup) if words else "enacted"


def _iso(text: str) -> str:
    found = read_recorded_date(text)
    return found.isoformat() if found else ""
