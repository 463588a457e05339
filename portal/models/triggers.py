"""Database triggers that refuse changes to announced editions, whoever asks: made, dropped, verified.

`migrate` makes them anew after every run, for SQLite rebuilds a table on ALTER and silently drops its triggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext

from portal.models import triggers_postgresql, triggers_sqlite

_OUR_TABLES = "pg_trigger WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)"
_ENABLED_DEFINITIONS = f"SELECT tgname, pg_get_triggerdef(oid, true) FROM {_OUR_TABLES} AND tgenabled IN ('O', 'A')"

TABLES = {
    *("portal_decision", "portal_sealedfile", "portal_consent", "portal_edition", "portal_publication"),
    *triggers_sqlite.OF_EDITIONS,
}


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make all triggers anew. Raises ImproperlyConfigured on a database that is neither SQLite nor PostgreSQL."""
    postgresql = _is_postgresql(connection)
    with transaction.atomic(using=connection.alias):
        drop_triggers(connection)
        module = triggers_postgresql if postgresql else triggers_sqlite
        functions = triggers_postgresql.functions() if postgresql else {}
        _execute(connection, [*functions.values(), *module.triggers().values()])


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take away all triggers of ours that are there, under whatever name an older release gave them."""
    suffix = " ON {table}" if _is_postgresql(connection) else ""
    _execute(connection, [f"DROP TRIGGER {name}{suffix.format(table=table)}" for name, table in _present(connection)])


def triggers_alive(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is there, enabled, and does what this release says."""
    if _is_postgresql(connection):
        enabled = dict(_rows(connection, _ENABLED_DEFINITIONS))
        return (
            enabled.items() >= triggers_postgresql.triggers().items()
            and _function_bodies(connection) == triggers_postgresql.bodies()
        )
    rows = _rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(rows).items() >= triggers_sqlite.triggers().items()


def drop_before_migrating(*, using: str, plan: list[Any], **kwargs: Any) -> None:
    """On SQLite take the triggers away when migrations will run: a table that they name cannot be rebuilt.

    Those of an older release too, which has fewer tables.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        drop_triggers(connection)


def create_after_migrating(*, using: str, **kwargs: Any) -> None:
    """Make the triggers where they are missing; receives Django's post_migrate."""
    connection = connections[using]
    if _has_tables(connection) and not triggers_alive(connection):
        create_triggers(connection)


def check_triggers(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of missing triggers: `manage.py check --database default --fail-level WARNING`.

    A warning and no error, for `migrate` checks first, and would not get to mend what it is called for.
    """
    lost = [alias for alias in databases or [] if _has_tables(connections[alias]) and not _alive(alias)]
    message = gettext("公表済みの版を守るトリガーがデータベース「%s」にありません。")
    hint = gettext("manage.py migrate を実行すると作り直されます。")
    return [Warning(message % alias, hint=hint, id="portal.W001") for alias in lost]


def _alive(alias: str) -> bool:
    return triggers_alive(connections[alias])


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor not in ("sqlite", "postgresql"):
        raise ImproperlyConfigured(f"no triggers for {connection.vendor}: use SQLite or PostgreSQL")
    return connection.vendor == "postgresql"


def _has_tables(connection: BaseDatabaseWrapper) -> bool:
    return set(connection.introspection.table_names()) >= TABLES


def _present(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Name and table of every trigger of ours in the database; on PostgreSQL in the schemas that we use."""
    if _is_postgresql(connection):
        query = f"SELECT tgname, tgrelid::regclass::text FROM {_OUR_TABLES} AND starts_with(tgname, %s)"
        return _rows(connection, query, triggers_sqlite.PREFIX)
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, length(%s)) = %s"
    return _rows(connection, query, triggers_sqlite.PREFIX, triggers_sqlite.PREFIX)


def _function_bodies(connection: BaseDatabaseWrapper) -> dict[str, str]:
    query = "SELECT proname, prosrc FROM pg_proc WHERE proname = ANY (%s) AND pg_function_is_visible(oid)"
    return dict(_rows(connection, query, list(triggers_postgresql.bodies())))


def _rows(connection: BaseDatabaseWrapper, query: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
