"""Bundles and bulk changes at the same moment, in threads with connections of their own, on both databases."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from portal.models import Edition, Terms
from portal.publishing.bundling import bulk
from portal.publishing.bundling.bulk import make_bulk
from portal.publishing.drafting.replacing import Replacement
from portal.publishing.workflow.holding import hold_all
from tests.factories import announce, make_edition, make_service, make_terms

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_bulk_change_and_a_decision_never_wait_for_each_other(reachable_database, in_threads, monkeypatch):
    """Terms are shown in another order than that of their numbers; held in that order they would be a deadlock."""
    service, by = make_service(), get_user_model().objects.create_superuser("hanako")
    terms = [make_terms(service=service, position=position) for position in (2, 1)]
    editions = [make_edition(terms=one) for one in terms]
    for edition in editions:
        announce(edition)
    reachable_database()
    halfway, original = threading.Event(), bulk.add_to_bundle

    def added(*args, **kwargs):
        original(*args, **kwargs)
        halfway.set()
        # The other must be waiting for us by then; half a second is ample, and too short only proves less.
        threading.Event().wait(0.5)

    monkeypatch.setattr(bulk, "add_to_bundle", added)

    def change():
        replacement = Replacement("月見株式会社", "日和株式会社")
        chosen = {place.terms.pk: place.shown for place in bulk.bulk_places(replacement)}
        return make_bulk(replacement, chosen=chosen, name="会社名の変更", reason="変更", by=by)

    def decide():
        halfway.wait(20)
        with transaction.atomic():
            return hold_all(Edition.objects.filter(pk__in=[edition.pk for edition in editions]).order_by("pk"))

    made, held = in_threads(change, decide)
    assert not isinstance(made, Exception), made
    assert not isinstance(held, Exception), held
    [count] = in_threads(lambda: Terms.objects.filter(editions__bundle__name="会社名の変更").count())
    assert count == 2
