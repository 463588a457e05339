"""The comparison table (新旧対照表): two documents in, rows out. Pure Python, without Django.

`compare` is the verb, `table` what it returns, `house_style` how it is cut and worded (as files: `styles`). The way
goes through `alignment`, `rows` and `wording`; `addresses` says where a row stands, `formats` and `summary` are made
from rows.
"""
