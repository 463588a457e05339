"""Words that depend on the reader's language and come from the document: 第24条第2項, Article 24, paragraph 2."""

from __future__ import annotations

from typing import NamedTuple


class Bilingual(NamedTuple):
    """The same in Japanese and in English. `str` is the Japanese."""

    japanese: str
    english: str

    def __str__(self) -> str:
        return self.japanese


NOTHING = Bilingual("", "")
