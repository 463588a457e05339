"""Clauses split, joined, moved, put in and taken out. References and numbers stay: renumbering is a step of its own.

A clause that is put in has no key. Blank lines before it are as many as its neighbours have; the first of the
document keeps those that the first one had.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.text.editing.new_headings import CLOSING, OPENING, proposed_label, sample_for, with_heading
from portal.text.edits import read_number
from portal.text.headings.contexts import in_context
from portal.text.messages import gettext_noop
from portal.text.normalise import normalise
from portal.text.numbering.labels import BLANKS
from portal.text.tree import Clause, Document, Kind

_WITH_TEXT = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION, Kind.PREAMBLE, Kind.APPENDIX)
_JOINABLE = (Kind.ARTICLE, Kind.PREAMBLE, Kind.APPENDIX, Kind.COLOPHON)


class ClauseRefused(ValueError):
    """What cannot be done to a clause; the message is a Japanese sentence that says why, to be translated."""


@dataclass(frozen=True, slots=True)
class JoinedClauses:
    """A document with two clauses joined, and the words of the second's heading that are in it no longer."""

    document: Document
    dropped: tuple[str, ...] = ()


def split_clause(document: Document, index: int, offset: int) -> Document:
    """Cut a clause's text at `offset`; the rest becomes an article right behind it, without caption.

    Its label is the next number, or a 枝番 where that is taken. No words change; line ends and blanks at the cut go.
    Labels of 項 in the rest stay as they are. Raises ClauseRefused where no article can begin.
    """
    clause = _clause_at(document, index)
    if clause.kind not in _WITH_TEXT:
        raise ClauseRefused(gettext_noop("条、附則、前文、別表の本文だけを分けられます。"))
    offset = min(max(offset, 0), len(clause.text))
    begins_line = offset == 0 or clause.text[offset - 1] == "\n"
    first, rest = clause.text[:offset], clause.text[offset:]
    first = first.rstrip(f"\n{BLANKS}")
    rest = rest.lstrip("\n") if begins_line else rest.lstrip(BLANKS).lstrip("\n")
    if not first.strip() or not rest.strip():
        raise ClauseRefused(gettext_noop("分ける位置の前と後の両方に本文が要ります。"))
    clauses = list(document.clauses)
    clauses[index] = clause._replace(text=first)
    return insert_clause(replace(document, clauses=tuple(clauses)), index + 1, Kind.ARTICLE, text=rest)


def merge_clauses(document: Document, index: int, *, drop_caption: bool = False) -> JoinedClauses:
    """Join the clause behind the one at `index` to it: its text follows as further lines, and its key is gone.

    Its label is dropped; its caption becomes a line above its text, as it is written, or is dropped if told.
    `dropped` are the words that went. Raises ClauseRefused for chapters, 附則 lines and what has no text to be joined.
    """
    first, second = _clause_at(document, index), _clause_at(document, index + 1)
    if second.kind not in _JOINABLE or first.kind not in (*_JOINABLE, Kind.SUPPLEMENTARY_PROVISION):
        raise ClauseRefused(gettext_noop("条、前文、別表などの本文のある条文どうしだけをつなげられます。"))
    caption = "" if drop_caption else _caption_line(second)
    text = "\n".join(filter(None, (first.text, caption, second.text)))
    form = first.form
    if form and text and not first.text:
        form = form.rstrip(f"\n{BLANKS}") + "\n"
    dropped = (second.label, second.caption if drop_caption else "")
    clauses = (*document.clauses[:index], first._replace(text=text, form=form), *document.clauses[index + 2 :])
    return JoinedClauses(in_context(replace(document, clauses=clauses)), tuple(filter(None, dropped)))


def _caption_line(clause: Clause) -> str:
    """The caption as the heading has it, in its brackets."""
    if not clause.caption:
        return ""
    before, _, behind = clause.form.partition("C")
    if before.endswith(tuple(OPENING)) and behind.startswith(tuple(CLOSING)):
        return f"{before[-1]}{clause.caption}{behind[0]}"
    return clause.caption


def move_clause(document: Document, index: int, to: int) -> Document:
    """Move a clause so that it stands at `to` in the document returned, in the 附則 it then stands in.

    A 附則 or chapter line moves alone. Raises ClauseRefused for places that are not there.
    """
    clause = _clause_at(document, index)
    _clause_at(document, to)
    return _with(_without(document, index), to, clause)


def insert_clause(
    document: Document, index: int, kind: Kind, *, label: str | None = None, caption: str = "", text: str = ""
) -> Document:
    """Put a clause without key in at `index`, up to behind the last one; its heading is written as its neighbours' are.

    Without `label` one is proposed: the next number, or a 枝番 between two. The words may be as typed: they are
    normalised, and a heading's are put on one line. Raises ClauseRefused for a place that is not there.
    """
    if not 0 <= index <= len(document.clauses):
        raise ClauseRefused(gettext_noop("その場所に条文は置けません。"))
    if label is None:
        label, number = proposed_label(document, index, kind)
    else:
        label = _on_one_line(label)
        number = read_number(label)
    clause = Clause(kind, label, number, _on_one_line(caption), normalise(text).strip("\n"))
    return _with(document, index, with_heading(clause, sample_for(document.clauses, index, kind)))


def _on_one_line(words: str) -> str:
    return normalise(words).replace("\n", " ").strip(BLANKS)


def delete_clause(document: Document, index: int) -> Document:
    """Take a clause out; a 附則 or chapter line alone, what stands below it stays. Raises ClauseRefused."""
    _clause_at(document, index)
    return _without(document, index)


def _clause_at(document: Document, index: int) -> Clause:
    if not 0 <= index < len(document.clauses):
        raise ClauseRefused(gettext_noop("その条文はありません。"))
    return document.clauses[index]


def _with(document: Document, place: int, clause: Clause) -> Document:
    """The document with a clause put in, and as many blank lines before it as neighbours have."""
    clauses = list(document.clauses)
    usual = _usual_gap(clauses, place, clause.kind)
    if place == 0 and clauses:
        clause, clauses[0] = clause._replace(gap=clauses[0].gap), clauses[0]._replace(gap=usual)
    else:
        clause = clause._replace(gap=usual if clauses else 0)
    clauses.insert(place, clause)
    return in_context(replace(document, clauses=tuple(clauses)))


def _without(document: Document, index: int) -> Document:
    clauses = list(document.clauses)
    gone = clauses.pop(index)
    if index == 0 and clauses:
        clauses[0] = clauses[0]._replace(gap=gone.gap)
    return in_context(replace(document, clauses=tuple(clauses)))


def _usual_gap(clauses: list[Clause], place: int, kind: Kind) -> int:
    """The blank lines before the nearest clause of the kind, of any kind where there is none; 1 in a new document."""
    others = [(abs(at - place), at < place, clause) for at, clause in enumerate(clauses) if at > 0]
    alike = [other for other in others if other[2].kind is kind] or others
    return min(alike, key=lambda other: other[:2])[2].gap if alike else 1
