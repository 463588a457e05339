"""House terms: the spelling that a house prefers and the one it avoids, 及び/および, one pair a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.text.messages import gettext_noop
from portal.text.normalise import normalise

_SIGNS = "/／"
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class HouseTerm:
    """A word as the house writes it (`prefer`) and as it does not (`avoid`)."""

    prefer: str
    avoid: str


class HouseTermsError(ValueError):
    """House terms that cannot be used: a Japanese sentence with {placeholders} and what fills them."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = tuple(values.items())


def read_house_terms(lines: str | Iterable[str]) -> tuple[HouseTerm, ...]:
    """Return the pairs in `lines`, 良い表記/避ける表記 (either slash) each; empty lines say nothing.

    Raises HouseTermsError for a line that is no pair of two different words, and for words that two lines want
    otherwise: then no order of changes would satisfy both.
    """
    written = lines if isinstance(lines, str) else "\n".join(lines)
    terms = tuple(dict.fromkeys(_read(line.strip()) for line in written.splitlines() if line.strip()))
    avoided = [term.avoid for term in terms]
    for term in terms:
        if avoided.count(term.avoid) > 1:
            message = gettext_noop("「{word}」を避ける行が二つあります。良い表記を一つに決めてください。")
            raise HouseTermsError(message, word=term.avoid)
        if term.prefer in avoided:
            message = gettext_noop("「{word}」が、良い表記としても避ける表記としても書かれています。")
            raise HouseTermsError(message, word=term.prefer)
    return terms


def _read(line: str) -> HouseTerm:
    prefer, *others = (normalise(word).strip() for word in line.replace(_SIGNS[1], _SIGNS[0]).split(_SIGNS[0]))
    if len(others) != 1 or not prefer or not others[0]:
        message = gettext_noop("「{line}」は「良い表記/避ける表記」の形ではありません。例: 及び/および")
        raise HouseTermsError(message, line=line)
    if max(len(prefer), len(others[0])) > LONGEST_WORD:
        message = gettext_noop("「{line}」は長すぎます。一つの表記は{longest}字までです。")
        raise HouseTermsError(message, line=line, longest=str(LONGEST_WORD))
    if prefer == others[0]:
        message = gettext_noop("「{line}」は、良い表記と避ける表記が同じです。")
        raise HouseTermsError(message, line=line)
    return HouseTerm(prefer, others[0])
