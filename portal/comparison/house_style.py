"""House styles: how a company cuts, words and prints its comparison tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from portal.text.messages import gettext_noop


class Cut(StrEnum):
    """How a changed article is cut into rows."""

    UNIT = "unit"
    PARAGRAPH = "paragraph"


class Elision(StrEnum):
    """What stands for parts that did not change: all their words, one （略） for a run, one for each, or nothing."""

    FULL = "full"
    RUN = "run"
    EACH = "each"
    OMIT = "omit"


class Paper(StrEnum):
    """How the paper of PDF, Word and Excel lies; always A4."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A house style. Sides in `columns` are "new" and "old", in printing order.

    Words are printed as given, and "" prints nothing. `*_cell` is what stands opposite an added or
    deleted unit, the rest are remarks. {place} in `moved_away_cell` is the new place, in `moved` the old one.

    `unchanged_articles` and, inside a changed article, `unchanged_units` say what stands for what is the same
    (compact: ２～４（略）); `context` prints the 編, 章, 節 and 附則 lines above a changed article though they are
    the same. `ignore_width` counts texts that differ in width and blanks only as unchanged, and marks no such
    difference; the alignment never minds them. `words_added` and `words_deleted` take the place of `changed`
    where a unit only gained or only lost words. `mark_numbers` marks what renumbering changed; `double_labels`
    draws a double line under the label of a whole unit that was added, deleted, moved or renumbered.
    """

    name: str
    columns: tuple[str, str]
    headings: tuple[str, str]
    cut: Cut
    remarks: bool
    underline: bool
    remark_heading: str = "備考"
    elided: str = "（略）"
    unchanged_articles: Elision = Elision.RUN
    unchanged_units: Elision = Elision.FULL
    context: bool = False
    show_title: bool = True
    ignore_width: bool = False
    mark_numbers: bool = True
    double_labels: bool = False
    added_unit_cell: str = ""
    added_article_cell: str = ""
    deleted_unit_cell: str = ""
    deleted_article_cell: str = ""
    added_unit: str = ""
    added_article: str = ""
    deleted_unit: str = ""
    deleted_article: str = ""
    changed: str = ""
    words_added: str = ""
    words_deleted: str = ""
    renumbered: str = ""
    moved: str = ""
    moved_away: str = ""
    moved_away_cell: str = "（{place}へ移動）"
    legend: str = ""
    closing: str = ""
    paper: Paper = Paper.LANDSCAPE


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
    moved="(旧{place}から移動)",
    moved_away="(移動)",
    legend="下線部分は変更箇所",
    closing="以上",
)
"""新・旧・備考, a row per unit, every difference named in 備考."""

THREE_COLUMN_QUIET = replace(
    THREE_COLUMN,
    name="three-column-quiet",
    elided="（略）",
    mark_numbers=False,
    added_unit_cell="",
    added_article_cell="（新設）",
    deleted_unit_cell="（削除）",
    deleted_article_cell="（削除）",
    added_unit="（追加）",
    added_article="（新設）",
    deleted_unit="（削除）",
    deleted_article="（削除）",
    changed="（変更）",
    renumbered="",
    moved="（旧{place}から移動）",
    moved_away="（移動）",
)
"""新・旧・備考 that passes over renumbering, with nothing opposite an added 項 or 号."""

TWO_COLUMN = HouseStyle(
    name="two-column",
    columns=("new", "old"),
    headings=(gettext_noop("改定後"), gettext_noop("改定前")),
    cut=Cut.PARAGRAPH,
    remarks=False,
    underline=True,
    elided="(略)",
    unchanged_articles=Elision.OMIT,
    show_title=False,
    added_unit_cell="(新設)",
    added_article_cell="(新設)",
    deleted_unit_cell="(削除)",
    deleted_article_cell="(削除)",
    legend="下線部分は変更箇所",
)
"""Two columns, a row per 項, changed words underlined, unchanged articles left out."""

GOVERNMENT = HouseStyle(
    name="government",
    columns=("new", "old"),
    headings=(gettext_noop("改正後"), gettext_noop("改正前")),
    cut=Cut.UNIT,
    remarks=False,
    underline=True,
    unchanged_articles=Elision.OMIT,
    unchanged_units=Elision.EACH,
    context=True,
    double_labels=True,
    added_unit_cell="（新設）",
    added_article_cell="（新設）",
    deleted_unit_cell="（削る）",
    deleted_article_cell="（削る）",
    legend="傍線部分は改正部分（番号の二重傍線は、移動し、加え、又は削る条・項・号）",
)
"""改正後・改正前 as in the tables of ministries: 傍線, double lines under labels of whole units, （略） for each."""

WORD_LEVEL = HouseStyle(
    name="word-level",
    columns=("old", "new"),
    headings=(gettext_noop("変更前"), gettext_noop("変更後")),
    cut=Cut.UNIT,
    remarks=True,
    underline=True,
    unchanged_units=Elision.RUN,
    added_unit_cell="（追加）",
    added_article_cell="（追加）",
    deleted_unit_cell="（削除）",
    deleted_article_cell="（削除）",
    added_unit="追加",
    added_article="追加",
    deleted_unit="削除",
    deleted_article="削除",
    changed="変更",
    words_added="追加",
    words_deleted="削除",
    renumbered="変更",
    moved="移動（旧{place}）",
    moved_away="移動",
    legend="下線部分は変更箇所",
)
"""変更前・変更後・備考 that says of each unit whether words were added, deleted or changed."""

BUILT_IN: dict[str, HouseStyle] = {
    style.name: style for style in (THREE_COLUMN, THREE_COLUMN_QUIET, TWO_COLUMN, GOVERNMENT, WORD_LEVEL)
}
