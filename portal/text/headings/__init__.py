"""Where the clauses of a text begin, and what their first lines say.

- `heads`: what such a line is read into; `japanese`, `english`, `marked` (Markdown), `appendix`: forms of headings,
  each a `Form`; `forms` tries them; `captions`, `ordinals` and
  `text_lines` are what they share;
- `starts`: one pass over the lines that may begin a clause, where number sequences decide; `continued` and
  `quoted_articles` say which of them begin none;
- `surroundings`, `opening`, `closing`, `signatures`, `contents`: what the lines around add, the first lines and the
  last;
- `prose`, `named_parts`, `grouping`: terms without articles, and which headings hold others;
- `contexts`: which 附則 a clause stands in.
"""
