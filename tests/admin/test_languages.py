"""The admin in English, over rows in ASCII: nothing of the interface is left in Japanese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from portal.admin.style_values_form import initial_values
from portal.comparison.house_style import GOVERNMENT, THREE_COLUMN
from portal.models import Bundle, Clause, ComparisonStyle, Decision, Edition, SealedRole
from tests.admin.pages import address, send
from tests.factories import announce, make_comparison_style, make_edition, make_issuer, make_service, make_terms
from tests.page_words import is_japanese, words_by_language
from tests.views.examples import seal

TEXT = """\
Moon Cloud Terms

Article 1 (Purpose)
These terms say how to use Moon Cloud.

Article 3 (Definitions)
1. Words are used as follows.
(1) User: who has applied.
"""
FACTS = {"title": "Moon Cloud Terms", "summary": "Words were put in order.", "basis": "Article 20"}


@pytest.fixture
def editions(db: None) -> tuple[Edition, Edition]:
    """Edition 1, announced and sealed, and edition 2, a draft based on it; their rows are in ASCII."""
    make_comparison_style(GOVERNMENT, title="Moon style")
    issuer = make_issuer(name="Moon Ltd.", address="1 Moon Street", representative="Jane Moon")
    terms = make_terms(service=make_service(issuer=issuer, name="Moon Cloud"), name="Moon Cloud Terms")
    announced = make_edition(terms=terms, text=TEXT, **FACTS)
    announce(announced)
    seal(announced, SealedRole.EDITION_PDF, "moon.pdf")
    draft = make_edition(terms=terms, document=announced.document(), effective_date=date(2025, 4, 1), **FACTS)
    clause = draft.clauses.get(number="3")
    clause.text = "1. Words are used as follows.\n(1) User\n(3) Moon"
    clause.save()
    Edition.objects.filter(pk=draft.pk).update(bundle=Bundle.objects.create(name="Fees of 2025", reason="New fees"))
    return announced, draft


@pytest.fixture
def client(login: Callable[[str], Client]) -> Client:
    """A superuser whose browser asks for English."""
    client = login("superuser")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    user_id = client.session["_auth_user_id"]
    apps.get_model("auth.User").objects.filter(pk=user_id).update(first_name="Jane", last_name="Moon")
    return client


def japanese_in(client: Client, url: str) -> list[str]:
    """Return the words of an English page that are Japanese and not marked so."""
    response = client.get(url)
    assert response.status_code in (200, 403), (url, response.status_code)
    words = words_by_language(response.content.decode())
    assert words["en"], url
    return [line for language in words if language != "ja" for line in words[language] if is_japanese(line)]


MODELS = sorted(model._meta.model_name for model in site._registry if model._meta.app_label == "portal")


@pytest.mark.parametrize("name", MODELS)
def test_lists_and_forms_of_every_model_are_in_english(
    client: Client, editions: tuple[Edition, Edition], name: str
) -> None:
    row = apps.get_model("portal", name).objects.order_by("-pk").first()
    assert japanese_in(client, reverse(f"admin:portal_{name}_changelist")) == []
    assert japanese_in(client, reverse(f"admin:portal_{name}_change", args=[row.pk])) == []


@pytest.mark.parametrize("page", ["change", "history", "findings", "preview", "comparison", "delete"])
def test_the_pages_of_a_draft_are_in_english(client: Client, editions: tuple[Edition, Edition], page: str) -> None:
    assert japanese_in(client, address(page, editions[1])) == []


@pytest.mark.parametrize("page", ["change", "history", "findings", "preview"])
def test_the_pages_of_an_announced_edition_are_in_english(
    client: Client, editions: tuple[Edition, Edition], page: str
) -> None:
    assert japanese_in(client, address(page, editions[0])) == []


def test_the_pages_of_a_clause_are_in_english(client: Client, editions: tuple[Edition, Edition]) -> None:
    clause = editions[1].clauses.get(number="3")
    for url in (
        address("change", clause),
        address("history", clause),
        address("delete", clause),
        address("simple_history", clause, clause.history.first().history_id),
        f"{address('add', Clause)}?edition={editions[1].pk}&after={clause.pk}",
    ):
        assert japanese_in(client, url) == [], url


def test_the_front_page_and_the_way_to_a_new_edition_are_in_english(
    client: Client, editions: tuple[Edition, Edition]
) -> None:
    for url in (
        reverse("admin:index"),
        address("add", Edition),
        reverse("admin:portal_edition_start", args=[editions[0].terms_id]),
        reverse("admin:portal_edition_import_new", args=[editions[0].terms_id]),
        address("import", editions[1]),
        address("attachments", editions[1]),
        address("attachments", editions[0]),
    ):
        assert japanese_in(client, url) == [], url


def test_the_pages_of_a_house_style_are_in_english(client: Client, editions: tuple[Edition, Edition]) -> None:
    style = ComparisonStyle.objects.get()
    send(client, address("change", style), legend="", columns="old,new", double_labels="")
    editions[0].terms.house_style = style.name
    editions[0].terms.save()
    for url in (
        *(address(page, style) for page in ("change", "history", "delete")),
        address("add", ComparisonStyle),
        f"{address('add', ComparisonStyle)}?base=word-level",
        address("history", editions[0].terms),
    ):
        assert japanese_in(client, url) == [], url


def test_refusals_of_a_house_style_are_in_english(client: Client, editions: tuple[Edition, Edition]) -> None:
    style = ComparisonStyle.objects.get()
    wrong = {"changed": "x" * 61, "moved": "{x}", "heading_new": "A", "heading_old": "A", "elided": "", "name": "A B"}
    pages = [send(client, address("change", style), **wrong)]
    pages.append(client.post(reverse("admin:portal_comparisonstyle_preview"), initial_values(THREE_COLUMN) | wrong))
    ComparisonStyle.objects.update(definition="{}x")
    pages.append(client.get(address("change", style)))
    for response in pages:
        words = words_by_language(response.content.decode())
        assert [line for line in words["en"] if is_japanese(line)] == []


def test_a_refusal_is_in_english(client: Client, editions: tuple[Edition, Edition]) -> None:
    draft = editions[1]
    page = send(client, address("change", draft), title="Other Terms", history_change_reason="Typo").content.decode()
    assert page == ""
    announce(draft)
    refused = client.post(address("change", draft), {"title": "Terms", "history_change_reason": "Typo"})
    words = words_by_language(refused.content.decode())
    assert refused.status_code == 403
    assert [line for line in words["en"] if is_japanese(line)] == []


def test_models_are_named_in_the_singular_and_in_the_plural(client: Client, editions: tuple[Edition, Edition]) -> None:
    html = client.get(reverse("admin:index")).content.decode()
    assert ">Editions</a>" in html
    assert "Select edition to change" in client.get(address("changelist", Edition)).content.decode()
    assert "Select decision to view" in client.get(address("changelist", Decision)).content.decode()
