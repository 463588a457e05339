"""The number of queries does not grow with services, editions or clauses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.models import Terms
from tests.factories import announce, make_edition, make_service, make_terms
from tests.views.addresses import addresses
from tests.views.examples import make_moon, text

PAGES = [address for address in addresses({1, 2}) if not address.endswith("pdf")]


def fill(terms: Terms, *, editions: int, articles: int) -> None:
    """Announce editions one month apart."""
    for number in range(1, editions + 1):
        edition = make_edition(
            terms=terms,
            text=text(f"{number}番目の言葉です。", articles=articles),
            effective_date=date(2023, 1, 1) + timedelta(days=30 * number),
        )
        announce(edition, datetime(2023, 1, 1, tzinfo=UTC))


def queries(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", PAGES)
def test_more_editions_clauses_and_services_ask_no_more(client: Client, db: None, address: str) -> None:
    moon = make_moon()
    fill(moon, editions=2, articles=2)
    few = queries(client, address)
    fill(make_terms(service=make_service()), editions=3, articles=2)
    fill(make_terms(service=moon.service), editions=3, articles=2)
    for number in range(3, 9):
        announce(make_edition(terms=moon, text=text(f"{number}番目の言葉です。", articles=30)))
    assert queries(client, address) == few <= 6


@pytest.mark.parametrize("address", ["/moon/terms-of-use/editions/1/", "/moon/terms-of-use/compare/1/2/"])
def test_a_kept_fragment_reads_no_clauses(client: Client, db: None, address: str) -> None:
    fill(make_moon(), editions=2, articles=2)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert [query["sql"] for query in captured if "portal_clause" in query["sql"]] == []
