"""The triggers that freeze announced editions on PostgreSQL (14 or newer)."""

from __future__ import annotations

from portal.models.publication import REBUILDABLE
from portal.models.triggers_sqlite import OF_EDITIONS, PREFIX

_APPEND_ONLY = """
BEGIN
    RAISE EXCEPTION '% is append-only: rows are neither changed nor deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
"""

# Whether the last decision that announced or cancelled one of some editions announced it.
_ANNOUNCED = """EXISTS (
        SELECT 1 FROM portal_decision a WHERE a.kind = 'announced' AND a.edition_id = {edition} AND NOT EXISTS (
            SELECT 1 FROM portal_decision c
            WHERE c.kind = 'cancelled' AND c.edition_id = a.edition_id AND c.sequence > a.sequence
        )
    )"""

_DECISION = f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.kind = 'announced' AND {_ANNOUNCED.format(edition="NEW.edition_id")} THEN
            RAISE EXCEPTION 'portal_decision: the edition is announced already'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'portal_decision is append-only: rows are neither changed nor deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
"""

_EDITION = f"""
BEGIN
    IF {_ANNOUNCED.format(edition="OLD.id")} THEN
        RAISE EXCEPTION 'portal_edition: the edition is announced and frozen; make a new edition instead'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
"""

# Announcing holds the edition FOR UPDATE. The lock taken here makes a writer wait for it, and the query after
# it then sees the decision: otherwise a clause could slip in between sealing and committing.
_OF_EDITION = f"""
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.edition_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.edition_id];
    ELSE touched := ARRAY[OLD.edition_id, NEW.edition_id];
    END IF;
    PERFORM 1 FROM portal_edition WHERE id = ANY (touched) ORDER BY id FOR KEY SHARE;
    IF {_ANNOUNCED.format(edition="ANY (touched)")} THEN
        RAISE EXCEPTION '%: the edition is announced and frozen; make a new edition instead', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
"""

_PUBLICATION = f"""
DECLARE
    movable text[] := ARRAY[{", ".join(f"'{name}'" for name in sorted(REBUILDABLE))}];
BEGIN
    IF TG_OP = 'INSERT' AND {_ANNOUNCED.format(edition="NEW.edition_id")} THEN RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.cancelled_at IS NOT NULL OR to_jsonb(OLD) - movable = to_jsonb(NEW) - movable THEN RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'portal_publication is append-only: rows are neither changed nor deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
"""

_BODIES = {
    "portal_decision": (_DECISION, "INSERT OR DELETE OR UPDATE"),
    "portal_sealedfile": (_APPEND_ONLY, "DELETE OR UPDATE"),
    "portal_consent": (_APPEND_ONLY, "DELETE OR UPDATE"),
    "portal_edition": (_EDITION, "DELETE OR UPDATE"),
    **dict.fromkeys(OF_EDITIONS, (_OF_EDITION, "INSERT OR DELETE OR UPDATE")),
    "portal_publication": (_PUBLICATION, "INSERT OR DELETE OR UPDATE"),
}


def bodies() -> dict[str, str]:
    """Return the body of every trigger function by its name."""
    rows = {_name(table): body for table, (body, _) in _BODIES.items()}
    return rows | {f"{PREFIX}truncate": _APPEND_ONLY}


def triggers() -> dict[str, str]:
    """Return the CREATE TRIGGER statement of every trigger by its name, spelled as pg_get_triggerdef spells it."""
    rows = {}
    for table, (_, events) in _BODIES.items():
        name = _name(table)
        rows[name] = _statement(name, table, events, "ROW", name)
        rows[f"{name}_truncate"] = _statement(f"{name}_truncate", table, "TRUNCATE", "STATEMENT", f"{PREFIX}truncate")
    return rows


def functions() -> dict[str, str]:
    """Return the CREATE FUNCTION statement of every trigger function by its name."""
    return {
        name: f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
        for name, body in bodies().items()
    }


def _name(table: str) -> str:
    return PREFIX + table.removeprefix("portal_")


def _statement(name: str, table: str, events: str, level: str, function: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}()"
