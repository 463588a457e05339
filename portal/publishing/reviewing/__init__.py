"""A draft shown to others before it is decided on: links for readers without an account, comments, consents.

- `holding`: one at a time; `authors`: who speaks;
- `links`: made, found by the token in their address, revoked;
- `comments`: written, answered, resolved, taken over from files; `threads`: in the order of the clauses;
- `mail_codes`, `consents`: a reader's consent, bound to a confirmed mail address. It is no approval: approvals are
  decisions, and nothing here writes one;
- `draft_files`: the PDFs as they will be, marked 案.
"""
