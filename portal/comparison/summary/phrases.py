"""What a summary says: messages with values in both languages, so that one value is told in either.

`str` is the Japanese; `portal.publishing.change_sentences` tells the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from portal.comparison.addresses.bilingual import Bilingual
from portal.text.messages import gettext_noop

SENTENCE = gettext_noop("{place}　{what}")
BETWEEN_PHRASES = gettext_noop("{what}、{then}")
"""第4条　第2項を追加、第3項を変更; Article 4: paragraph 2, item (3) added; paragraph 3 changed."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message with {placeholders}, and what fills them in either language."""

    message: str
    values: tuple[tuple[str, Bilingual], ...] = ()

    def __str__(self) -> str:
        return self.message.format(**{name: value.japanese for name, value in self.values})


@dataclass(frozen=True, slots=True)
class Sentence:
    """What became of an article, 第24条　第2項を追加、第3項を変更; without `place` its one phrase says it all.

    `old` and `new` are the indexes of the clause in the editions, of several the first; None where it is in one only.
    """

    phrases: tuple[Phrase, ...]
    place: Bilingual | None = None
    old: int | None = None
    new: int | None = None

    def __str__(self) -> str:
        what = joined(map(str, self.phrases), BETWEEN_PHRASES)
        return SENTENCE.format(place=self.place, what=what) if self.place else what


def joined(told: Iterable[str], between: str) -> str:
    """Return what is told as one, each two joined as `between`, BETWEEN_PHRASES in some language, says."""
    return reduce(lambda what, then: between.format(what=what, then=then), told)


def phrase(message: str, **values: Bilingual) -> Phrase:
    """Return a message with its values."""
    return Phrase(message, tuple(values.items()))
