"""Nothing of an edition that is not announced comes through any public address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from portal.models import Terms
from tests.views.addresses import addresses
from tests.views.examples import SECRET, make_hidden, make_moon

PUBLIC, HIDDEN = {1, 2, 3}, {4, 5}
OPEN = sorted(addresses(PUBLIC))
CLOSED = sorted(set(addresses(PUBLIC | HIDDEN)) - set(OPEN))


def answer(client: Client, address: str) -> tuple[int, bytes, dict[str, str]]:
    """Return all that a reader gets to see: status, body and headers."""
    response: HttpResponse = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body, dict(response.headers)


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_of_a_hidden_edition_answers_as_if_it_did_not_exist(
    client: Client, moon: Terms, address: str
) -> None:
    before = answer(client, address)
    assert before[0] == 404
    make_hidden(moon)
    assert answer(client, address) == before
    assert before == answer(client, "/no/such/page/")


@pytest.mark.parametrize("address", OPEN)
def test_a_hidden_edition_changes_no_byte_and_no_header_of_a_public_page(
    client: Client, moon: Terms, address: str
) -> None:
    before = answer(client, address)
    assert before[0] == (404 if address.endswith(("2/1.pdf", "3/1.pdf", "3/2.pdf", "1/3.pdf")) else 200)
    make_hidden(moon)
    after = answer(client, address)
    assert after == before
    assert SECRET not in after[1].decode(errors="replace")


@pytest.mark.parametrize(
    "address", ["/moon/terms-of-use/compare/?old=2&new=4", "/moon/terms-of-use/compare/?old=5&new=2"]
)
def test_a_hidden_edition_cannot_be_chosen(client: Client, moon: Terms, address: str) -> None:
    before = answer(client, address)
    make_hidden(moon)
    assert answer(client, address) == before


@pytest.mark.parametrize("address", [address for address in OPEN + CLOSED if address != "/"])
def test_terms_that_have_only_hidden_editions_do_not_exist(client: Client, db: None, address: str) -> None:
    make_hidden(make_moon())
    assert client.get(address).status_code == 404


def test_an_edition_shows_from_the_instant_of_its_announcement(
    client: Client, moon: Terms, at: time_machine.Traveller
) -> None:
    make_hidden(moon)
    announced_at = datetime(2024, 10, 1, 14, 0, tzinfo=UTC)
    at.move_to(announced_at - timedelta(microseconds=1), tick=False)
    assert client.get("/moon/terms-of-use/editions/4/").status_code == 404
    at.move_to(announced_at, tick=False)
    assert client.get("/moon/terms-of-use/editions/4/").status_code == 200
    assert client.get("/moon/terms-of-use/editions/5/").status_code == 404
