"""How alike two texts are: the share of character pairs they have in common (Dice's coefficient)."""

from __future__ import annotations

from functools import lru_cache

from portal.text.normalise import fold

CACHED_TEXTS = 4_096
"""One comparison asks for the same texts again and again; some 16 kB each, so not too many of them."""


@lru_cache(maxsize=CACHED_TEXTS)
def _pairs(folded: str) -> frozenset[str]:
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1)) or frozenset((folded,))


def likeness(old: str, new: str) -> float:
    """Return 0 (nothing in common) to 1 (equal but for width and blanks); unrelated legal sentences reach about .2."""
    folded_old, folded_new = fold(old), fold(new)
    if folded_old == folded_new:
        return 1.0
    if not folded_old or not folded_new:
        return 0.0
    pairs_old, pairs_new = _pairs(folded_old), _pairs(folded_new)
    return 2 * len(pairs_old & pairs_new) / (len(pairs_old) + len(pairs_new))
