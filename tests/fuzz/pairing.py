"""How much of a revision, of which it is known what became of each part, a comparison table pairs rightly."""

from __future__ import annotations

import copy
import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.comparison.compare import compare
from portal.comparison.house_style import THREE_COLUMN
from portal.comparison.table import ComparisonTable, Row, RowKind
from portal.text.body import parse_body
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.tree import Document, Kind
from tests.fuzz.drafts import FORMS, Draft, Form, Part, Places, Role, draft_of, made_draft, write
from tests.fuzz.revisions import CHANGES, MOVES, Change

KEPT, ADDED, DELETED = "kept", "added", "deleted"
SHOWN = 40
"""Characters of a part that are shown."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Two drafts, how they are written, and by which changes the one became the other."""

    old: Draft
    new: Draft
    form: Form
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """The name of the one change that was made, "mixed" for several sorts of them."""
        names = {change.__name__ for change in self.changes}
        return names.pop() if len(names) == 1 else "mixed"

    @property
    def moves(self) -> bool:
        """Whether something may have left its place in the reading order."""
        return any(change in MOVES for change in self.changes)

    @property
    def texts(self) -> tuple[str, str]:
        """The old and the new text."""
        return write(self.old, self.form)[0], write(self.new, self.form)[0]


def revision(source: random.Random, documents: Sequence[str]) -> Revision:
    """Return a revision of a real or a made-up draft: one sort of change up to three times, or several sorts."""
    old = draft_of(source.choice(documents), source) if documents and source.random() < 0.6 else made_draft(source)
    count = source.randrange(1, 4)
    changes = (source.choice(CHANGES),) * count
    if source.random() < 0.4:
        changes = tuple(source.choices(CHANGES, k=source.randrange(2, 9)))
    new = copy.deepcopy(old)
    for change in changes:
        change(new, source)
    return Revision(old, new, source.choice(FORMS), changes)


@dataclass(slots=True)
class Score:
    """How many parts of revisions were paired rightly, by what became of them; and those that were not."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    revisions: int = 1
    flawless: int = 0
    false_moves: int = 0

    @classmethod
    def none(cls) -> Score:
        """Return the score of no revision."""
        return cls(revisions=0)

    def count(self, fate: str, part: Part, *, is_right: bool) -> None:
        """Count a part."""
        self.all[fate] += 1
        self.right[fate] += is_right
        if not is_right:
            self.wrong.append(f"{fate} {part.role}: {part.words[:SHOWN]!r}")

    def add(self, other: Score) -> None:
        """Count the score of a revision in."""
        self.right += other.right
        self.all += other.all
        self.revisions += other.revisions
        self.flawless += not other.wrong
        self.false_moves += other.false_moves

    @property
    def parts(self) -> int:
        """How many parts were counted."""
        return sum(self.all.values())

    def share(self, fate: str = "") -> str:
        """Return the share in percent, of all parts or of those with a fate."""
        fates = [fate] if fate else list(self.all)
        every = sum(self.all[one] for one in fates)
        return f"{100 * sum(self.right[one] for one in fates) / every:6.2f}" if every else "     -"


def score(made: Revision) -> Score | None:
    """Return how much of a revision the table of its texts pairs rightly; None where a text is read otherwise.

    A part that is in both drafts is right when one row stands for both places of it, be it a （略） row; one that is
    new, or gone, when the row it stands in has nothing of the other edition opposite. Of parts with the same words
    either could be the one.
    """
    (old, old_places), (new, new_places) = write(made.old, made.form), write(made.new, made.form)
    documents = parse(old).document, parse(new).document
    if not _is_read_as_meant(old, documents[0], made.old) or not _is_read_as_meant(new, documents[1], made.new):
        return None
    table = compare(*documents, style=THREE_COLUMN)
    return _score(made, table, old_places, new_places)


def _score(made: Revision, table: ComparisonTable, old_places: Places, new_places: Places) -> Score:
    rows = [*table.rows, *table.left_out]
    old_side, new_side = _Side(rows, "old", made.old, old_places), _Side(rows, "new", made.new, new_places)
    counted = Score(false_moves=0 if made.moves else sum(row.kind is RowKind.MOVED for row in rows))
    for part in (_parts(made.new) | _parts(made.old)).values():
        fate = ADDED if part.identity not in old_places else DELETED if part.identity not in new_places else KEPT
        counted.count(fate, part, is_right=_is_right(part.identity, old_side, new_side))
    return counted


def _is_right(identity: int, old: _Side, new: _Side) -> bool:
    one, other = old.rows.get(identity), new.rows.get(identity)
    if one is not None and one == other:
        return True
    return (one is None or _has_equal(identity, old, new, one)) and (
        other is None or _has_equal(identity, new, old, other)
    )


def _has_equal(identity: int, side: _Side, opposite: _Side, row: int) -> bool:
    """Whether opposite a part stands what has the same words; for a part of one edition, or nothing."""
    if identity not in opposite.rows and not opposite.is_shown_in(row):
        return True
    return side.words[identity] in opposite.words_in[row]


def _parts(draft: Draft) -> dict[int, Part]:
    return {part.identity: part for clause in draft for part in clause.walk()}


class _Side:
    """One edition in a table: in which row each part of it stands."""

    def __init__(self, rows: Sequence[Row], side: str, draft: Draft, places: Places) -> None:
        spans = sorted((start, end, place) for place, row in enumerate(rows) for start, end in _spans(row, side))
        starts = [start for start, _, _ in spans]
        self._shown = {place for _, _, place in spans}
        self.rows = {part: spans[bisect_right(starts, offset) - 1][2] for part, offset in places.items()}
        self.words = {part.identity: (part.role, part.words) for part in _parts(draft).values()}
        self.words_in = defaultdict[int, set[tuple[Role, str]]](set)
        for part, row in self.rows.items():
            self.words_in[row].add(self.words[part])

    def is_shown_in(self, row: int) -> bool:
        """Whether the row stands for something of this edition."""
        return row in self._shown


def _spans(row: Row, side: str) -> tuple[tuple[int, int], ...]:
    return row.old.spans if side == "old" else row.new.spans


def _is_read_as_meant(text: str, document: Document, draft: Draft) -> bool:
    """Whether the parser finds the draft's clauses, 項 and 号, no more and no less."""
    return bool(draft) and normalise(text) == text and list(_shape(document)) == list(_meant(draft))


_KINDS = {
    Role.CHAPTER: Kind.CHAPTER,
    Role.ARTICLE: Kind.ARTICLE,
    Role.SUPPLEMENT: Kind.SUPPLEMENTARY_PROVISION,
    Role.APPENDIX: Kind.APPENDIX,
}


def _meant(draft: Draft) -> Iterator[tuple[Kind, str, list[int]]]:
    for clause in draft:
        yield _KINDS[clause.role], clause.words, [len(part.parts) for part in clause.parts]


def _shape(document: Document) -> Iterator[tuple[Kind, str, list[int]]]:
    for clause in document:
        yield clause.kind, clause.caption, [len(unit.children) for unit in parse_body(clause.text).paragraphs]
