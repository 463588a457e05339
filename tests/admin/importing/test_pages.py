"""The screens of importing: read, choose, check, save; nothing is saved before, nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from portal.admin.importing import readings as readings_module
from portal.importing.imported import FileComment, Imported, TrackedChanges, TrackedChoice
from portal.models import Clause, Comment, Edition, Terms
from portal.models.saved_states import newest_state
from portal.publishing.drafting.importing import enter_imported
from portal.publishing.pdf import EditionFace, render_edition_pdf
from portal.publishing.workflow.submitting import submit_edition
from portal.text.parser import parse
from portal.text.writer import write
from tests.admin.pages import address
from tests.attached import PDF, archive, picture
from tests.factories import TEXT, announce, make_edition, make_service, make_terms

CHANGED = TEXT.replace("使い方を定めます。", "使い方と料金を定めます。")
SCRIPT = "<script>alert(1)</script>"
TABLE = """旧\t新
第1条（目的）\t第1条（目的）
古い言葉です。\t新しい言葉です。
第2条（料金）\t第2条（料金）
百円とします。\t二百円とします。
"""


@pytest.fixture
def client(login: Any) -> Client:
    return login("起案者")


@pytest.fixture
def fresh(db: None) -> Terms:
    """Terms without an edition."""
    return make_terms(service=make_service(slug="star"), slug="fresh", name="月見メール規約")


def into(edition: Edition) -> str:
    return reverse("admin:portal_edition_import", args=[edition.pk])


def into_new(terms: Terms) -> str:
    return reverse("admin:portal_edition_import_new", args=[terms.pk])


def upload(content: bytes | str, name: str = "規約.txt") -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    return {"step": "read", "file": SimpleUploadedFile(name, data)}


def sent_back(response: Any, **changes: Any) -> dict[str, Any]:
    """The form of a page as the browser would send it, with changes."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value).replace("\n", "\r\n") for name, value in values.items()} | changes


def counts(edition: Edition) -> int:
    return Clause.history.filter(edition_id=edition.pk).count()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def tracked_word() -> bytes:
    """第1条 with 百円 taken out and 二百円 put in, tracked."""
    document = docx.Document()
    document.add_paragraph("第1条（料金）")
    paragraph = document.add_paragraph("料金は、")
    author = 'w:author="a" w:date="2026-01-01T00:00:00Z"'
    for xml in (
        f'<w:del {nsdecls("w")} w:id="1" {author}><w:r><w:delText>百円</w:delText></w:r></w:del>',
        f'<w:ins {nsdecls("w")} w:id="2" {author}><w:r><w:t>二百円</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run("とします。")
    content = BytesIO()
    document.save(content)
    return content.getvalue()


# --- into a draft ---


def test_a_file_is_shown_as_it_was_understood_and_nothing_is_saved(client: Client, draft: Edition) -> None:
    rows = counts(draft)
    response = client.post(into(draft), upload(CHANGED))
    page = response.content.decode()
    assert "条 2、項 3、号など 2、附則 1。" in page
    assert "条文1件が変わります。" in page
    assert "増えます" not in page
    assert "なくなります" not in page
    assert "行に変更があります。長い表は、枠の中で動きます。" in page
    assert "第1版との違い" in page
    assert '<ins class="mark">' in page
    assert response.context["form"]["text"].value() == CHANGED
    assert counts(draft) == rows


def test_saving_replaces_the_text_and_keeps_keys(client: Client, draft: Edition) -> None:
    keys = {clause.label: clause.key for clause in draft.document()}
    preview = client.post(into(draft), upload(CHANGED, "料金改定.txt"))
    response = client.post(into(draft), sent_back(preview, step="save"))
    assert response["Location"] == address("change", draft)
    draft.refresh_from_db()
    assert write(draft.document()) == CHANGED
    assert {clause.label: clause.key for clause in draft.document()} == keys
    changed = Clause.history.filter(edition_id=draft.pk).latest("history_id")
    assert changed.history_change_reason == "「料金改定.txt」から取り込みました。"
    assert reverse("admin:portal_edition_states", args=[draft.pk]) in client.get(response["Location"]).content.decode()


def test_pasted_words_are_read_too(client: Client, draft: Edition) -> None:
    response = client.post(into(draft), {"step": "read", "pasted": CHANGED.replace("\n", "\r\n")})
    assert response.context["form"]["text"].value() == CHANGED


def test_a_misread_line_is_mended_and_looked_at_again(client: Client, draft: Edition) -> None:
    preview = client.post(into(draft), upload(CHANGED))
    mended = CHANGED.replace("附則", "第3条（料金）\n料金は、別に定めます。\n\n附則")
    again = client.post(into(draft), sent_back(preview, step="check", text=mended))
    assert "条 3、" in again.content.decode()
    assert again.context["form"]["text"].value() == mended
    assert not draft.clauses.filter(label="第3条").exists()


def test_words_of_the_draft_that_would_be_overwritten_are_listed(client: Client, draft: Edition) -> None:
    enter_imported(draft, CHANGED, by=None, seen=newest_state(draft))
    page = client.post(into(draft), upload(TEXT)).content.decode()
    assert "下書きで直した条文のうち、上書きされるもの" in page
    assert "いまの下書きとの違い" in page


def test_a_draft_that_changed_meanwhile_is_not_overwritten_and_what_was_sent_stays(
    client: Client, draft: Edition
) -> None:
    preview = client.post(into(draft), upload(CHANGED))
    other = TEXT.replace("(2) 当社", "(2) 会社")
    enter_imported(draft, other, by=None, seen=newest_state(draft))
    response = client.post(into(draft), sent_back(preview, step="save"))
    assert "確かめているあいだに、この下書きが変更されました。" in response.content.decode()
    assert response.context["form"]["text"].value().replace("\r\n", "\n") == CHANGED
    assert write(draft.document()) == other
    again = client.post(into(draft), sent_back(response, step="save"))
    assert again.status_code == 302
    assert write(draft.document()) == CHANGED


def test_findings_are_told_with_their_lines(client: Client, draft: Edition) -> None:
    page = client.post(into(draft), upload(CHANGED.replace("(2) 当社", "(3) 当社"))).content.decode()
    assert "確かめてほしいこと" in page
    assert "9行目" in page


def test_left_out_clauses_are_warned_of(client: Client, draft: Edition) -> None:
    page = client.post(into(draft), upload("規約\n\n第1条（目的）\n定める。\n\n（略）\n")).content.decode()
    assert "（略）と書かれた所が1か所あります。" in page


def test_a_text_without_articles_says_so(client: Client, draft: Edition) -> None:
    assert "条が一つも見つかりません" in client.post(into(draft), upload("買い物の覚え書き\n")).content.decode()


# --- what cannot be read ---


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.doc"),
        (b"{\\rtf1 a}", "a.rtf"),
        (PDF, "broken.pdf"),
        (b"PK\x03\x04 broken", "broken.docx"),
        (archive("xl/workbook.xml"), "a.xlsx"),
        (archive("word/document.xml"), "empty.docx"),
        (picture(), "scan.png"),
        (b"\xff\xfe\x00", "a.txt"),
        (b"a\0b", "a.txt"),
        (b"", "empty.txt"),
    ],
    ids=["doc", "rtf", "pdf", "docx", "xlsx", "empty docx", "png", "utf-16", "nul", "empty"],
)
def test_an_unreadable_file_is_refused_beside_its_field(
    client: Client, draft: Edition, content: bytes, name: str
) -> None:
    response = client.post(into(draft), upload(content, name))
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert "まだ読み込んでいません" in response.content.decode()


def test_nothing_sent_is_asked_for(client: Client, draft: Edition) -> None:
    response = client.post(into(draft), {"step": "read", "pasted": "  "})
    assert "ファイルを選ぶか、本文を貼り付けてください。" in response.content.decode()


def test_a_file_and_words_are_too_much_and_the_words_stay(client: Client, draft: Edition) -> None:
    response = client.post(into(draft), upload(TEXT) | {"pasted": "貼った言葉"})
    assert "どちらか一つにしてください" in response.content.decode()
    assert "貼った言葉" in response.content.decode()


def test_a_file_that_is_too_large_is_refused_and_the_words_stay(client: Client, draft: Edition, settings: Any) -> None:
    settings.IMPORT_FILE_BYTES = settings.ATTACHMENT_BYTES = 1000
    response = client.post(into(draft), upload(b"a" * 300_000) | {"pasted": "貼った言葉"})
    page = response.content.decode()
    assert "大きすぎます" in page
    assert "貼った言葉" in page
    assert not response.wsgi_request.FILES


def test_a_draft_under_review_says_at_every_step_that_saving_sends_it_back(
    client: Client, draft: Edition, quick_pdfs: None
) -> None:
    words = "照会は下書きに戻ります"
    assert words not in client.get(into(draft)).content.decode()
    draft.effective_date = timezone.localdate() + timedelta(days=60)
    draft.save()
    submit_edition(draft, by=get_user_model()._default_manager.get(username="起案者"), acknowledge=True)
    preview = client.post(into(draft), upload(CHANGED))
    attachments = client.get(reverse("admin:portal_edition_attachments", args=[draft.pk]))
    for page in (client.get(into(draft)), preview, attachments):
        assert words in page.content.decode()
    client.post(into(draft), sent_back(preview, step="save"))
    assert words not in client.get(into(draft)).content.decode()


@pytest.mark.parametrize("name", ["pasted", "text", "old_text", "history_change_reason"])
def test_what_was_typed_after_the_session_ended_is_shown(draft: Edition, name: str) -> None:
    response = Client().post(into(draft), {"step": "read", name: "打った言葉"})
    assert response.status_code == 403
    assert "打った言葉" in response.content.decode()


COMMENT_ON_LINE = '{"name": "", "notes": [], "comments": [{"author": "", "text": "", "quoted": "", "line": 1e999}]}'


@pytest.mark.parametrize(
    "carried", [COMMENT_ON_LINE, "x", "[]", "{}", '{"name": 1, "notes": [], "comments": []}', "[" * 100_000]
)
def test_what_came_back_garbled_is_told_and_the_text_is_kept(client: Client, draft: Edition, carried: str) -> None:
    rows = counts(draft)
    for step in ("check", "save"):
        response = client.post(into(draft), {"step": step, "carried": carried, "text": "打った本文"})
        assert response.status_code == 200
        assert "やり直してください" in response.content.decode()
        assert "打った本文" in response.content.decode()
    assert client.post(into(draft), {"step": "choose", "readings": carried}).status_code == 200
    assert counts(draft) == rows


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_state_that_is_none_saves_nothing(client: Client, draft: Edition, seen: str) -> None:
    preview = client.post(into(draft), upload(CHANGED))
    assert client.post(into(draft), sent_back(preview, step="save", seen=seen)).status_code == 200
    assert write(draft.document()) != CHANGED


def test_an_empty_text_is_not_saved(client: Client, draft: Edition) -> None:
    preview = client.post(into(draft), upload(CHANGED))
    response = client.post(into(draft), sent_back(preview, step="save", text=""))
    assert "text" in response.context["form"].errors
    assert draft.clauses.exists()


def test_a_clause_that_no_row_can_hold_is_told_and_the_text_stays(client: Client, draft: Edition) -> None:
    long = f"規約\n\n第1条（{'長' * 2000}）\nあ。\n"
    preview = client.post(into(draft), upload(long))
    response = client.post(into(draft), sent_back(preview, step="save"))
    assert "保存できません" in response.content.decode()
    assert response.context["form"]["text"].value().replace("\r\n", "\n") == long


@pytest.mark.parametrize("step", ["", "x", "SAVE"])
def test_a_step_that_is_none_begins_anew(client: Client, draft: Edition, step: str) -> None:
    assert "読み込んで確かめる" in client.post(into(draft), {"step": step}).content.decode()


def test_markup_is_shown_as_words(client: Client, draft: Edition) -> None:
    carried = {"name": SCRIPT, "notes": [SCRIPT], "comments": []}
    text = f"{SCRIPT}\n\n第1条（{SCRIPT}）\n{SCRIPT}\n(1) {SCRIPT}\n(3) {SCRIPT}\n"
    Terms.objects.update(name=SCRIPT)
    enter_imported(draft, text.replace("(3)", "(2)"), by=None, seen=newest_state(draft))
    response = client.post(
        into(draft), {"step": "check", "carried": json.dumps(carried), "text": text, "old_text": text, "seen": "1"}
    )
    page = response.content.decode()
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


# --- choices ---


def test_tracked_changes_are_counted_and_chosen_after_reading(client: Client, draft: Edition) -> None:
    choice = client.post(into(draft), upload(tracked_word(), "案.docx"))
    assert "挿入 1、削除 1、移動 0" in choice.content.decode()
    accepted = client.post(into(draft), sent_back(choice, step="choose"))
    rejected = client.post(into(draft), sent_back(choice, step="choose", tracked="reject"))
    assert "料金は、二百円とします。" in accepted.context["form"]["text"].value()
    assert "料金は、百円とします。" in rejected.context["form"]["text"].value()


def test_a_word_file_is_read(client: Client, draft: Edition) -> None:
    preview = client.post(into(draft), upload(word(*CHANGED.split("\n")), "規約.docx"))
    client.post(into(draft), sent_back(preview, step="save"))
    assert draft.clauses.get(label="第1条").text == "この規約は、月見クラウドの使い方と料金を定めます。"


def test_a_pdf_of_ours_is_read(client: Client, draft: Edition) -> None:
    pdf = render_edition_pdf(EditionFace("月見クラウド利用規約"), parse(CHANGED).document)
    preview = client.post(into(draft), upload(pdf, "規約.pdf"))
    assert "条 2、" in preview.content.decode()
    client.post(into(draft), sent_back(preview, step="save"))
    assert draft.clauses.get(label="第1条").text == "この規約は、月見クラウドの使い方と料金を定めます。"


def test_a_table_is_asked_for_its_side(client: Client, draft: Edition) -> None:
    choice = client.post(into(draft), {"step": "read", "pasted": TABLE})
    page = choice.content.decode()
    assert "このファイルは新旧対照表です。" in page
    assert 'value="both"' not in page
    new = client.post(into(draft), sent_back(choice, step="choose"))
    old = client.post(into(draft), sent_back(choice, step="choose", side="old"))
    assert "二百円とします。" in new.context["form"]["text"].value()
    assert "百円とします。" in old.context["form"]["text"].value()
    assert "二百円" not in old.context["form"]["text"].value()


def test_the_old_side_is_checked_against_the_base(client: Client, draft: Edition) -> None:
    choice = client.post(into(draft), {"step": "read", "pasted": TABLE})
    page = client.post(into(draft), sent_back(choice, step="choose")).content.decode()
    assert "対照表の旧の側に、第1版と違う所があります" in page
    lines = [line for line in write(draft.base.document()).split("\n") if line]
    same = "旧\t新\n" + "".join(f"{line}\t{line.replace('使い方', '用い方')}\n" for line in lines)
    choice = client.post(into(draft), {"step": "read", "pasted": same})
    page = client.post(into(draft), sent_back(choice, step="choose")).content.decode()
    assert "対照表の旧の側は、第1版と同じです" in page


def test_what_a_table_leaves_out_is_filled_from_the_base(client: Client, draft: Edition) -> None:
    old = "第1条（目的）\nこの規約は、月見クラウドの使い方を定めます。\n（略）\n"
    new = old.replace("使い方", "用い方")
    table = "旧\t新\n" + "".join(
        f"{before}\t{after}\n" for before, after in zip(old.split("\n"), new.split("\n"), strict=True) if before
    )
    choice = client.post(into(draft), {"step": "read", "pasted": table})
    assert choice.context["form"]["side"].value() == "filled"
    preview = client.post(into(draft), sent_back(choice, step="choose"))
    client.post(into(draft), sent_back(preview, step="save"))
    assert [line for line in write(draft.document()).split("\n") if line] == [
        line for line in TEXT.replace("使い方", "用い方").split("\n") if line
    ]


def test_comments_of_a_file_are_kept(client: Client, draft: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = Imported(CHANGED, comments=(FileComment("法務花子", "これでよいか", "使い方", 4),))
    monkeypatch.setattr(readings_module, "read_terms", lambda *_, **__: imported)
    preview = client.post(into(draft), upload("x"))
    assert "ファイルのコメント1件は、意見として残します。" in preview.content.decode()
    client.post(into(draft), sent_back(preview, step="save"))
    assert Comment.objects.get().clause_key == draft.clauses.get(label="第1条").key


def test_a_comment_on_no_words_goes_with_its_line(
    client: Client, draft: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = CHANGED.split("\n").index("(2) 当社　月見株式会社") + 1
    imported = Imported(CHANGED, comments=(FileComment("法務花子", "これでよいか", "", line),))
    monkeypatch.setattr(readings_module, "read_terms", lambda *_, **__: imported)
    preview = client.post(into(draft), upload("x"))
    mended = CHANGED.replace("第1条", "書き足した前文\n" * 20 + "第1条", 1)
    client.post(into(draft), sent_back(preview, step="save", text=mended))
    assert Comment.objects.get().clause_key == draft.clauses.get(label="第2条").key


def test_both_choices_together_are_taken(client: Client, draft: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_data: bytes, *, name: str, tracked: TrackedChoice) -> Imported:
        return Imported(f"{tracked} new", f"{tracked} old", tracked=TrackedChanges(1))

    monkeypatch.setattr(readings_module, "read_terms", read)
    choice = client.post(into(draft), upload("x"))
    shown = client.post(into(draft), sent_back(choice, step="choose", tracked="reject", side="old"))
    assert shown.context["form"]["text"].value() == "reject old"


# --- into a new draft ---


def test_a_new_draft_is_not_saved_unseen_against_an_edition_announced_meanwhile(client: Client, draft: Edition) -> None:
    preview = client.post(into_new(draft.terms), upload(CHANGED))
    announce(draft)
    again = client.post(into_new(draft.terms), sent_back(preview, step="save", reason="なぜ"))
    assert "もとになる版が変わりました" in again.content.decode()
    assert again.context["form"]["reason"].value() == "なぜ"
    assert Edition.objects.count() == 2
    client.post(into_new(draft.terms), sent_back(again, step="save"))
    assert Edition.objects.get(number=3).base == draft


def test_a_file_becomes_a_new_draft_with_the_facts_that_it_states(client: Client, announced: Edition) -> None:
    text = CHANGED.replace("月見クラウド利用規約\n", "月見クラウド利用規約 2027年4月1日 第二版\n", 1)
    preview = client.post(into_new(announced.terms), upload(text))
    form = preview.context["form"]
    assert (form["number"].value(), form["edition_label"].value()) == (2, "第二版")
    response = client.post(into_new(announced.terms), sent_back(preview, step="save", reason="料金の改定"))
    made = Edition.objects.get(number=2)
    assert response["Location"] == address("change", made)
    assert (made.base, made.reason, made.edition_label) == (announced, "料金の改定", "第二版")
    assert {c.label: c.key for c in made.document()} == {c.label: c.key for c in announced.document()}


def test_without_a_reason_no_draft_is_made_and_the_text_stays(client: Client, announced: Edition) -> None:
    preview = client.post(into_new(announced.terms), upload(CHANGED))
    response = client.post(into_new(announced.terms), sent_back(preview, step="save", text=CHANGED + "\n追記"))
    assert "reason" in response.context["form"].errors
    assert "追記" in response.context["form"]["text"].value()
    assert Edition.objects.count() == 1


def test_a_number_that_was_taken_meanwhile_is_refused(client: Client, announced: Edition) -> None:
    preview = client.post(into_new(announced.terms), upload(CHANGED))
    make_edition(terms=announced.terms)
    response = client.post(into_new(announced.terms), sent_back(preview, step="save", reason="改定"))
    assert "空いている次の番号は3です。" in response.content.decode()


def test_both_sides_of_a_table_become_two_editions_of_terms_without_one(client: Client, fresh: Terms) -> None:
    choice = client.post(into_new(fresh), {"step": "read", "pasted": TABLE})
    assert choice.context["form"]["side"].value() == "both"
    preview = client.post(into_new(fresh), sent_back(choice, step="choose"))
    assert "下書きを二つ作ります" in preview.content.decode()
    response = client.post(into_new(fresh), sent_back(preview, step="save", reason="移行"))
    assert response.status_code == 302
    old, new = fresh.editions.order_by("number")
    assert (old.number, new.number, new.base) == (1, 2, old)
    assert "百円" in write(old.document())
    assert "二百円" in write(new.document())


def test_both_sides_are_not_taken_where_the_terms_have_an_edition(client: Client, announced: Edition) -> None:
    preview = client.post(into_new(announced.terms), upload(CHANGED))
    values = sent_back(preview, step="save", reason="改定", takes_both="True", old_text=TEXT)
    client.post(into_new(announced.terms), values)
    assert sorted(announced.terms.editions.values_list("number", flat=True)) == [1, 2]


# --- the corpus ---

TABLES = ("desknets-cloud-14-15", "desknets-sync")


@pytest.mark.parametrize("name", TABLES)
def test_a_real_table_becomes_two_editions(client: Client, fresh: Terms, corpus: Path, name: str) -> None:
    source = next((corpus / name).glob("source.txt"))
    choice = client.post(into_new(fresh), upload(source.read_bytes(), "source.txt"))
    preview = client.post(into_new(fresh), sent_back(choice, step="choose"))
    client.post(into_new(fresh), sent_back(preview, step="save", reason="移行"))
    old, new = fresh.editions.order_by("number")
    assert old.clauses.count() > 1
    assert new.clauses.count() > 1
    assert set(old.clauses.values_list("key", flat=True)) & set(new.clauses.values_list("key", flat=True))


def test_a_real_document_becomes_an_edition(client: Client, fresh: Terms, corpus: Path) -> None:
    text = (corpus / "dnet-onboarding" / "clean.txt").read_bytes()
    preview = client.post(into_new(fresh), upload(text, "clean.txt"))
    client.post(into_new(fresh), sent_back(preview, step="save", reason="移行"))
    assert fresh.editions.get().clauses.filter(kind="article").count() > 5


# --- who may ---


def pages(draft: Edition) -> list[str]:
    return [into(draft), into_new(draft.terms)]


@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
@pytest.mark.parametrize("number", [0, 1])
def test_who_may_not_draft_is_refused(login: Any, draft: Edition, group: str, number: int) -> None:
    client, rows = login(group), counts(draft)
    page = pages(draft)[number]
    assert client.get(page).status_code == 403
    for step in ("read", "choose", "check", "save"):
        assert client.post(page, {"step": step, "pasted": CHANGED, "text": CHANGED}).status_code == 403
    assert (counts(draft), Edition.objects.count()) == (rows, 2)


def test_visitors_are_sent_to_the_login_with_what_they_typed(draft: Edition) -> None:
    for page in pages(draft):
        assert Client().get(page)["Location"].startswith(reverse("admin:login"))
        response = Client().post(page, {"step": "save", "text": "打った本文"})
        assert response.status_code == 403
        assert "打った本文" in response.content.decode()


@pytest.mark.parametrize("do", [Client.get, Client.post])
def test_an_announced_edition_takes_no_import(client: Client, draft: Edition, do: Callable[..., Any]) -> None:
    announce(draft)
    response = do(client, into(draft), {"step": "save", "text": "打った本文"})
    assert response.status_code == 403
    if do is Client.post:
        assert "打った本文" in response.content.decode()


@pytest.mark.parametrize("pk", [0, 999, 2**63, 10**30])
def test_what_is_not_there_is_not_found(client: Client, draft: Edition, pk: int) -> None:
    assert client.get(f"/admin/portal/edition/{pk}/import/").status_code == 404
    assert client.get(f"/admin/portal/edition/import/{pk}/").status_code == 404


def test_the_way_to_an_import_is_on_the_pages_it_begins_from(client: Client, draft: Edition) -> None:
    assert into(draft) in client.get(address("change", draft)).content.decode()
    start = reverse("admin:portal_edition_start", args=[draft.terms_id])
    assert into_new(draft.terms) in client.get(start).content.decode()
