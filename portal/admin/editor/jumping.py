"""Finding the place that somebody names: 18の2, 第十八条の二, 18-2, 附則, 別表第1, or a word of a caption."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from portal.text.editing.outline import OutlineEntry, outline
from portal.text.edits import read_number
from portal.text.normalise import fold
from portal.text.parser import parse
from portal.text.tree import Kind, Number

_DIGITS = re.compile(r"\d+(?:[-_.]\d+)*")
_BARE = re.compile(r"[\d〇零一二三四五六七八九十百千]+条?(の[\d〇零一二三四五六七八九十百千]+)*")


def find_place(text: str, words: str) -> int | None:
    """Return the offset in `write(parse(text))` of the clause that words name, in code points; None for none.

    A number means the first article that has it; other words, the first clause whose label is the same, then one
    whose heading has them in it, then one whose text begins with them.
    """
    wanted = fold(words)
    if not wanted:
        return None
    entries = outline(parse(text).document)
    number = _article_number(words)
    found = _with_number(entries, number) if number else None
    found = found or _first(entries, lambda entry: fold(entry.label) == wanted)
    found = found or _first(entries, lambda entry: wanted in fold(f"{entry.label}{entry.caption}"))
    found = found or _first(entries, lambda entry: wanted in fold(entry.words))
    return found.offset if found else None


def _article_number(words: str) -> Number:
    """The number that words state of an article, () where they state none."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    if _DIGITS.fullmatch(plain):
        return tuple(int(digits) for digits in re.findall(r"\d+", plain) if len(digits) < 6)
    if _BARE.fullmatch(plain):
        base, *branches = plain.split("の")
        return read_number("の".join([f"第{base.removesuffix('条')}条", *branches]))
    return read_number(plain) if plain.startswith("第") and "条" in plain else ()


def _with_number(entries: Sequence[OutlineEntry], number: Number) -> OutlineEntry | None:
    labelled = {entry.clause for entry in entries if entry.kind is Kind.ARTICLE and entry.label}
    return _first(entries, lambda entry: entry.clause in labelled and read_number(entry.label) == number)


def _first(entries: Iterable[OutlineEntry], holds: Callable[[OutlineEntry], bool]) -> OutlineEntry | None:
    return next((entry for entry in entries if holds(entry)), None)
