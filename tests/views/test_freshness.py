import gzip
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from portal.models import Terms
from tests.views.addresses import addresses

PAGES = [address for address in addresses({2, 3}) if not address.endswith("3/2.pdf")]
MIDNIGHT = datetime(2025, 4, 1, 0, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_carries_validators_and_a_short_public_lifetime(client: Client, moon: Terms, address: str) -> None:
    response = client.head(address)
    assert response["Cache-Control"] == "public, max-age=60"
    # The example's first edition was registered at the tests' instant.
    assert response["Last-Modified"] == "Tue, 01 Oct 2024 03:00:00 GMT"
    assert response["ETag"].startswith('"')
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_who_has_the_page_is_told_so(client: Client, moon: Terms, address: str) -> None:
    first = client.head(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize("address", PAGES)
def test_head_answers_like_get_without_a_body(client: Client, moon: Terms, address: str) -> None:
    get, head = client.get(address), client.head(address)
    length = len(b"".join(get))
    assert int(head["Content-Length"]) == length
    assert head.status_code == 200
    assert b"".join(head) == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize("address", [address for address in PAGES if address.endswith("/")])
def test_a_page_is_compressed_for_those_who_take_it(client: Client, moon: Terms, address: str) -> None:
    plain, packed = client.get(address), client.get(address, headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert packed["ETag"] != plain["ETag"]
    headers = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    again = client.get(address, headers=headers)
    assert again.status_code == 304
    assert "Accept-Encoding" in plain["Vary"] and "Accept-Encoding" in again["Vary"]
    assert dict(client.head(address, headers={"accept-encoding": "gzip"}).headers) == dict(packed.headers)


@pytest.mark.parametrize(
    ("address", "accepted"), [("", ""), ("", "gzip;q=0"), ("", "gzip; q=0.0, br"), ("editions/1.pdf", "gzip")]
)
def test_what_is_not_to_be_compressed_is_sent_as_it_is(
    client: Client, moon: Terms, address: str, accepted: str
) -> None:
    response = client.get(f"/moon/terms-of-use/{address}", headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("address", PAGES)
def test_a_page_only_reads(client: Client, moon: Terms, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("before", "max_age"), [(3600, 60), (61, 60), (59, 59), (7, 7), (0.5, 0)])
def test_the_lifetime_ends_with_the_edition_in_force(
    client: Client, moon: Terms, at: time_machine.Traveller, address: str, before: float, max_age: int
) -> None:
    at.move_to(MIDNIGHT - timedelta(seconds=before), tick=False)
    assert client.head(address)["Cache-Control"] == f"public, max-age={max_age}"


def test_a_changed_page_is_sent_anew(client: Client, moon: Terms) -> None:
    first = client.get("/moon/terms-of-use/")
    moon.name = "改めた名前の規約"
    moon.save()
    headers = {"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]}
    assert "改めた名前の規約" in client.get("/moon/terms-of-use/", headers=headers).content.decode()
    del headers["if-none-match"]
    assert client.get("/moon/terms-of-use/", headers=headers).status_code == 200
