"""What the clauses of an edition are called when they are cited, each so that no other is meant."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from portal.comparison.addresses.bilingual import NOTHING, Bilingual
from portal.comparison.addresses.extracts import articles_of_elided
from portal.comparison.addresses.opening import ABOVE_ARTICLES, opening_name
from portal.comparison.addresses.restarts import telling_levels
from portal.text.dates import read_date
from portal.text.effective_date import date_in_supplements
from portal.text.numbering.labels import BLANKS
from portal.text.places import clause_words
from portal.text.tree import HEADINGS, MAIN, Clause, Document, Kind, Number

_LONGEST_NAME = 40
"""Characters of a heading without a number, or in the brackets of a 附則, that are cited."""
_ENGLISH = {
    Kind.TITLE: "Title",
    Kind.COLOPHON: "Colophon",
    Kind.TABLE_OF_CONTENTS: "Table of Contents",
    Kind.PREAMBLE: "Preamble",
    Kind.PART: "Part",
    Kind.CHAPTER: "Chapter",
    Kind.SECTION: "Section",
    Kind.SUBSECTION: "Subsection",
    Kind.DIVISION: "Division",
    Kind.ARTICLE: "Article",
    Kind.SUPPLEMENTARY_PROVISION: "Supplementary Provisions",
    Kind.ELIDED: "(omitted)",
}
"""As the standard bilingual dictionary of Japanese Law Translation has them."""
_APPENDIX = {
    "別表": "Appended Table",
    "別紙": "Annex",
    "別記": "Appended Note",
    "様式": "Form",
    "別図": "Appended Figure",
}
_EXTRACT = re.compile(f"[（(]?抄[）)]?[{BLANKS}]*$")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


class ClauseAddress(NamedTuple):
    """What a clause is called in what it stands in: 第1条 in 附則（2024年9月1日）, 第2章 in 第1編, 第5条 in nothing."""

    above: Bilingual
    own: Bilingual
    under: Bilingual = NOTHING
    """The nearest 章, 節 … line that an article stands below, which is no part of its name."""

    @property
    def named(self) -> Bilingual:
        """The clause as it is cited: 附則（2024年9月1日）第1条."""
        return _joined(self.above, self.own)


def clause_addresses(document: Document, *, distinct: bool = False) -> tuple[ClauseAddress, ...]:
    """Return each clause's name: 第24条, 附則第1条, 第1編第2章, 別紙1第3条.

    Where there are several 附則, or with `distinct`, each is named with its date: 附則（2024年9月1日施行）第1条. Where
    article numbers begin anew in each 編 (or 章), the 編 is part of their names: 第2編第1条. What stands below a （略）
    that follows an article's heading is called by the article.
    """
    supplements = _supplement_names(document, distinct=distinct)
    levels, elided = telling_levels(document), articles_of_elided(document)
    names: list[ClauseAddress] = []
    holder = under = NOTHING
    at_end = False
    headings: list[tuple[Kind, Bilingual]] = []
    for index, clause in enumerate(document):
        at_end = at_end or clause.kind not in ABOVE_ARTICLES
        stated = opening_name(document, index, at_end=at_end)
        own, above = supplements.get(index) or stated or _own_name(clause), NOTHING
        if clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.APPENDIX):
            holder = own
        elif clause.kind is Kind.ARTICLE:
            above = holder if holder != NOTHING else _joined(*(name for kind, name in headings if kind in levels))
        elif clause.is_heading:
            holder = holder if clause.context != MAIN else NOTHING
            headings = [pair for pair in headings if HEADINGS.index(pair[0]) < HEADINGS.index(clause.kind)]
            above = _joined(*(name for _, name in headings))
            headings.append((clause.kind, own))
            under = _joined(above, own)
        names.append(names[elided[index]] if index in elided else ClauseAddress(above, own, under))
    return tuple(names)


def _own_name(clause: Clause) -> Bilingual:
    """The clause's name as if no other held it."""
    japanese = clause_words(clause).removeprefix("附則") if clause.kind is Kind.ARTICLE else clause_words(clause)
    if not japanese:
        name = (clause.caption or clause.heading)[:_LONGEST_NAME]
        return Bilingual(f"「{name}」", f"“{name}”")
    if clause.kind is Kind.ARTICLE and not clause.label.strip():
        return Bilingual(japanese, f"“{japanese.strip('「」')}”")
    return Bilingual(japanese, _english_name(clause, japanese))


def _english_name(clause: Clause, japanese: str) -> str:
    """Article 18-2, Chapter 1, Appended Table 2; the label as written where it is no Japanese one."""
    word = _ENGLISH.get(clause.kind, "")
    if clause.kind is Kind.APPENDIX:
        word = next((name for start, name in _APPENDIX.items() if start in japanese), "")
    if clause.label and (not word or not _JAPANESE.search(clause.label)):
        return japanese
    return f"{word} {in_figures(clause.number)}".rstrip()


def in_figures(number: Number) -> str:
    """18-2 for (18, 2)."""
    return "-".join(map(str, number))


def _joined(*names: Bilingual) -> Bilingual:
    return Bilingual("".join(name.japanese for name in names), ", ".join(filter(None, (n.english for n in names))))


def _supplement_names(document: Document, *, distinct: bool) -> dict[int, Bilingual]:
    """The names of the 附則 by the index of their line; none where the label alone tells."""
    starts = [index for index, clause in enumerate(document) if clause.kind is Kind.SUPPLEMENTARY_PROVISION]
    if not starts or (len(starts) == 1 and not distinct):
        return {}
    ends = [*starts[1:], len(document.clauses)]
    dated = [_dated(document.clauses[start:end]) for start, end in zip(starts, ends, strict=True)]
    times = Counter(dated)
    return {
        start: name if times[name] == 1 else _counted(name, place)
        for place, (start, name) in enumerate(zip(starts, dated, strict=True), 1)
    }


def _dated(clauses: tuple[Clause, ...]) -> Bilingual:
    """A 附則 with what its line says in brackets, else with the day from which it applies."""
    head = clauses[0]
    own = _own_name(head)
    said = _in_brackets(head.caption)
    if said:
        day = read_date(said)
        return Bilingual(f"{own.japanese}（{said}）", f"{own.english} ({in_english(day) if day else said})")
    day = date_in_supplements(Document(clauses))
    if day is None:
        return own
    japanese = f"{own.japanese}（{day.year}年{day.month}月{day.day}日施行）"
    return Bilingual(japanese, f"{own.english} ({in_english(day)})")


def _in_brackets(caption: str) -> str:
    """What the line of a 附則 says of it: 2024年9月1日 in （２０２４年９月１日）　抄."""
    said = _EXTRACT.sub("", caption.translate(_DIGITS)).strip(BLANKS)
    return said.strip("（）()")[:_LONGEST_NAME]


def in_english(day: date) -> str:
    """1 September 2024."""
    return f"{day.day} {day:%B %Y}"


def _counted(name: Bilingual, place: int) -> Bilingual:
    return Bilingual(f"{place}番目の{name.japanese}", f"{name.english} (no. {place})")
