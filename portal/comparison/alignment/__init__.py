"""Which part of the old edition stands opposite which of the new one.

`pieces` cuts an edition, `nodes` names its parts. `sequences` aligns anything with anything: by names, by `likeness`
among the `candidates`, along the heaviest of `chains`. `clauses` and `units` hold the rules for clauses and for 項 and
号, `opposites` is the answer as far as like stands opposite like; `loose` is what that leaves alone, and `crossings`
finds what is the same among it at another level or place.
"""
