"""Ranks: sparse positions, so that an insertion writes one row."""

from __future__ import annotations

from collections.abc import Sequence

STEP = 1024


def spread_ranks(present: Sequence[int | None]) -> tuple[int, ...]:
    """Return strictly rising ranks for rows in order; `present` holds what each has now, None for a new row.

    Present ranks are kept where they rise and leave room for the new ones between them; else all are given anew.
    """
    ranks: list[int] = []
    waiting = 0
    for rank in present:
        if rank is None:
            waiting += 1
            continue
        last = ranks[-1] if ranks else 0
        if rank - last <= waiting:
            return tuple(STEP * place for place in range(1, len(present) + 1))
        ranks += [last + (rank - last) * place // (waiting + 1) for place in range(1, waiting + 1)]
        ranks.append(rank)
        waiting = 0
    last = ranks[-1] if ranks else 0
    return (*ranks, *(last + STEP * place for place in range(1, waiting + 1)))
