"""Findings on a whole document: what a careful reader would ask about before it is announced.

One module a topic: `structure`, `references` (with `reference_targets` and `enumerations`), `blanks`, `definitions`,
`avoided_terms`, `spelling`, `wording`, `characters`, `dates`, `pictures`. What makes the text unreadable or
ambiguous blocks announcing; what a reader would stumble over is a warning; what is only uneven is a hint. `examined` is
what they read, `defined_terms`, `word_families` and `house_terms` what they know of words; `all_checks` calls them,
`addresses` keeps them out of links' addresses, `mends` carries out what the findings propose.
"""

from portal.text.checks.all_checks import NEEDS_DECISION, check

__all__ = ["NEEDS_DECISION", "check"]
