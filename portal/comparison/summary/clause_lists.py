"""Several articles in few words: 第5条・第6条, 第25条から第38条まで; Articles 25 to 38."""

from __future__ import annotations

from collections.abc import Sequence

from portal.comparison.addresses.bilingual import Bilingual
from portal.comparison.addresses.places import Places
from portal.comparison.table import At, Part


def clause_list(places: Places, clauses: Sequence[int]) -> Bilingual:
    """Return a run of clauses that stand in the same 附則, 編 or nothing, by their indexes, in both languages."""
    first, last = (places.address(At(index, Part.CLAUSE)) for index in (clauses[0], clauses[-1]))
    if len(clauses) == 1:
        return first.named
    japanese = f"{first.own}・{last.own}" if len(clauses) == 2 else f"{first.own}から{last.own}まで"
    noun, _, _ = first.own.english.rpartition(" ")
    english = f"{noun}s {figures(places, clauses)}" if noun else figures(places, clauses)
    return Bilingual(first.above.japanese + japanese, ", ".join(filter(None, (first.above.english, english))))


def figures(places: Places, clauses: Sequence[int]) -> str:
    """Return the English numbers of such a run: 25 to 38."""
    first, last = (places.address(At(index, Part.CLAUSE)).own.english for index in (clauses[0], clauses[-1]))
    words = {1: "", 2: " and "}.get(len(clauses), " to ")
    return first.rpartition(" ")[2] + (words + last.rpartition(" ")[2] if words else "")
