"""A document as the checks read it: clauses with the units in them, and what a finding needs to name its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal.text.body import parse_body
from portal.text.places import unit_words
from portal.text.tree import MAIN, Body, Clause, Document, Edit, Kind, Path, Place, Problem, Severity, Unit

WITH_BODY = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)
"""Kinds whose text is read as 項 and 号."""
PROSE = (*WITH_BODY, Kind.PREAMBLE, Kind.APPENDIX)
"""Kinds that say something in sentences."""

MOST_PLACES = 5
"""Places told of one finding."""

_NO_VALUES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit, its path, and where its label and its own words begin in the clause's `written`."""

    unit: Unit
    path: Path
    label_start: int
    start: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A clause under examination.

    `written` is the clause with its heading, in which all offsets count, `offset` where its text begins there, `line`
    the line of the document it begins on (from 1). `part` is 0 in the 本則 and n in the n-th 附則, `appendix` n from
    the n-th 別表 or 別紙 on: articles of its own may stand in one. `units` are the first of each path, `first_list` is
    the path of the first 項 that has 号.
    """

    index: int
    clause: Clause
    written: str
    offset: int
    line: int
    part: int
    appendix: int
    body: Body
    stretches: tuple[Stretch, ...]
    breaks: tuple[int, ...]
    units: Mapping[Path, Stretch]
    first_list: Path | None

    @property
    def is_main(self) -> bool:
        """Whether the clause stands in the 本則, and in no 別表 or 別紙."""
        return not self.part and not self.appendix

    @property
    def label_start(self) -> int:
        """Where the clause's label stands."""
        before, _, _ = self.clause.form.partition("L")
        return len(before.replace("C", self.clause.caption))

    @property
    def is_extract(self) -> bool:
        """Whether the clause stands in a 附則 of which only a part is printed (抄)."""
        return self.clause.context.endswith("抄")

    def stretch_at(self, offset: int) -> Stretch | None:
        """Return the unit whose label or own words stand at `offset`, None in a heading or a clause without units."""
        place = bisect_right(self.stretches, offset, key=lambda stretch: stretch.label_start) - 1
        return self.stretches[place] if place >= 0 else None

    def words_at(self, offset: int) -> str:
        """Return the place at `offset` as it is cited: 第6条第2項第1号ニ."""
        stretch = self.stretch_at(offset)
        return self.words_of(stretch.path if stretch else ())

    def words_of(self, path: Path) -> str:
        """Return the unit at `path` as it is cited."""
        chain = [self.units[path[:depth]] for depth in range(1, len(path) + 1)]
        return unit_words(self.clause, [(stretch.unit, self._siblings(stretch.path)) for stretch in chain])

    def _siblings(self, path: Path) -> tuple[Unit, ...]:
        return self.units[path[:-1]].unit.children if len(path) > 1 else self.body.paragraphs

    def is_in_label(self, offset: int) -> bool:
        """Whether `offset` lies in the label of the clause, or of a 項, 号 or 号の細分."""
        if offset < self.offset:
            return self.label_start <= offset < self.label_start + len(self.clause.label)
        stretch = self.stretch_at(offset)
        return stretch is not None and offset < stretch.start

    def problem(
        self,
        code: str,
        severity: Severity,
        message: str,
        span: tuple[int, int],
        values: Mapping[str, str] = _NO_VALUES,
        mend: tuple[Edit, ...] = (),
    ) -> Problem:
        """Return a finding on the words between the offsets of `span`; `values` fill the message."""
        start, end = span
        stretch = self.stretch_at(start)
        place = Place(self.index, start, end, stretch.path if stretch else ())
        line = self.line + bisect_right(self.breaks, start - 1)
        return Problem(line, code, severity, message, tuple(values.items()), place, mend)

    def edit(self, start: int, before: str, after: str) -> Edit:
        """Return the edit that puts `after` in the place of `before`."""
        return Edit(self.index, start, before, after)


def told_places(spots: Iterable[tuple[Examined, int]]) -> str:
    """Return where these offsets are, at most `MOST_PLACES`: 第5条、第6条第3項…; "" where all are in one place."""
    words = list(filter(None, dict.fromkeys(each.words_at(offset) for each, offset in spots)))
    if len(words) < 2:
        return ""
    return "、".join(words[:MOST_PLACES]) + ("…" if len(words) > MOST_PLACES else "")


def examine(document: Document) -> tuple[Examined, ...]:
    """Return the document's clauses with their bodies read, in order."""
    return tuple(_examined(document))


def _examined(document: Document) -> Iterator[Examined]:
    line, parts, appendices = 1, 0, 0
    for index, clause in enumerate(document):
        line += clause.gap
        parts += clause.kind is Kind.SUPPLEMENTARY_PROVISION
        appendices += clause.kind is Kind.APPENDIX
        written = clause.written
        offset = len(written) - len(clause.text)
        body = parse_body(clause.text) if clause.kind in WITH_BODY else Body()
        breaks = tuple(_line_ends(written))
        stretches = tuple(_stretches(body, offset))
        units = {stretch.path: stretch for stretch in reversed(stretches)}
        part = parts if clause.context != MAIN else 0
        appendix = 0 if part else appendices
        first_list = next(((unit.number,) for unit in body.paragraphs if unit.children), None)
        yield Examined(index, clause, written, offset, line, part, appendix, body, stretches, breaks, units, first_list)
        line += len(breaks) + 1


def _line_ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)


def _stretches(body: Body, offset: int) -> Iterator[Stretch]:
    for unit, path in _with_paths(body.paragraphs, ()):
        label_start = offset + unit.start
        yield Stretch(unit, path, label_start, label_start + len(unit.label) + len(unit.separator))


def _with_paths(units: tuple[Unit, ...], above: Path) -> Iterator[tuple[Unit, Path]]:
    for unit in units:
        path = (*above, unit.number)
        yield unit, path
        yield from _with_paths(unit.children, path)
