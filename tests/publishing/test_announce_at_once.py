"""Announcing at the same moment as others act, in threads with connections of their own, on both databases."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from portal.models import Clause, Decision, Edition, Publication
from portal.models.canonical import sha256
from portal.publishing import announce as announcing
from portal.publishing.announce import announce_edition
from portal.publishing.decisions import broken_links
from portal.publishing.findings import AlreadyAnnounced
from portal.publishing.sealing import sealed_json
from portal.publishing.workflow import files
from tests.factories import make_edition

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_pdfs")]

AHEAD = timezone.localdate() + timedelta(days=60)


def test_of_two_announcements_of_one_edition_at_once_exactly_one_wins(reachable_database, in_threads, monkeypatch):
    draft = make_edition(effective_date=AHEAD)
    reachable_database()
    both_rendered = threading.Barrier(2, timeout=20)
    original = files.render_files

    def render(candidate):
        both_rendered.wait()
        return original(candidate)

    monkeypatch.setattr(files, "render_files", render)
    results = in_threads(*[lambda: announce_edition(draft, by=None)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnnounced", "Publication"], results
    [counts] = in_threads(lambda: (Publication.objects.count(), Decision.objects.count(), broken_links(draft.terms_id)))
    assert counts == (1, 3, [])


def test_announcements_of_two_terms_at_once_both_win(reachable_database, in_threads):
    drafts = [make_edition(effective_date=AHEAD) for _ in range(2)]
    reachable_database()
    results = in_threads(*[lambda draft=draft: announce_edition(draft, by=None) for draft in drafts])
    assert [type(result).__name__ for result in results] == ["Publication"] * 2, results


@pytest.mark.parametrize("write", ["insert", "update", "delete"])
def test_a_clause_written_between_sealing_and_commit_does_not_slip_in(
    reachable_database, in_threads, monkeypatch, write
):
    draft = make_edition(effective_date=AHEAD)
    reachable_database()
    verified, writing = threading.Event(), threading.Event()
    original = announcing._record

    def record(*args, **kwargs):
        verified.set()
        # The writer must be waiting for our lock by then; half a second is ample, and too short only proves less.
        writing.wait(20)
        threading.Event().wait(0.5)
        return original(*args, **kwargs)

    monkeypatch.setattr(announcing, "_record", record)

    def interfere():
        statements = {
            "insert": "INSERT INTO portal_clause (edition_id, key, rank, kind, label, number, caption, text, form, gap,"
            " supplementary_key) VALUES (%s, 'k', 9, 'article', '', '', '', '', '', 0, '')",
            "update": "UPDATE portal_clause SET text = 'x' WHERE edition_id = %s",
            "delete": "DELETE FROM portal_clause WHERE edition_id = %s",
        }
        verified.wait(20)
        with connection.cursor() as cursor:
            writing.set()
            cursor.execute(statements[write], [draft.pk])

    publication, written = in_threads(lambda: announce_edition(draft, by=None), interfere)
    assert isinstance(publication, Publication), publication
    assert isinstance(written, IntegrityError), written
    [sealed] = in_threads(lambda: sha256(sealed_json(Edition.objects.get(pk=draft.pk))))
    assert sealed == publication.json_sha256


def test_a_loser_has_left_no_trace(reachable_database, in_threads):
    draft = make_edition(effective_date=AHEAD)
    reachable_database()
    results = in_threads(*[lambda: announce_edition(draft, by=None)] * 3)
    losers = [result for result in results if isinstance(result, AlreadyAnnounced)]
    [clauses] = in_threads(lambda: Clause.objects.count())
    assert (len(losers), clauses) == (2, 4), results
