"""Show a document as HTML: every character of it, its structure in elements, its labels as text.

Labels and bullets are content and never counters of a style sheet, so that copying, searching and
reading aloud keep them. Nothing here has a style or an address of its own: classes are listed in
docs/html-classes.md.

- `markup`: text made into HTML; `linked_words`: the words of a clause with links on its references and its
  `inline_marks` drawn: links out, emphasis, pictures;
- `body`, `pipe_tables`, `hanging`: 項, 号, lines and tables, and how wide their labels are;
- `document`: the whole and its table of contents.
"""

from portal.text.html.document import LinkLabel, contents_html, document_html

__all__ = ["LinkLabel", "contents_html", "document_html"]
