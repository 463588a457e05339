"""Where a row stands, in words and as an anchor: `places` for readers, from `clauses` and `units`, each `bilingual`."""
