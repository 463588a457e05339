"""A form that comes too late: what was typed is shown again, never thrown away."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from portal.models import Edition

WORDS = "一時間かけて書いた<b>条文</b>です。"


def clause_address(draft: Edition) -> str:
    return reverse("admin:portal_clause_change", args=[draft.clauses.first().pk])


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(draft: Edition) -> None:
    response = Client().post(clause_address(draft), {"caption": "目的", "text": WORDS, "_save": "保存"})
    assert response.status_code == 403
    page = response.content.decode()
    assert "一時間かけて書いた&lt;b&gt;条文&lt;/b&gt;です。" in page
    assert reverse("admin:login") + "?next=" in page
    assert "_save" not in page


def test_a_form_with_the_token_of_another_session_shows_what_was_typed(draft: Edition, login) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = login("起案者").cookies
    response = client.post(clause_address(draft), {"text": WORDS})
    assert response.status_code == 403
    assert "一時間かけて書いた" in response.content.decode()
    assert not draft.clauses.filter(text=WORDS).exists()


def test_a_page_asked_for_without_a_session_leads_to_the_login(draft: Edition) -> None:
    response = Client().get(clause_address(draft))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_a_forged_form_elsewhere_is_refused_plainly(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/", {"text": WORDS})
    assert response.status_code in (403, 405)
    assert "一時間" not in response.content.decode()
