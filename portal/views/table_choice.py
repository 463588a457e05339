"""What a reader wants to see of a comparison: ?rows=changed or all, ?width=ignore or show.

Every choice is an address of its own, so that it works without scripts, can be sent on and goes into downloads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.comparison.formats.narrowing import only_changes
from portal.comparison.house_style import Elision, HouseStyle
from portal.comparison.table import ComparisonTable

CHANGED, ALL = "changed", "all"
IGNORE, SHOW = "ignore", "show"
ROWS: tuple[tuple[str, Promise], ...] = (
    (CHANGED, _("変更のある行だけ")),
    ("", _("様式どおり")),
    (ALL, _("全文")),
)
WIDTH: tuple[tuple[str, Promise], ...] = ((SHOW, _("示す")), (IGNORE, _("示さない")))


@dataclass(frozen=True, slots=True)
class Option:
    """One of several ways to see a table: its words and address, and whether it is the one that is shown."""

    words: Promise
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A reader's choice; "" is what the house style says. `house` is the style of the terms."""

    house: HouseStyle
    rows: str = ""
    width: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], house: HouseStyle) -> TableChoice:
        """Return what a query asks for; words that mean nothing, or what the style does anyway, count as no choice."""
        rows, width = query.get("rows", ""), query.get("width", "")
        as_usual = IGNORE if house.ignore_width else SHOW
        return cls(
            house,
            rows if rows in (CHANGED, ALL) else "",
            width if width in (IGNORE, SHOW) and width != as_usual else "",
        )

    @property
    def style(self) -> HouseStyle:
        """The style in which the table is made.

        Where only changed rows are wanted nothing inside an article is elided: what is left of one that changed then
        begins with its heading, and not with the （略） that stands for it.
        """
        style = replace(self.house, unchanged_units=Elision.FULL) if self.rows else self.house
        style = replace(style, unchanged_articles=Elision.FULL) if self.rows == ALL else style
        return replace(style, ignore_width=self.width == IGNORE) if self.width else style

    @property
    def query(self) -> str:
        """The choice as it stands behind an address: ?rows=all, "" for none."""
        chosen = {name: value for name, value in self.values.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def values(self) -> dict[str, str]:
        """The choice by the names that the query has for it."""
        return {"rows": self.rows, "width": self.width}

    def narrowed(self, table: ComparisonTable) -> ComparisonTable:
        """Return a table made in the style with the rows that were chosen."""
        return only_changes(table) if self.rows == CHANGED else table

    @property
    def row_options(self) -> list[Option]:
        """The choices among rows."""
        return [Option(words, replace(self, rows=value).query, value == self.rows) for value, words in ROWS]

    @property
    def width_options(self) -> list[Option]:
        """The choices whether differences of width and blanks alone are shown."""
        now = IGNORE if self.style.ignore_width else SHOW
        return [Option(words, self._with_width(value).query, value == now) for value, words in WIDTH]

    def _with_width(self, width: str) -> TableChoice:
        return TableChoice.read({"rows": self.rows, "width": width}, self.house)
