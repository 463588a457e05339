"""The public comparison in a style of our own: at once after it was edited, for one question more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.comparison.house_style import GOVERNMENT, THREE_COLUMN
from portal.comparison.styles.files import style_to_json
from portal.models import ComparisonStyle, Terms
from tests.factories import announce, make_comparison_style, make_edition
from tests.views.examples import make_moon, text

PAGE = "/moon/terms-of-use/compare/1/2/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def moon() -> Terms:
    """Terms with two public editions, in a style of our own."""
    style = make_comparison_style(replace(THREE_COLUMN, headings=("改定案", "現行"), legend=""), name="aozora")
    moon = make_moon(house_style=style.name)
    for number in (1, 2):
        announce(make_edition(terms=moon, text=text(f"{number}番目の言葉です。")))
    return moon


def page(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


def queries(client: Client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        page(client)
    return len(captured)


def test_the_table_has_the_style_of_our_own(client: Client, moon: Terms) -> None:
    assert ">改定案</th>" in page(client)


def test_a_style_edited_while_a_page_is_kept_shows_at_once(client: Client, moon: Terms) -> None:
    assert ">改定案</th>" in page(client)
    style = replace(GOVERNMENT, name="aozora", headings=("改めた案", "現行"))
    ComparisonStyle.objects.update(definition=style_to_json(style, whole=True))
    assert ">改めた案</th>" in page(client)
    assert ">改定案</th>" not in page(client)


def test_a_reader_s_copy_is_not_the_same_after_the_style_was_edited(client: Client, moon: Terms) -> None:
    etag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304
    ComparisonStyle.objects.update(definition=style_to_json(replace(GOVERNMENT, name="aozora"), whole=True))
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 200


def test_a_style_of_our_own_asks_one_question_more(client: Client, moon: Terms) -> None:
    own = queries(client)
    Terms.objects.update(house_style="government")
    assert queries(client) == own - 1


@pytest.mark.parametrize("definition", ["{", '{"headings": ["<script>"]}'])
def test_a_style_that_cannot_be_used_leaves_readers_with_the_usual_one(
    client: Client, moon: Terms, definition: str, caplog
) -> None:
    ComparisonStyle.objects.update(definition=definition)
    assert ">備考</th>" in page(client)


def test_words_of_a_style_are_escaped(client: Client, moon: Terms) -> None:
    evil = "<script>alert(1)</script>"
    words = dict.fromkeys(("changed", "closing", "legend", "elided"), evil)
    style = replace(THREE_COLUMN, name="aozora", headings=(evil, "旧"), **words)
    ComparisonStyle.objects.update(definition=style_to_json(style, whole=True))
    html = page(client)
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
