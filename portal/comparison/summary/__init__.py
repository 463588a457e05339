"""A comparison in sentences and counts.

`making` is the verb; `clause_changes` gathers a table's rows by clause, `runs` joins what goes on from clause to
clause, `sentences` and `article_phrases` say it in `phrases`, with `clause_lists` and `unit_lists`.
"""
