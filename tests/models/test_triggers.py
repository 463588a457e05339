"""The upkeep of the triggers: made after migrations, missed when they are gone."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection

from portal.models import Clause, Decision, Edition, Publication, SealedFile, triggers
from portal.models.triggers import create_triggers, drop_triggers, triggers_alive

pytestmark = pytest.mark.django_db


def trigger_names():
    return sorted(name for name, _ in triggers._present(connection))


def found():
    return [message.id for message in run_checks(tags=["database"], databases=["default"])]


def test_migrating_made_the_triggers():
    assert triggers_alive(connection)
    assert found() == []


def test_dropped_triggers_are_missed_and_made_again():
    names = trigger_names()
    drop_triggers(connection)
    assert not triggers_alive(connection)
    assert trigger_names() == []
    assert found() == ["portal.W001"]
    create_triggers(connection)
    assert triggers_alive(connection)
    assert trigger_names() == names


def test_a_single_missing_trigger_is_missed():
    with connection.cursor() as cursor:
        on_table = " ON portal_clause" if connection.vendor == "postgresql" else ""
        name = "portal_frozen_clause" if on_table else "portal_frozen_clause_update"
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    assert not triggers_alive(connection)


def test_a_trigger_that_does_nothing_is_missed():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE portal_clause DISABLE TRIGGER portal_frozen_clause")
        else:
            cursor.execute("DROP TRIGGER portal_frozen_clause_update")
            cursor.execute(
                "CREATE TRIGGER portal_frozen_clause_update BEFORE UPDATE ON portal_clause BEGIN SELECT 1; END"
            )
    assert not triggers_alive(connection)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps a trigger's statement as written")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE TRIGGER portal_frozen_edition BEFORE DELETE ON portal_edition"
        " FOR EACH ROW EXECUTE FUNCTION portal_frozen_edition()",
        "CREATE OR REPLACE TRIGGER portal_frozen_edition BEFORE UPDATE OR DELETE ON portal_edition"
        " FOR EACH ROW WHEN (OLD.number > 1) EXECUTE FUNCTION portal_frozen_edition()",
    ],
)
def test_a_trigger_that_was_made_to_do_less_is_missed(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert not triggers_alive(connection)
    create_triggers(connection)
    assert triggers_alive(connection)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no schemas")
def test_the_triggers_of_another_schema_neither_count_nor_go():
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA elsewhere")
        cursor.execute("CREATE TABLE elsewhere.portal_edition (id bigint)")
        cursor.execute(
            "CREATE TRIGGER portal_frozen_edition BEFORE DELETE ON elsewhere.portal_edition"
            " FOR EACH ROW EXECUTE FUNCTION portal_frozen_edition()"
        )
    assert triggers_alive(connection)
    drop_triggers(connection)
    assert not triggers_alive(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'portal_frozen_edition'")
        assert cursor.fetchone() == (1,)


def test_migrate_makes_lost_triggers_again():
    drop_triggers(connection)
    call_command("migrate", verbosity=0)
    assert triggers_alive(connection)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite rebuilds tables")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Decision, Clause, Edition, Publication, SealedFile])
def test_a_table_rebuilt_by_a_migration_gets_its_triggers_back(model):
    """The table's own triggers do not survive the rebuilding, and those of others that name it do not allow it."""
    triggers.drop_before_migrating(using="default", plan=["a migration"])
    with connection.schema_editor() as editor:
        editor._remake_table(model)
    assert not triggers_alive(connection)
    triggers.create_after_migrating(using="default")
    assert triggers_alive(connection)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite rebuilds tables")
@pytest.mark.django_db(transaction=True)
def test_the_triggers_of_an_older_release_go_before_a_migration_too(monkeypatch):
    """It has not all the tables of this one."""
    monkeypatch.setattr(triggers, "TABLES", {*triggers.TABLES, "portal_newtable"})
    triggers.drop_before_migrating(using="default", plan=["a migration"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'portal_frozen_%'")
        left = cursor.fetchone()
    monkeypatch.undo()
    triggers.create_after_migrating(using="default")
    assert left == (0,)
