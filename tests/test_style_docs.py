"""The guide's table of what the built-in house styles say is what they say."""

import re
from pathlib import Path

import pytest

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN
from portal.comparison.styles.files import KEYS, style_values

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "editors-guide.md").read_text()
SIDES = {"new": "新", "old": "旧"}


def printed(value: object) -> str:
    if isinstance(value, list):
        return "、".join(SIDES.get(part, part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def documented() -> dict[str, list[str]]:
    """The cells of the table of values by key, a column for each built-in style."""
    heading = "| 項目 | " + " | ".join(f"`{name}`" for name in BUILT_IN) + " |\n"
    rows = GUIDE.split(heading, 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    cells = [[cell.strip() for cell in row[1:-1].split(" | ")] for row in rows]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize("key", [key for key in KEYS if key != "name"])
def test_the_guide_has_the_values_of_every_built_in_style(key: str) -> None:
    assert documented()[key] == [printed(style_values(style)[key]) for style in BUILT_IN.values()]


@pytest.mark.parametrize("key", ["cut", "unchanged_articles", "unchanged_units", "paper"])
def test_the_guide_names_every_choice(key: str) -> None:
    meaning = re.search(rf"^\| `{key}` \| (.+) \|$", GUIDE, re.MULTILINE)
    assert meaning
    choices = type(getattr(THREE_COLUMN, key))
    assert [f'"{choice}"' for choice in choices if f'`"{choice}"`' not in meaning[1]] == []
