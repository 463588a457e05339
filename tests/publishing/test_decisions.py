"""The chain of decisions: what breaks it is found; the publication follows from it."""

import pytest
from django.db import IntegrityError, connection

from portal.models import Decision, DecisionKind, Publication
from portal.models.triggers import drop_triggers
from portal.publishing.decisions import append_decision, broken_links, rebuild_publication
from tests.factories import ANNOUNCED_AT, announce, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = make_edition()
    append_decision(edition, DecisionKind.SUBMITTED, actor_id=7, at=ANNOUNCED_AT, details={"数": [1, {"b": 2, "a": 1}]})
    append_decision(edition, DecisionKind.APPROVED, actor_id=8, at=ANNOUNCED_AT, reason="承認します")
    announce(edition)
    return edition


def test_each_terms_has_a_chain_of_its_own(edition):
    announce(make_edition())
    assert list(Decision.objects.filter(terms=edition.terms).values_list("sequence", flat=True)) == [1, 2, 3]
    assert Decision.objects.exclude(terms=edition.terms).get().previous_hash == ""


def test_an_untouched_chain_holds_after_reading_it_back(edition):
    assert broken_links(edition.terms_id) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE portal_decision SET reason = 'x' WHERE sequence = 1",
        "UPDATE portal_decision SET actor_id = 9 WHERE sequence = 1",
        "UPDATE portal_decision SET hash = previous_hash WHERE sequence = 2",
        "DELETE FROM portal_decision WHERE sequence = 2",
        "DELETE FROM portal_decision WHERE sequence = 1",
    ],
)
def test_tampering_past_the_triggers_breaks_the_chain(edition, tampering):
    drop_triggers(connection)
    connection.cursor().execute(tampering)
    assert broken_links(edition.terms_id) != []


def test_a_sequence_is_given_once(edition):
    last = edition.decisions.last()
    twin = Decision(terms=edition.terms, edition=edition, sequence=last.sequence, kind="approved", at=ANNOUNCED_AT)
    with pytest.raises(IntegrityError):
        twin.save()


def test_the_publication_is_rebuilt_from_the_decisions(edition):
    before = Publication.objects.values().get()
    Publication.objects.update(effective_date="2030-01-01", withdrawn_at=ANNOUNCED_AT)
    rebuild_publication(edition)
    assert Publication.objects.values().get() == before


def test_a_lost_publication_is_rebuilt(edition):
    before = Publication.objects.values().get()
    drop_triggers(connection)
    connection.cursor().execute("DELETE FROM portal_publication")
    rebuild_publication(edition)
    after = Publication.objects.values().get()
    assert after | {"id": 0} == before | {"id": 0}


def test_a_draft_has_nothing_to_rebuild():
    assert rebuild_publication(make_edition()) is None
