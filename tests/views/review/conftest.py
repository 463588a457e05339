"""A link to a draft with everything allowed, and neighbours that nobody behind it may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from portal.models import Edition, ReviewLink, Terms
from portal.publishing.reviewing.links import link_token, make_link
from tests.factories import make_edition, make_terms
from tests.views.examples import AT

NEIGHBOUR = "となりの秘密"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let asking for a code take no longer than it needs."""
    monkeypatch.setattr("portal.publishing.reviewing.mail_codes.sleep", lambda seconds: None)


def address(link: ReviewLink, rest: str = "") -> str:
    """Return the address of a page behind a link."""
    return f"/review/{link_token(link)}/{rest}"


@pytest.fixture
def drafter(db: None) -> Any:
    return get_user_model().objects.create_user("hanako", first_name="花子", last_name="月見")


@pytest.fixture
def draft(moon: Terms) -> Edition:
    """Edition 4 of the example terms, a draft based on edition 3, with other drafts beside it."""
    base = moon.editions.get(number=3)
    draft = make_edition(terms=moon, document=base.document(), summary="案の概要", reason="社内の理由")
    article = draft.clauses.get(label="第1条")
    article.text = "1. 新しく定めます。"
    article.save()
    make_edition(terms=moon, text=f"第1条（{NEIGHBOUR}）\n本文\n", summary=NEIGHBOUR)
    make_edition(terms=make_terms(service=moon.service, name=NEIGHBOUR), text=f"第1条（{NEIGHBOUR}）\n本文\n")
    return draft


@pytest.fixture
def link(draft: Edition, drafter: Any) -> ReviewLink:
    return make_link(
        draft, addressee="顧問弁護士", until=draft.terms.day_of(AT), may_comment=True, may_consent=True, by=drafter
    )


def another_link(draft: Edition, by: Any, *, may_comment: bool, may_consent: bool) -> ReviewLink:
    """Return a second link to a draft."""
    until = draft.terms.day_of(AT)
    return make_link(draft, addressee="別", until=until, may_comment=may_comment, may_consent=may_consent, by=by)


@pytest.fixture
def reader() -> Client:
    """A browser without an account, of which forged forms are refused."""
    return Client(enforce_csrf_checks=True)


def send(client: Client, page: str, to: str, **values: Any) -> Any:
    """Open a page and send one of its forms."""
    client.get(page)
    token = client.cookies["csrftoken"].value
    return client.post(to, values | {"csrfmiddlewaretoken": token})
