"""Finding the place that somebody names: 18の2, 第十八条の二, 18-2, 附則, 別表第1, or a word of a caption."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from portal.text.editing.outline import OutlineEntry, outline
from portal.text.edits import read_number
from portal.text.headings.forms import read_head
from portal.text.normalise import fold
from portal.text.parser import parse
from portal.text.tree import Kind, Number

_DIGITS = re.compile(r"\d+(?:[-_.]\d+)*")
_BARE = re.compile(r"[\d〇零一二三四五六七八九十百千]+(?:の[\d〇零一二三四五六七八九十百千]+)*")
_LONGEST_NUMBER = 6


def find_place(text: str, words: str) -> int | None:
    """Return the offset in `write(parse(text))` of the clause that words name, in code points; None for none.

    A number means the first article that has it, 第2章 and 別表第1 the first of their kind; other words, the first
    clause whose label is the same, then one whose heading has them in it, then one whose text begins with them.
    """
    wanted = fold(words)
    if not wanted:
        return None
    entries = outline(parse(text).document)
    kind, number = _named(words)
    found = _first(entries, lambda entry: number != () and entry.kind is kind and read_number(entry.label) == number)
    found = found or _first(entries, lambda entry: fold(entry.label) == wanted)
    found = found or _first(entries, lambda entry: wanted in fold(f"{entry.label}{entry.caption}"))
    found = found or _first(entries, lambda entry: wanted in fold(entry.words))
    return found.offset if found else None


def _named(words: str) -> tuple[Kind, Number]:
    """The kind and number that words state: an article's where they are a number alone, () where they state none."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    if _DIGITS.fullmatch(plain):
        return Kind.ARTICLE, tuple(int(digits[:_LONGEST_NUMBER]) for digits in re.findall(r"\d+", plain))
    if _BARE.fullmatch(plain):
        base, *branches = plain.split("の")
        plain = "の".join([f"第{base}条", *branches])
    head = next((head for head in map(read_head, (plain, f"第{plain}")) if head is not None), None)
    return (head.kind, head.number) if head is not None else (Kind.ARTICLE, ())


def _first(entries: Iterable[OutlineEntry], holds: Callable[[OutlineEntry], bool]) -> OutlineEntry | None:
    return next((entry for entry in entries if holds(entry)), None)
