"""How a heading is written: the form that fits a label, a caption and a text, as the edition's own clauses have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from portal.text.headings.forms import read_head
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.tree import HEADINGS, Clause, Kind, Number, unmarked

UNLABELLED = (Kind.TITLE, Kind.COLOPHON, Kind.PREAMBLE)
"""Kinds that have neither label nor caption: all they say is text."""

WITHOUT_TEXT = (Kind.ELIDED,)
"""Kinds that say all in their label."""

MAY_HAVE_CAPTION_ALONE = (Kind.ARTICLE, *HEADINGS)
"""Kinds that need no number where they have a caption, as in terms written without 条."""

EXAMPLES = {
    Kind.TABLE_OF_CONTENTS: "目次",
    Kind.PART: "第一編",
    Kind.CHAPTER: "第1章",
    Kind.SECTION: "第1節",
    Kind.SUBSECTION: "第1款",
    Kind.DIVISION: "第1目",
    Kind.ARTICLE: "第1条、第18条の2、第十八条の二",
    Kind.SUPPLEMENTARY_PROVISION: "附則",
    Kind.APPENDIX: "別表第1、別紙、様式第1号",
    Kind.ELIDED: "（略）",
}
"""Labels as they may be written, by kind."""

_STANDARD = {
    Kind.ARTICLE: ("L（C）\n", "L\n"),
    Kind.SUPPLEMENTARY_PROVISION: ("L（C）\n", "L\n"),
    Kind.APPENDIX: ("L　C\n", "L\n"),
    **dict.fromkeys(HEADINGS, ("L　C", "L")),
}
_PLAIN = ("L　C\n", "L\n", "C\n")


def read_number(kind: Kind, label: str) -> Number | None:
    """Return the number that a label of this kind states, () where it states none, None if it is no such label."""
    head = read_head(label)
    if head is not None and head.kind is kind and head.label == label and not head.rest and not head.caption:
        return head.number
    in_prose = next((read for read in read_labels(label + " ") if read.text == label), None)
    return in_prose.number if in_prose is not None and kind in (Kind.ARTICLE, *HEADINGS) else None


def fitting_form(clause: Clause, own: str, others: Iterable[Clause]) -> str:
    """Return the form for a clause's label, caption and text.

    Its `own` form is kept where it fits; else the commonest of the `others` of its kind that fits, else a standard one.
    """
    if not clause.label and not clause.caption:
        return own if unmarked(own) == "" else ""
    usual = Counter(other.form for other in others if other.kind is clause.kind)
    forms = (own, *(form for form, _ in usual.most_common()), *_STANDARD.get(clause.kind, ()), *_PLAIN)
    return next(form for form in _ended(forms, bool(clause.text)) if _fits(form, clause))


def usual_gap(kind: Kind, others: Iterable[Clause]) -> int:
    """Return how many blank lines stand before clauses of a kind for the most part; one where there are none yet."""
    gaps = Counter(other.gap for other in list(others)[1:] if other.kind is kind)
    return gaps.most_common(1)[0][0] if gaps else 1


def _ended(forms: Iterable[str], has_text: bool) -> Iterator[str]:
    """Forms with the line end that a text below needs, and without one where no text follows."""
    for form in forms:
        if not has_text:
            yield form.rstrip("\n" + BLANKS)
        elif form.endswith(("\n", *BLANKS)):
            yield form
        else:
            yield form + "\n"


def _fits(form: str, clause: Clause) -> bool:
    return form.count("L") == bool(clause.label) and form.count("C") == bool(clause.caption)
