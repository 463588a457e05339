"""The words of a page by the language they are marked as: text, and attributes that are shown or read aloud."""

from __future__ import annotations

import re
from html.parser import HTMLParser

JAPANESE = re.compile("[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Kana, kanji and full-width letters and punctuation."""

KEPT_TERMS = (
    *("第18条の2", "第一章", "別表第1", "附則", "第十三版", "第20版", "目的", "L（C）"),
    *("２　…", "ア …", "“ニ”", "“二”"),
)
"""What stays Japanese in English: examples of what editors type, and two letters that a finding tells apart."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_ALOUD = {"alt", "aria-label", "content", "data-label", "placeholder", "title", "value"}


def is_japanese(words: str) -> bool:
    """Whether anything Japanese is left in words beside KEPT_TERMS."""
    for term in KEPT_TERMS:
        words = words.replace(term, "")
    return bool(JAPANESE.search(words))


def words_by_language(html: str) -> dict[str, list[str]]:
    """Return the words of an HTML page by the `lang` of the nearest element that has one; "" where none has."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.words


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        language = attributes.get("lang") or self.open[-1][1]
        for name in sorted(READ_ALOUD & set(attributes)):
            self._add(language, attributes[name] or "")
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in ("script", "style"):
            self._add(self.open[-1][1], data)

    def _add(self, language: str, words: str) -> None:
        if words.strip():
            self.words.setdefault(language, []).append(words.strip())
