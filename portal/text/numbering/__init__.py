"""Numbers and labels: how they are read in every script, written as a sample is, and follow one another.

- `numerals`: ５, 十八, ③, ニ, iv to ints; `labels`: the labels of 項 and 号 at a line's beginning;
- `label_series`: which label goes on with which; `number_series`: new numbers for a whole row;
- `number_writing`: a number as its neighbours are written.
"""
