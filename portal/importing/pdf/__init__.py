"""Reading PDFs: `reader.read_pdf` turns one into the words of an edition, or of two where it is a comparison table.

- in a process of its own, with limits: `worker` and what it needs, `signs` (what is printed), `lines`, `columns`
  (order on the page), `ruled_tables`, `pages`;
- here: `process` (starts it, says why it failed), `contents` (what it answers), `measured` and `cells` (lines
  joined), `tables` (which tables are the comparison), `notes`, `reader`.

This file stays empty of imports, so that the worker starts without Django.
"""
