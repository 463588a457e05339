"""A place in words, as a reader would cite it: 第6条第2項第1号ニ, 附則第1条, 前文."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS
from portal.text.tree import MAIN, Body, Clause, Kind, Number, Path, Unit, UnitKind

_WITHOUT_LABEL = {
    Kind.TITLE: "題名",
    Kind.COLOPHON: "奥付",
    Kind.TABLE_OF_CONTENTS: "目次",
    Kind.PREAMBLE: "前文",
    Kind.ELIDED: "（略）",
}
_BLANK = re.compile(f"[{BLANKS}]")
_NUMBER_ENDS = frozenset(f"{numerals.DIGITS}IVX)")
"""What 3. and Article IV end with; 第3条 ends with 条."""
_MULTI_DECIMAL = re.compile(r"[0-9０-９][.．][0-9０-９]")
_CAPTION = re.compile("[（(][^（）()]{1,60}[）)]")
_UNIT = {UnitKind.PARAGRAPH: "項", UnitKind.ITEM: "号"}
_BELOW = {
    UnitKind.PARAGRAPH: UnitKind.ITEM,
    UnitKind.ITEM: UnitKind.SUBITEM,
    UnitKind.SUBITEM: UnitKind.SUBITEM,
}


def place_words(clause: Clause, body: Body, path: Path = ()) -> str:
    """Return the words by which the unit at `path` of a clause, whose text reads as `body`, is cited."""
    chain, units = [], body.paragraphs
    for number in path:
        unit = next((unit for unit in units if unit.number == number), None)
        if unit is None:
            break
        chain.append((unit, units))
        units = unit.children
    return unit_words(clause, chain)


def unit_words(clause: Clause, chain: Iterable[tuple[Unit, tuple[Unit, ...]]]) -> str:
    """Return the same for the units from a 項 of the clause down, each with its siblings."""
    words, kind = clause_words(clause), UnitKind.PARAGRAPH
    is_numbered = "条" not in words and words[-1:] in _NUMBER_ENDS
    for unit, siblings in chain:
        if is_numbered and unit.number:
            words = _signed(words, unit)
        else:
            words += _unit_words(unit, siblings, kind)
        # （施行期日） above １: what is captioned is a 項, whatever it was read as.
        kind = kind if unit.lines and counts_paragraphs(unit) else _BELOW[unit.kind]
    return words


def counts_paragraphs(unit: Unit) -> bool:
    """Return whether what is numbered below a 項 without a number are 項 themselves: nothing says what they list.

    So in a 附則 that captions its 項 （施行期日） １, and in rules whose articles begin with (1).
    """
    is_bare = unit.kind is UnitKind.PARAGRAPH and not unit.number and bool(unit.children)
    return is_bare and all(_CAPTION.fullmatch(line.text) for line in unit.lines)


def clause_words(clause: Clause) -> str:
    """Return the words by which a clause is cited: 第18条の2, 附則第1条, 第2章, 別表第1; 「料金」 without a label."""
    if clause.kind in _WITHOUT_LABEL:
        return _WITHOUT_LABEL[clause.kind]
    label = clause.label.strip(f"{BLANKS}.．、")
    if clause.kind is Kind.SUPPLEMENTARY_PROVISION:
        return _BLANK.sub("", label)
    if clause.kind is not Kind.ARTICLE:
        return label
    article = _numbered(clause.number, "条") if clause.number and label.startswith("第") else label
    article = article or f"「{clause.caption}」"
    return article if clause.context == MAIN else f"附則{article}"


def _numbered(number: Number, unit: str) -> str:
    first, *branches = number
    return f"第{first}{unit}" + "".join(f"の{branch}" for branch in branches)


def _signed(words: str, unit: Unit) -> str:
    """3 and (2) are 3(2), 3 and 3.2 are 3.2, Article 3 and 2. are Article 3(2)."""
    label = unit.label.strip(f"{BLANKS}.．、")
    if _MULTI_DECIMAL.search(label):
        return words.rstrip(numerals.DIGITS) + label
    return words + (label if label[:1] in "（([［" or not label.isdecimal() else f"({label})")


def _unit_words(unit: Unit, siblings: tuple[Unit, ...], kind: UnitKind) -> str:
    """第2項; "" for the only 項, 第1項 for the first of several where it has no number."""
    if not unit.number:
        return "" if len(siblings) == 1 else "第1項"
    if kind is UnitKind.SUBITEM or _MULTI_DECIMAL.search(unit.label):
        label = unit.label.strip(f"{BLANKS}.．、")
        return "ニ" if label == "二" and siblings[0].label.startswith("イ") else label
    return _numbered(unit.number, _UNIT[kind])
