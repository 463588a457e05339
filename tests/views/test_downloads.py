from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.storage import storages
from django.test import Client

from portal.models import SealedRole, Terms
from portal.publishing.storage import SealedBytesLost
from tests.views.examples import PDF

FILES = [
    ("editions/2.pdf", SealedRole.EDITION_PDF, "月見クラウド利用規約 第2版.pdf"),
    ("compare/1/2.pdf", SealedRole.COMPARISON_PDF, "月見クラウド利用規約 第1版・第2版 新旧対照表.pdf"),
]


@pytest.mark.parametrize(("address", "role", "filename"), FILES)
def test_a_sealed_pdf_comes_as_it_was_sealed_under_a_name_that_says_what_it_is(
    client: Client, moon: Terms, address: str, role: SealedRole, filename: str
) -> None:
    file = moon.editions.get(number=2).sealed_files.get(role=role)
    response = client.get(f"/moon/terms-of-use/{address}")
    content = b"".join(response.streaming_content)
    assert content.startswith(PDF) and len(content) == file.size == int(response["Content-Length"])
    assert response["Content-Type"] == "application/pdf"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("inline; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == filename
    assert response["ETag"] == f'"{file.sha256}"'


@pytest.mark.parametrize("address", [address for address, _role, _filename in FILES])
def test_a_reader_who_has_the_file_is_told_so(client: Client, moon: Terms, address: str) -> None:
    etag = client.head(f"/moon/terms-of-use/{address}")["ETag"]
    again = client.get(f"/moon/terms-of-use/{address}", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("address", [address for address, _role, _filename in FILES])
def test_head_tells_of_a_file_without_sending_it(client: Client, moon: Terms, address: str) -> None:
    response = client.head(f"/moon/terms-of-use/{address}")
    assert response.status_code == 200
    assert int(response["Content-Length"]) > len(PDF)
    assert b"".join(response) == b""


@pytest.mark.parametrize("address", ["compare/1/3.pdf", "compare/2/1.pdf", "compare/2/2.pdf", "editions/9.pdf"])
def test_what_was_not_sealed_is_not_found(client: Client, moon: Terms, address: str) -> None:
    assert client.get(f"/moon/terms-of-use/{address}").status_code == 404


def test_bytes_that_are_no_longer_those_sealed_are_not_sent(client: Client, moon: Terms) -> None:
    file = moon.editions.get(number=2).sealed_files.get(role=SealedRole.EDITION_PDF)
    path = Path(storages["sealed"].path(file.storage_name))
    path.unlink()  # the file itself is read-only
    path.write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(SealedBytesLost):
        client.get("/moon/terms-of-use/editions/2.pdf")
