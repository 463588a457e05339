"""A table for the browser, for programs and for mail.

`html` draws it, cell by cell with `cell_html`, with names (`row_names`) and links (`row_links`) of its rows and
headings without Markdown (`plain_headings`); `narrowing` leaves the changes; `serialise` is its JSON, there and back,
`plain_text` its text. Word, Excel and PDF are made in `portal/publishing`.
"""
