"""Members of the groups by name, logged in, and a draft on its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from portal.models import Edition
from portal.publishing.drafting.changing import changing
from portal.publishing.workflow.announcing import announce_approved
from portal.publishing.workflow.approving import approve_edition
from portal.publishing.workflow.review import review_of
from portal.publishing.workflow.submitting import submit_edition
from tests.factories import announce, make_edition

AHEAD = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def clients(login: Callable[[str], Client]) -> dict[str, Client]:
    """A client of a member of each group."""
    return {group: login(group) for group in ("起案者", "承認者", "公表担当", "閲覧者", "superuser")}


def user(name: str) -> Any:
    return get_user_model()._default_manager.get(username="root" if name == "superuser" else name)


@pytest.fixture
def draft(clients: dict[str, Client], quick_pdfs: None) -> Edition:
    """A second edition, written by 起案者."""
    first = make_edition()
    announce(first)
    edition = make_edition(terms=first.terms, document=first.document(), effective_date=AHEAD)
    write(edition, "この規約は、月見クラウドの用い方を定めます。")
    return edition


def write(edition: Edition, text: str, by: str = "起案者") -> None:
    with changing(edition, by=user(by)) as held:
        clause = held.clauses.get(label="第1条")
        clause.text = text
        clause._history_user = user(by)
        clause.save()


@pytest.fixture
def submitted(draft: Edition) -> Edition:
    submit_edition(draft, by=user("起案者"), acknowledge=True)
    return draft


@pytest.fixture
def approved(submitted: Edition) -> Edition:
    approve_edition(submitted, by=user("承認者"), manifest_sha256=review_of(submitted).manifest_sha256)
    return submitted


@pytest.fixture
def embargoed(approved: Edition) -> Edition:
    announce_approved(approved, by=user("公表担当"), announced_at=timezone.now() + timedelta(days=3))
    return approved
