"""The columns of a comparison table (新旧対照表) by their headings: old edition, new edition, remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.text.numbering.numerals import parse_number

Side = Literal["old", "new"]

LONGEST_HEADING = 40
_NOISE = re.compile(r"[\s\u3000（）()【】\[\]［］〔〕「」＜＞<>]")
_BRACKETED = re.compile(r"[（(]([^（）()]+)[）)]")
_BEHIND = re.compile(r"(?:の?(?:規定|条文|約款|規約|文言|内容|本文|条項|案文?|版|文))+$")
_EDITION = re.compile(r"第?[0-9０-９一二三四五六七八九十百]+版")
_DATE = re.compile(
    r"(?:令和|平成)?[0-9０-９元]+年(?:[0-9０-９]+月)?(?:[0-9０-９]+日)?(?:付け?|から|より|以降|施行|改[定訂正]|実施|適用|まで)*"
)
_CHANGED = ("改正", "改定", "改訂", "変更", "修正", "見直し", "更新")
_OLD = frozenset(
    ["旧", "旧版", "現", "現行", "現在", "従前", "従来", "前", "before", "old", "current"]
    + [f"{word}前" for word in _CHANGED]
)
_NEW = frozenset(
    ["新", "新版", "後", "after", "new", "revised", "proposed"]
    + [f"{word}{end}" for word in _CHANGED for end in ("後", "案", "")]
)
_REMARK = frozenset(
    ["備考", "摘要", "理由", "説明", "概要", "種別", "区分", "補足", "変更点", "変更内容", "remarks", "notes"]
    + [f"{word}理由" for word in _CHANGED]
)


def which_side(heading: str) -> Side | None:
    """Say which edition stands under a column's heading: 新, 現行規定, 改定後（2026年4月1日施行）, 第14版（旧）."""
    for words in _cores(heading):
        if words in _OLD:
            return "old"
        if words in _NEW:
            return "new"
    return None


def is_remark(heading: str) -> bool:
    """Whether a column's heading is that of the remarks (備考, 変更理由)."""
    return _NOISE.sub("", heading).lower() in _REMARK


def _cores(heading: str) -> Iterator[str]:
    """What may be the word for the side: a short heading less date and edition, less 規定 and such, in brackets."""
    if len(heading) > LONGEST_HEADING:
        return
    words = _EDITION.sub("", _DATE.sub("", _NOISE.sub("", heading).lower()))
    yield words
    yield _BEHIND.sub("", words)
    yield from (found.lower() for found in _BRACKETED.findall(heading))


def _by_editions(cells: Sequence[str]) -> list[Side | None]:
    """The sides by numbers of editions: of 第14版 and 第15版（2026年4月1日施行） the lower one is old."""
    numbers = [_edition_number(cell) for cell in cells]
    known = sorted(number for number in numbers if number is not None)
    if len(known) != 2 or known[0] == known[1]:
        return [None] * len(cells)
    of_number: dict[int | None, Side] = {known[0]: "old", known[1]: "new"}
    return [of_number.get(number) for number in numbers]


def _edition_number(heading: str) -> int | None:
    if len(heading) > LONGEST_HEADING:
        return None
    words = _EDITION.fullmatch(_DATE.sub("", _NOISE.sub("", heading)))
    return parse_number(words[0].removeprefix("第").removesuffix("版")) if words else None


@dataclass(frozen=True, slots=True)
class SideColumns:
    """Where the old and the new edition stand among `count` columns."""

    old: int
    new: int
    count: int

    def pair(self, cells: Sequence[str]) -> tuple[str, str]:
        """The cells of the two editions in a row; a row that is too short ends in empty cells."""
        row = [*cells, *[""] * self.count]
        return row[self.old], row[self.new]

    def others(self, cells: Sequence[str]) -> list[str]:
        """What a row says in neither column: remarks, or what the row is about."""
        return [cell for place, cell in enumerate(cells) if place not in (self.old, self.new) and cell.strip()]

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Whether a row says the headings again, as the first of each page does."""
        old, new = self.pair(cells)
        return which_side(old) == "old" and which_side(new) == "new"


def side_columns(cells: Sequence[str]) -> SideColumns | None:
    """Read a row as the headings of a comparison table; None where it does not name each side once.

    Other columns must be empty or of remarks or, first in the row, say what each row is about (条番号, 項目).
    """
    sides = [which_side(cell) for cell in cells]
    if not any(sides):
        sides = _by_editions(cells)
    if sides.count("old") != 1 or sides.count("new") != 1:
        return None
    others = [(place, cell) for place, cell in enumerate(cells) if sides[place] is None]
    if len(cells) > 4 or any(cell.strip() and not is_remark(cell) and place for place, cell in others):
        return None
    return SideColumns(sides.index("old"), sides.index("new"), len(cells))
