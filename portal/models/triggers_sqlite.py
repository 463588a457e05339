"""The triggers that freeze announced editions on SQLite.

REPLACE and UPDATE OR REPLACE delete rows past delete triggers unless `recursive_triggers` is on, which is a
setting of each connection. So inserts and updates refuse what would push a frozen row out, whoever connects.
"""

from __future__ import annotations

from portal.models.publication import REBUILDABLE, Publication

PREFIX = "portal_frozen_"

OF_EDITIONS = ("portal_clause", "portal_attachment", "portal_rowremark")
"""Tables whose rows freeze with the edition that their `edition_id` names."""

_ANNOUNCED = (
    "EXISTS (SELECT 1 FROM portal_decision AS a WHERE a.kind = 'announced' AND a.edition_id = {edition} AND NOT EXISTS"
    " (SELECT 1 FROM portal_decision AS c"
    " WHERE c.kind = 'cancelled' AND c.edition_id = a.edition_id AND c.sequence > a.sequence))"
)
"""Whether the last decision that announced or cancelled an edition announced it."""
_APPEND_ONLY = "{table} is append-only: rows are neither changed nor deleted"
_FROZEN = "{table}: the edition is announced and frozen; make a new edition instead"

_SAME_DECISION = (
    "EXISTS (SELECT 1 FROM portal_decision WHERE id = NEW.id OR (terms_id = NEW.terms_id AND sequence = NEW.sequence))"
    f" OR (NEW.kind = 'announced' AND {_ANNOUNCED.format(edition='NEW.edition_id')})"
)
_SAME_FILE = (
    "EXISTS (SELECT 1 FROM portal_sealedfile WHERE id = NEW.id OR"
    " (edition_id = NEW.edition_id AND manifest_sha256 = NEW.manifest_sha256 AND role = NEW.role))"
)
_SAME_CONSENT = "EXISTS (SELECT 1 FROM portal_consent WHERE id = NEW.id)"
_SAME_PUBLICATION = "EXISTS (SELECT 1 FROM portal_publication WHERE id = NEW.id OR edition_id = NEW.edition_id)"
_FROZEN_EDITION_IN_THE_WAY = (
    "EXISTS (SELECT 1 FROM portal_edition AS other"
    f" WHERE {_ANNOUNCED.format(edition='other.id')}"
    " AND (other.id = NEW.id OR (other.terms_id = NEW.terms_id AND other.number = NEW.number)))"
)
_FROZEN_ROW_IN_THE_WAY = (
    "EXISTS (SELECT 1 FROM {table} AS other"
    f" WHERE {_ANNOUNCED.format(edition='other.edition_id')} AND other.id = NEW.id)"
)


def triggers() -> dict[str, str]:
    """Return the CREATE TRIGGER statement of every trigger by its name."""
    edition_old = _ANNOUNCED.format(edition="OLD.id")
    announced_new = _ANNOUNCED.format(edition="NEW.edition_id")
    moved = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _fixed_publication_columns())
    rows = [
        *_append_only("portal_decision", _SAME_DECISION),
        *_append_only("portal_sealedfile", _SAME_FILE),
        *_append_only("portal_consent", _SAME_CONSENT),
        ("portal_edition", "INSERT", _FROZEN_EDITION_IN_THE_WAY, _FROZEN),
        ("portal_edition", "UPDATE", f"{edition_old} OR {_FROZEN_EDITION_IN_THE_WAY}", _FROZEN),
        ("portal_edition", "DELETE", edition_old, _FROZEN),
        *(row for table in OF_EDITIONS for row in _of_edition(table)),
        ("portal_publication", "INSERT", f"NOT {announced_new} OR {_SAME_PUBLICATION}", _APPEND_ONLY),
        ("portal_publication", "UPDATE", f"OLD.cancelled_at IS NULL AND ({moved})", _APPEND_ONLY),
        ("portal_publication", "DELETE", "1", _APPEND_ONLY),
    ]
    return dict(_trigger(*row) for row in rows)


def _of_edition(table: str) -> list[tuple[str, str, str, str]]:
    """Rows that freeze with the edition they are in; one moved from another edition, or into one, counts as both."""
    old, new = (_ANNOUNCED.format(edition=f"{row}.edition_id") for row in ("OLD", "NEW"))
    in_the_way = _FROZEN_ROW_IN_THE_WAY.format(table=table)
    conditions = (("INSERT", f"{new} OR {in_the_way}"), ("UPDATE", f"{old} OR {new} OR {in_the_way}"), ("DELETE", old))
    return [(table, event, condition, _FROZEN) for event, condition in conditions]


def _append_only(table: str, same: str) -> list[tuple[str, str, str, str]]:
    conditions = (("INSERT", same), ("UPDATE", "1"), ("DELETE", "1"))
    return [(table, event, condition, _APPEND_ONLY) for event, condition in conditions]


def _fixed_publication_columns() -> list[str]:
    return [str(field.column) for field in Publication._meta.concrete_fields if field.name not in REBUILDABLE]


def _trigger(table: str, event: str, condition: str, message: str) -> tuple[str, str]:
    name = f"{PREFIX}{table.removeprefix('portal_')}_{event.lower()}"
    return name, (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{message.format(table=table)}'); END"
    )
