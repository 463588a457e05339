"""Several units of one article in few words: 第1項第3号・第4号, 第2項から第5項まで; paragraphs 2 to 5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from portal.comparison.addresses.bilingual import NOTHING, Bilingual
from portal.comparison.addresses.places import Places
from portal.comparison.table import At, Part
from portal.text.tree import Number

LONGEST = 6
"""Names after which a list says how many more there are."""
_SHOWN = 4
_COMMA, _LEAD = ", ", "opening words"
_POINTS = (".", "．")


@dataclass(frozen=True, slots=True)
class _Name:
    """A unit as a list names it: what it stands in, its own words, and its number, () where the words are none.

    `has_comma` says whether the English has a comma between the two: paragraph 2, item (1), but (a)(i).
    """

    parent: Bilingual
    own: Bilingual
    number: Number = ()
    has_comma: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One unit, or a run of them."""

    first: _Name
    last: _Name
    count: int = 1

    @property
    def japanese(self) -> str:
        if self.count == 1:
            return self.first.own.japanese
        return f"{self.first.own.japanese}から{self.last.own.japanese}まで"


def unit_list(places: Places, ats: Sequence[At]) -> Bilingual:
    """Return units of one clause, in the order given, as one list in both languages."""
    stretches = list(_stretches([_name(places, at) for at in ats]))
    shown = stretches if len(stretches) <= LONGEST else stretches[:_SHOWN]
    more = sum(stretch.count for stretch in stretches[len(shown) :])
    groups = [list(group) for _, group in groupby(shown, key=lambda stretch: stretch.first.parent)]
    japanese = "、".join(_japanese(group) for group in groups)
    english = _in_english([_english(group) for group in groups])
    if more:
        return Bilingual(f"{japanese}ほか{more}か所", f"{english} (and {more} other places)")
    return Bilingual(japanese, english)


def is_simple(ats: Sequence[At]) -> bool:
    """Whether the units are one unit or one run: 第3項から第5項まで."""
    return all(
        one.path[:-1] == other.path[:-1] and _number(other) == _next(_number(one)) for one, other in pairwise(ats)
    )


def _number(at: At) -> Number:
    """The unit's own number; a first 項 without one is the first."""
    return at.path[-1] or (1,)


def _next(number: Number) -> Number:
    return (*number[:-1], number[-1] + 1)


def _name(places: Places, at: At) -> _Name:
    words, cited = places.unit_within(at), places.within(at, places.cited(at))
    is_opening = at.part is Part.LEAD and words != cited  # 第1項柱書 stands in 第1項 as 第1項第1号 does
    parent = cited if is_opening else _parent(places, at, words)
    japanese, english = (each.removeprefix(above) for each, above in zip(words, parent, strict=True))
    number = _number(at) if cited.japanese and words == cited else ()
    return _Name(parent, Bilingual(japanese, english.removeprefix(_COMMA)), number, english.startswith(_COMMA))


def _parent(places: Places, at: At, words: Bilingual) -> Bilingual:
    """What the unit stands in, if the unit is called by it: nothing for 2.1.1 in 2.1."""
    parent = places.within(at, places.cited(at._replace(path=at.path[:-1]))) if len(at.path) > 1 else NOTHING
    return NOTHING if words.japanese.removeprefix(parent.japanese).startswith(_POINTS) else parent


def _stretches(names: Sequence[_Name]) -> Iterator[_Stretch]:
    """Join runs of three and more; two that follow one another are named both."""
    for run in _runs(names):
        if len(run) > 2:
            yield _Stretch(run[0], run[-1], len(run))
        else:
            yield from (_Stretch(name, name) for name in run)


def _runs(names: Sequence[_Name]) -> Iterator[list[_Name]]:
    run: list[_Name] = []
    for name in names:
        if run and not _follows(run[-1], name):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _follows(one: _Name, other: _Name) -> bool:
    return bool(one.number) and other.number == _next(one.number) and one.parent == other.parent


def _japanese(stretches: list[_Stretch]) -> str:
    return stretches[0].first.parent.japanese + "・".join(stretch.japanese for stretch in stretches)


def _english(stretches: list[_Stretch]) -> str:
    """paragraph 1, items (1), (3) and (5) to (7); opening words of paragraph 2."""
    parts = [part for _, group in groupby(stretches, key=_noun) for part in [_english_series(list(group))]]
    first = stretches[0].first
    if len(stretches) == 1 and first.parent.english and first.own.english == _LEAD:
        return f"{_LEAD} of {first.parent.english}"
    return first.parent.english + (_COMMA if first.has_comma and first.parent.english else "") + in_words(parts)


def _noun(stretch: _Stretch) -> str:
    """paragraph, item; "" for what is no number: 柱書, イ."""
    noun, _, figure = stretch.first.own.english.rpartition(" ")
    return noun if stretch.first.number and figure else ""


def _english_series(stretches: list[_Stretch]) -> str:
    noun = _noun(stretches[0])
    if not noun:
        return in_words([_between(stretch.first.own.english, stretch) for stretch in stretches])
    figures = [_between(stretch.first.own.english.rpartition(" ")[2], stretch) for stretch in stretches]
    many = len(stretches) > 1 or stretches[0].count > 1
    return f"{noun}{'s' if many else ''} {in_words(figures)}"


def _between(first: str, stretch: _Stretch) -> str:
    return first if stretch.count == 1 else f"{first} to {stretch.last.own.english.rpartition(' ')[2]}"


def _in_english(groups: list[str]) -> str:
    """paragraphs 2 and 4; paragraph 1, item (2), and paragraph 3, so that the second is no part of the first."""
    *most, last = groups
    between = f"{_COMMA}and " if any(_COMMA in group for group in groups) else " and "
    return f"{_COMMA.join(most)}{between}{last}" if most else last


def in_words(parts: Iterable[str]) -> str:
    """a, b and c."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
