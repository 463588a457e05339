"""Bundles (一括改定): their drafts and tables, decisions about them, and the same words changed in many terms."""

from portal.admin.bundles import bundle

__all__ = ["bundle"]
