"""Frozen means frozen: model, queryset and SQL, on the database the tests run on."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from portal.models import (
    Clause,
    Consent,
    Decision,
    DecisionKind,
    Edition,
    Frozen,
    Publication,
    ReviewLink,
    SealedFile,
)
from portal.models.clause import new_key
from tests.factories import TEXT, announce, make_edition, make_terms

pytestmark = pytest.mark.django_db

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's REPLACE")
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's TRUNCATE")


@pytest.fixture
def frozen():
    edition = make_edition()
    announce(edition)
    SealedFile.objects.create(
        edition=edition, role="json", sha256="a" * 64, size=1, content_type="application/json", filename="a.json"
    )
    return edition


@pytest.fixture
def draft(frozen):
    return make_edition(terms=frozen.terms)


def snapshot():
    models = (Edition, Clause, Consent, Decision, Publication, SealedFile)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def assert_refused(sql, *parameters):
    """The database itself refuses, with our words, and nothing changed."""
    before = snapshot()
    with pytest.raises(IntegrityError, match=r"frozen|append-only"), transaction.atomic():
        connection.cursor().execute(sql, parameters)
    assert snapshot() == before


# --- by SQL ---


@pytest.mark.parametrize("column", ["title", "summary", "basis", "edition_label"])
def test_sql_cannot_change_an_announced_edition(frozen, column):
    assert_refused(f"UPDATE portal_edition SET {column} = 'x' WHERE id = %s", frozen.pk)


def test_sql_cannot_change_the_effective_date_or_the_terms_of_an_announced_edition(frozen):
    assert_refused("UPDATE portal_edition SET effective_date = '2030-01-01' WHERE id = %s", frozen.pk)
    assert_refused("UPDATE portal_edition SET terms_id = %s WHERE id = %s", make_terms().pk, frozen.pk)


def test_sql_cannot_delete_an_announced_edition_or_its_clauses(frozen):
    assert_refused("DELETE FROM portal_edition WHERE id = %s", frozen.pk)
    assert_refused("DELETE FROM portal_clause WHERE edition_id = %s", frozen.pk)


def test_sql_cannot_change_a_clause_of_an_announced_edition(frozen):
    assert_refused("UPDATE portal_clause SET text = 'x' WHERE edition_id = %s", frozen.pk)


def test_sql_cannot_move_a_clause_out_of_or_into_an_announced_edition(frozen, draft):
    assert_refused(
        "UPDATE portal_clause SET edition_id = %s, rank = rank + 1 WHERE edition_id = %s", draft.pk, frozen.pk
    )
    assert_refused(
        "UPDATE portal_clause SET edition_id = %s, rank = rank + 1 WHERE edition_id = %s", frozen.pk, draft.pk
    )


def test_sql_cannot_add_a_clause_to_an_announced_edition(frozen):
    columns = "edition_id, key, rank, kind, label, number, caption, text, form, gap, supplementary_key"
    values = "%s, 'k', 9, 'article', '', '', '', '', '', 0, ''"
    assert_refused(f"INSERT INTO portal_clause ({columns}) VALUES ({values})", frozen.pk)


def test_sql_cannot_change_or_delete_decisions_and_sealed_files(frozen):
    for table in ("portal_decision", "portal_sealedfile"):
        assert_refused(f"UPDATE {table} SET edition_id = edition_id")
        assert_refused(f"DELETE FROM {table}")


def test_sql_cannot_delete_a_publication_or_change_what_was_announced(frozen):
    assert_refused("DELETE FROM portal_publication")
    assert_refused("UPDATE portal_publication SET json_sha256 = 'x'")
    assert_refused("UPDATE portal_publication SET registered_at = '2001-01-01 00:00:00+00'")
    assert_refused("UPDATE portal_publication SET is_migrated = NOT is_migrated")


def test_sql_cannot_publish_a_draft_past_the_decisions(draft):
    columns = "edition_id, announced_at, effective_date, effective_at, registered_at, is_migrated, json_sha256"
    instant = "'2024-08-01 00:00:00+00'"
    assert_refused(
        f"INSERT INTO portal_publication ({columns}) SELECT %s, {instant}, '2024-09-01', {instant}, {instant}, "
        "is_migrated, '' FROM portal_publication",
        draft.pk,
    )


def test_a_publication_follows_later_decisions(frozen):
    later = frozen.publication.announced_at.replace(day=5)
    Publication.objects.filter(edition=frozen).update(announced_at=later, withdrawn_at=later)
    assert Publication.objects.get(edition=frozen).withdrawn_at == later


@ON_SQLITE
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", ["edition", "clause", "decision", "publication", "sealedfile"])
def test_replace_into_cannot_push_out_a_frozen_row(frozen, table, recursive):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        assert_refused(f"REPLACE INTO portal_{table} SELECT * FROM portal_{table}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@ON_SQLITE
def test_update_or_replace_cannot_push_out_a_frozen_row(frozen, draft):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    number, clause = frozen.number, frozen.clauses.first().pk
    assert_refused("UPDATE OR REPLACE portal_edition SET number = %s, base_id = NULL WHERE id = %s", number, draft.pk)
    assert_refused("UPDATE OR REPLACE portal_clause SET id = %s WHERE id = %s", clause, draft.clauses.first().pk)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")


@ON_POSTGRESQL
@pytest.mark.parametrize("table", ["edition", "clause", "decision", "publication", "sealedfile"])
def test_truncate_is_refused(frozen, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert_refused(f"TRUNCATE portal_{table} CASCADE")


# --- by model and queryset ---


def assert_python_refuses(change):
    before = snapshot()
    with pytest.raises(Frozen, match=r"公表済み|追加だけ|変更できない"), transaction.atomic():
        change()
    assert snapshot() == before


def changed(instance: Model, **values):
    for name, value in values.items():
        setattr(instance, name, value)
    return instance


def test_models_refuse_to_save_and_delete_what_is_frozen(frozen):
    clause, decision = frozen.clauses.first(), frozen.decisions.get()
    assert_python_refuses(changed(frozen, title="x").save)
    assert_python_refuses(frozen.delete)
    assert_python_refuses(changed(clause, text="x").save)
    assert_python_refuses(clause.delete)
    assert_python_refuses(changed(decision, reason="x").save)
    assert_python_refuses(decision.delete)
    assert_python_refuses(frozen.sealed_files.get().delete)
    assert_python_refuses(frozen.publication.delete)
    assert_python_refuses(changed(frozen.publication, json_sha256="x").save)


def test_a_clause_is_moved_neither_out_of_nor_into_an_announced_edition(frozen, draft):
    assert_python_refuses(changed(frozen.clauses.first(), edition=draft, rank=7).save)
    assert_python_refuses(changed(draft.clauses.first(), edition=frozen, rank=7).save)
    assert_python_refuses(lambda: draft.clauses.filter(rank=1024).update(edition=frozen, rank=7))
    assert_python_refuses(lambda: Clause.objects.create(edition=frozen, rank=7, key=new_key()))
    assert_python_refuses(lambda: Clause.objects.bulk_create([Clause(edition=frozen, rank=7)]))


def test_querysets_refuse_to_update_and_delete_what_is_frozen(frozen, draft):
    for queryset in (Edition.objects.all(), frozen.clauses.all(), Clause.objects.all()):
        assert_python_refuses(queryset.delete)
    assert_python_refuses(lambda: Edition.objects.update(title="x"))
    assert_python_refuses(lambda: Clause.objects.update(text="x"))
    assert_python_refuses(lambda: Clause.objects.bulk_update([changed(frozen.clauses.first(), text="x")], ["text"]))
    assert_python_refuses(lambda: Edition.objects.bulk_update([changed(frozen, title="x")], ["title"]))
    for queryset in (Decision.objects.all(), SealedFile.objects.all()):
        assert_python_refuses(queryset.delete)
        assert_python_refuses(lambda queryset=queryset: queryset.update(edition=draft))
    assert_python_refuses(Publication.objects.all().delete)
    assert_python_refuses(lambda: Publication.objects.update(json_sha256="x"))


def test_a_change_that_passes_the_models_by_stops_at_the_database(frozen):
    before = snapshot()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        QuerySet(Edition).filter(pk=frozen.pk).update(title="x")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Clause.objects.filter(edition=frozen)._raw_delete(using="default")
    assert snapshot() == before


def test_deleting_what_stands_above_an_announced_edition_is_refused(frozen):
    for above in (frozen.terms, frozen.terms.service, frozen.terms.service.issuer):
        with pytest.raises(ProtectedError):
            above.delete()


def test_clean_says_why_an_announced_edition_and_its_clauses_stay(frozen):
    for instance in (frozen, frozen.clauses.first()):
        with pytest.raises(Exception, match="新しい版"):
            instance.clean()


def test_drafts_stay_free(frozen, draft):
    draft.summary = "別の概要"
    draft.save()
    draft.clauses.update(caption="見出し")
    draft.clauses.first().delete()
    draft.delete()
    assert list(Edition.objects.values_list("pk", flat=True)) == [frozen.pk]


def test_an_edition_announced_for_a_later_instant_is_frozen_already(frozen):
    edition = make_edition(text=TEXT)
    announce(edition, frozen.publication.announced_at.replace(year=2199))
    assert edition.is_frozen
    assert_python_refuses(edition.save)
    assert_refused("UPDATE portal_edition SET title = 'x' WHERE id = %s", edition.pk)


def test_an_edition_is_announced_once(frozen):
    with pytest.raises(IntegrityError), transaction.atomic():
        announce(frozen)
    assert Decision.objects.filter(kind=DecisionKind.ANNOUNCED).count() == 1


# --- consents: evidence, of drafts too ---


@pytest.fixture
def consent(draft):
    now = timezone.now()
    link = ReviewLink.objects.create(edition=draft, addressee="顧問", expires_at=now)
    said = {"name": "顧問", "mail": "advisor@example.com", "subject_hash": "a" * 64}
    return Consent.objects.create(link=link, edition=draft, at=now, **said)


def test_nobody_changes_or_deletes_a_consent(consent):
    assert_refused("UPDATE portal_consent SET subject_hash = 'x' WHERE id = %s", consent.pk)
    assert_refused("DELETE FROM portal_consent WHERE id = %s", consent.pk)
    rows = Consent.objects.filter(pk=consent.pk)
    for change in (consent.save, consent.delete, rows.delete, lambda: rows.update(name="別の人")):
        with pytest.raises(Frozen):
            change()
    for holder in (consent.edition, consent.link):
        with pytest.raises(ProtectedError), transaction.atomic():
            holder.delete()


@ON_SQLITE
def test_replace_pushes_no_consent_out(consent):
    columns = "id, link_id, edition_id, name, mail, at, subject_hash"
    assert_refused(f"REPLACE INTO portal_consent SELECT {columns.replace('name', repr('x'), 1)} FROM portal_consent")
