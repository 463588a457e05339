"""What is odd about the numbering of a clause's text: numbers that do not follow, signs that were read as others."""

from __future__ import annotations

from portal.text.body.builder import Builder
from portal.text.messages import gettext_noop
from portal.text.numbering.labels import BLANKS, Label
from portal.text.tree import Edit, Place, Problem, Severity


def body_problems(text: str, *, first_line: int = 1, clause: int = 0, offset: int = 0) -> tuple[Problem, ...]:
    """Return what is odd about the numbering in `text`, the text of a clause, with places and mends.

    `first_line` is the line number `text` begins on, `clause` the clause's index in its document and
    `offset` where `text` begins in the clause as written (`len(clause.filled_form)`).
    """
    builder = Builder(text)
    builder.build()
    problems: list[Problem] = []
    line, counted = first_line, 0
    for oddity in builder.oddities:
        line, counted = line + text.count("\n", counted, oddity.start), oddity.start
        label = oddity.spot.label
        start = oddity.start + offset
        place = Place(clause, start, start + len(label.text), oddity.path)
        if oddity.spot.is_gap:
            problems.append(_gap(label, line, place))
        if label.slip:
            problems.append(_slip(label, line, place))
    return tuple(problems)


def _gap(label: Label, line: int, place: Place) -> Problem:
    message = gettext_noop("「{label}」の番号が前から続いていません。番号を確かめてください。")
    return Problem(line, "number_gap", Severity.WARNING, message, (("label", label.text),), place)


def _slip(label: Label, line: int, place: Place) -> Problem:
    written = next(sign for sign in label.text if sign not in "（(" + BLANKS)
    start = place.start + label.text.index(written)
    mend = (Edit(place.clause, start, written, label.slip),)
    values = (("label", label.text), ("written", written), ("meant", label.slip))
    if written >= "\u3400":
        message = gettext_noop("「{label}」は片仮名の「{meant}」と読みました。漢数字の「{written}」で書かれています。")
        return Problem(line, "kanji_for_katakana", Severity.WARNING, message, values, place, mend)
    message = gettext_noop("「{label}」は片仮名の「{meant}」と読みました。平仮名の「{written}」で書かれています。")
    return Problem(line, "hiragana_for_katakana", Severity.WARNING, message, values, place, mend)
