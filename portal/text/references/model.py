"""What a reference is: 第６条（目的）第２項第１号ニ, 前条, 各号, 別表第一, Section 3.2(a), and what it points at.

A list or a range is as many references as it has members; a member that leaves words out (第二項 of
「第十条第一項及び第二項」) holds the parts that are written and the targets that are meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.text.tree import Number, Path


class Level(StrEnum):
    """What a part of a reference names, outermost first."""

    SUPPLEMENT = "supplement"
    MAIN = "main"
    APPENDIX = "appendix"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    DIVISION = "division"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"


class Relative(StrEnum):
    """How a part without a number names its unit: 本・この, 前, 前々, 次, 同, 各, 前各, 次の各."""

    THIS = "this"
    PREVIOUS = "previous"
    SECOND_PREVIOUS = "second_previous"
    NEXT = "next"
    SAME = "same"
    EACH = "each"
    PREVIOUS_EACH = "previous_each"
    FOLLOWING_EACH = "following_each"


class FaultKind(StrEnum):
    """Why a reference points at nothing, or at more than one thing."""

    NO_SUPPLEMENT = "no_supplement"
    NO_APPENDIX = "no_appendix"
    NO_HEADING = "no_heading"
    NO_ARTICLE = "no_article"
    NO_PARAGRAPH = "no_paragraph"
    NO_ITEM = "no_item"
    NO_SUBITEM = "no_subitem"
    NOTHING_BEFORE = "nothing_before"
    NOTHING_AFTER = "nothing_after"
    NOT_INSIDE = "not_inside"
    """本項 or 前号 where the words stand in no such unit."""
    NO_ANTECEDENT = "no_antecedent"
    """同条 where no article was named before."""
    FOLLOWS_FAULT = "follows_fault"
    """The reference this one leans on (the member before, the antecedent of 同条) has a fault of its own."""
    AMBIGUOUS = "ambiguous"
    """More than one thing has the name."""
    LEFT_OUT = "left_out"
    """Not in the text, which is an extract: （略） or 抄 may hide it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a reference does not resolve, and the index of the part that fails."""

    kind: FaultKind
    part: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One step of a reference as written: 第２１条, 前項, 各号, 別表第一, Section 3.2, (a), 第１ of 第１、２項.

    `level` is what it names, which in terms without 条 is an article for 第２項: the clause labelled ２．.
    `start` and `end` are offsets in `clause.written`. `number` is () for a relative part
    and for 第○条, whose number is still to be given; a subitem that is a letter has its place in its series (ニ is 4).
    `count` is 2 in 前二項. Section 3.2 is one part of an article, (3, 2), also where 3.2 is a 項 of article 3; the
    target's path then begins with it.
    """

    level: Level
    start: int
    end: int
    number: Number = ()
    relative: Relative | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """A clause by its index in the document, and the path of the unit inside; () is the clause as a whole."""

    clause: int
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point at a place, where they stand, and what they point at.

    `clause`, `start`, `end` place `words` in the document (offsets in `clause.written`). `caption` is the
    heading quoted behind an article: 目的 of 第６条（目的）, at `caption_start`. `law` names another law or
    document; then there are no targets. `through` is the index, among all references of the document, of
    the other end of a range (第２号から第５号まで), -1 outside ranges.
    `targets[0]` is what the words themselves name; more follow where they mean several: 各号, 前二項, and
    for a range's first member all from there to the other end, at most 300. `quoted` says that the words
    stand in 「」.
    """

    clause: int
    start: int
    end: int
    words: str
    parts: tuple[Part, ...]
    caption: str = ""
    caption_start: int = -1
    law: str = ""
    through: int = -1
    targets: tuple[Target, ...] = ()
    fault: Fault | None = None
    quoted: bool = False

    @property
    def is_external(self) -> bool:
        """Whether the reference points into another law or document."""
        return bool(self.law)

    @property
    def target(self) -> Target | None:
        """What the words themselves name, None where they name nothing here."""
        return self.targets[0] if self.targets else None
