"""Count the paragraphs of lists as Word counts them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.importing.docx.names import R_PR, w
from portal.importing.docx.number_formats import written_number
from portal.importing.docx.styles import NumberProperties, Styles, is_on, value, whole
from portal.importing.docx.symbols import bullet
from portal.importing.docx.xml_parts import Element

LONGEST_TEXT = 100
"""Characters of a level's text; Word takes 31."""
_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 5
"""Definitions that refer to another one after each other; Word writes one such link."""
_NO_LIST = "0"
"""The w:numId that takes a paragraph out of its style's list."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers begin, look and begin again.

    `restart` is the highest index of the levels that make it begin again (its own minus one, if nothing is said).
    """

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int = 8
    decimal_only: bool = False
    style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What Word prints before a paragraph, and what follows it: "tab", "space" or "nothing"."""

    text: str
    suffix: str
    unknown_format: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: its levels with its overrides, and the abstract list whose numbers it counts on."""

    counted_with: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class _Count:
    """How far the lists of one w:abstractNum have counted."""

    numbers: dict[int, int] = field(default_factory=dict)
    spent: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of a document and how far they have counted; paragraphs come in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read `word/numbering.xml`, None where the file has none."""
        self._styles = styles
        abstracts = {} if root is None else {a.get(w("abstractNumId"), ""): a for a in root.iter(w("abstractNum"))}
        nums = {} if root is None else {num.get(w("numId"), ""): num for num in root.iterchildren(w("num"))}
        self._lists = {num_id: _read_list(num, abstracts, nums, styles) for num_id, num in nums.items()}
        self._counts: dict[str, _Count] = {}

    def label(self, own: NumberProperties, style_id: str) -> Label | None:
        """Count a paragraph that has these properties of its own and this style; None where it has no number."""
        properties = own.over(self._styles.numbering(style_id))
        num_id = properties.num_id
        if num_id is None or num_id == _NO_LIST or num_id not in self._lists:
            return None
        its_list = self._lists[num_id]
        index = _level_index(properties, its_list)
        level = its_list.levels.get(index)
        if level is None:
            return None
        numbers = self._count(num_id, its_list, index)
        return _printed(its_list, level, numbers)

    def _count(self, num_id: str, its_list: _List, index: int) -> dict[int, int]:
        """Count on at a level. Higher levels that nobody has used begin with it; lower ones will begin again."""
        count = self._counts.setdefault(its_list.counted_with, _Count())
        numbers = count.numbers
        for higher in range(index):
            numbers.setdefault(higher, its_list.levels.get(higher, Level()).start)
        override = its_list.starts.get(index)
        if override is not None and (num_id, index) not in count.spent:
            numbers[index] = override
        else:
            numbers[index] = numbers[index] + 1 if index in numbers else its_list.levels[index].start
        # Whoever begins inside a list has used the beginnings of what is above: it goes on from there.
        count.spent.update((num_id, used) for used in range(index + 1))
        for lower in [lower for lower in numbers if lower > index and _begins_again(its_list, lower, index)]:
            del numbers[lower]
        return numbers


def _begins_again(its_list: _List, lower: int, index: int) -> bool:
    level = its_list.levels.get(lower)
    return level is None or index <= min(level.restart, lower - 1)


def _level_index(properties: NumberProperties, its_list: _List) -> int:
    """The level that is named; else the one that belongs to the style."""
    if properties.level is not None:
        return properties.level
    by_style = (index for index, level in its_list.levels.items() if level.style and level.style == properties.style)
    return next(by_style, 0)


def _printed(its_list: _List, level: Level, numbers: Mapping[int, int]) -> Label:
    if level.number_format == "bullet":
        return Label(bullet(level.text, level.font), level.suffix)
    unknown = ""

    def number(place: re.Match[str]) -> str:
        nonlocal unknown
        index = int(place[1]) - 1
        shown = its_list.levels.get(index, Level())
        if shown.number_format in ("none", "bullet") or index not in numbers:
            return ""
        written = written_number(numbers[index], "decimal" if level.decimal_only else shown.number_format)
        if written is None:
            unknown = shown.number_format
        return str(numbers[index]) if written is None else written

    return Label(_PLACE.sub(number, level.text), level.suffix, unknown)


def _read_list(num: Element, abstracts: Mapping[str, Element], nums: Mapping[str, Element], styles: Styles) -> _List:
    abstract_id = _abstract_of(num, abstracts, nums, styles)
    abstract = abstracts.get(abstract_id)
    levels = {} if abstract is None else {index: _level(lvl, index) for lvl, index in _indexed(abstract, "lvl")}
    starts: dict[int, int] = {}
    for override, index in _indexed(num, "lvlOverride"):
        level = override.find(w("lvl"))
        if level is not None:
            levels[index] = _level(level, index)
        start = whole(override.find(w("startOverride")))
        if start is not None:
            starts[index] = start
    return _List(abstract_id, levels, starts)


def _abstract_of(num: Element, abstracts: Mapping[str, Element], nums: Mapping[str, Element], styles: Styles) -> str:
    """Return the id of a list's definition, which a list style may hold in another place (w:numStyleLink)."""
    abstract_id = ""
    for _link in range(_MOST_LINKS):
        abstract_id = value(num.find(w("abstractNumId"))) or ""
        abstract = abstracts.get(abstract_id)
        link = None if abstract is None else value(abstract.find(w("numStyleLink")))
        target = nums.get(styles.numbering(link).num_id or "") if link else None
        if target is None:
            break
        num = target
    return abstract_id


def _indexed(parent: Element, name: str) -> list[tuple[Element, int]]:
    found = ((element, element.get(w("ilvl"), "")) for element in parent.iterchildren(w(name)))
    return [(element, int(index)) for element, index in found if index in tuple("012345678")]


def _level(lvl: Element, index: int) -> Level:
    number_format = lvl.find(w("numFmt"))
    fonts = lvl.find(f"{R_PR}/{w('rFonts')}")
    restart = whole(lvl.find(w("lvlRestart")))
    return Level(
        start=whole(lvl.find(w("start"))) or 0,
        number_format=_format(number_format),
        text=(value(lvl.find(w("lvlText"))) or "")[:LONGEST_TEXT],
        suffix=value(lvl.find(w("suff"))) or "tab",
        restart=index - 1 if restart is None else restart - 1,
        decimal_only=bool(is_on(lvl.find(w("isLgl")))),
        style=value(lvl.find(w("pStyle"))) or "",
        font="" if fonts is None else fonts.get(w("ascii"), fonts.get(w("hAnsi"), "")),
    )


def _format(number_format: Element | None) -> str:
    name = value(number_format) or "decimal"
    if name == "custom" and number_format is not None:
        return number_format.get(w("format"), name)
    return name
