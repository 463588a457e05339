"""The admin: drafting, and reading what was decided; one module per screen."""

from portal.admin import clause, decision, edition, issuer, publication, sealed_file, service, terms

__all__ = ["clause", "decision", "edition", "issuer", "publication", "sealed_file", "service", "terms"]
