"""The triggers that freeze announced editions on PostgreSQL (14 or newer)."""

from __future__ import annotations

from portal.models.publication import REBUILDABLE

PREFIX = "portal_frozen_"

_APPEND_ONLY = """
BEGIN
    RAISE EXCEPTION '% is append-only: rows are neither changed nor deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
"""

_EDITION = """
BEGIN
    IF EXISTS (SELECT 1 FROM portal_decision WHERE kind = 'announced' AND edition_id = OLD.id) THEN
        RAISE EXCEPTION 'portal_edition: the edition is announced and frozen; make a new edition instead'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
"""

# Announcing holds the edition FOR UPDATE. The lock taken here makes a writer wait for it, and the query after
# it then sees the decision: otherwise a clause could slip in between sealing and committing.
_CLAUSE = """
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN touched := ARRAY[NEW.edition_id];
    ELSIF TG_OP = 'DELETE' THEN touched := ARRAY[OLD.edition_id];
    ELSE touched := ARRAY[OLD.edition_id, NEW.edition_id];
    END IF;
    PERFORM 1 FROM portal_edition WHERE id = ANY (touched) ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT 1 FROM portal_decision WHERE kind = 'announced' AND edition_id = ANY (touched)) THEN
        RAISE EXCEPTION 'portal_clause: the edition is announced and frozen; make a new edition instead'
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
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM portal_decision WHERE kind = 'announced' AND edition_id = NEW.edition_id
    ) THEN RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - movable = to_jsonb(NEW) - movable THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'portal_publication is append-only: rows are neither changed nor deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
"""

_BODIES = {
    "portal_decision": (_APPEND_ONLY, "DELETE OR UPDATE"),
    "portal_sealedfile": (_APPEND_ONLY, "DELETE OR UPDATE"),
    "portal_edition": (_EDITION, "DELETE OR UPDATE"),
    "portal_clause": (_CLAUSE, "INSERT OR DELETE OR UPDATE"),
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
