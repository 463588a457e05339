"""What was cancelled before it was public, or is still under review, comes through no public address at any time."""

from datetime import timedelta

import pytest
import time_machine

from portal.publishing.workflow.redating import cancel_announcement
from portal.publishing.workflow.submitting import submit_edition
from tests.factories import make_edition
from tests.views.addresses import addresses
from tests.views.examples import AT, SECRET, make_hidden, make_moon, make_public, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdfs")]

PUBLIC, HIDDEN = {1, 2, 3}, {4, 5}
OPEN = sorted(addresses(PUBLIC))
CLOSED = sorted(set(addresses(PUBLIC | HIDDEN)) - set(OPEN))
LATER = timedelta(days=400)


def answer(client, address):
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body, dict(response.headers)


def answers(client):
    return {address: answer(client, address) for address in (*OPEN, *CLOSED)}


def test_a_cancelled_edition_is_hidden_before_and_after_the_hour_it_was_announced_for(client, announcer):
    with time_machine.travel(AT, tick=False):
        terms = make_moon()
        make_public(terms)
        now = answers(client)
    with time_machine.travel(AT + LATER, tick=False):
        later = answers(client)
    with time_machine.travel(AT, tick=False):
        embargoed, _ = make_hidden(terms)
        cancel_announcement(embargoed, by=announcer, reason=SECRET)
        assert answers(client) == now
    assert embargoed.publication.announced_at < AT + LATER
    with time_machine.travel(AT + LATER, tick=False):
        assert answers(client) == later
        assert all(later[address][0] == 404 for address in CLOSED)


def test_an_edition_under_review_is_as_hidden_as_a_draft(client, drafter):
    with time_machine.travel(AT, tick=False):
        terms = make_moon()
        *_, last = make_public(terms)
        before = answers(client)
        draft = make_edition(terms=terms, text=text(SECRET), effective_date=last.effective_date, base=last)
        submit_edition(draft, by=drafter, acknowledge=True)
        assert draft.sealed_files.exists()
        assert answers(client) == before
