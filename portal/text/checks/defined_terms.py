"""Where a document says what a word means: （以下「料金」という。）, 「料金」とは、…をいう, the entries of a 定義."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.text.checks.examined import PROSE, Examined, Stretch
from portal.text.normalise import fold
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Line, LineKind, UnitKind

_TERM = r"「(?:\*\*)?(?P<term>[^「」\n]{1,40}?)(?:\*\*)?」(?:\*\*)?"
"""A word in quotation marks, in bold or not: 「**X**」, **「X」**."""
_ABBREVIATION = re.compile(
    rf"以下(?P<scope>[^「」（）()。\n]{{0,40}}){_TERM}"
    "(?=(?:[^「」。\n]{0,12}「[^「」\n]{1,40}」){0,4}(?:[）)]|[、，に]?(?:総称|略称|略|称|呼|と?(?:いう|いい|する|します|し[、，]))))"
)
"""以下「X」という. Behind X may stand more of them: 以下「X」又は「Y」という; or nothing: （以下「X」）."""
_PLAIN_ABBREVIATION = re.compile(
    "(?<=[（(、。])以下(?P<scope>[^「」（）()。\n]{0,20}?)(?P<term>[一-龥々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ0-9０-９]{2,20})"
    "と(?:い[うい]|略|称|呼)"
)
"""（以下延滞料等という。）, without quotation marks."""
_LOCAL = re.compile(rf"(?<=において){_TERM}と(?=いう|いい|する|します)")
"""Without 以下 as well: 第四条第三項において「分館等」という."""
_NEXT_TERM = re.compile(f"(?:、|及び|又は|並びに|若しくは|および|または|もしくは|・)?{_TERM}")
_PART = re.compile(
    "(?:[条項号章節款目編]|別表|別紙|[附付]則|(?<![ァ-ヺー])[ァ-ヺ])"
    "(?:において|では|にて|中|に限り|で|及び|又は|並びに|から|、|まで)"
)
"""What limits a definition to a part of the document: 以下この条において, 以下本項では, 以下このロにおいて."""
_MEANS = re.compile(
    f"{_TERM}とは(?P<content>[^。\n]{{0,400}}?(?:をい[うい]|を指|を意味|のこと|もの|です)[^。\n]{{0,400}})"
)
_ENGLISH = re.compile('["“](?P<term>[A-Z][^"“”\n]{0,40})["”] (?P<content>(?:means|shall mean|refers to) [^\n]{1,400})')
_DEFINITIONS = re.compile("定義|用語|意義")
_LEAD = re.compile(
    "(?:用語|定義|意義|意味)[^。]{0,40}(?:次|以下|左|下記)|(?:次|以下|左|下記)[^。]{0,40}(?:用語|定義|意義)"
)
_NAME = rf"(?P<quote>[「“\"*]*)(?P<term>[^：:。、，「」“”\"*|{BLANKS}]{{1,30}})[」”\"*]*"
_ENTRY = re.compile(rf"{_NAME}(?P<sign>[{BLANKS}]*[：:]|[{BLANKS}])[{BLANKS}]*(?P<content>\S.*)")
_ALONE = re.compile(rf"{_NAME}[：:]?")
_BULLET = re.compile(rf"(?:[^\w「“\"（(*]|\*(?!\*))[{BLANKS}]*")
_ROW = re.compile(
    rf"\|[{BLANKS}]*(?:[0-9０-９]+[.．]?[{BLANKS}]+)?{_NAME}[{BLANKS}]*\|[{BLANKS}]*(?P<content>[^|\-][^|]*)\|"
)
_COLUMN = re.compile("用語|言葉|語句|名称|項目|区分")
"""What the first row of a table calls the words it explains."""
_SAYS_SO = re.compile("をい[うい]|を指|こと|もの|者|人")
_POINTER = re.compile("(?:第[^、。]{1,12}[条項号]|[前次同][条項]|別表|別紙|別記)[^。]{0,20}(?:定め|規定|定義|掲げ)")
"""A definition that only says where the definition stands."""

_PARTS = re.compile("[、，。（）()「」\n]")
LONGEST_CONTENT = 400
"""Characters that are compared of what a word means."""
LONGEST_SENTENCE = 2000
SHORTEST_CORE = 4
"""Characters. Shorter ends of sentences (した者) are those of many."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A word that is given a meaning, where it stands (`start`, in `clause.written`), and the words it stands for.

    `is_local` says that it holds for a part of the document only, `is_forward` that it holds from there on (以下).
    """

    term: str
    each: Examined
    start: int
    content: str
    is_local: bool = False
    is_forward: bool = False

    @property
    def end(self) -> int:
        """The offset behind the word."""
        return self.start + len(self.term)

    @property
    def sentence_start(self) -> int:
        """The offset where the sentence with the definition begins."""
        return sentence_start(self.each.written, self.start)

    @property
    def is_pointer(self) -> bool:
        """Whether it only says where the meaning is laid down."""
        return _POINTER.search(self.content) is not None

    def says_the_same(self, other: Definition) -> bool:
        """Whether both give the word the same meaning, as far as words show.

        Of the sentence before 以下「X」という the last words count: この規則は、株式会社ひかり（以下「会社」という。）.
        """
        own, others = fold(self.content), fold(other.content)
        if own == others or not (self.is_forward and other.is_forward):
            return own == others
        own, others = _core(own), _core(others)
        return min(len(own), len(others)) >= SHORTEST_CORE and (own.endswith(others) or others.endswith(own))


def _core(content: str) -> str:
    return next((part for part in reversed(_PARTS.split(content)) if part), "")


def read_definitions(clauses: Sequence[Examined]) -> tuple[Definition, ...]:
    """Return what the document defines, in reading order."""
    return tuple(definition for each in clauses if each.clause.kind in PROSE for definition in _of_clause(each))


def is_list_of_definitions(each: Examined) -> bool:
    """Whether the clause is the document's list of words: its caption or the sentence before its 号 says so."""
    if _DEFINITIONS.search(each.clause.caption):
        return True
    return bool(each.stretches) and _LEAD.search(each.stretches[0].unit.text) is not None


def _of_clause(each: Examined) -> Iterator[Definition]:
    defines = is_list_of_definitions(each)
    found = [*_abbreviations(each), *_local_abbreviations(each), *_sentences(each)]
    if defines:
        taken = {definition.start for definition in found}
        found += [entry for entry in _entries(each) if entry.start not in taken]
    yield from sorted(found, key=lambda definition: definition.start)


def _abbreviations(each: Examined) -> Iterator[Definition]:
    written = each.written
    for match in _ABBREVIATION.finditer(written, each.offset):
        named: re.Match[str] | None = match
        while named is not None:
            yield _forward(each, match, named)
            named = _NEXT_TERM.match(written, named.end())
    for match in _PLAIN_ABBREVIATION.finditer(written, each.offset):
        yield _forward(each, match, match)


def _forward(each: Examined, match: re.Match[str], named: re.Match[str]) -> Definition:
    content = _words_before(each.written, match.start(), each.offset)
    is_local = _PART.search(match["scope"]) is not None
    return Definition(named["term"], each, named.start("term"), content, is_local, is_forward=True)


def _words_before(written: str, start: int, first: int) -> str:
    """What an abbreviation stands for, as far back as the sentence goes."""
    beginning = max(sentence_start(written, start), first, start - LONGEST_CONTENT)
    return written[beginning:start].rstrip("（(、")


def sentence_start(written: str, offset: int) -> int:
    """Return where the sentence or line begins that `offset` lies in, or where its last 2,000 characters do."""
    first = max(0, offset - LONGEST_SENTENCE)
    before = max(written.rfind(sign, first, offset) for sign in "。\n")
    return before + 1 if before >= 0 else first


def _local_abbreviations(each: Examined) -> Iterator[Definition]:
    for match in _LOCAL.finditer(each.written, each.offset):
        start = match.start("term")
        yield Definition(match["term"], each, start, _words_before(each.written, start, each.offset), is_local=True)


def _sentences(each: Examined) -> Iterator[Definition]:
    for match in _MEANS.finditer(each.written, each.offset):
        start = match.start("term")
        is_local = _PART.search(each.written, sentence_start(each.written, start), start) is not None
        yield Definition(match["term"], each, start, match["content"], is_local)
    for match in _ENGLISH.finditer(each.written, each.offset):
        yield Definition(match["term"], each, match.start("term"), match["content"])


def _entries(each: Examined) -> Iterator[Definition]:
    """What stands in a list of definitions: labelled units, bullets, lines and rows of a table."""
    for stretch in each.stretches:
        lines = stretch.unit.lines
        if stretch.unit.label and lines and stretch.unit.kind is not UnitKind.SUBITEM:
            yield from _labelled(each, stretch)
            lines = lines[1:]
        for line in lines:
            match = _line_entry(line)
            if match:
                start = each.offset + line.start + match.start("term")
                yield Definition(match["term"], each, start, match["content"])


def _labelled(each: Examined, stretch: Stretch) -> Iterator[Definition]:
    """３．契約者：…, 一　契約者　…をいう, and （１）契約者 with what it means on the next line."""
    first, *others = stretch.unit.lines
    match, below = _ENTRY.match(first.text), "".join(line.text for line in others)
    if match and not match["sign"].strip(BLANKS) and not _SAYS_SO.search(match["content"]):
        # Where only a blank parts word and meaning, the meaning has to say that it is one.
        return
    if match is None:
        match = _ALONE.fullmatch(first.text) if _SAYS_SO.search(below) else None
    if match:
        content = match.groupdict().get("content") or ""
        start = each.offset + first.start + match.start("term")
        yield Definition(match["term"], each, start, content + below + _below(stretch))


def _line_entry(line: Line) -> re.Match[str] | None:
    """・「契約者」：…, - **契約者**：… and | 契約者 | … |, but for a table's first row."""
    if line.kind is LineKind.TABLE:
        row = _ROW.match(line.text)
        return row if row and not _COLUMN.match(row["term"]) else None
    bullet = _BULLET.match(line.text) if line.kind is LineKind.BULLET else None
    match = _ENTRY.match(line.text, bullet.end() if bullet else 0)
    if match is None or not (match["sign"].strip(BLANKS) or match["quote"]):
        return None
    return match if bullet or match["quote"] else None


def _below(stretch: Stretch) -> str:
    return "".join(unit.text for child in stretch.unit.children for unit in child.walk())
