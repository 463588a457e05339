"""What our PDF fonts can print: characters, and the variants that people's names are written with.

A variant is a character with a variation selector behind it (葛 U+845B U+E0100). Knows neither Django
nor settings: the PDF worker uses it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from fontTools.ttLib import TTFont

FONTS_CONF = Path(__file__).with_name("fonts.conf")

_BLANKS = "\t\n\r \u00a0\u3000"
_PRESENTATION = "\ufe0e\ufe0f"
"""Text or emoji presentation: an advice to pick a font, which loses nothing when it is not followed."""


_TEXT_NODE = re.compile(r">[^<]+<")
_VARIANT = re.compile("(.)([\ufe00-\ufe0d\U000e0100-\U000e01ef])")


@dataclass(frozen=True, slots=True)
class Variant:
    """The first font family that has a variant, and whether it is that font's usual form of the character."""

    family: str
    is_usual: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first family that has each code point, and each pair of code point and selector."""

    characters: dict[int, str]
    variants: dict[tuple[int, int], Variant]


def font_files() -> tuple[Path, ...]:
    """The font files that fonts.conf lets in."""
    root = ElementTree.parse(FONTS_CONF).getroot()
    return tuple(Path(glob.text or "") for glob in root.iterfind("selectfont/acceptfont/glob"))


def missing_files() -> tuple[Path, ...]:
    """The font files that are not installed."""
    return tuple(path for path in font_files() if not path.is_file())


def first_missing(text: str) -> str:
    """Return the first character that no font prints, with its variation selector if it has one, or ""."""
    return next(_missing(text, coverage()), "")


def show_variants(html: str) -> str:
    """Have every variant in a page's body printed by a font that has it; a text engine would take the first.

    A font's usual form loses its selector: else the PDF would give the selector back for every such
    character, for one glyph has one text.
    """
    head, body, rest = html.partition("<body")
    return head + body + _TEXT_NODE.sub(lambda node: _VARIANT.sub(_shown, node[0]), rest)


def _shown(match: re.Match[str]) -> str:
    base, selector = match.groups()
    variant = coverage().variants.get((ord(base), ord(selector)))
    if variant is None:
        return match[0]
    character = base if variant.is_usual else match[0]
    if variant.is_usual and variant.family == coverage().characters.get(ord(base)):
        return character
    return f"<span style=\"font-family: '{variant.family}'\">{character}</span>"


@cache
def coverage() -> Coverage:
    """Read what the installed fonts have, the first font winning."""
    covered = Coverage({}, {})
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            _add(font, covered)
    return covered


def _add(font: TTFont, covered: Coverage) -> None:
    family = font["name"].getBestFamilyName()
    for code in font.getBestCmap():
        covered.characters.setdefault(code, family)
    for table in font["cmap"].tables:
        if table.format == 14:
            for selector, entries in table.uvsDict.items():
                for base, glyph in entries:
                    covered.variants.setdefault((base, selector), Variant(family, glyph is None))


def _missing(text: str, covered: Coverage) -> Iterator[str]:
    before = ""
    for character in text:
        if is_selector(character):
            if character not in _PRESENTATION and (ord(before or "\0"), ord(character)) not in covered.variants:
                yield before + character
        elif not (character in _BLANKS or ord(character) in covered.characters or _is_invisible(character)):
            yield character
        before = character


def is_selector(character: str) -> bool:
    """Whether a character picks a variant of the one before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _is_invisible(character: str) -> bool:
    """Joiners, direction marks and the like, which print nothing by design."""
    return unicodedata.category(character) == "Cf"
