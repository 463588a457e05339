"""The heading of a clause that is put in: its number and its form, as those of its neighbours are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from portal.text.headings.contexts import in_context
from portal.text.headings.forms import read_head
from portal.text.headings.japanese import last_number
from portal.text.numbering.labels import BLANKS, FIRST
from portal.text.numbering.number_writing import DigitWidths, UnwritableNumber, write_label
from portal.text.renumbering.labels import number_rows
from portal.text.renumbering.rows import RANKS, Member, Row, Thing, clause_rows
from portal.text.tree import HEADINGS, Clause, Document, Kind, Number

UNNUMBERED = "第○条"
"""The label of an article whose number nobody can tell; renumbering gives it one."""
NO_CAPTION_YET = "見出し"
"""What stands for the caption of a heading that would be none without it, as in 3. 料金."""
_COUNTED = (Kind.ARTICLE, *HEADINGS)
_FIRST_LABELS = {
    Kind.PART: "第1編",
    Kind.CHAPTER: "第1章",
    Kind.SECTION: "第1節",
    Kind.SUBSECTION: "第1款",
    Kind.DIVISION: "第1目",
    Kind.ARTICLE: "第1条",
    Kind.SUPPLEMENTARY_PROVISION: "附則",
    Kind.APPENDIX: "別表",
    Kind.TABLE_OF_CONTENTS: "目次",
    Kind.ELIDED: "（略）",
}
_BRACKETED = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX)
OPENING, CLOSING = "（([［【〔＜<〈《", "）)]］】〕＞>〉》"


def sample_for(clauses: Sequence[Clause], place: int, kind: Kind) -> Clause | None:
    """Return the clause of `kind` whose heading shows how one at `place` is written: before it, else behind it.

    One with a number where the kind has them; the range of 第三条から第五条まで　削除 shows nothing.
    """
    nearest = chain(reversed(clauses[:place]), clauses[place:])
    return next((clause for clause in nearest if clause.kind is kind and _shows(clause)), None)


def _shows(clause: Clause) -> bool:
    is_range = clause.number and last_number(clause.label, clause.number) != clause.number
    return bool(clause.label) and not is_range and bool(clause.number or clause.kind not in _COUNTED)


def proposed_label(document: Document, place: int, kind: Kind) -> tuple[str, Number]:
    """Return label and number for a clause of `kind` that is put in at `place`, written as its neighbours are.

    What stands in order keeps its number: behind the last article comes the next number, between two a 枝番.
    """
    sample = sample_for(document.clauses, place, kind)
    label = sample.label if sample else _FIRST_LABELS.get(kind, "")
    if kind is Kind.APPENDIX and sample is not None and sample.number:
        return _written(sample, (sample.number[0] + 1,), (sample.label,))
    if kind not in _COUNTED:
        return label, ()
    row, member = _row_with(document, place, Clause(kind, label, form=sample.form if sample else "L"))
    is_first = row.members[0] is member and not row.is_dotted
    number = FIRST if is_first else number_rows(document, [row], branch=True).new[member.thing].number
    known = sample or Clause(kind, label, FIRST)
    return _written(known, number, (other.label for other in row.members if other is not member))


def _row_with(document: Document, place: int, clause: Clause) -> tuple[Row, Member]:
    """The row of labels in which a clause at `place` would stand, and its member there."""
    clauses = (*document.clauses[:place], clause, *document.clauses[place:])
    thing = Thing(place)
    rows = clause_rows(in_context(Document(clauses)))
    return next((row, member) for row in rows for member in row.members if member.thing == thing)


def _written(sample: Clause, number: Number, labels: Iterable[str]) -> tuple[str, Number]:
    try:
        label = write_label(sample.label, number, of=sample.number)
    except UnwritableNumber:
        return (UNNUMBERED, ()) if sample.kind is Kind.ARTICLE else (sample.label, sample.number)
    return DigitWidths.of(labels).adjusted(label), number


def with_heading(clause: Clause, sample: Clause | None) -> Clause:
    """Return the clause with the form that its label and caption have in the hand of `sample`, fit for its text.

    Where a heading without caption would be none, NO_CAPTION_YET is its caption.
    """
    if not clause.label:
        return _fitted(clause, "C") if clause.caption else clause
    form = sample.form if sample is not None and "L" in sample.form else ""
    if clause.caption and "C" not in form:
        form = f"{form.partition('L')[0]}L（C）" if clause.kind in _BRACKETED else "L　C"
    if clause.caption:
        return _fitted(clause, form)
    bare = _fitted(clause, without_caption(form) or "L")
    if clause.kind in RANKS and "C" in form and not _is_heading(bare):
        return _fitted(clause._replace(caption=NO_CAPTION_YET), form)
    return bare


def without_caption(form: str) -> str:
    r"""Return a heading's form without the place for the caption: L for L（C）, L and a blank for （C） above it."""
    return "\n".join(_line_without_caption(line) for line in form.split("\n") if "L" in line or "C" not in line)


def _line_without_caption(line: str) -> str:
    if "C" not in line:
        return line
    before, _, behind = line.partition("C")
    if before[-1:] and before[-1:] in OPENING and behind[:1] and behind[:1] in CLOSING:
        before, behind = before[:-1], behind[1:]
    head, label, between = before.partition("L")
    return f"{head}{label}{behind}" if label and not between.strip(_AROUND) else before + behind


_AROUND = f"{BLANKS}：:．.－-"
"""What stands between a label and its caption."""


def _fitted(clause: Clause, form: str) -> Clause:
    """The clause with a form that ends where its text begins: on the heading's line, or below it."""
    bare = form.rstrip("\n" + BLANKS)
    if not clause.text or form == bare:
        return clause._replace(form=f"{bare}\n" if clause.text else bare)
    text = clause.text if form.endswith("\n") else clause.text.lstrip(BLANKS)
    return clause._replace(form=form, text=text)


def _is_heading(clause: Clause) -> bool:
    head = read_head(clause.written.partition("\n")[0])
    return head is not None and head.kind is clause.kind and head.label == clause.label
