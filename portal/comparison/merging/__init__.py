"""Two people's changes to one document made one, clause by clause."""

from portal.comparison.merging.keys import with_keys_of
from portal.comparison.merging.merge import Change, ChangeKind, Choice, Conflict, Merged, chosen, merge, resolved

__all__ = ["Change", "ChangeKind", "Choice", "Conflict", "Merged", "chosen", "merge", "resolved", "with_keys_of"]
