from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.storage import storages
from django.test import Client

from portal.comparison.table import ComparisonTable
from portal.models import SealedRole, Terms
from portal.publishing.comparison_files import FORMATS
from portal.publishing.faces import ComparisonFace
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


# --- comparisons in other formats, of any two editions ---

PAIR = "/moon/terms-of-use/compare/1/3"


@pytest.mark.parametrize("suffix", FORMATS)
def test_any_public_pair_is_to_be_had_in_every_format(client: Client, moon: Terms, suffix: str) -> None:
    response = client.get(f"{PAIR}.{suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[suffix].content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=60"
    assert int(response["Content-Length"]) == len(response.content) > 0
    kind, _, name = response["Content-Disposition"].partition("; filename*=utf-8''")
    assert kind == ("inline" if FORMATS[suffix].is_read_in_browser else "attachment")
    assert unquote(name) == f"月見クラウド利用規約 第1版・第3版 新旧対照表.{suffix}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_reader_who_has_a_comparison_is_told_so_and_head_sends_none(client: Client, moon: Terms, suffix: str) -> None:
    head = client.head(f"{PAIR}.{suffix}")
    assert head.status_code == 200 and head.content == b"" and int(head["Content-Length"]) > 0
    again = client.get(f"{PAIR}.{suffix}", headers={"if-none-match": head["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_format_says_what_the_page_says(client: Client, moon: Terms) -> None:
    rows = client.get(f"{PAIR}.json").json()["rows"]
    assert ("1. 1番目の言葉です。", "1. 3番目の言葉です。") in {(row["old"], row["new"]) for row in rows}


def test_a_file_is_made_as_the_reader_chose_to_see_the_table(client: Client, moon: Terms) -> None:
    whole, changed = (client.get(f"{PAIR}.json{query}").json()["rows"] for query in ("", "?rows=changed"))
    assert {row["kind"] for row in whole} - {row["kind"] for row in changed} >= {"elided"} & {r["kind"] for r in whole}
    assert len(changed) < len(whole)


def test_a_file_is_in_japanese_whatever_the_reader_reads(client: Client, moon: Terms) -> None:
    files = [client.get(f"{PAIR}.xlsx", headers={"accept-language": language}).content for language in ("ja", "en")]
    assert files[0] == files[1]


def test_a_file_made_once_is_kept_until_what_it_says_changes(
    client: Client, moon: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(face: ComparisonFace, table: ComparisonTable) -> bytes:
        made.append(face.terms_name)
        return face.terms_name.encode()

    monkeypatch.setitem(FORMATS, "json", replace(FORMATS["json"], make=make))
    for _ in range(2):
        assert client.get(f"{PAIR}.json").content == "月見クラウド利用規約".encode()
    moon.name = "月見の規約"
    moon.save()
    assert client.get(f"{PAIR}.json").content == "月見の規約".encode()
    client.get(f"{PAIR}.json?rows=changed")
    assert len(made) == 3


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("pair", ["2/2", "1/9", "9/1", "0/1", "01/2"])
def test_a_pair_that_is_none_has_no_file(client: Client, moon: Terms, suffix: str, pair: str) -> None:
    assert client.get(f"/moon/terms-of-use/compare/{pair}.{suffix}").status_code == 404


def test_formats_that_are_text_are_sent_compressed_and_packed_ones_as_they_are(client: Client, moon: Terms) -> None:
    encodings = {
        suffix: client.get(f"{PAIR}.{suffix}", headers={"accept-encoding": "gzip"}).get("Content-Encoding")
        for suffix in ("json", "docx")
    }
    assert encodings == {"json": "gzip", "docx": None}
