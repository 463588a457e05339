"""Drafts of several terms that change together: put in a bundle, decided on as one, and made in bulk.

- `members`: which drafts are in a bundle, and how far they have come;
- `deciding`: the verbs of `workflow` for all of them in one transaction;
- `bulk`: the same words replaced in many terms, each in a draft, in one bundle.
"""
