"""Show the body of a clause as HTML: 項, 号 and 号の細分 nested, with lines, bullets, tables and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from portal.text.html.hanging import bullet, half_ems, hang
from portal.text.html.linked_words import LinkedWords
from portal.text.html.markup import EMPTY, Safe, classes, element, join, text
from portal.text.html.pipe_tables import pipe_table_html
from portal.text.pipe_table import read_pipe_tables
from portal.text.tree import Body, Line, LineKind, Unit, UnitKind

_MEASURE = 68
"""Half ems that a page's lines have beside the labels."""

_Ids = Mapping[int, str]


def body_html(body: Body, words: LinkedWords, ids: _Ids) -> Safe:
    """Show a body, whose lines are read from `words`; `ids` maps a unit's `start` to the id it gets."""
    return _series(body.paragraphs, words, ids, depth=0)


def _lines(lines: Iterable[Line], words: LinkedWords) -> Safe:
    """Show lines, equal neighbours as one list or table."""
    return join(_run(kind, list(run), words) for kind, run in groupby(lines, key=lambda line: line.kind))


def _run(kind: LineKind, lines: list[Line], words: LinkedWords) -> Safe:
    if kind is LineKind.BULLET:
        return _bullets(lines, words)
    if kind is LineKind.TABLE:
        tables = read_pipe_tables((line.start, line.text) for line in lines)
        return join(pipe_table_html(table, measure=_MEASURE, words=words.cell) for table in tables)
    return join(element("p", _rest(line, _blanks(line), words), class_="line") for line in lines)


def _rest(line: Line, behind: int, words: LinkedWords) -> Safe:
    """A line from behind so many of its characters on, without the blanks at its end."""
    return words.between(line.start + behind, line.start + len(line.text.rstrip()))


def _blanks(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _series(units: Sequence[Unit], words: LinkedWords, ids: _Ids, *, depth: int) -> Safe:
    """Show units of one level; they hang alike, by the widest label among them."""
    hanging = hang(unit.label + unit.separator for unit in units if unit.label)
    return join(_unit(unit, hanging, words, ids, depth) for unit in units)


def _unit(unit: Unit, hanging: str, words: LinkedWords, ids: _Ids, depth: int) -> Safe:
    """A unit; one without words of its own leaves its id to its first child, which starts where it does."""
    first, rest = _first_line(unit, words)
    return element(
        "div",
        first,
        _lines(rest, words),
        _series(unit.children, words, ids, depth=depth + (unit.kind is not UnitKind.PARAGRAPH)),
        class_=classes(
            "unit",
            unit.kind.value,
            f"depth-{depth}" if unit.kind is UnitKind.SUBITEM else "",
            f"labelled {hanging}" if unit.label else "",
        ),
        id=ids.get(unit.start, "") if unit.label or unit.lines else "",
    )


def _first_line(unit: Unit, words: LinkedWords) -> tuple[Safe, tuple[Line, ...]]:
    """The label with the text on its line, and the lines below."""
    if not unit.label:
        return EMPTY, unit.lines
    label = element("span", text(unit.label + unit.separator), class_="label")
    behind = unit.start + len(unit.label) + len(unit.separator)
    beside = unit.lines[:1] if unit.lines and unit.lines[0].start == behind else ()
    first = _rest(beside[0], 0, words) if beside else EMPTY
    return element("p", label, first, class_="line"), unit.lines[len(beside) :]


def _bullets(lines: Sequence[Line], words: LinkedWords) -> Safe:
    indents = sorted({half_ems(line.indent) for line in lines})
    return element(
        "ul", *(_bullet(line, indents.index(half_ems(line.indent)) + 1, words) for line in lines), class_="bullets"
    )


def _bullet(line: Line, depth: int, words: LinkedWords) -> Safe:
    marker = bullet(line.text)
    shown = element("span", text(marker), class_="marker") if marker else EMPTY
    rest = _rest(line, len(marker), words)
    return element("li", shown, rest, class_=classes("line bullet", hang([marker]), f"depth-{depth}"))
