"""The screens of decisions in English, over rows in ASCII: nothing of the interface is left in Japanese."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import Edition
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.submitting import submit_edition
from portal.publishing.workflow.withdrawing import withdraw_edition
from tests.admin.pages import address
from tests.factories import announce, make_edition, make_issuer, make_service, make_terms
from tests.page_words import is_japanese, words_by_language

TEXT = "Moon Cloud Terms\n\nArticle 1 (Purpose)\nThese terms say how to use Moon Cloud.\n"
FACTS = {"title": "Moon Cloud Terms", "summary": "Words were put in order.", "basis": "Article 20", "text": TEXT}
PAGES = ("submit", "approve", "send_back", "announce", "redate", "cancel", "withdraw")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]


@pytest.fixture
def people():
    users = get_user_model().objects
    return [users.create_superuser(name, f"{name}@example.jp", first_name=name) for name in ("Ann", "Bob")]


@pytest.fixture
def client(people):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(people[1])
    return client


@pytest.fixture
def draft():
    issuer = make_issuer(name="Moon Ltd.", address="1 Moon Street", representative="Jane Moon")
    terms = make_terms(
        service=make_service(issuer=issuer, name="Moon Cloud"), name="Moon Cloud Terms", notice_days=3, notice_law="Law"
    )
    first = make_edition(terms=terms, **FACTS)
    announce(first)
    return make_edition(terms=terms, effective_date=timezone.localdate() + timedelta(days=60), **FACTS)


def japanese_in(html):
    words = words_by_language(html)
    return [word for language, said in words.items() if language != "ja" for word in said if is_japanese(word)]


def panel(html):
    return html.split('<section class="edition-status"')[1].split("</section>")[0]


def test_every_page_in_every_state_is_in_english(client, draft, people):
    ann, bob = people

    def check():
        for page in PAGES:
            assert japanese_in(client.get(address(page, draft)).content.decode()) == [], page
            response = client.post(address(page, draft), {"reason": "", "when": "at"})
            assert japanese_in(response.content.decode()) == [], page
        assert japanese_in(panel(client.get(address("change", draft)).content.decode())) == []
        assert japanese_in(client.get(reverse("admin:index")).content.decode()) == []

    Edition.objects.filter(pk=draft.pk).update(summary="", basis="", basis_kind="")
    check()
    Edition.objects.filter(pk=draft.pk).update(summary="x", basis="x", basis_kind="benefit")
    submit_edition(draft, by=ann, acknowledge=True, reason="Please look")
    check()
    approve_edition(draft, by=bob, manifest_sha256=review_of(draft).manifest_sha256)
    check()
    announce_approved(draft, by=ann, announced_at=timezone.now() + timedelta(days=3), acknowledge=True)
    check()
    withdraw_edition(draft.terms.editions.get(number=1), by=ann, reason="Wrong")
    check()
