"""The fixtures that other tests stand on."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from tests.machine import require


def test_require_skips_outside_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="pdftotext is missing; run bin/setup test"):
        require(None, "pdftotext")


def test_require_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="pdftotext is missing; run bin/setup test"):
        require(None, "pdftotext")


def test_require_passes_what_is_there():
    assert require("/usr/bin/pdftotext", "pdftotext") is None


@pytest.mark.django_db
def test_database_has_the_marker_by_which_postgresql_runs_choose(request):
    assert request.node.get_closest_marker("database")


def test_a_test_without_database_lacks_the_marker(request):
    assert not request.node.get_closest_marker("database")


@pytest.mark.django_db
@pytest.mark.parametrize("run", [1, 2])
def test_sealed_storage_is_empty_for_each_test(run):
    assert storages["sealed"].listdir("") == ([], [])
    storages["sealed"].save("ab/abcd", ContentFile(b"sealed"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_what_migrations_made_survives_the_flush_of_a_transactional_test(run):
    names = set(Group.objects.values_list("name", flat=True))
    assert {"起案者", "承認者", "公表担当", "閲覧者"} <= names
    assert not Group.objects.filter(name="作られたまま").exists()
    Group.objects.create(name="作られたまま")


@pytest.mark.django_db
def test_sqlite_runs_in_the_modes_that_the_triggers_need():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    assert connection.transaction_mode == "IMMEDIATE"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA recursive_triggers").fetchone() == (1,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
