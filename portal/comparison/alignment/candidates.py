"""Which of many texts are worth comparing, and by what a text is known again: rare words, openings, ends of lines.

All of it takes time in proportion to the texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, product

from portal.comparison.alignment.likeness import share_ends

TINY_FIELD, SMALL_FIELD = 4, 256
"""Pairs that are tried without looking for their openings, and pairs of which all are tried."""
OPENING = 24
"""Characters at a text's start or end by which it is looked up."""
COMMONEST_WORD = 4
"""Texts of one side that may share a word which tells them from others."""
MOST_LIKELY = 3
"""Pairs that each text is tried in."""
ENOUGH_VOTES = 1.0
"""Votes for rare words that make it worth looking into the parts of a text."""
LINE_END, MOST_LINES = 16, 1_000
"""Characters of a line's end by which it is looked up, and lines of one end among which it is still looked for."""
RARE = 2
"""Clauses that may have a word that tells them from others."""
_KANJI, _KATAKANA, _LATIN, _DIGITS = "一-龠々〆", "ァ-ヺー", "A-Za-zＡ-Ｚａ-ｚ", "0-9０-９"
_WORD = re.compile(
    # What may begin a word comes first: most characters are kana, and are passed over by one look.
    f"(?=[{_KANJI}{_KATAKANA}{_LATIN}{_DIGITS}])(?:[{_KANJI}]{{2,}}|[{_KATAKANA}]{{2,}}|[{_LATIN}]{{2,}}|[{_DIGITS}]+)"
)


def likely_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that may be alike: all of a small field, else those that share rare words.

    Texts that begin or end alike as no others do are tried with each other alone. Those at like places are tried in
    any case. Takes time in proportion to the texts.
    """
    if len(old) * len(new) <= TINY_FIELD:
        yield from product(range(len(old)), range(len(new)))
        return
    certain = set(_of_one_opening(old, new))
    left_old = sorted(set(range(len(old))) - {i for i, _ in certain})
    left_new = sorted(set(range(len(new))) - {j for _, j in certain})
    if len(left_old) * len(left_new) <= SMALL_FIELD:
        likely = {(i, j) for i in left_old for j in left_new}
    else:
        tried = _voted_pairs([old[i] for i in left_old], [new[j] for j in left_new])
        likely = {(left_old[i], left_new[j]) for i, j in tried}
    yield from sorted(certain | likely)


def _voted_pairs(old: Sequence[str], new: Sequence[str]) -> set[tuple[int, int]]:
    votes = _votes(old, new)
    tried = {*_best_of_each(votes, 0), *_best_of_each(votes, 1), *_at_like_places(len(old), len(new))}
    tried.update((i, j) for j, i in _at_like_places(len(new), len(old)))
    return tried


def sharing_rare_words(texts: Sequence[str], others: Sequence[str]) -> set[int]:
    """Return which of `texts` may be made of parts of `others`: those that have rare words in common with one."""
    if len(texts) * len(others) <= SMALL_FIELD:
        return set(range(len(texts)))
    return {i for (i, _), votes in _votes(texts, others).items() if votes >= ENOUGH_VOTES}


def words_of(text: str) -> set[str]:
    """Return the words by which a text may be known again: kanji, katakana, Latin letters and figures, each in runs."""
    return set(_WORD.findall(text))


def _of_one_opening(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that begin (or end) alike, as no other text does, and are alike in most they say."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for part in (slice(None, OPENING), slice(-OPENING, None)):
        places_old, places_new = _single(old, part, taken_old), _single(new, part, taken_new)
        for opening, i in places_old.items():
            j = places_new.get(opening)
            if j is not None and share_ends(old[i], new[j]):
                taken_old.add(i)
                taken_new.add(j)
                yield i, j


def _single(texts: Sequence[str], part: slice, taken: set[int]) -> dict[str, int]:
    openings = [(text[part], place) for place, text in enumerate(texts) if place not in taken]
    counts = Counter([opening for opening, _ in openings])
    return {opening: place for opening, place in openings if counts[opening] == 1}


def _at_like_places(size: int, size_of_others: int) -> Iterator[tuple[int, int]]:
    for i in range(size):
        yield i, i * size_of_others // size


def _votes(old: Sequence[str], new: Sequence[str]) -> dict[tuple[int, int], float]:
    """Give each pair a vote for every rare word that both have; the rarer, the more it counts."""
    holders_old, holders_new = _holders(old), _holders(new)
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for word, in_old in holders_old.items():
        in_new = holders_new.get(word, ())
        if in_new and len(in_old) <= COMMONEST_WORD and len(in_new) <= COMMONEST_WORD:
            vote = 1 / (len(in_old) * len(in_new))
            for i in in_old:
                for j in in_new:
                    votes[i, j] += vote
    return votes


def _holders(texts: Sequence[str]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for word in words_of(text):
            holders[word].append(place)
    return holders


def _best_of_each(votes: dict[tuple[int, int], float], side: int) -> Iterator[tuple[int, int]]:
    """For each text of a side, the pairs with the most votes."""
    by_text: dict[int, list[tuple[tuple[float, int], tuple[int, int]]]] = defaultdict(list)
    for pair, vote in votes.items():
        by_text[pair[side]].append(((-vote, abs(pair[0] - pair[1])), pair))
    for ranked in by_text.values():
        yield from (pair for _, pair in sorted(ranked)[:MOST_LIKELY])


class Wording:
    """What an edition says how often: by which words and line ends a part of it can be known again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    @cached_property
    def _words(self) -> Counter[str]:
        """In how many texts each word stands."""
        return Counter(chain.from_iterable(map(words_of, self._texts)))

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        """The lines by their ends."""
        lines: dict[str, list[str]] = defaultdict(list)
        for text in self._texts:
            for line in text.split("\n"):
                lines[line[-LINE_END:]].append(line)
        return lines

    def has_once(self, text: str) -> bool:
        """Whether no other line ends as the last of `text` does, whatever stands before it as a label."""
        last = text.rpartition("\n")[2]
        lines = self._lines.get(last[-LINE_END:], [])
        return len(lines) <= MOST_LINES and sum(line.endswith(last) for line in lines) <= 1

    def is_rare(self, word: str) -> bool:
        """Whether hardly a clause has the word."""
        return self._words[word] <= RARE
