"""Consent behind a link, step by step."""

import re

import pytest
from django.core import mail
from django.core.signing import loads

from portal.models import Consent, MailCode
from portal.publishing.reviewing.consents import subject_hash
from portal.publishing.reviewing.mail_codes import ATTEMPTS, PER_HOUR
from portal.views.review import reading
from tests.factories import announce
from tests.views.review.conftest import address, another_link, send

MAIL = "advisor@example.com"


def ask(client, link, **values):
    shown = subject_hash(link.edition)
    return send(
        client,
        address(link),
        address(link, "consent/code/"),
        **{"name": "月見先生", "mail": MAIL, "shown": shown} | values,
    )


def enter(client, link, code=None):
    code = code or re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    return send(client, address(link), address(link, "consent/confirm/"), code=code)


def give(client, link):
    return send(client, address(link), address(link, "consent/give/"))


def test_a_consent_from_the_form_to_the_record(reader, link, draft):
    assert ask(reader, link).url == address(link, "consent/")
    assert "確認コード" in reader.get(address(link, "consent/")).content.decode()
    assert enter(reader, link).url == address(link, "consent/")
    page = reader.get(address(link, "consent/")).content.decode()
    assert subject_hash(draft)[:12] in page
    assert "この内容に同意する" in page
    assert not Consent.objects.exists()
    assert give(reader, link).url == address(link, "consent/")
    consent = Consent.objects.get()
    assert (consent.name, consent.mail, consent.subject_hash) == ("月見先生", MAIL, subject_hash(draft))
    assert "同意を記録しました" in reader.get(address(link, "consent/")).content.decode()


def test_without_a_code_nothing_is_recorded(reader, link):
    ask(reader, link)
    give(reader, link)
    assert give(reader, link).status_code in (302, 409)
    assert not Consent.objects.exists()


def test_a_code_of_one_browser_is_none_of_another_s(reader, link, client):
    ask(reader, link)
    assert enter(client, link).status_code == 422
    assert MailCode.objects.get().used_at is None


def test_guessing_ends_after_so_many_attempts_with_the_same_answer(reader, link):
    ask(reader, link)
    right = re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    pages = [enter(reader, link, wrong) for _ in range(ATTEMPTS)] + [enter(reader, link, right)]
    assert {page.status_code for page in pages} == {422}
    said = [re.search(r'id="code-error"[^>]*>([^<]*)', page.content.decode()).group(1) for page in pages]
    assert len(set(said)) == 1
    give(reader, link)
    assert not Consent.objects.exists()


def test_an_address_with_too_many_mails_is_answered_as_any_other(reader, link, draft, drafter, client):
    other = another_link(draft, drafter, may_comment=False, may_consent=True)
    for _ in range(PER_HOUR):
        ask(client, other)
    response = ask(reader, link)
    assert (response.status_code, response.url) == (302, address(link, "consent/"))
    assert len(mail.outbox) == PER_HOUR
    assert "お送りしました" in reader.get(address(link, "consent/")).content.decode()
    assert enter(reader, link, "123456").status_code == 422
    sent, unsent = (_kept(browser, one) for browser, one in ((client, other), (reader, link)))
    assert {name: type(value) for name, value in sent.items()} == {name: type(value) for name, value in unsent.items()}


def _kept(browser, link):
    """What the cookie of a browser holds: it is signed, but whoever has it can read it."""
    return loads(browser.cookies["review"].value, salt=f"portal.review-reader.{link.pk}")


def test_a_link_with_too_many_mails_says_so_and_keeps_what_was_typed(reader, link):
    for _ in range(PER_HOUR):
        ask(reader, link)
    response = ask(reader, link)
    assert response.status_code == 429
    assert f'value="{MAIL}"' in response.content.decode()


@pytest.mark.parametrize(
    "values", [{"mail": "nobody"}, {"mail": ""}, {"name": " "}, {"name": "名" * 201}, {"mail": "a\x00@example.com"}]
)
def test_a_form_that_is_not_right_is_shown_again(reader, link, values):
    response = ask(reader, link, **values)
    assert response.status_code == 422
    assert mail.outbox == []
    assert "field-error" in response.content.decode()


def change(draft):
    article = draft.clauses.get(label="第1条")
    article.text = "1. さらに改めます。"
    article.save()


def test_a_draft_that_changed_before_the_code_is_shown_anew(reader, link, draft):
    shown = subject_hash(draft)
    change(draft)
    response = ask(reader, link, shown=shown)
    assert response.status_code == 409
    assert "さらに改めます。" in response.content.decode()
    assert "案が更新されました" in response.content.decode()
    assert mail.outbox == []


def test_a_change_while_the_page_is_made_is_not_consented_to_unseen(reader, link, draft, monkeypatch):
    original = reading.threads_of

    def threads_after_a_change(edition, **choice):
        change(draft)
        return original(edition, **choice)

    monkeypatch.setattr(reading, "threads_of", threads_after_a_change)
    page = reader.get(address(link)).content.decode()
    monkeypatch.undo()
    assert "さらに改めます。" not in page
    shown = re.search(r'name="shown" value="(\w+)"', page).group(1)
    assert shown != subject_hash(draft)
    assert ask(reader, link, shown=shown).status_code == 409


def test_a_draft_that_changed_after_the_code_is_shown_anew(reader, link, draft):
    ask(reader, link)
    enter(reader, link)
    change(draft)
    response = give(reader, link)
    assert response.status_code == 409
    assert "さらに改めます。" in response.content.decode()
    assert not Consent.objects.exists()


def test_after_announcing_no_consent_is_taken(reader, link, draft):
    ask(reader, link)
    enter(reader, link)
    reader.get(address(link, "consent/"))
    announce(draft)
    token = reader.cookies["csrftoken"].value
    response = reader.post(address(link, "consent/give/"), {"csrfmiddlewaretoken": token})
    assert response.status_code == 409
    values = {"name": "月見先生", "mail": MAIL, "shown": subject_hash(draft), "csrfmiddlewaretoken": token}
    assert reader.post(address(link, "consent/code/"), values).status_code == 409
    assert not Consent.objects.exists()


def test_a_link_that_asks_for_no_consent_has_no_such_page(reader, draft, drafter):
    mute = another_link(draft, drafter, may_comment=True, may_consent=False)
    assert reader.get(address(mute, "consent/")).status_code == 404
    assert ask(reader, mute).status_code == 404
    assert 'id="consent"' not in reader.get(address(mute)).content.decode()


def test_a_cookie_of_another_link_or_a_forged_one_says_nothing(reader, link):
    ask(reader, link)
    cookie = reader.cookies["review"]
    assert cookie["path"] == address(link)
    assert cookie["httponly"]
    reader.cookies["review"] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert reader.get(address(link, "consent/")).status_code == 302
