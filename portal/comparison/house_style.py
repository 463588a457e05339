"""House styles: how a company cuts, words and prints its comparison tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.text.messages import gettext_noop


class Cut(StrEnum):
    """How a changed article is cut into rows."""

    UNIT = "unit"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A house style. Sides in `columns` are "new" and "old", in printing order.

    Words are printed as given, and "" prints nothing. `*_cell` is what stands opposite an added or
    deleted unit, the rest are remarks; `moved_away_cell` names the new place as {heading}.
    `ignore_width` takes texts that differ in width and blanks only for unchanged.
    """

    name: str
    columns: tuple[str, str]
    headings: tuple[str, str]
    cut: Cut
    remarks: bool
    underline: bool
    remark_heading: str = "備考"
    elided: str = "（略）"
    show_elided: bool = True
    show_title: bool = True
    ignore_width: bool = False
    added_unit_cell: str = ""
    added_article_cell: str = ""
    deleted_unit_cell: str = ""
    deleted_article_cell: str = ""
    added_unit: str = ""
    added_article: str = ""
    deleted_unit: str = ""
    deleted_article: str = ""
    changed: str = ""
    renumbered: str = ""
    moved: str = ""
    moved_away: str = ""
    moved_away_cell: str = "（{heading}へ移動）"
    closing: str = ""


THREE_COLUMN = HouseStyle(
    name="three-column",
    columns=("new", "old"),
    headings=(gettext_noop("新"), gettext_noop("旧")),
    cut=Cut.UNIT,
    remarks=True,
    underline=True,
    elided="(略)",
    added_unit_cell="(追加)",
    added_article_cell="(新設)",
    deleted_unit_cell="(削除)",
    deleted_article_cell="(削除)",
    added_unit="(追加)",
    added_article="(新設)",
    deleted_unit="(削除)",
    deleted_article="(削除)",
    changed="(変更)",
    renumbered="(変更)",
    moved="(移動)",
    moved_away="(移動)",
    closing="以上",
)
"""新・旧・備考, a row per unit, every difference named in 備考."""

TWO_COLUMN = HouseStyle(
    name="two-column",
    columns=("new", "old"),
    headings=(gettext_noop("改定後"), gettext_noop("改定前")),
    cut=Cut.PARAGRAPH,
    remarks=False,
    underline=True,
    elided="(略)",
    show_elided=False,
    show_title=False,
    added_unit_cell="(新設)",
    added_article_cell="(新設)",
    deleted_unit_cell="(削除)",
    deleted_article_cell="(削除)",
)
"""Two columns, a row per 項, changed words underlined, unchanged articles left out."""

BUILT_IN: dict[str, HouseStyle] = {style.name: style for style in (THREE_COLUMN, TWO_COLUMN)}
