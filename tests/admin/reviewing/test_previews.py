"""Previews: the public pages as they will be, marked 案; PDFs; scripts in every field."""

import re

import pytest

from portal.models import Comment, Consent
from portal.publishing.pdf import PdfFailed
from portal.publishing.reviewing import draft_files
from portal.publishing.reviewing.consents import subject_hash
from portal.publishing.reviewing.draft_files import PdfBusy
from tests.admin.pages import address
from tests.factories import announce
from tests.page_words import is_japanese, words_by_language
from tests.views.test_escaping import SCRIPT

PAGES = ("preview", "comparison", "links", "comments", "change")


def inside(page, tag):
    return re.search(rf"<{tag}[^>]*>.*</{tag}>", page, re.DOTALL).group()


def test_the_preview_is_the_public_page_of_later(login, client, draft):
    draft.terms.editions.all()
    preview = inside(login("閲覧者").get(address("preview", draft)).content.decode(), "article")
    announce(draft)
    terms = draft.terms
    public = client.get(f"/{terms.service.slug}/{terms.slug}/editions/{draft.number}/").content.decode()
    assert preview == inside(public, "article")


def test_the_comparison_is_the_public_table_of_later(login, client, draft):
    article = draft.clauses.get(label="第1条")
    article.text = "この規約は、月見クラウドの用い方を定めます。"
    article.save()
    before = inside(login("閲覧者").get(address("comparison", draft)).content.decode(), "table")
    announce(draft)
    terms = draft.terms
    public = client.get(f"/{terms.service.slug}/{terms.slug}/compare/1/2/").content.decode()
    to_preview, to_public = address("preview", draft), f"/{terms.service.slug}/{terms.slug}/editions/2/"
    assert before.replace(to_preview, to_public) == inside(public, "table")


@pytest.mark.parametrize("page", ["preview", "comparison"])
def test_a_draft_is_marked_and_an_announced_edition_is_not(login, draft, page):
    client = login("閲覧者")
    assert "draft-mark" in client.get(address(page, draft)).content.decode()
    assert "draft-on-paper" in client.get(address(page, draft)).content.decode()
    announce(draft)
    assert "draft-mark" not in client.get(address(page, draft)).content.decode()


def test_the_pdfs_of_a_draft_are_sent_and_kept_by_nobody(login, draft, quick_pdfs):
    client = login("閲覧者")
    for page in ("edition_pdf", "comparison_pdf"):
        response = client.get(address(page, draft))
        assert response.content.startswith(b"%PDF")
        assert b"is_draft=True" in response.content
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("inline")


def test_a_first_edition_has_no_comparison(login, announced):
    assert login("閲覧者").get(address("comparison_pdf", announced)).status_code == 404
    assert "もとの版がない" in login("承認者").get(address("comparison", announced)).content.decode()


@pytest.mark.parametrize("error", [PdfBusy, PdfFailed])
def test_a_pdf_that_is_not_to_be_had_says_why(login, draft, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error("わけがあります。")

    monkeypatch.setattr(draft_files, "edition_pdf", fail)
    response = login("閲覧者").get(address("edition_pdf", draft))
    assert response.status_code == 503
    assert "わけがあります。" in response.content.decode()


def test_consents_are_shown_as_what_they_are(login, draft, link):
    facts = {"link": link, "edition": draft, "name": "月見先生", "mail": "a@example.com", "at": link.created_at}
    Consent.objects.create(**facts, subject_hash=subject_hash(draft))
    Consent.objects.create(**facts, subject_hash="0" * 64)
    client = login("承認者")
    for page in ("links", "comments", "change"):
        shown = client.get(address(page, draft)).content.decode()
        assert "承認には数えません" in shown
        assert shown.count("いまの内容への同意") == shown.count("変更前の内容への同意") == 1


def test_scripts_are_shown_as_text_on_every_page(login, draft, link, thread):
    draft.terms.name = draft.terms.service.name = SCRIPT
    draft.terms.save()
    draft.terms.service.save()
    draft.title = draft.summary = draft.edition_label = SCRIPT
    draft.save()
    row = draft.clauses.get(label="第1条")
    row.caption = row.text = SCRIPT
    row.save()
    type(link).objects.update(addressee=SCRIPT)
    for parent in (None, thread):
        Comment.objects.create(edition=draft, parent=parent, author_name=SCRIPT, text=SCRIPT, quoted=SCRIPT)
    consent = {"name": SCRIPT, "mail": SCRIPT, "subject_hash": SCRIPT[:60], "at": link.created_at}
    Consent.objects.create(link=link, edition=draft, **consent)
    client = login("superuser")
    shown = [client.get(address(page, draft)).content.decode() for page in PAGES]
    shown.append(client.post(address("links", draft), {"addressee": SCRIPT, "until": SCRIPT}).content.decode())
    shown.append(client.post(address("comments", draft), {"clause": SCRIPT, "text": SCRIPT}).content.decode())
    for page in shown:
        assert "&lt;script&gt;" in page
        assert "<script>" not in page.replace("<script>\n", "")
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", page)


@pytest.mark.parametrize("page", ["links", "comments"])
def test_staff_s_pages_are_in_english_for_who_reads_english(login, draft, link, thread, page):
    words = words_by_language(
        login("superuser").get(address(page, draft), headers={"accept-language": "en"}).content.decode()
    )
    own = [line for line in words["en"] if is_japanese(line)]
    typed = ("月見", "顧問弁護士", "目的が狭いです。", "花子", "第1条", "第2条", "管理")
    assert [line for line in own if not any(word in line for word in typed)] == []
