"""The matrix of rights: who may read and write which address of the admin.

- `pages.txt`: the table, `words.txt`: who may read which words; both for whoever answers for the portal's safety
- `table`: reads them; `addresses`: every address that the admin answers; `rows`: what there is to be read;
  `forms`: what a form of each page would send; `asking`: one request, and what it wrote
"""
