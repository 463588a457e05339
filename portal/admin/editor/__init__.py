"""The whole-text editor (全文の編集): an edition's text in one field, with what the portal says of it beside.

`pages` shows the field, offers what was not saved and takes what is (its `form`), `conflicts` tells what others saved
and puts up for decision what two people changed, `panel` makes outline, problems and comparison of a text that is being
typed, `jumping` finds an article by any spelling, `edit_list` shows proposed edits, and `endpoints` answers the page's
script (static/js/editor). Everything but the endpoints works without script.
The form of one clause (portal/admin/clause_keeping.py) keeps what is typed by the same modules of that script.
"""
