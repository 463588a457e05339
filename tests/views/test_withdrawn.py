"""A withdrawn edition stays public, and says since when and why."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from portal.publishing.workflow.withdrawing import withdraw_edition
from tests.factories import announce, make_edition, make_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn():
    by = get_user_model().objects.create_superuser("root")
    edition = make_edition(terms=make_terms(), effective_date=timezone.localdate() + timedelta(days=30))
    announce(edition, timezone.now() - timedelta(days=1))
    withdraw_edition(edition, by=by, reason="料金表に誤り<script>があったため。")
    return edition


def test_the_page_says_why_it_was_withdrawn_as_text(client, withdrawn):
    terms = withdrawn.terms
    page = client.get(reverse("portal:edition", args=[terms.service.slug, terms.slug, withdrawn.number]))
    html = page.content.decode()
    assert "撤回の理由" in html
    assert "料金表に誤り&lt;script&gt;があったため。" in html


def test_an_edition_that_stands_gives_no_reason(client):
    edition = make_edition(terms=make_terms())
    announce(edition)
    terms = edition.terms
    html = client.get(reverse("portal:edition", args=[terms.service.slug, terms.slug, 1])).content.decode()
    assert "撤回の理由" not in html
