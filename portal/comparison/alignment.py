"""Which clause, 項 or 号 of the old edition stands opposite which of the new one."""

from __future__ import annotations

from portal.comparison.likeness import likeness
from portal.comparison.pieces import CutClause, Paragraph, Piece, PieceKind, cut
from portal.comparison.sequences import Alignment, Pair, align
from portal.text.normalise import fold
from portal.text.tree import Clause, Document, Kind

ALIKE = 0.3
"""Likeness below which two 項, 号 or articles are not taken for one and the same."""
CLEARLY_ALIKE = 0.6
SAME_NUMBER = 0.05
"""What an equal number adds to likeness: enough to decide between near-duplicates, never to make a pair."""
SHORTEST_MOVE = 15
"""Characters: shorter texts are too common to be recognised at another place."""
_ALWAYS_ONE = (Kind.TITLE, Kind.PREAMBLE, Kind.TABLE_OF_CONTENTS)
_SHELLS = ("削除", "(削除)", "欠番")


def align_documents(old: Document, new: Document) -> tuple[Pair, ...]:
    """Return which clause index of `old` continues as which of `new`, moves included; every index once."""
    alignment = align_clauses(cut(old), cut(new))
    moved = {old_index for old_index, _ in alignment.moves}
    return tuple(pair for pair in alignment.pairs if not (pair[1] is None and pair[0] in moved))


def align_clauses(old: tuple[CutClause, ...], new: tuple[CutClause, ...]) -> Alignment:
    """Align clauses: by key, by equal text, by likeness in order, by number; then moves."""
    bodies = _group_bodies(old) | _group_bodies(new)

    def body(side: CutClause) -> str:
        return bodies.get(id(side), side.body)

    return align(
        old,
        new,
        identities=(
            lambda side: None if side.clause.is_heading else side.clause.key or None,
            lambda side: _identity(side, body(side)),
            _numbered_identity,
        ),
        score=lambda a, b: _clause_score(a, b, body(a), body(b)),
        threshold=ALIKE,
        leftover=_is_same_clause,
        move=_is_moved_clause,
    )


def _group_bodies(sides: tuple[CutClause, ...]) -> dict[int, str]:
    """For each 附則 line, by id() for there are equal ones, the text of all that stands under it.

    A bare 附則 has no other identity.
    """
    bodies: dict[int, str] = {}
    heads = {side.group: side for side in sides if side.clause.kind is Kind.SUPPLEMENTARY_PROVISION}
    for side in sides:
        head = heads.get(side.group)
        if head is not None and (side is head or side.clause.context != "main"):
            bodies[id(head)] = bodies.get(id(head), "") + side.body
    return bodies


def _identity(side: CutClause, body: str) -> object:
    """Equal kind, caption and text, whatever the number: None for what says nothing by itself.

    Headings are no anchors either: where a chapter begins elsewhere, its line moved and not the articles.
    """
    clause = side.clause
    text = fold(clause.caption) + "\0" + fold(body)
    if clause.kind is Kind.ELIDED or clause.is_heading or text == "\0":
        return None
    return clause.kind, clause.context == "main", text


def _numbered_identity(side: CutClause) -> object:
    """Articles of the 本則 that kept number and caption, however their text changed."""
    clause = side.clause
    if clause.kind is not Kind.ARTICLE or not clause.caption or side.clause.context != "main":
        return None
    return clause.number, fold(clause.caption)


def _clause_score(old: CutClause, new: CutClause, old_body: str, new_body: str) -> float:
    if (old.clause.context == "main") != (new.clause.context == "main"):
        return 0.0
    if old.clause.key and old.clause.key == new.clause.key:
        return 1.0
    if old.clause.kind is not new.clause.kind:
        return _regrouped(old.clause, new.clause)
    if old.clause.kind is Kind.ELIDED:
        return 1.0
    same_number = SAME_NUMBER if old.clause.number == new.clause.number else 0.0
    captions = likeness(old.clause.caption, new.clause.caption)
    bodies = likeness(old_body, new_body)
    if old.clause.is_heading:
        return captions + same_number
    found = max(bodies, 0.7 * bodies + 0.3 * captions)
    return found + same_number if found >= ALIKE else found


def _regrouped(old: Clause, new: Clause) -> float:
    """How alike 第5章　返送 and 第3節　返送 are: a heading of one caption on another level."""
    return 0.9 if old.is_heading and new.is_heading and old.caption and old.caption == new.caption else 0.0


def _is_same_clause(old: CutClause, new: CutClause) -> bool:
    """What remains between two pairs: one of a kind, or an equal number with a like caption, or a 削除 shell."""
    one, other = old.clause, new.clause
    if one.kind is not other.kind or (one.context == "main") != (other.context == "main"):
        return False
    if one.kind in _ALWAYS_ONE:
        return True
    if one.kind is Kind.ELIDED or not one.number or one.number != other.number:
        return False
    if one.is_heading:
        return True
    return (
        is_shell(old)
        or is_shell(new)
        or likeness(one.caption, other.caption) >= ALIKE
        or likeness(old.body, new.body) >= 0.2
    )


def is_shell(side: CutClause) -> bool:
    """Whether nothing is left of the article but its number and 削除."""
    return fold(side.body) in _SHELLS


def _is_moved_clause(old: CutClause, new: CutClause) -> bool:
    one, other = old.clause, new.clause
    if one.is_heading and other.is_heading:
        return _is_same_heading(one, other)
    if one.kind is not other.kind or one.kind not in (Kind.ARTICLE, Kind.APPENDIX):
        return False
    return (one.context == "main") == (other.context == "main") and _is_moved_text(old.body, new.body)


def _is_same_heading(one: Clause, other: Clause) -> bool:
    """Whether a chapter line that begins elsewhere is the same: then its line moved."""
    return bool(one.key and one.key == other.key) or bool(one.caption and one.caption == other.caption)


def align_paragraphs(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> Alignment:
    """Align the 項 of one article, by likeness of the whole 項; two first 項 belong together in any case."""
    first = {id(side[0]) for side in (old, new) if side}
    return align(
        old,
        new,
        identities=(lambda side: _moveable_text(side.body),),
        score=lambda a, b: _score(a.body, b.body, a.number == b.number),
        threshold=ALIKE,
        leftover=lambda a, b: id(a) in first and id(b) in first,
        move=lambda a, b: _is_moved_text(a.body, b.body),
    )


def align_pieces(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> Alignment:
    """Align the pieces of two 項: lead with lead, 号 with 号 or with the block of lines it was."""
    return align(
        old,
        new,
        identities=(
            lambda side: side.kind if side.kind in (PieceKind.LEAD, PieceKind.HEADING) else None,
            lambda side: _moveable_text(side.body) if side.kind not in (PieceKind.LEAD, PieceKind.HEADING) else None,
        ),
        score=_piece_score,
        threshold=ALIKE,
        leftover=_is_same_piece,
        move=lambda a, b: a.kind is b.kind is PieceKind.ITEM and _is_moved_text(a.body, b.body),
    )


def _moveable_text(text: str) -> str | None:
    return fold(text) or None


def _is_moved_text(old: str, new: str) -> bool:
    return min(len(old), len(new)) >= SHORTEST_MOVE and likeness(old, new) >= CLEARLY_ALIKE


def _score(old: str, new: str, same_number: bool) -> float:
    found = likeness(old, new)
    return found + SAME_NUMBER if same_number and found >= ALIKE else found


def _piece_score(old: Piece, new: Piece) -> float:
    fixed = (PieceKind.LEAD, PieceKind.HEADING)
    if (old.kind in fixed or new.kind in fixed) and old.kind is not new.kind:
        return 0.0
    return _score(old.body, new.body, old.number == new.number)


def _is_same_piece(old: Piece, new: Piece) -> bool:
    """What remains between two pairs: 号 of one number, or two blocks."""
    return old.kind is new.kind and (old.kind is not PieceKind.ITEM or old.number == new.number)
