"""Files of an edition: what is taken, what is refused, and how two editions differ in them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from portal.models import Attachment, Decision, Edition
from portal.models.canonical import sha256
from portal.models.frozen import Frozen
from portal.publishing.drafting.attached_files import (
    AttachmentRefused,
    content_type_of,
    plain_filename,
    proposed_name,
)
from portal.publishing.drafting.attaching import (
    attach,
    describe_attachment,
    move_attachment,
    remove_attachment,
    replace_attachment,
)
from portal.publishing.drafting.file_changes import FileChange, FileChangeKind, attachment_changes
from portal.publishing.drafting.starting import start_revision
from portal.publishing.sealing import sealed_values
from portal.publishing.storage import read_sealed
from tests.attached import HTML, PDF, SVG, archive, huge_picture, picture, workbook
from tests.factories import announce, make_edition


@pytest.fixture
def draft(db: None) -> Edition:
    return make_edition()


def attached(edition: Edition, content: bytes = PDF, filename: str = "別紙1.pdf", **values: Any) -> Attachment:
    return attach(edition, content=content, filename=filename, by=None, **values)


# --- what a file is ---


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, "application/pdf"),
        (workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (picture(), "image/png"),
        (picture(form="JPEG"), "image/jpeg"),
    ],
    ids=["pdf", "xlsx", "png", "jpeg"],
)
def test_a_file_is_what_its_bytes_say(content: bytes, expected: str) -> None:
    assert content_type_of(content) == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空です"),
        (HTML, "中身がどれでもありません"),
        (SVG, "中身がどれでもありません"),
        (b" " + PDF, "中身がどれでもありません"),
        (b"GIF89a" + b"\0" * 20, "中身がどれでもありません"),
        (b"MZ" + b"\0" * 20, "中身がどれでもありません"),
        (b"PK\x03\x04 broken", "Excel のファイルとして読めません"),
        (archive("word/document.xml"), "Excel のファイル（.xlsx）ではありません"),
        (workbook("xl/vbaProject.bin"), "マクロ"),
        (workbook("XL/VBAPROJECT.BIN"), "マクロ"),
        (huge_picture(), "図が大きすぎます"),
        (huge_picture(10_000), "図が大きすぎます"),
        (picture()[:45], "図を読めません"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "図を読めません"),
        (b"\xff\xd8\xff" + b"\0" * 40, "図を読めません"),
        (picture() + b"\0" * (5 << 20), "図が大きすぎます"),
    ],
    ids=[
        *("empty", "html", "svg", "blank before", "gif", "program", "broken zip", "word", "macros", "MACROS"),
        *("bomb", "many pixels", "cut off", "no header", "no jpeg", "many bytes"),
    ],
)
def test_other_files_are_refused_whatever_they_are_called(content: bytes, words: str) -> None:
    with pytest.raises(AttachmentRefused, match=words):
        content_type_of(content)


def test_a_file_larger_than_the_limit_is_refused(settings: Any) -> None:
    settings.ATTACHMENT_BYTES = 1000
    with pytest.raises(AttachmentRefused, match="1000"):
        content_type_of(PDF + b"\0" * 1000)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("別紙1.pdf", "別紙1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\書類\\料金.xlsx", "料金.xlsx"),
        ('a"b\r\nSet-Cookie: x.pdf', 'a"bSet-Cookie: x.pdf'),
        ("料金\u202efdp.exe", "料金fdp.exe"),
        ("...", "file"),
        ("", "file"),
        ("長" * 300 + ".pdf", "長" * 251 + ".pdf"),
    ],
)
def test_a_filename_is_kept_without_what_no_name_should_have(given: str, expected: str) -> None:
    assert plain_filename(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("料金.HTA", "料金.HTA.pdf"),
        ("料金表.pdf", "料金表.pdf"),
        ("料金表.PDF", "料金表.PDF"),
        ("料金表", "料金表.pdf"),
        ("pdf", "pdf.pdf"),
        ("長" * 300 + ".exe", "長" * 251 + ".pdf"),
    ],
)
def test_a_file_is_saved_with_the_ending_of_what_it_is(draft: Edition, given: str, expected: str) -> None:
    assert attached(draft, PDF, given).filename == expected


def test_a_refused_file_leaves_no_bytes_behind(draft: Edition) -> None:
    attached(draft, name="別紙1.pdf")
    refused = PDF + b"refused"
    with pytest.raises(ValidationError):
        attached(draft, refused, name="別紙1.pdf")
    assert not storages["sealed"].exists(Attachment(sha256=sha256(refused)).storage_name)


def test_a_workbook_of_too_many_parts_is_refused() -> None:
    with pytest.raises(AttachmentRefused, match="大きすぎます"):
        content_type_of(workbook(*(f"xl/{number}.xml" for number in range(10_001)), "xl/vbaProject.bin"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("別紙1　料金表（案）.pdf", "別紙1-料金表-案.pdf"),
        ("図.html", "図.pdf"),
        ("../..", "file.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("長" * 300, "長" * 96 + ".pdf"),
    ],
)
def test_a_name_is_made_of_the_file(given: str, expected: str) -> None:
    assert proposed_name(given, "application/pdf") == expected


# --- attaching ---


def test_a_file_is_kept_by_its_hash_and_sealed_with_its_edition(draft: Edition, django_user_model: Any) -> None:
    hanako = django_user_model.objects.create_user("hanako")
    file = attach(draft, content=PDF, filename="別紙1.pdf", title="別紙1　料金表", by=hanako)
    assert read_sealed(file) == PDF
    assert (file.name, file.filename, file.size, file.position) == ("別紙1.pdf", "別紙1.pdf", len(PDF), 1)
    assert sealed_values(draft)["attachments"] == [file.values()]
    assert file.history.get().history_user_id == hanako.pk


def test_names_that_are_taken_get_a_number(draft: Edition) -> None:
    assert [attached(draft).name for _ in range(3)] == ["別紙1.pdf", "別紙1-2.pdf", "別紙1-3.pdf"]


@pytest.mark.parametrize("name", ["..", ".", "a/b", "a b", "a\nb", "<script>", "x" * 101, "taken.pdf"])
def test_a_name_that_cannot_stand_in_an_address_is_refused(draft: Edition, name: str) -> None:
    attached(draft, name="taken.pdf")
    with pytest.raises(ValidationError) as refused:
        attached(draft, name=name)
    assert list(refused.value.error_dict) == ["name"]
    assert draft.attachments.count() == 1


def test_a_file_that_is_replaced_keeps_key_name_and_title(draft: Edition) -> None:
    file = attached(draft, title="料金表")
    replaced = replace_attachment(file, content=PDF + b"new", filename="新しい.pdf", by=None)
    assert (replaced.key, replaced.name, replaced.title) == (file.key, "別紙1.pdf", "料金表")
    assert (read_sealed(replaced), replaced.filename) == (PDF + b"new", "新しい.pdf")
    assert [record.sha256 for record in replaced.history.order_by("history_id")] == [file.sha256, replaced.sha256]


def test_a_picture_is_not_replaced_by_what_the_text_cannot_show(draft: Edition) -> None:
    file = attached(draft, picture(), "図.png")
    with pytest.raises(AttachmentRefused, match="違う種類"):
        replace_attachment(file, content=PDF, filename="図.pdf", by=None)
    assert replace_attachment(file, content=picture(form="JPEG"), filename="図.jpg", by=None).name == "図.png"


def test_describing_what_is_so_already_writes_no_history(draft: Edition) -> None:
    file = attached(draft, title="料金表")
    describe_attachment(file, name=file.name, title="料金表", by=None)
    assert file.history.count() == 1
    assert describe_attachment(file, name="fees.pdf", title="新料金表", by=None).name == "fees.pdf"
    assert file.history.count() == 2


def test_files_stand_in_the_order_they_are_put_in(draft: Edition) -> None:
    first, second, third = (attached(draft, name=f"{number}.pdf") for number in (1, 2, 3))
    move_attachment(third, steps=-1, by=None)
    assert [file.name for file in draft.attachments.all()] == ["1.pdf", "3.pdf", "2.pdf"]
    move_attachment(first, steps=99, by=None)
    assert [file.name for file in draft.attachments.all()] == ["3.pdf", "2.pdf", "1.pdf"]
    move_attachment(second, steps=-99, by=None)
    assert [file.name for file in draft.attachments.all()] == ["2.pdf", "3.pdf", "1.pdf"]


def test_what_is_taken_out_leaves_its_history_and_its_bytes(draft: Edition, django_user_model: Any) -> None:
    hanako = django_user_model.objects.create_user("hanako")
    file = attached(draft)
    remove_attachment(file, by=hanako)
    assert not draft.attachments.exists()
    last = Attachment.history.filter(key=file.key).latest("history_id")
    assert (last.history_type, last.history_user_id, read_sealed(file)) == ("-", hanako.pk, PDF)


def test_a_file_that_somebody_took_out_meanwhile_is_refused_in_words(draft: Edition) -> None:
    file = attached(draft)
    remove_attachment(Attachment.objects.get(), by=None)
    for verb in (
        lambda: remove_attachment(file, by=None),
        lambda: move_attachment(file, steps=1, by=None),
        lambda: describe_attachment(file, name="a.pdf", title="", by=None),
        lambda: replace_attachment(file, content=PDF, filename="a.pdf", by=None),
    ):
        with pytest.raises(AttachmentRefused, match="もう削除されています"):
            verb()


def test_the_files_of_an_announced_edition_are_frozen(draft: Edition) -> None:
    file = attached(draft)
    announce(draft)
    for verb in (
        lambda: attached(draft),
        lambda: remove_attachment(file, by=None),
        lambda: move_attachment(file, steps=1, by=None),
        lambda: describe_attachment(file, name="a.pdf", title="", by=None),
        lambda: replace_attachment(file, content=PDF, filename="a.pdf", by=None),
    ):
        with pytest.raises(Frozen):
            verb()
    assert [kept.values() for kept in draft.attachments.all()] == [file.values()]
    assert not Decision.objects.filter(kind="sent_back").exists()


# --- what changed ---


def test_two_editions_differ_in_what_was_added_replaced_and_removed(draft: Edition) -> None:
    kept = attached(draft, name="kept.pdf", title="変わらない")
    replaced = attached(draft, name="price.pdf", title="別紙1　料金表")
    removed = attached(draft, name="old.pdf")
    announce(draft)
    new = start_revision(draft.terms, by=None, reason="改定")
    assert attachment_changes(draft, new) == ()
    of_new = {file.key: file for file in new.attachments.all()}
    replace_attachment(of_new[replaced.key], content=PDF + b"2", filename="p.pdf", by=None)
    describe_attachment(of_new[kept.key], name="kept2.pdf", title="題だけ改めた", by=None)
    remove_attachment(of_new[removed.key], by=None)
    attached(new, name="new.pdf", title="別紙2")
    assert attachment_changes(draft, new) == (
        FileChange(FileChangeKind.REPLACED, "別紙1　料金表"),
        FileChange(FileChangeKind.ADDED, "別紙2"),
        FileChange(FileChangeKind.REMOVED, "old.pdf"),
    )
    assert [change.remark for change in attachment_changes(draft, new)] == ["差替え", "追加", "削除"]


def test_seen_from_the_new_edition_what_was_added_is_removed(draft: Edition) -> None:
    announce(draft)
    new = start_revision(draft.terms, by=None, reason="改定")
    attached(new, title="別紙")
    assert attachment_changes(new, draft) == (FileChange(FileChangeKind.REMOVED, "別紙"),)
