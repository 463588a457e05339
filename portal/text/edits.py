"""Apply edits to a document: changes of words at places in clauses, which keep their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from portal.text.headings.contexts import in_context
from portal.text.headings.forms import read_head
from portal.text.numbering.labels import read_labels
from portal.text.tree import Clause, Document, Edit, Kind, Number

LABEL, CAPTION, TEXT = "L", "C", "text"
_FIXED = "form"
_PLACEHOLDERS = (LABEL, CAPTION)


def apply_edits(document: Document, edits: Iterable[Edit]) -> Document:
    """Return the document with the edits made, in any order; all offsets count in the document given.

    Clauses keep their keys; a label that changes has its number read again, and a 附則 line that changes gives its
    articles their new context. Raises ValueError for a clause that is not there, for edits that overlap or lie in
    heading and text at once, and where the words to go (`before`) do not stand.
    """
    by_clause: defaultdict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_clause[edit.clause].append(edit)
    clauses = list(document.clauses)
    for index, found in by_clause.items():
        if not 0 <= index < len(clauses):
            raise ValueError(f"there is no clause {index} to edit")
        clauses[index] = _edited(clauses[index], sorted(found, key=lambda edit: (edit.start, edit.end)))
    edited = replace(document, clauses=tuple(clauses))
    return in_context(edited) if _changes_context(document, edited, by_clause) else edited


def _changes_context(document: Document, edited: Document, indexes: Iterable[int]) -> bool:
    return any(
        document.clauses[index].kind is Kind.SUPPLEMENTARY_PROVISION
        and document.clauses[index].heading != edited.clauses[index].heading
        for index in indexes
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a clause's written words: its label, its caption, its text, or what the form puts between."""

    name: str
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def _parts(clause: Clause) -> Iterator[_Part]:
    words = {LABEL: clause.label, CAPTION: clause.caption}
    start = 0
    for character in clause.form:
        part = _Part(character if character in words else _FIXED, start, words.get(character, character))
        yield part
        start = part.end
    yield _Part(TEXT, start, clause.text)


def _edited(clause: Clause, edits: Sequence[Edit]) -> Clause:
    """Make the edits, sorted, in one clause."""
    written = clause.written
    parts = list(_parts(clause))
    by_part: defaultdict[int, list[Edit]] = defaultdict(list)
    position = 0
    for edit in edits:
        if edit.start < position:
            raise ValueError(f"{edit} overlaps the edit before it")
        if written[edit.start : edit.end] != edit.before:
            raise ValueError(f"{edit}: 「{written[edit.start : edit.end]}」 stands there")
        position = edit.end
        narrow = _narrowed(edit)
        if narrow.before or narrow.after:
            by_part[_part_of(narrow, parts)].append(narrow)
    return _joined(clause, [_rewritten(part, by_part[index]) for index, part in enumerate(parts)])


def _narrowed(edit: Edit) -> Edit:
    """The edit without what its sides begin and end with alike: 第６条（目的） to 第７条（目的） changes the label.

    The shorter side keeps one character: 条 to 条の２ at a label's end is no insertion behind it.
    """
    before, after = edit.before, edit.after
    start = 0
    while start < min(len(before), len(after)) - 1 and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - 1 - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Edit(edit.clause, edit.start + start, before[start : len(before) - end], after[start : len(after) - end])


def _part_of(edit: Edit, parts: Sequence[_Part]) -> int:
    """The index of the part the edit lies in; an insertion between two goes to a label or caption, else to the text."""
    holding = [index for index, part in enumerate(parts) if part.start <= edit.start and edit.end <= part.end]
    if not holding:
        raise ValueError(f"{edit} lies in more than one of label, caption and text")
    named = [index for index in holding if parts[index].name != _FIXED]
    return (named or holding)[0]


def _rewritten(part: _Part, edits: Sequence[Edit]) -> _Part:
    words, position = [], part.start
    for edit in edits:
        words += [part.words[position - part.start : edit.start - part.start], edit.after]
        position = edit.end
    return replace(part, words="".join(words) + part.words[position - part.start :])


def _joined(clause: Clause, parts: Sequence[_Part]) -> Clause:
    words = {part.name: part.words for part in parts if part.name != _FIXED}
    form = "".join(part.name if part.name in _PLACEHOLDERS else part.words for part in parts[:-1])
    fixed = "".join(part.words for part in parts[:-1] if part.name == _FIXED)
    if any(placeholder in fixed for placeholder in _PLACEHOLDERS):
        raise ValueError("between label, caption and text stand only brackets, colons, blanks and line ends")
    label = words.get(LABEL, clause.label)
    return clause._replace(
        label=label,
        number=clause.number if label == clause.label else read_number(label),
        caption=words.get(CAPTION, clause.caption),
        text=words[TEXT],
        form=form,
    )


def read_number(label: str) -> Number:
    """Return the number in a heading's label as written: (18, 2) for 第１８条の２; () where it holds none.

    A range (第三条から第五条まで) is a label only over what was deleted.
    """
    heads = (read_head(line) for line in (label, f"{label}　削除"))
    head = next((head for head in heads if head is not None), None)
    if head is not None:
        return head.number
    return next((found.number for found in read_labels(f"{label} ") if found.text == label), ())
