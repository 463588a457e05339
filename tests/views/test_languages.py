"""Public pages speak the reader's language around terms that stay as they are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from portal.models import Edition, SealedRole, Terms
from tests.factories import announce, make_edition, make_issuer, make_service, make_terms
from tests.page_words import is_japanese, words_by_language
from tests.views.addresses import addresses
from tests.views.examples import AT, seal, text

ENGLISH = {"accept-language": "en"}
LINK = re.compile("Link to (第[12]条|附則)")
"""The name of a permalink, in English around the article's own label."""

MOON = "/moon/terms-of-use/"
PAGES = [
    *(address for address in addresses({1, 2, 4}) if address.endswith("/")),
    f"{MOON}editions/3/",
    f"{MOON}compare/?old=2&new=2",
    f"{MOON}compare/?old=2&new=9",
    f"{MOON}compare/1/2/?rows=changed",
    "/moon/planned/",
    "/moon/planned/editions/",
    "/moon/planned/compare/",
    "/moon/rules/compare/1/2/",
    "/moon/rules/compare/2/3/",
    "/moon/no-such-terms/",
]
EDITIONS = [
    (date(2023, 4, 1), datetime(2023, 3, 1, tzinfo=UTC)),
    (date(2024, 9, 1), datetime(2024, 8, 1, tzinfo=UTC)),
    (date(2025, 4, 1), datetime(2024, 9, 20, tzinfo=UTC)),
]


def make_ascii_terms(**fields: str) -> Terms:
    """Return terms of the service "moon" that have not a Japanese letter in their rows."""
    return make_terms(**{"name": "Moon Cloud Terms", "description": "What we promise."} | fields)


def make_public_edition(terms: Terms, effective: date, announced_at: datetime, sentence: str) -> Edition:
    facts = {"title": "Moon Cloud Terms", "summary": "Words were put in order.", "basis": "Article 20"}
    edition = make_edition(terms=terms, text=text(sentence), effective_date=effective, **facts)
    announce(edition, announced_at, is_migrated=effective.year == 2023, registered_at=AT)
    seal(edition, SealedRole.EDITION_PDF, f"{terms.slug}-{edition.number}.pdf")
    if edition.base:
        seal(edition, SealedRole.COMPARISON_PDF, f"{terms.slug}-before-{edition.number}.pdf")
    return edition


@pytest.fixture
def english_moon(db: None) -> Terms:
    """/moon/terms-of-use/ with an edition in every state, /moon/planned/ with none in force yet, /moon/rules/ in two
    columns with editions of one wording, all with rows in ASCII; the clauses are in Japanese.
    """
    issuer = make_issuer(name="Moon Ltd.", address="1 Moon Street", representative="Jane Moon")
    service = make_service(issuer=issuer, slug="moon", name="Moon Cloud", description="For looking at the moon.")
    terms = make_ascii_terms(service=service, slug="terms-of-use")
    rules = make_ascii_terms(service=service, slug="rules", house_style="two-column")
    for number, (effective, announced_at) in enumerate(EDITIONS):
        make_public_edition(terms, effective, announced_at, f"{number}番目の言葉です。")
        make_public_edition(rules, effective, announced_at, f"{min(number, 1)}番目の言葉です。")
    withdrawn = make_edition(
        terms=terms, text=text("来年の言葉です。"), effective_date=date(2025, 5, 1), summary="Next year."
    )
    announce(withdrawn, datetime(2024, 9, 1, tzinfo=UTC), withdrawn_at=datetime(2024, 9, 2, tzinfo=UTC))
    make_public_edition(make_ascii_terms(service=service, slug="planned"), *EDITIONS[2], "これからの言葉です。")
    return terms


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_english_has_no_japanese_but_what_is_marked_so(
    client: Client, english_moon: Terms, address: str
) -> None:
    response = client.get(address, headers=ENGLISH)
    html = response.content.decode()
    words = words_by_language(html)
    assert '<html lang="en">' in html
    assert response["Content-Language"] == "en"
    assert [line for line in words["en"] if is_japanese(line) and not LINK.fullmatch(line)] == []
    assert set(words) <= {"", "en", "ja"}


def test_every_kind_of_page_is_asked_for(client: Client, english_moon: Terms) -> None:
    found = {client.get(address, headers=ENGLISH).status_code for address in PAGES[:-1]}
    assert found == {200}
    assert client.get(PAGES[-1], headers=ENGLISH).status_code == 404


def test_an_empty_portal_says_in_english_what_to_do_first(client: Client, db: None) -> None:
    words = words_by_language(client.get("/", headers=ENGLISH).content.decode())
    assert "First steps (for operators)" in words["en"]
    assert [line for line in words["en"] if is_japanese(line)] == []


@pytest.mark.parametrize("address", [MOON, f"{MOON}editions/1/", f"{MOON}compare/1/2/", "/moon/rules/compare/1/2/"])
def test_the_terms_own_words_are_marked_as_japanese_in_an_english_page(
    client: Client, english_moon: Terms, address: str
) -> None:
    words = words_by_language(client.get(address, headers=ENGLISH).content.decode())
    assert any("番目の言葉です。" in line for line in words["ja"])
    assert "Words were put in order." in words["ja"]


def test_what_is_read_aloud_among_the_terms_is_english_and_marked_so(client: Client, english_moon: Terms) -> None:
    html = client.get(MOON, headers=ENGLISH).content.decode()
    assert '<a class="anchor" href="#art-1" aria-label="Link to 第1条" lang="en"></a>' in html
    assert '<nav class="contents" aria-label="Table of contents"><ol lang="ja">' in html
    html = client.get("/moon/rules/compare/1/2/", headers=ENGLISH).content.decode()
    assert '<span class="visually-hidden" lang="en">Changed: </span>' in html


def test_nothing_in_a_japanese_page_is_marked_as_another_language(client: Client, english_moon: Terms) -> None:
    for address in PAGES:
        assert set(words_by_language(client.get(address).content.decode())) <= {"", "ja"}, address


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["It has applied since", "September 1, 2024", "Edition 2", "April 1, 2025", "Edition 3"]),
        ("ja", ["から適用されています。", "2024年9月1日", "第2版", "2025年4月1日", "第3版"]),
    ],
)
def test_dates_and_names_of_editions_follow_the_language(
    client: Client, english_moon: Terms, language: str, words: list[str]
) -> None:
    html = client.get(MOON, headers={"accept-language": language}).content.decode()
    notice = re.search('<section class="edition-notice.*?</section>', html, re.DOTALL)
    assert notice is not None
    assert [word for word in words if word not in notice[0]] == []
    assert '<time datetime="2024-09-01">' in notice[0]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "ja"),
        ("ja", "ja"),
        ("en-GB,en;q=0.8", "en"),
        ("de,en;q=0.5,ja;q=0.1", "en"),
        ("de", "ja"),
        ("en;q=0.3,ja;q=0.9", "ja"),
    ],
)
def test_the_browser_chooses_the_language(client: Client, english_moon: Terms, accepted: str, language: str) -> None:
    response = client.get(MOON, headers={"accept-language": accepted} if accepted else {})
    assert f'<html lang="{language}">' in response.content.decode()
    assert response["Content-Language"] == language


def test_a_cookie_does_not_choose_the_language(client: Client, english_moon: Terms) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="ja">' in client.get(MOON).content.decode()


@pytest.mark.parametrize("address", [*PAGES, f"{MOON}editions/2.pdf", f"{MOON}compare/1/2.pdf"])
def test_caches_are_told_that_answers_differ_by_language(client: Client, english_moon: Terms, address: str) -> None:
    response = client.get(address, headers=ENGLISH)
    assert "Accept-Language" in response["Vary"]
    assert "Cookie" not in response["Vary"]


def test_a_copy_in_one_language_does_not_stand_for_the_other(client: Client, english_moon: Terms) -> None:
    japanese = client.get(MOON)
    english = client.get(MOON, headers=ENGLISH | {"if-none-match": japanese["ETag"]})
    assert english.status_code == 200
    again = client.get(MOON, headers=ENGLISH | {"if-none-match": english["ETag"]})
    assert again.status_code == 304
    assert "Accept-Language" in again["Vary"]


def test_a_sealed_pdf_is_the_same_for_every_reader_under_a_name_they_can_read(
    client: Client, english_moon: Terms
) -> None:
    address = f"{MOON}compare/1/2.pdf"
    english, japanese = client.get(address, headers=ENGLISH), client.get(address)
    assert b"".join(english) == b"".join(japanese)
    assert english["ETag"] == japanese["ETag"]
    assert english["Content-Disposition"] == (
        'inline; filename="Moon Cloud Terms Edition 1 - Edition 2 Comparison table.pdf"'
    )
