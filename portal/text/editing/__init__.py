"""What an editor of terms does to documents, without loss: outline, clauses, units, words, lines.

- `outline`: what stands where;
- `clauses`: split, joined, moved, put in and taken out; `new_headings`, the headings of those put in;
- `units`: a 項, 号 or 号の細分 put in; `unit_labels`, its label and those of its siblings behind it;
- `replacing`: words found and replaced; `widths`, characters that are alike but for their width;
- `lines`: offsets of the whole text and of clauses; `layout`: blanks and blank lines of a file, kept as they were.
"""
