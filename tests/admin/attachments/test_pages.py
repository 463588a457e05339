"""The screens of an edition's files: adding, replacing, order, taking out; who may, and hostile files."""

from __future__ import annotations

import time
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.models import Attachment, Edition
from portal.publishing.drafting.attaching import attach
from tests.attached import HTML, PDF, SVG, huge_picture, picture
from tests.factories import announce, make_edition, make_terms

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def client(login: Any) -> Client:
    return login("起案者")


@pytest.fixture
def file(draft: Edition) -> Attachment:
    return attach(draft, content=PDF, filename="別紙1.pdf", title="別紙1　料金表", by=None)


def list_address(edition: Edition) -> str:
    return reverse("admin:portal_edition_attachments", args=[edition.pk])


def address_of(file: Attachment, page: str = "attachment") -> str:
    return reverse(f"admin:portal_edition_{page}", args=[file.edition_id, file.pk])


def upload(content: bytes, name: str = "別紙.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_file_is_attached_and_stands_in_the_list(client: Client, draft: Edition) -> None:
    assert "添付はまだありません。" in client.get(list_address(draft)).content.decode()
    response = client.post(list_address(draft), {"file": upload(PDF), "title": "別紙1　料金表", "name": ""})
    assert response["Location"] == list_address(draft)
    page = client.get(list_address(draft)).content.decode()
    assert "「別紙1　料金表」を添付しました。" in page
    assert "別紙.pdf" in page


def test_a_picture_says_how_the_text_shows_it(client: Client, draft: Edition) -> None:
    client.post(list_address(draft), {"file": upload(picture(), "図1.png"), "title": "画面"})
    page = client.get(list_address(draft)).content.decode()
    assert "![画面](attachment:図1.png)" in page
    assert "まだ本文で使っていません。" in page
    row = draft.clauses.get(label="第1条")
    row.text += "\n![画面](attachment:図1.png)"
    row.save()
    assert "まだ本文で使っていません。" not in client.get(list_address(draft)).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(HTML, "中身がどれでもありません"), (SVG, "中身がどれでもありません"), (huge_picture(), "図が大きすぎます")],
    ids=["html", "svg", "huge"],
)
def test_a_hostile_file_is_refused_beside_its_field(client: Client, draft: Edition, content: bytes, words: str) -> None:
    response = client.post(list_address(draft), {"file": upload(content), "title": "打った題名", "name": "a.pdf"})
    assert words in response.context["form"].errors["file"][0]
    page = response.content.decode()
    assert "打った題名" in page
    assert "ファイルは、もう一度選んでください。" in page
    assert not draft.attachments.exists()


def test_a_file_that_is_too_large_is_passed_over_and_the_rest_is_kept(
    client: Client, draft: Edition, settings: Any
) -> None:
    settings.ATTACHMENT_BYTES = settings.IMPORT_FILE_BYTES = 100_000
    response = client.post(list_address(draft), {"file": upload(PDF + b"\0" * 3_000_000), "title": "打った題名"})
    assert "大きすぎます" in response.context["form"].errors["file"][0]
    assert len(response.context["form"].errors["file"]) == 1
    assert "打った題名" in response.content.decode()
    assert not response.wsgi_request.FILES


def test_a_file_above_its_own_limit_is_refused(client: Client, draft: Edition, settings: Any) -> None:
    settings.ATTACHMENT_BYTES = 1000
    response = client.post(list_address(draft), {"file": upload(PDF + b"\0" * 2000)})
    assert "大きすぎます" in response.context["form"].errors["file"][0]


@pytest.mark.parametrize("name", ["../../x.pdf", "a b", SCRIPT, "..", "taken.pdf"])
def test_a_name_that_cannot_be_is_refused_beside_its_field(client: Client, draft: Edition, name: str) -> None:
    attach(draft, content=PDF, filename="x", name="taken.pdf", by=None)
    response = client.post(list_address(draft), {"file": upload(PDF), "name": name})
    assert "name" in response.context["form"].errors
    assert SCRIPT not in response.content.decode()


def test_markup_in_names_is_shown_as_words(client: Client, draft: Edition) -> None:
    client.post(list_address(draft), {"file": upload(PDF, f"{SCRIPT}.pdf"), "title": SCRIPT})
    file = draft.attachments.get()
    for page in (list_address(draft), address_of(file), address_of(file, "attachment_delete")):
        text = client.get(page).content.decode()
        assert SCRIPT not in text
        assert "&lt;script&gt;" in text


def test_replacing_keeps_key_and_name(client: Client, file: Attachment) -> None:
    form = client.get(address_of(file)).context["form"]
    values = {"title": form["title"].value(), "name": form["name"].value()}
    response = client.post(address_of(file), values | {"file": upload(PDF + b"2", "新.pdf")})
    assert response["Location"] == list_address(file.edition)
    now = Attachment.objects.get()
    assert (now.key, now.name, now.title, now.filename) == (file.key, file.name, file.title, "新.pdf")
    assert now.sha256 != file.sha256


def test_a_title_is_changed_without_a_new_file(client: Client, file: Attachment) -> None:
    client.post(address_of(file), {"title": "新しい題名", "name": file.name})
    now = Attachment.objects.get()
    assert (now.title, now.sha256) == ("新しい題名", file.sha256)


def test_a_replacement_with_a_wrong_name_replaces_nothing(client: Client, file: Attachment) -> None:
    response = client.post(address_of(file), {"title": "題名", "name": "..", "file": upload(PDF + b"2")})
    assert "name" in response.context["form"].errors
    assert Attachment.objects.get().sha256 == file.sha256


def test_deleting_asks_first(client: Client, file: Attachment) -> None:
    page = client.get(address_of(file, "attachment_delete")).content.decode()
    assert "「別紙1　料金表」（別紙1.pdf）を削除します。" in page
    assert Attachment.objects.exists()
    assert client.post(address_of(file, "attachment_delete"))["Location"] == list_address(file.edition)
    assert not Attachment.objects.exists()


def test_deleting_a_picture_that_the_text_shows_says_so(client: Client, draft: Edition) -> None:
    picture_file = attach(draft, content=picture(), filename="図.png", by=None)
    row = draft.clauses.get(label="第1条")
    row.text += "\n![図](attachment:図.png)"
    row.save()
    page = client.get(address_of(picture_file, "attachment_delete")).content.decode()
    assert "本文がこの図を呼んでいます。" in page


def test_moving_changes_the_order(client: Client, file: Attachment) -> None:
    second = attach(file.edition, content=PDF, filename="b.pdf", by=None)
    assert client.post(address_of(second, "attachment_move"), {"to": "up"}).status_code == 302
    assert list(file.edition.attachments.all()) == [second, file]
    client.post(address_of(second, "attachment_move"), {"to": "nonsense"})
    assert list(file.edition.attachments.all()) == [file, second]


def test_staff_get_the_bytes_of_a_draft_as_a_download_that_nobody_keeps(login: Any, file: Attachment) -> None:
    response = login("閲覧者").get(address_of(file, "attachment_file"))
    assert b"".join(response) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in response["Cache-Control"]


def test_a_picture_is_shown_in_the_browser(login: Any, draft: Edition) -> None:
    file = attach(draft, content=picture(), filename="図.png", by=None)
    response = login("閲覧者").get(address_of(file, "attachment_file"))
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("pk", [0, 999, 2**63, 10**30])
def test_a_file_that_is_not_there_is_not_found(client: Client, draft: Edition, pk: int) -> None:
    for page in ("", "delete/", "file/"):
        assert client.get(f"{list_address(draft)}{pk}/{page}").status_code == 404
    assert client.post(f"{list_address(draft)}{pk}/move/").status_code == 404


def test_a_file_of_another_edition_is_not_found(client: Client, draft: Edition) -> None:
    other = attach(make_edition(terms=make_terms()), content=PDF, filename="a.pdf", by=None)
    assert client.get(f"{list_address(draft)}{other.pk}/").status_code == 404
    assert client.post(f"{list_address(draft)}{other.pk}/delete/").status_code == 404
    assert Attachment.objects.exists()


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_readers_see_the_list_and_change_nothing(login: Any, file: Attachment, group: str) -> None:
    client = login(group)
    page = client.get(list_address(file.edition)).content.decode()
    assert "別紙1　料金表" in page
    assert 'type="file"' not in page
    assert "attachment_move" not in page
    assert client.post(list_address(file.edition), {"file": upload(PDF)}).status_code == 403
    for name in ("attachment", "attachment_delete"):
        assert client.get(address_of(file, name)).status_code == 403
        assert client.post(address_of(file, name), {"title": "x", "name": "x"}).status_code == 403
    assert client.post(address_of(file, "attachment_move")).status_code == 403
    assert [kept.values() for kept in Attachment.objects.all()] == [file.values()]


def test_visitors_are_sent_to_the_login(file: Attachment) -> None:
    for page in (list_address(file.edition), *(address_of(file, f"attachment{n}") for n in ("", "_delete", "_file"))):
        assert Client().get(page)["Location"].startswith(reverse("admin:login"))


def test_the_files_of_an_announced_edition_are_shown_and_never_changed(client: Client, file: Attachment) -> None:
    announce(file.edition)
    page = client.get(list_address(file.edition)).content.decode()
    assert "公表済みのため" in page
    assert 'type="file"' not in page
    response = client.post(list_address(file.edition), {"file": upload(PDF), "title": "打った題名"})
    assert response.status_code == 403
    assert "打った題名" in response.content.decode()
    for name in ("attachment", "attachment_delete", "attachment_move"):
        response = client.post(address_of(file, name), {"title": "打った題名", "name": "x"})
        assert response.status_code == 403
        assert "打った題名" in response.content.decode()
    assert b"".join(client.get(address_of(file, "attachment_file"))) == PDF


def test_a_body_that_is_no_form_is_shown_as_an_empty_form(client: Client, draft: Edition) -> None:
    response = client.post(list_address(draft), b"nonsense", content_type="application/octet-stream")
    assert response.status_code == 200
    assert "file" in response.context["form"].errors


def test_two_hundred_megabytes_are_refused_within_seconds_and_without_memory(client: Client, draft: Edition) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
    tail = b'\r\n--x\r\nContent-Disposition: form-data; name="title"\r\n\r\ntyped\r\n--x--\r\n'
    body = _Zeros(head, 200 << 20, tail)
    tracemalloc.start()
    started = time.monotonic()
    response = client.generic(
        "POST",
        list_address(draft),
        b"",
        **{
            "wsgi.input": body,
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(body.length),
        },
    )
    seconds, (_, peak) = time.monotonic() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "大きすぎます" in response.context["form"].errors["file"][0]
    assert response.context["form"]["title"].value() == "typed"
    assert peak < 40 << 20
    assert seconds < 30


class _Zeros:
    """A request's body of so many zero bytes between a head and a tail, made as it is read."""

    def __init__(self, head: bytes, zeros: int, tail: bytes) -> None:
        self.head, self.left, self.tail = BytesIO(head), zeros, BytesIO(tail)
        self.length = len(head) + zeros + len(tail)

    def read(self, size: int = -1) -> bytes:
        size = 65536 if size < 0 else size
        if head := self.head.read(size):
            return head
        if self.left:
            taken = min(size, self.left)
            self.left -= taken
            return b"\0" * taken
        return self.tail.read(size)

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("a form is read in chunks")
