"""The steps of an import and the screens of files for somebody who reads English."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from portal.models import Edition, Service, Terms
from portal.publishing.drafting.attaching import attach
from tests.admin.attachments.test_pages import address_of, list_address
from tests.admin.importing.test_pages import CHANGED, TABLE, into, into_new, sent_back, tracked_word, upload
from tests.attached import picture
from tests.page_words import is_japanese, words_by_language

ENGLISH = {"headers": {"Accept-Language": "en"}}


@pytest.fixture
def client(login: Any, draft: Edition) -> Client:
    """Somebody who may do anything, where all names are English: they stand on the pages as they are."""
    client = login("superuser")
    Terms.objects.update(name="Terms of Use")
    Service.objects.update(name="Moon")
    draft.refresh_from_db()
    get_user_model().objects.filter(username="root").update(first_name="Hanako", last_name="Root")
    return client


def japanese_in(response: Any) -> list[str]:
    """The words of a page that are Japanese and not marked so; what was typed into fields left out."""
    words = words_by_language(response.content.decode())
    typed = {str(field.value()) for field in response.context["form"]} if "form" in response.context else set()
    lines = [line for language in words if language != "ja" for line in words[language]]
    return [line for line in lines if is_japanese(line) and not any(line in value for value in typed)]


@pytest.mark.parametrize(
    "sent",
    [
        {"step": "read"},
        {"step": "read", "pasted": TABLE},
        {"step": "read", "pasted": CHANGED.replace("(2)", "(3)")},
        {"step": "save", "carried": "x"},
    ],
    ids=["nothing", "table", "text", "garbled"],
)
def test_the_steps_are_in_english(client: Client, draft: Edition, sent: dict[str, str]) -> None:
    for page in (into(draft), into_new(draft.terms)):
        assert japanese_in(client.post(page, sent, **ENGLISH)) == []


def test_the_choices_and_what_follows_are_in_english(client: Client, draft: Edition) -> None:
    choice = client.post(into(draft), upload(tracked_word()), **ENGLISH)
    assert japanese_in(choice) == []
    table = client.post(into(draft), {"step": "read", "pasted": TABLE}, **ENGLISH)
    assert japanese_in(client.post(into(draft), sent_back(table, step="choose"), **ENGLISH)) == []


def test_the_screens_of_files_are_in_english(client: Client, draft: Edition) -> None:
    file = attach(draft, content=picture(), filename="a.png", by=None)
    for page in (list_address(draft), address_of(file), address_of(file, "attachment_delete")):
        assert japanese_in(client.get(page, **ENGLISH)) == []
    assert japanese_in(client.post(list_address(draft), {"name": ".."}, **ENGLISH)) == []
