"""The files of public editions: named on their page, shown in the text, told of in comparisons, sent to anybody."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from portal.models import Attachment, Edition, Terms
from portal.publishing.comparison_pdf import comparison_page
from portal.publishing.drafting.attaching import attach, remove_attachment, replace_attachment
from portal.publishing.drafting.starting import start_revision
from portal.publishing.edition_images import edition_images
from portal.publishing.edition_tables import edition_table
from portal.publishing.faces import comparison_face
from tests.attached import PDF, picture
from tests.factories import TEXT, announce, make_edition
from tests.views.examples import make_moon

HERE = "/moon/terms-of-use/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def moon(db: None) -> Terms:
    cache.clear()
    return make_moon()


@pytest.fixture
def edition(moon: Terms) -> Edition:
    """Edition 1, announced, with a 別紙 and a picture that its text shows."""
    text = TEXT.replace(
        "使い方を定めます。", "使い方を定めます。\n![画面の図](attachment:図1.png)\n![なし](attachment:ない.png)"
    )
    draft = make_edition(terms=moon, text=text)
    attach(draft, content=PDF, filename="料金 表.pdf", name="料金表.pdf", title="別紙1　料金表", by=None)
    attach(draft, content=picture(), filename="図1.png", by=None)
    announce(draft)
    return draft


def file_address(name: str, number: int = 1) -> str:
    return f"{HERE}editions/{number}/files/{name}"


@pytest.mark.parametrize("page", [HERE, f"{HERE}editions/1/"])
def test_the_page_lists_files_with_their_sizes(client: Client, edition: Edition, page: str) -> None:
    shown = client.get(page).content.decode()
    assert "別紙1　料金表" in shown
    assert f"（{len(PDF)}\xa0バイト）" in shown


def test_a_page_without_files_has_no_such_list(client: Client, moon: Terms) -> None:
    announce(make_edition(terms=moon))
    assert "attached-heading" not in client.get(HERE).content.decode()


def test_a_picture_is_shown_in_the_text_and_a_missing_one_in_words(client: Client, edition: Edition) -> None:
    shown = client.get(f"{HERE}editions/1/").content.decode()
    assert shown.count("<img class=") == 1
    assert 'src="/moon/terms-of-use/editions/1/files/%E5%9B%B31.png"' in shown
    assert "〔図：なし〕" in shown


def test_a_file_is_downloaded_as_it_was_attached(client: Client, edition: Edition) -> None:
    response = client.get(file_address("料金表.pdf"))
    assert b"".join(response) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''%E6%96%99%E9%87%91%20%E8%A1%A8.pdf" in response["Content-Disposition"]
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Cache-Control"].startswith("public, max-age=")


def test_a_picture_is_sent_to_be_shown(client: Client, edition: Edition) -> None:
    response = client.get(file_address("図1.png"))
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Type"] == "image/png"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_who_has_a_file_is_told_so(client: Client, edition: Edition) -> None:
    first = client.head(file_address("料金表.pdf"))
    assert (first["Content-Length"], first["ETag"]) == (str(len(PDF)), f'"{edition.attachments.first().sha256}"')
    again = client.get(file_address("料金表.pdf"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["ない.pdf", "..", "%2e%2e", "a%0d%0aSet-Cookie:x", "料金表.pdf%00", SCRIPT])
def test_a_file_that_is_not_there_is_not_found(client: Client, edition: Edition, name: str) -> None:
    assert client.get(file_address(name)).status_code == 404


def test_files_of_a_draft_and_of_an_unknown_edition_are_not_found(client: Client, edition: Edition) -> None:
    draft = start_revision(edition.terms, by=None, reason="改定")
    attach(draft, content=PDF, filename="secret.pdf", by=None)
    for number in (2, 3):
        assert client.get(file_address("料金表.pdf", number)).status_code == 404
        assert client.get(file_address("secret.pdf", number)).status_code == 404


def test_only_get_and_head_are_answered(client: Client, edition: Edition) -> None:
    assert client.post(file_address("料金表.pdf")).status_code == 405


@pytest.fixture
def second(edition: Edition) -> Edition:
    """Edition 2, announced: the 別紙 replaced, the picture taken out, another 別紙 put in."""
    draft = start_revision(edition.terms, by=None, reason="改定", effective_date=date(2025, 4, 1))
    old, image = draft.attachments.order_by("position")
    replace_attachment(old, content=PDF + b"2", filename="b.pdf", by=None)
    remove_attachment(image, by=None)
    attach(draft, content=PDF, filename="c.pdf", title=f"別紙2{SCRIPT}", by=None)
    announce(draft)
    return draft


def test_the_comparison_says_what_became_of_the_files(client: Client, second: Edition) -> None:
    shown = client.get(f"{HERE}compare/1/2/").content.decode()
    assert "別紙1　料金表：差替え" in shown
    assert "図1.png：削除" in shown
    assert "別紙2&lt;script&gt;alert(1)&lt;/script&gt;：追加" in shown
    assert SCRIPT not in shown
    assert "図1.png：追加" in client.get(f"{HERE}compare/2/1/").content.decode()


def test_the_printed_comparison_says_so_too(edition: Edition, second: Edition) -> None:
    page = comparison_page(comparison_face(edition, second), edition_table(edition, second, style=second.terms.style))
    assert "<h2>添付の変更</h2>" in page
    assert "別紙1　料金表：差替え" in page
    assert SCRIPT not in page


def test_titles_are_shown_as_words(client: Client, second: Edition) -> None:
    shown = client.get(f"{HERE}editions/2/").content.decode()
    assert SCRIPT not in shown
    assert "別紙2&lt;script&gt;" in shown


def test_the_pdf_is_given_the_pictures_that_the_text_calls(edition: Edition) -> None:
    assert {name: file.content for name, file in edition_images(edition, edition.document()).items()} == {
        "図1.png": picture()
    }


def test_a_file_under_a_pictures_name_is_no_picture(moon: Terms) -> None:
    draft = make_edition(terms=moon, text="規約\n\n第1条（目的）\n定める。\n![図](attachment:a.pdf)\n")
    attach(draft, content=PDF, filename="a.pdf", by=None)
    assert edition_images(draft, draft.document()) == {}
    assert Attachment.objects.count() == 1
