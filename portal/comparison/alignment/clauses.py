"""Which clause of the old edition continues as which of the new one, among its like."""

from __future__ import annotations

from portal.comparison.alignment.likeness import ALIKE, SAME_NUMBER, contains, letters, likeness, skeleton
from portal.comparison.alignment.pieces import CutClause, cut
from portal.comparison.alignment.sequences import Alignment, Indices, Pair, Rules, align
from portal.text.normalise import fold
from portal.text.tree import MAIN, Clause, Document, Kind

SHORTEST_MOVE = 15
"""Characters: shorter texts are too common to be recognised at another place."""
CONTAINED = 0.9
"""How alike two articles are of which one holds all the other says: it took others in, or lost parts to them."""
FEWEST_WORDS = 8
"""Characters without numbers by which an article is known though its numbers changed."""
_ALWAYS_ONE = (Kind.TITLE, Kind.PREAMBLE, Kind.TABLE_OF_CONTENTS)
_SHELLS = ("削除", "(削除)", "欠番")


def align_documents(old: Document, new: Document) -> tuple[Pair, ...]:
    """Return which clause index of `old` continues as which of `new`, moves included; every index once."""
    alignment = align_clauses(cut(old), cut(new))
    moved_to = dict(alignment.crossing)
    moved = {pair[1] for pair in alignment.crossing}
    kept = (pair for pair in alignment.pairs if not (pair[0] is None and pair[1] in moved))
    return tuple((i, moved_to.get(i)) if i is not None and j is None else (i, j) for i, j in kept)


def is_same_clause(old: Clause, new: Clause) -> bool:
    """Whether two clauses are written alike, blank lines before them aside."""
    return (
        old.text == new.text
        and old.label == new.label
        and old.caption == new.caption
        and old.form == new.form
        and old.kind is new.kind
    )


# --- clauses ---


def align_clauses(old: tuple[CutClause, ...], new: tuple[CutClause, ...]) -> Alignment:
    """Align clauses: by key, by equal text, by number and caption, by caption, by likeness in order, by number.

    `crossing` holds what moved: clauses of one key, of one text, headings of one caption.
    """
    alignment = align(old, new, _CLAUSES)
    moves = [pair for pair in alignment.crossing if _is_moved(old[pair[0]], new[pair[1]])]
    return alignment._replace(crossing=(*moves, *_moved_headings(alignment, moves, old, new)))


def _continues(old: CutClause, new: CutClause) -> bool:
    one, other = old.clause, new.clause
    is_one = one.key == other.key or not one.key or not other.key
    return is_one and is_same_clause(one, other) and one.context == other.context and old.words == new.words


def _is_moved(old: CutClause, new: CutClause) -> bool:
    """Whether what the order has no room for is the same clause for certain."""
    if old.clause.key and old.clause.key == new.clause.key:
        return True
    return _is_long_enough(old) and _is_long_enough(new) and letters(old.words) == letters(new.words)


def _is_long_enough(side: CutClause) -> bool:
    return len(side.words) + len(side.clause.caption) >= SHORTEST_MOVE


def _stays(old: CutClause, new: CutClause) -> int:
    """What cannot be shown as moved gives way last, what changed between 本則 and 附則 first."""
    if not (_is_long_enough(old) and _is_long_enough(new)):
        return 2
    return int((old.clause.context == MAIN) == (new.clause.context == MAIN))


def _moved_headings(
    alignment: Alignment, moves: list[Indices], old: tuple[CutClause, ...], new: tuple[CutClause, ...]
) -> list[Indices]:
    """Chapter lines that begin elsewhere now: the line moved, and not the articles."""
    taken = {i for i, _ in moves}, {j for _, j in moves}
    lone_old = [i for i, j in alignment.pairs if i is not None and j is None and i not in taken[0]]
    lone_new = [j for i, j in alignment.pairs if j is not None and i is None and j not in taken[1]]
    return [
        pair
        for name, places in _headings_by_name(old, lone_old).items()
        for pair in zip(places, _headings_by_name(new, lone_new).get(name, ()), strict=False)
    ]


def _headings_by_name(sides: tuple[CutClause, ...], places: list[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        name = letters(sides[place].clause.caption) if sides[place].clause.is_heading else ""
        if name:
            found.setdefault(name, []).append(place)
    return found


def _key(side: CutClause) -> object:
    return None if side.clause.is_heading else side.clause.key or None


def _says_something(side: CutClause) -> bool:
    """Whether the words of a clause may name it.

    Headings are no anchors: where a chapter begins elsewhere, its line moved and not the articles.
    """
    return side.words != "" and side.clause.kind is not Kind.ELIDED and not side.clause.is_heading


def _raw_text(side: CutClause) -> object:
    """Equal kind, caption and text, whatever the number: None for what says nothing by itself."""
    clause = side.clause
    return (clause.kind, clause.context == MAIN, clause.caption, side.words) if _says_something(side) else None


def _raw_words(side: CutClause) -> object:
    """Equal text under another caption."""
    if len(side.words) < FEWEST_WORDS or not _says_something(side):
        return None
    return side.clause.kind, side.clause.context == MAIN, side.words


def _text_but_numbers(side: CutClause) -> object:
    """The same words whatever their numbers, in the 本則 or in 附則, where there are enough of them."""
    if not _says_something(side):
        return None
    words = skeleton(side.words)
    return (side.clause.kind, side.clause.context == MAIN, words) if len(words) >= FEWEST_WORDS else None


def _words_alone(side: CutClause) -> object:
    """The same words in the 本則 or in an 附則, if there are enough of them to be known by."""
    is_known = len(side.words) >= SHORTEST_MOVE and _says_something(side)
    return (side.clause.kind, side.words) if is_known else None


def _number_and_caption(side: CutClause) -> object:
    """Articles that kept number and caption, however their text changed."""
    clause = side.clause
    if clause.kind is not Kind.ARTICLE or not clause.caption:
        return None
    return clause.context == MAIN, clause.number, letters(clause.caption)


def _caption(side: CutClause) -> object:
    """Articles of the 本則 that kept their caption, which no other one has."""
    clause = side.clause
    is_named = clause.kind is Kind.ARTICLE and clause.caption and clause.context == MAIN
    return letters(clause.caption) if is_named else None


def _first_words(side: CutClause) -> object:
    """附則 that begin alike: with the day from which they apply."""
    first = side.words.partition("\n")[0] or side.words.strip().partition("\n")[0]
    return first if side.clause.kind is Kind.SUPPLEMENTARY_PROVISION and len(first) >= FEWEST_WORDS else None


def _clause_score(old: CutClause, new: CutClause) -> float:
    one, other = old.clause, new.clause
    if (one.context == MAIN) != (other.context == MAIN):
        return 0.0
    if one.key and one.key == other.key:
        return 1.0
    if one.kind is not other.kind:
        return _regrouped(one, other)
    if one.kind is Kind.ELIDED:
        return 1.0
    same_number = SAME_NUMBER if one.number == other.number else 0.0
    captions = likeness(one.caption, other.caption)
    if one.is_heading:
        return captions + same_number
    bodies = likeness(old.words, new.words)
    is_long_enough = min(len(old.words), len(new.words)) >= SHORTEST_MOVE
    if bodies < CONTAINED and is_long_enough and contains(old.words, new.words, bodies):
        bodies = CONTAINED
    found = max(bodies, 0.7 * bodies + 0.3 * captions)
    return found + same_number if found >= ALIKE else found


def _regrouped(old: Clause, new: Clause) -> float:
    """How alike 第5章　返送 and 第3節　返送 are: a heading of one caption on another level."""
    return 0.9 if old.is_heading and new.is_heading and old.caption and old.caption == new.caption else 0.0


def _is_leftover_clause(old: CutClause, new: CutClause) -> bool:
    """What remains between two pairs: one of a kind, or an equal number with a like caption, or a 削除 shell."""
    one, other = old.clause, new.clause
    if one.kind is not other.kind or (one.context == MAIN) != (other.context == MAIN):
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
        or likeness(old.words, new.words) >= 0.2
    )


def is_shell(side: CutClause) -> bool:
    """Whether nothing is left of the article but its number and 削除."""
    return len(side.clause.text) < 9 and fold(side.clause.text) in _SHELLS


_CLAUSES: Rules[CutClause] = Rules(
    text=lambda side: side.words or side.clause.heading,
    names=(_key, _raw_text, _raw_words, _number_and_caption, _caption, _first_words, _text_but_numbers, _words_alone),
    score=_clause_score,
    threshold=ALIKE,
    leftover=_is_leftover_clause,
    same=_continues,
    stays=_stays,
)
