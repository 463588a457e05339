"""Comparison tables as files that legal staff go on editing: Word and Excel.

Both are written from the rows that the page and the PDF are made of. Equal arguments make equal bytes.

- `face_words`: what stands around the table; `cell_parts`: a cell as lines and tables, its marks as fragments;
- `docx`: Word, with `word_xml` and the fixed files in `parts/`; `xlsx`: Excel, with `sheet_rows`;
- `characters`, `fixed_zip`: what a file can hold, and how it is packed.
"""
