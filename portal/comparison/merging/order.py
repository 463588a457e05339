"""One order out of two that both began from a third."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from portal.comparison.alignment.chains import heaviest_chain


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the names that stand elsewhere among those both have: as few as can be. Takes n log n steps."""
    places = {name: place for place, name in enumerate(before)}
    pairs = [(places[name], place) for place, name in enumerate(after) if name in places]
    kept = {place for _, place in heaviest_chain((old, new, 1) for old, new in pairs)}
    return frozenset(after[place] for _, place in pairs if place not in kept)


def interleaved(mine: Sequence[str], theirs: Sequence[str], from_theirs: Collection[str]) -> list[str]:
    """Return all names in the order of mine; those `from_theirs`, and those mine has not, behind whom theirs has them.

    What theirs put in stands before what mine put in at the same place.
    """
    own = [name for name in mine if name not in from_theirs]
    known = set(own)
    behind: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for name in theirs:
        if name in known:
            anchor = name
        else:
            behind.setdefault(anchor, []).append(name)
    order = list(behind.get(None, ()))
    for name in own:
        order += [name, *behind.get(name, ())]
    return order
