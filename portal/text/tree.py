"""The tree of a terms document: what `parse` makes and `write` turns back into text.

A document is a flat sequence of clauses; nesting follows from their kinds, as
headings do in Markdown. A clause keeps its text exactly; the body below it
(項, 号, 号の細分) is a view made of offsets into that text, so nothing can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Number = tuple[int, ...]
"""第18条の2 is (18, 2); an unnumbered thing is ()."""

MAIN = "main"
"""The context of everything that stands in no 附則."""


class Kind(StrEnum):
    """What a clause is; the words of the e-Gov XML schema where it has them."""

    TITLE = "title"
    COLOPHON = "colophon"
    TABLE_OF_CONTENTS = "table_of_contents"
    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    DIVISION = "division"
    ARTICLE = "article"
    SUPPLEMENTARY_PROVISION = "supplementary_provision"
    APPENDIX = "appendix"
    ELIDED = "elided"


HEADINGS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.DIVISION)
"""編・章・節・款・目, outermost first."""


_MARKDOWN = re.compile(r"^#+[ \u3000\u00a0]*(?:\*\*)?|^\*\*|\*\*$|(?<![ \u3000\u00a0])[ \u3000\u00a0]++#++$")


def unmarked(heading: str) -> str:
    """Return a heading, or its form, without what Markdown writes around it: ## and **."""
    return _MARKDOWN.sub("", heading)


_LABEL, _CAPTION = ord("L"), ord("C")


class Clause(NamedTuple):
    """One row of a document, article-sized.

    `form` is the heading as written, with L for the label and C for the caption
    and nothing else but brackets, blanks, line ends, what parts the two (： ． －) and what sets a heading off
    (■, # and ** of Markdown): "L（C）\\n", "（C）\\nL　", "## L. C\\n\\n".
    The clause reads `gap` blank lines, the form filled in, then `text`.
    `key` is the identity that survives into the next edition ("" when unknown). A named tuple, for a statute has a
    thousand of them, and making one takes a quarter of a dataclass's time.
    """

    kind: Kind
    label: str = ""
    number: Number = ()
    caption: str = ""
    text: str = ""
    form: str = ""
    gap: int = 0
    context: str = MAIN
    key: str = ""

    @property
    def heading(self) -> str:
        """The heading as printed, without blank lines and Markdown's marks: 第6条（目的）."""
        return unmarked(self.filled_form.strip())

    @property
    def filled_form(self) -> str:
        """The form with label and caption in their places, blanks and line ends kept."""
        return self.form.translate({_LABEL: self.label, _CAPTION: self.caption})

    @property
    def written(self) -> str:
        """The clause as it stands in the document, without the blank lines before it."""
        return self.filled_form + self.text

    @property
    def is_heading(self) -> bool:
        """Whether the clause is a 編, 章, 節, 款 or 目 line."""
        return self.kind in HEADINGS


@dataclass(frozen=True, slots=True)
class Document:
    """A whole edition. `tail` counts the blank lines after the last clause."""

    clauses: tuple[Clause, ...] = ()
    tail: int = 0

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    @property
    def characters(self) -> int:
        """How long the edition is, the blank lines at its end left out."""
        return sum(len(clause.form) + len(clause.text) for clause in self.clauses)


class LineKind(StrEnum):
    """What a line inside a body is."""

    TEXT = "text"
    BULLET = "bullet"
    TABLE = "table"


class Line(NamedTuple):
    """One line of a body that is not blank: its offset in the clause's text, indent and text.

    The first line of a labelled unit starts behind its label. A named tuple like `Clause` and `Unit`.
    """

    start: int
    indent: str
    text: str
    kind: LineKind = LineKind.TEXT

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.start + len(self.text)


class UnitKind(StrEnum):
    """Levels inside an article."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"


class Unit(NamedTuple):
    """A 項, 号 or 号の細分: its label as written, its own lines, then what stands below it.

    `separator` is the blank between label and text as written. `start` is the offset
    of the label (or of the first line) in the clause's text.
    """

    kind: UnitKind
    number: Number
    label: str
    separator: str
    indent: str
    start: int
    lines: tuple[Line, ...] = ()
    children: tuple[Unit, ...] = ()

    @property
    def text(self) -> str:
        """The unit's own lines without its label, one per line."""
        return "\n".join(line.text for line in self.lines)

    def walk(self) -> Iterator[Unit]:
        """This unit and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a clause as a tree. Every line that is not blank stands in it once."""

    paragraphs: tuple[Unit, ...] = ()

    def walk(self) -> Iterator[Unit]:
        """All units in reading order."""
        for paragraph in self.paragraphs:
            yield from paragraph.walk()


class Severity(StrEnum):
    """How much a finding matters."""

    BLOCKS = "blocks"
    WARNING = "warning"
    HINT = "hint"


Path = tuple[Number, ...]
"""The numbers from a 項 down to a unit: 第2項第1号ニ is ((2,), (1,), (4,)); an unnumbered 項 is ((),)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: the index of the clause, the half-open offsets in its `written` text, the unit there."""

    clause: int
    start: int
    end: int
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of words in one clause: `before`, at `start` of its `written` text, becomes `after`."""

    clause: int
    start: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """The offset behind the words that go."""
        return self.start + len(self.before)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader of the draft should know: where (a line number from 1, 0 for the whole) and what.

    `message` is a Japanese sentence with {placeholders}, `values` what fills them; the two stay
    apart so that a translated sentence can be filled as well. `mend` holds the edits that put the
    matter right, () where only a person can.
    """

    line: int
    code: str
    severity: Severity
    message: str
    values: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    mend: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        return self.message.format(**dict(self.values))


@dataclass(frozen=True, slots=True)
class Parsed:
    """What `parse` returns; it unpacks into document and problems."""

    document: Document
    problems: tuple[Problem, ...] = ()
    title: str = ""
    metadata: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[object]:
        return iter((self.document, self.problems))
