"""The whole-text editor (全文の編集): an edition's text in one field, with what the portal says of it beside.

`pages` shows the field and takes what is saved, `copies` offers what was not saved, `conflicts` is the page for two
people's changes of one clause, `panel` makes outline, problems and comparison of a text that is being typed,
`jumping` finds an article by any spelling, `edit_list` shows proposed edits, and `endpoints` answers the page's
script. Everything but the endpoints works without script.
"""
