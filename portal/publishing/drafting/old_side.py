"""The old side of a comparison table that is imported: whether it is the text that the portal has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.comparison.alignment.clauses import align_documents
from portal.text.normalise import fold
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Kind

LONGEST_NAME = 40
_ELISION = "略"


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause of the old side that the base has otherwise (`base` is then what it has) or not at all ("")."""

    name: str
    stated: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class OldSide:
    """What the old side says otherwise than the base; width and blanks are left out of account.

    `missing` names what the base has beside it; nothing, where the table leaves out unchanged clauses.
    """

    differences: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the table was made from the text that the portal has."""
        return not self.differences and not self.missing


def compare_old_side(text: str, base: Document) -> OldSide:
    """Compare the old side of a table, with （略） where it leaves out, with the text of the base."""
    stated = parse(text).document
    pairs = [
        (base.clauses[old] if old is not None else None, stated.clauses[new] if new is not None else None)
        for old, new in align_documents(base, stated)
    ]
    is_excerpt = any(clause.kind is Kind.ELIDED for clause in stated)
    missing = () if is_excerpt else tuple(_name(known) for known, said in pairs if known and not said)
    return OldSide(tuple(_differences(pairs, is_excerpt=is_excerpt)), missing)


def _differences(pairs: list[tuple[Clause | None, Clause | None]], *, is_excerpt: bool) -> Iterator[Difference]:
    for known, said in pairs:
        if said is None or said.kind is Kind.ELIDED:
            continue
        if known is None:
            yield Difference(_name(said), said.written)
        elif not _says_the_same(said, known, is_excerpt=is_excerpt):
            yield Difference(_name(said), said.written, known.written)


def _says_the_same(said: Clause, known: Clause, *, is_excerpt: bool) -> bool:
    """Whether a clause of the table says what the whole one says, as far as it says anything."""
    if fold(said.written) == fold(known.written):
        return True
    if not is_excerpt and _ELISION not in said.written:
        return False
    lines = {fold(line) for line in known.written.split("\n")}
    return all(_ELISION in line or fold(line) in lines for line in said.written.split("\n"))


def _name(clause: Clause) -> str:
    return clause.heading or clause.text[:LONGEST_NAME]
