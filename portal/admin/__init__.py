"""The admin: drafting, and reading what was decided; one module per screen."""

from portal.admin import (
    bundles,
    clause,
    comparison_style,
    decision,
    edition,
    group,
    issuer,
    publication,
    sealed_file,
    service,
    terms,
    user,
)

__all__ = [
    "bundles",
    "clause",
    "comparison_style",
    "decision",
    "edition",
    "group",
    "issuer",
    "publication",
    "sealed_file",
    "service",
    "terms",
    "user",
]
