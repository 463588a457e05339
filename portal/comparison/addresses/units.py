"""What the 項, 号 and 号の細分 of a clause are called when they are cited, and what a cell shows of them."""

from __future__ import annotations

from portal.comparison.addresses.bilingual import NOTHING, Bilingual
from portal.comparison.addresses.clauses import in_figures
from portal.comparison.table import Part
from portal.text.body import parse_body
from portal.text.numbering.labels import BLANKS
from portal.text.places import counts_paragraphs
from portal.text.tree import Body, Clause, Kind, LineKind, Path, Unit, UnitKind

Chain = tuple[tuple[Unit, tuple[Unit, ...]], ...]
"""The units from a 項 down to a place, each with its siblings."""

_HEADING = {
    Kind.PART: Bilingual("編名", "part title"),
    Kind.CHAPTER: Bilingual("章名", "chapter title"),
    Kind.SECTION: Bilingual("節名", "section title"),
    Kind.SUBSECTION: Bilingual("款名", "subsection title"),
    Kind.DIVISION: Bilingual("目名", "division title"),
}
_BLOCK = {LineKind.TABLE: Bilingual("表", "table"), LineKind.BULLET: Bilingual("箇条書", "list")}
_BRACKETS = ("(", "（", "[", "［", "〔")
_MAIN_TEXT = (Kind.ARTICLE, Kind.SUPPLEMENTARY_PROVISION)
"""Kinds whose only 項 is called 本文; the words of a 前文 or a 別表 are the thing itself."""


def chains(body: Body) -> dict[Path, Chain]:
    """Return the units of a body by path; of equal paths the first."""
    found: dict[Path, Chain] = {}
    _collect(body.paragraphs, (), (), found)
    return found


def chains_below(first: str, text: str, whole: Body) -> dict[Path, Chain]:
    """Return the units of `text`, by their paths in it, as they are in `whole`, which has the line `first` before it.

    A lone 2項 is one only where something is the 項 before it. Units that the two do not read alike have no chain.
    """
    read = {chain[-1][0].start - len(first): chain for chain in chains(whole).values()}
    found = ((path, chain[-1][0]) for path, chain in chains(parse_body(text)).items())
    return {path: read[unit.start] for path, unit in found if _ends_alike(unit, read.get(unit.start, ()))}


def numbers_go_on(first: str, text: str) -> bool:
    """Whether the line `first` before a text makes 項 of what were none: 2項 alone, which something must precede."""
    own = {unit.start for unit in parse_body(text).walk() if unit.number}
    return own < {unit.start - len(first) for unit in parse_body(first + text).walk() if unit.number}


def _ends_alike(unit: Unit, chain: Chain) -> bool:
    lines = chain[-1][0].lines if chain else ()
    return len(lines) == len(unit.lines) and (not lines or unit.lines[-1].text.endswith(lines[-1].text))


def _collect(units: tuple[Unit, ...], path: Path, chain: Chain, found: dict[Path, Chain]) -> None:
    for unit in units:
        own = (*path, unit.number)
        below = (*chain, (unit, units))
        found.setdefault(own, below)
        _collect(unit.children, own, below, found)


def heading_words(clause: Clause) -> Bilingual:
    """Return what the clause's heading is called: 見出し, 章名."""
    return _HEADING.get(clause.kind, Bilingual("見出し", "caption"))


def shown(cited: Bilingual, chain: Chain, clause: Clause, part: Part) -> Bilingual:
    """Return what is shown of the unit at the end of a chain, `cited` as it is: 第2項, 第2項柱書, 第2項の表, 本文."""
    main = NOTHING if clause.kind not in _MAIN_TEXT else Bilingual("本文", "main text")
    unit = chain[-1][0]
    if part is Part.BLOCK:
        return _block(cited if cited.japanese else main, _BLOCK.get(_block_kind(unit)))
    if part is Part.LEAD and unit.children:
        return Bilingual(f"{cited.japanese}柱書", ", ".join(filter(None, (cited.english, "opening words"))))
    return cited if cited.japanese else main


def is_continuation(chain: Chain, part: Part) -> bool:
    """Whether lines of text behind a unit's first are shown, no table and no list."""
    return part is Part.BLOCK and _block_kind(chain[-1][0]) not in _BLOCK


def is_main_text(chain: Chain, part: Part) -> bool:
    """Whether a unit's own words are shown: no 柱書 before 号, no table."""
    is_opening = part is Part.LEAD and bool(chain[-1][0].children)
    return is_continuation(chain, part) if part is Part.BLOCK else not is_opening


def _block(of: Bilingual, what: Bilingual | None) -> Bilingual:
    if what is None:
        return Bilingual(f"{of.japanese}に続く部分", f"text following {of.english}") if of.japanese else NOTHING
    if of.japanese in ("", "本文"):
        return what
    return Bilingual(f"{of.japanese}の{what.japanese}", f"{of.english}, {what.english}")


def _block_kind(unit: Unit) -> LineKind:
    """What the unit's lines without a label are, where all are the same."""
    lines = unit.lines if unit.lines[:1] and unit.lines[0].kind is not LineKind.TEXT else unit.lines[1:]
    kinds = {line.kind for line in lines}
    return kinds.pop() if len(kinds) == 1 else LineKind.TEXT


def english_units(chain: Chain) -> str:
    """Return the units as cited in English: paragraph 2, item (3), イ; "" for the only 項."""
    words, kind = [], UnitKind.PARAGRAPH
    for unit, siblings in chain:
        words.append(_english_unit(unit, siblings, kind))
        kind = _below(unit, kind)
    return ", ".join(filter(None, words))


def appendix_units(chain: Chain) -> Bilingual:
    """Return the entries of a 別表 by their own numbers: 2の項, (1) where the text has brackets, 2の項(1)."""
    labels = [label for unit, _ in chain if (label := unit.label.strip(f"{BLANKS}.．、"))]
    entries = [label if label[0] in _BRACKETS else f"{label}の項" for label in labels]
    return Bilingual("".join(entries), ", ".join(f"item {label}" for label in labels))


def is_entry(clause: Clause, unit: Bilingual) -> bool:
    """Whether a unit of a clause needs の before it, 別表第1の2の項, for two numbers would run together."""
    return clause.kind is Kind.APPENDIX and unit.japanese[:1] not in _BRACKETS


def _below(unit: Unit, kind: UnitKind) -> UnitKind:
    """As in `portal.text.places`: what is captioned below a 項 without a number are 項 themselves."""
    if unit.lines and counts_paragraphs(unit):
        return kind
    return UnitKind.ITEM if unit.kind is UnitKind.PARAGRAPH else UnitKind.SUBITEM


def _english_unit(unit: Unit, siblings: tuple[Unit, ...], kind: UnitKind) -> str:
    if not unit.number:
        return "" if len(siblings) == 1 else "paragraph 1"
    if kind is UnitKind.PARAGRAPH:
        return f"paragraph {in_figures(unit.number)}"
    if kind is UnitKind.ITEM:
        return f"item ({in_figures(unit.number)})"
    return "ニ" if unit.label == "二" and siblings[0].label.startswith("イ") else unit.label.strip(f"{BLANKS}.．、")
