"""Terms of which every heading, 項, 号 and table keeps an identity, whatever is done to it afterwards.

A draft is a flat list of clauses, as a document is; what stands in an article are its `parts`. Labels are no part of
it: `write` numbers everything anew, so that a change renumbers what comes behind it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from portal.text.body import parse_body
from portal.text.parser import parse
from portal.text.tree import Body, Clause, Kind, Line, LineKind, Unit, UnitKind

FULL_WIDTH = str.maketrans("0123456789()", "０１２３４５６７８９（）")
LONGEST = 30
"""Clauses of a document that one draft takes."""


class Role(StrEnum):
    """What a part is."""

    CHAPTER = "chapter"
    ARTICLE = "article"
    SUPPLEMENT = "supplement"
    APPENDIX = "appendix"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


_IDENTITIES = itertools.count()


@dataclass(slots=True)
class Part:
    """A heading with its caption, a 項, a 号 or a table, and what stands below it."""

    role: Role
    words: str
    parts: list[Part] = field(default_factory=list)
    identity: int = field(default_factory=lambda: next(_IDENTITIES))

    def walk(self) -> Iterator[Part]:
        """Yield the part and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


Draft = list[Part]


@dataclass(frozen=True, slots=True)
class Form:
    """How labels are written: in which width, and whether the first 項 of several has a number."""

    full_width: bool
    numbers_first: bool

    def label(self, role: Role, number: int, count: int) -> str:
        """Return the label of the `number`-th of `count` parts, with what stands behind it."""
        if role is Role.PARAGRAPH and (count == 1 or (number == 1 and not self.numbers_first)):
            return ""
        blank = "　" if self.full_width else " "
        label = {
            Role.CHAPTER: f"第{number}章{blank}",
            Role.ARTICLE: f"第{number}条",
            Role.SUPPLEMENT: "附則",
            Role.APPENDIX: f"別表第{number}",
            Role.PARAGRAPH: f"{number}{blank}",
            Role.ITEM: f"({number}){blank}",
            Role.TABLE: "",
        }[role]
        return label.translate(FULL_WIDTH) if self.full_width else label

    def heading(self, part: Part, number: int) -> str:
        """Return the heading of a clause: 第１条（目的）, 第１章　総則."""
        label = self.label(part.role, number, 1)
        if part.role is Role.CHAPTER or not part.words:
            return label + part.words
        return f"{label}（{part.words}）" if self.full_width else f"{label} ({part.words})"


FORMS = tuple(Form(wide, first) for wide in (True, False) for first in (True, False))

Places = dict[int, int]
"""For each identity, the offset at which its words (or its heading) begin in the text as written."""


def write(draft: Draft, form: Form) -> tuple[str, Places]:
    """Return the text of a draft, and where each part of it stands."""
    lines: list[str] = []
    places: Places = {}
    length = 0
    for part, line in _lines(draft, form):
        places[part.identity] = length
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines), places


def _lines(draft: Draft, form: Form) -> Iterator[tuple[Part, str]]:
    numbers = dict.fromkeys(Role, 0)
    for clause in draft:
        numbers[clause.role] += 1
        if clause.role is Role.SUPPLEMENT:
            numbers[Role.ARTICLE] = 0
        yield clause, form.heading(clause, numbers[clause.role])
        yield from _lines_below(clause, form)


def _lines_below(part: Part, form: Form) -> Iterator[tuple[Part, str]]:
    for number, below in enumerate(part.parts, 1):
        yield below, form.label(below.role, number, len(part.parts)) + below.words
        yield from _lines_below(below, form)


# --- drafts of real documents ---

_ROLES = {
    Kind.CHAPTER: Role.CHAPTER,
    Kind.ARTICLE: Role.ARTICLE,
    Kind.SUPPLEMENTARY_PROVISION: Role.SUPPLEMENT,
    Kind.APPENDIX: Role.APPENDIX,
}


def draft_of(text: str, source: random.Random) -> Draft:
    """Return some clauses of a real document that follow each other, each 項 and 号 as one line."""
    clauses = [clause for clause in parse(text).document if clause.kind in _ROLES]
    if not clauses:
        return []
    start = source.randrange(len(clauses))
    return _in_order([_clause(clause) for clause in clauses[start : start + source.randrange(2, LONGEST)]])


def _in_order(draft: Draft) -> Draft:
    """本則, 附則, 別表."""
    tables = [part for part in draft if part.role is Role.APPENDIX]
    return [part for part in draft if part.role is not Role.APPENDIX] + tables


def _clause(clause: Clause) -> Part:
    role = _ROLES[clause.kind]
    caption = clause.caption.translate({ord(mark): None for mark in "（）()\n"})
    body = Body(()) if role in (Role.CHAPTER, Role.APPENDIX) else parse_body(clause.text)
    parts = [part for unit in body.paragraphs if (part := _unit(unit))]
    table = "\n".join(line for line in clause.text.split("\n") if line.startswith("|")) if not parts else ""
    return Part(role, caption, [Part(Role.TABLE, table)] if table and role is Role.APPENDIX else parts)


def _unit(unit: Unit) -> Part | None:
    words = _words(unit.lines)
    role = Role.PARAGRAPH if unit.kind is UnitKind.PARAGRAPH else Role.ITEM
    below = [part for child in unit.children if role is Role.PARAGRAPH and (part := _unit(child))]
    return Part(role, words, below) if words else None


def _words(lines: tuple[Line, ...]) -> str:
    return "".join(line.text for line in lines if line.kind is LineKind.TEXT).strip()


# --- drafts that are made up: few words, so that much is nearly the same ---

SUBJECTS = ("会員", "お客様", "店", "当社", "係員", "利用者")
OBJECTS = ("工具", "乗船券", "会費", "会員証", "申込書", "サービス", "アカウント", "手荷物", "個人情報", "１，０００円")
PREDICATES = (
    "を借りることができます",
    "を返します",
    "を別に定めます",
    "を変更することがあります",
    "を七日以内に届け出ます",
    "を第三者に渡してはいけません",
    "の利用を停止することができるものとします",
)
CONDITIONS = (
    "",
    "",
    "次の各号のいずれかに当たる場合、",
    "前項の場合において、",
    "やむを得ない事由があるときは、",
    "入会の日から、",
)
STOCK = (
    "この規定は、前条について準用する。",
    "前項の規定は、この限りではありません。",
    "このほかの細目は、当社が別に定めます。",
)
CAPTIONS = ("目的", "定義", "会費", "貸出し", "返却", "利用の停止", "個人情報", "通知", "免責", "損害の賠償", "退会")


def sentence(source: random.Random) -> str:
    """Return a sentence; now and then one that stands everywhere."""
    if source.random() < 0.1:
        return source.choice(STOCK)
    subject, thing, predicate = (source.choice(words) for words in (SUBJECTS, OBJECTS, PREDICATES))
    return f"{source.choice(CONDITIONS)}{subject}は、{source.choice(SUBJECTS)}の{thing}{predicate}。"


def item(source: random.Random) -> Part:
    """Return a 号."""
    return Part(Role.ITEM, f"{source.choice(SUBJECTS)}が{source.choice(OBJECTS)}{source.choice(PREDICATES)}場合")


def paragraph(source: random.Random) -> Part:
    """Return a 項, with 号 now and then."""
    count = source.choice((0, 0, 0, 2, 3, 5))
    return Part(Role.PARAGRAPH, sentence(source), [item(source) for _ in range(count)])


def article(source: random.Random) -> Part:
    """Return an article of one to four 項."""
    caption = source.choice(SUBJECTS) + "の" + source.choice(CAPTIONS)
    return Part(Role.ARTICLE, caption, [paragraph(source) for _ in range(source.randrange(1, 5))])


def chapter(source: random.Random) -> Part:
    """Return a chapter line."""
    return Part(Role.CHAPTER, source.choice(CAPTIONS))


def table(source: random.Random) -> Part:
    """Return a table of two or three columns."""
    width, height = source.randrange(2, 4), source.randrange(2, 6)
    rows = [[source.choice(OBJECTS), *_amounts(source, width - 1)] for _ in range(height)]
    return Part(Role.TABLE, "\n".join(f"| {' | '.join(row)} |" for row in rows))


def _amounts(source: random.Random, count: int) -> list[str]:
    return [f"{source.randrange(1, 30)}００円" for _ in range(count)]


def appendix(source: random.Random) -> Part:
    """Return a 別表."""
    return Part(Role.APPENDIX, source.choice(CAPTIONS), [table(source)])


def supplement(source: random.Random) -> Part:
    """Return an 附則 that says from when the terms apply."""
    words = f"この規約は、{source.randrange(2015, 2027)}年{source.randrange(1, 13)}月1日から適用します。"
    return Part(Role.SUPPLEMENT, "", [Part(Role.PARAGRAPH, words)])


def made_draft(source: random.Random) -> Draft:
    """Return made-up terms: chapters now and then, articles, 附則, 別表."""
    draft: Draft = []
    with_chapters = source.random() < 0.4
    for place in range(source.randrange(2, 25)):
        if with_chapters and place % 4 == 0:
            draft.append(chapter(source))
        draft.append(article(source))
    draft += [supplement(source) for _ in range(source.choice((0, 1, 1, 3)))]
    return draft + [appendix(source) for _ in range(source.choice((0, 0, 1, 2)))]
