"""Drafts for tests of renumbering: a document with something put in, taken out or moved, and what must stay true.

A draft is made on text and read again, as an editor's is; its clauses keep the keys of the document it was made from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from portal.text.body import parse_body
from portal.text.edits import apply_edits
from portal.text.normalise import fold
from portal.text.parser import parse
from portal.text.references import Reference, Target, read_references
from portal.text.renumbering import Renumbering, renumber
from portal.text.tree import Clause, Document, Kind, Path, Place, Unit
from portal.text.writer import write

NEW = "会員は、ここに加えた定めに従う"
PLACEHOLDER = "第○条"


@dataclass(frozen=True)
class Draft:
    """A document and the draft made of it; `what` says how, `doubts` which doubts (renumber_…) it may leave.

    What had no target may come to have one in any draft, and 前二項 may be parted; by labels alone, of two
    with one number neither is known, nor in an extract what is left out.
    """

    base: Document
    draft: Document
    what: str
    doubts: tuple[str, ...] = ()

    def allows(self, code: str, *, with_base: bool) -> bool:
        """Whether a doubt may be left."""
        is_extract = any(clause.kind is Kind.ELIDED for clause in self.base)
        unsure = () if with_base and not is_extract else ("unsure",)
        return code.removeprefix("renumber_") in (*self.doubts, *unsure, "comes_to_point", "parted")


def with_keys(text: str) -> Document:
    """Return the document of `text` with a key for each clause."""
    document = parse(text).document
    return replace(document, clauses=tuple(c._replace(key=f"k{i}") for i, c in enumerate(document.clauses)))


def redrafted(base: Document, clauses: Sequence[Clause], what: str, *doubts: str) -> Draft | None:
    """Return the draft of these clauses, read again; None where the text reads as other clauses."""
    text = write(replace(base, clauses=tuple(clauses)))
    read = parse(text).document
    if [(c.kind, c.label) for c in read] != [(c.kind, c.label) for c in clauses]:
        return None
    keyed = tuple(one._replace(key=other.key) for one, other in zip(read, clauses, strict=True))
    return Draft(base, replace(read, clauses=keyed), what, doubts)


def articles(document: Document) -> list[int]:
    """Return the places of the articles that have a number."""
    return [index for index, clause in enumerate(document.clauses) if clause.kind is Kind.ARTICLE and clause.number]


def with_article(base: Document, at: int, label: str = PLACEHOLDER) -> Draft | None:
    """Put an article before the clause at `at`."""
    new = Clause(Kind.ARTICLE, label, (), "新しい条", f"{NEW}。", "L（C）\n", gap=1)
    if base.clauses[at].context != "main":
        new = new._replace(context=base.clauses[at].context)
    clauses = [*base.clauses[:at], new, *base.clauses[at:]]
    return redrafted(base, clauses, f"{label} before {base.clauses[at].heading}", "beside_hidden")


def without(base: Document, at: int) -> Draft | None:
    """Take out the clause at `at`."""
    return redrafted(base, [*base.clauses[:at], *base.clauses[at + 1 :]], f"without {base.clauses[at].heading}", "gone")


def moved(base: Document, at: int, to: int) -> Draft | None:
    """Move the clause at `at` before the one that is at `to`."""
    rest = [*base.clauses[:at], *base.clauses[at + 1 :]]
    to -= at < to
    what = f"{base.clauses[at].heading} moved before {base.clauses[to].heading}"
    return redrafted(base, [*rest[:to], base.clauses[at], *rest[to:]], what, "not_kept", "unsure", "beside_hidden")


def units_with_siblings(clause: Clause) -> Iterator[tuple[Unit, Unit]]:
    """Yield labelled units, each with the next beside it."""
    body = parse_body(clause.text)
    for units in (body.paragraphs, *(unit.children for unit in body.walk())):
        for one, other in pairwise(units):
            if one.label and other.label:
                yield one, other


def with_unit(base: Document, index: int, before: Unit) -> Draft | None:
    """Put a unit before another one, under the same number."""
    clause = base.clauses[index]
    start = before.start - len(before.indent)
    line = f"{before.indent}{before.label}{before.separator}{NEW}\n"
    return _with_text(base, index, clause.text[:start] + line + clause.text[start:], f"a unit before {before.label}")


def without_unit(base: Document, index: int, unit: Unit, following: Unit) -> Draft | None:
    """Take out a unit."""
    text = base.clauses[index].text
    start, stop = unit.start - len(unit.indent), following.start - len(following.indent)
    return _with_text(base, index, text[:start] + text[stop:], f"without {unit.label}", "gone")


def units_behind_first(clause: Clause) -> Iterator[tuple[Unit, Unit, Unit]]:
    """Yield the first of units side by side, a later one that can be moved before it, and the next behind that."""
    body = parse_body(clause.text)
    for units in (body.paragraphs, *(unit.children for unit in body.walk())):
        if units and units[0].number == (1,) and all(unit.label for unit in units):
            yield from ((units[0], one, other) for one, other in pairwise(units[1:]))


def with_unit_first(base: Document, index: int, first: Unit, unit: Unit, following: Unit) -> Draft | None:
    """Move a unit before the first of those beside it."""
    clause = base.clauses[index]
    to, start, stop = (one.start - len(one.indent) for one in (first, unit, following))
    text = clause.text
    text = text[:to] + text[start:stop] + text[to:start] + text[stop:]
    clauses = [*base.clauses[:index], clause._replace(text=text), *base.clauses[index + 1 :]]
    return redrafted(base, clauses, f"{unit.label} first in {clause.heading}", "not_kept")


def _with_text(base: Document, index: int, text: str, what: str, *doubts: str) -> Draft | None:
    """The draft with another text; None where what stays reads otherwise than before (１ was all that began a list)."""
    clause = base.clauses[index]
    old, new = (
        {(name, len(path)) for path, name in _named_units(clause._replace(text=words))} for words in (clause.text, text)
    )
    if len(old ^ new) > len(old - new) or len(old - new) > 1:
        return None
    clauses = [*base.clauses[:index], clause._replace(text=text), *base.clauses[index + 1 :]]
    return redrafted(base, clauses, f"{what} of {clause.heading}", *doubts)


Name = tuple[str, str]
"""A clause's key and what a unit says, without its numbers and references; "" for the clause."""
_NUMBERS = re.compile("[0-9０-９〇一二三四五六七八九十百第条項号前次●の及びおよからまで、・―]")


class Names:
    """The targets of a document by name, the same in every edition."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.names: dict[int, dict[Path, Name]] = {}

    @property
    def everything(self) -> set[Name]:
        """All names there are."""
        clauses = [clause for clause in self.document if clause.key]
        return {name for clause in clauses for _, name in _named_units(clause)} | {
            (clause.key, "") for clause in clauses
        }

    def of(self, target: Target) -> Name | None:
        """Return the name of a target, None for what was put in."""
        clause = self.document.clauses[target.clause]
        if not clause.key:
            return None
        if not target.path:
            return clause.key, ""
        if target.clause not in self.names:
            self.names[target.clause] = dict(reversed(list(_named_units(clause))))
        return self.names[target.clause].get(target.path)

    def all_of(self, references: Iterable[Reference]) -> set[Name | None]:
        """Return the names of all that the references mean."""
        return {self.of(target) for reference in references for target in reference.targets}


def _named_units(clause: Clause) -> Iterator[tuple[Path, Name]]:
    seen: Counter[str] = Counter()
    for path, unit in _walk(parse_body(clause.text).paragraphs, ()):
        if not any(NEW in line.text for line in unit.lines):
            words = _NUMBERS.sub("", fold(unit.text))
            seen[words] += 1
            yield path, (clause.key, f"{words}#{seen[words]}")


def _walk(units: Sequence[Unit], above: Path) -> Iterator[tuple[Path, Unit]]:
    for unit in units:
        path = (*above, unit.number)
        yield path, unit
        yield from _walk(unit.children, path)


@lru_cache(maxsize=1)
def _read_base(base: Document) -> tuple[Names, tuple[Reference, ...]]:
    """The names and the references of a document of which many drafts are made."""
    return Names(base), read_references(base)


def broken(draft: Draft, made: Renumbering, *, with_base: bool) -> list[str]:
    """Return the references of the base that mean something else after renumbering, those in doubt aside.

    What meant what is gone is in doubt, but where the edition before tells so, it means nothing else even then.
    """
    (old, all_references), new = _read_base(draft.base), Names(made.document)
    places = {clause.key: index for index, clause in enumerate(draft.draft.clauses) if clause.key}
    doubted = {(doubt.place.clause, doubt.place.start) for doubt in made.doubts if doubt.place is not None}
    gone = {(d.place.clause, d.place.start) for d in made.doubts if d.place is not None and d.code == "renumber_gone"}
    final, there_is = read_references(made.document), new.everything
    found = []
    for reference in all_references:
        index = places.get(draft.base.clauses[reference.clause].key)
        if reference.law or index is None or draft.draft.clauses[index].kind is Kind.TABLE_OF_CONTENTS:
            continue
        ends = (reference, all_references[reference.through]) if reference.through >= 0 else (reference,)
        starts = [_offset_in_draft(draft, reference.clause, index, end.start) for end in ends]
        is_doubted = any((index, start) in doubted for start in starts)
        if starts[0] is None or (is_doubted and ((index, starts[0]) not in gone or not with_base)):
            continue
        if len(ends) > 1 and not with_base and not old.all_of(ends) <= there_is:
            continue  # by labels alone nobody knows of a last article that was taken out, up to which a range went
        first, last = (_offset_after(made, index, offset) for offset in (starts[0], starts[0] + len(reference.words)))
        there = [one for one in final if one.clause == index and first <= one.start < last]
        meant, means = old.all_of([reference]) & there_is, new.all_of(there) - {None}
        if (means - meant) if is_doubted else meant != means:
            words = made.document.clauses[index].written[first:last]
            found.append(f"{draft.base.clauses[reference.clause].label} {reference.words} → {words}: {meant} → {means}")
    return found


def _offset_in_draft(draft: Draft, old: int, new: int, offset: int) -> int | None:
    """Where the words at an offset of a clause of the base stand in the draft; None in what was taken out."""
    before, after = draft.base.clauses[old].written, draft.draft.clauses[new].written
    same = next((place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    if offset < same:
        return offset
    moved = offset + len(after) - len(before)
    return moved if moved >= same and before[offset:] == after[moved:] else None


def _offset_after(made: Renumbering, clause: int, offset: int) -> int:
    edits = (edit for edit in made.edits if edit.clause == clause and edit.end <= offset)
    return offset + sum(len(edit.after) - len(edit.before) for edit in edits)


def _doubted(made: Renumbering, place: Place) -> range:
    """Where words in doubt stand after the edits."""
    first, last = (_offset_after(made, place.clause, offset) for offset in (place.start, place.end))
    return range(first, last + 1)


def fails(draft: Draft | None, *, branch: bool, with_base: bool) -> list[str]:
    """Return all that is wrong with the renumbering of a draft."""
    if draft is None:
        return []
    before = draft.base if with_base else None
    made = renumber(draft.draft, before=before, branch=branch)
    return wrong_with(made, draft, branch=branch, with_base=with_base)


def wrong_with(made: Renumbering, draft: Draft, *, branch: bool, with_base: bool) -> list[str]:
    """Return all that is wrong with a renumbering of a draft."""
    problems = broken(draft, made, with_base=with_base)
    problems += [str(doubt) for doubt in made.doubts if not draft.allows(doubt.code, with_base=with_base)]
    again = renumber(made.document, before=draft.base if with_base else None, branch=branch)
    doubted = [(doubt.place.clause, _doubted(made, doubt.place)) for doubt in made.doubts if doubt.place is not None]
    for edit in again.edits:
        if not any(clause == edit.clause and edit.start in places for clause, places in doubted):
            problems.append(f"again: {edit.before} → {edit.after}")
    if write(apply_edits(draft.draft, made.edits)) != write(made.document):
        problems.append("the edits do not make the document")
    return [f"{draft.what}: {problem}" for problem in problems]
