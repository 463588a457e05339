"""The screens of an edition's files (添付): list, adding, replacing, order, taking out.

- `pages`: the screens; `forms`: what they ask; `rows`: a file as the list shows it.
"""
