"""Behind a link in English: only the terms' own words are in Japanese, and marked so."""

from datetime import timedelta

import pytest
from django.utils import translation

from portal.models import ReviewLink
from portal.publishing.reviewing.authors import reader as by_reader
from portal.publishing.reviewing.authors import staff
from portal.publishing.reviewing.comments import add_comment, answer, resolve
from portal.publishing.reviewing.consents import subject_hash
from tests.page_words import is_japanese, words_by_language
from tests.views.review.conftest import address, send

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def english_link(link, draft, drafter):
    drafter.first_name, drafter.last_name = "Hanako", "Tsukimi"
    drafter.save()
    for key in ("", draft.clauses.get(label="第1条").key):
        thread = add_comment(draft, author=by_reader(link, "Counsel"), text="Too narrow.", clause_key=key)
        answer(thread, author=staff(drafter), text="Widened.")
    resolve(thread, by=drafter)
    issuer = draft.terms.service.issuer
    issuer.name = "Tsukimi Inc."
    issuer.save()
    ReviewLink.objects.update(addressee="Counsel")
    return link


def japanese_lines(response):
    words = words_by_language(response.content.decode())
    names = ("月見クラウド", "Link to 第")
    lines = [line for language, lines in words.items() if language != "ja" for line in lines]
    return [line for line in lines if is_japanese(line) and not any(name in line for name in names)]


def test_pages_are_in_english(client, english_link, draft, at):
    with translation.override("en"):
        typed = {"name": "Counsel", "mail": "a@example.com", "shown": subject_hash(draft)}
        responses = [
            client.get(address(english_link), **ENGLISH),
            client.get(address(english_link, "comparison/"), **ENGLISH),
            client.post(address(english_link, "comments/"), {"text": ""}, **ENGLISH),
            client.post(address(english_link, "consent/code/"), typed, follow=True, **ENGLISH),
            client.post(address(english_link, "consent/confirm/"), {"code": "0"}, **ENGLISH),
        ]
        at.shift(timedelta(days=9))
        responses.append(client.get(address(english_link), **ENGLISH))
    assert [response.status_code for response in responses] == [200, 200, 422, 200, 422, 410]
    assert [japanese_lines(response) for response in responses] == [[]] * 6


def test_a_form_without_its_token_is_answered_in_english(reader, english_link):
    response = reader.post(address(english_link, "comments/"), {"name": "Counsel", "text": "Typed"}, **ENGLISH)
    assert japanese_lines(response) == []
    assert "Typed" in response.content.decode()


def test_a_reader_s_own_words_are_not_translated(reader, english_link):
    send(reader, address(english_link), address(english_link, "comments/"), name="Counsel", text="検討中です。")
    assert "検討中です。" in reader.get(address(english_link), **ENGLISH).content.decode()
