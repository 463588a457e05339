"""A table for the browser, for programs and for mail.

`html` draws it, cell by cell with `cell_html`, with names (`row_names`) and links (`row_links`) of its rows;
`strokes` are marks as drawn, `plain_headings` takes Markdown away, `heading_rows` tells rows that are only a
heading, and `sentence_rows` where the sentences of a summary lead. `narrowing` leaves the changes (of long tables
too: `short_tables`); `serialise` is the table's JSON, there and back, `plain_text` its text. Word, Excel and PDF
are made in `portal/publishing`.
"""
