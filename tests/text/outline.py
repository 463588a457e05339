"""A parsed document as an outline in Japanese, the notation of `tests/text/cases/*.txt`.

    条 18の2「第１８条の２」（利用の停止）      a clause: kind, number, label, caption
      項 1「１．」当社は、次の場合に停止します。   a 項 with its label and first line
        号 2「（２）」滞納したとき              a 号
          細分 1「イ．」二月以上               a 号の細分, as deep as it is
        ｜電話番号                          a line that belongs to the unit above
        ・箇条書き                          a bullet line: printed as it is
        表｜甲｜                            a line of a table
    ＠ 附則（…）                            printed before a clause of another context

Kinds without 項 print their text line by line. Blank lines inside are not shown: the round trip checks them.
"""

from collections.abc import Iterator

from portal.text.body import parse_body
from portal.text.checks.examined import examine
from portal.text.checks.structure import check_structure
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.tree import MAIN, Clause, Kind, Line, LineKind, Number, Parsed, Unit, UnitKind

WORDS = {
    Kind.TITLE: "題名",
    Kind.COLOPHON: "奥付",
    Kind.TABLE_OF_CONTENTS: "目次",
    Kind.PREAMBLE: "前文",
    Kind.PART: "編",
    Kind.CHAPTER: "章",
    Kind.SECTION: "節",
    Kind.SUBSECTION: "款",
    Kind.DIVISION: "目",
    Kind.ARTICLE: "条",
    Kind.SUPPLEMENTARY_PROVISION: "附則",
    Kind.APPENDIX: "別表等",
    Kind.ELIDED: "略",
}
UNIT_WORDS = {UnitKind.PARAGRAPH: "項", UnitKind.ITEM: "号", UnitKind.SUBITEM: "細分"}
WITHOUT_UNITS = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS)
INDENT = "  "


def outline(parsed: Parsed) -> str:
    """Return the outline of a parsed document."""
    return "\n".join(_lines(parsed))


def problems(parsed: Parsed) -> str:
    """Return the problems of reading and structure, a line each: 3行目 number_gap …; `checks/` has the others."""
    structure = check_structure(parsed.document, examine(parsed.document), read_references(parsed.document))
    found = sorted((*parsed.problems, *structure), key=lambda problem: problem.line)
    return "\n".join(f"{problem.line}行目 {problem.code} {problem}" for problem in found)


def outline_of(text: str) -> str:
    """Return the outline of what `text` parses to."""
    return outline(parse(text))


def _lines(parsed: Parsed) -> Iterator[str]:
    context = MAIN
    for clause in parsed.document:
        if clause.context != context:
            context = clause.context
            yield "＠ " + ("本則" if context == MAIN else context)
        yield _clause(clause)
        if clause.kind in WITHOUT_UNITS:
            yield from (INDENT + line.strip(" 　") for line in clause.text.split("\n") if line.strip(" 　"))
        else:
            for paragraph in parse_body(clause.text).paragraphs:
                yield from _unit(paragraph, INDENT)


def _clause(clause: Clause) -> str:
    label = f"「{clause.label}」" if clause.label else ""
    caption = f"（{clause.caption}）" if clause.caption else ""
    return f"{WORDS[clause.kind]}{_number(clause.number)}{label}{caption}"


def _number(number: Number) -> str:
    return " " + "の".join(map(str, number)) if number else ""


def _unit(unit: Unit, indent: str) -> Iterator[str]:
    lines = list(unit.lines)
    first = lines.pop(0).text if lines and lines[0].kind is LineKind.TEXT else ""
    label = f"「{unit.label}」" if unit.label else ""
    yield f"{indent}{UNIT_WORDS[unit.kind]}{_number(unit.number)}{label}{'' if label else ' '}{first}".rstrip()
    yield from (indent + INDENT + _line(line) for line in lines)
    for child in unit.children:
        yield from _unit(child, indent + INDENT)


def _line(line: Line) -> str:
    mark = {LineKind.TEXT: "｜", LineKind.BULLET: "", LineKind.TABLE: "表"}[line.kind]
    return mark + line.text
