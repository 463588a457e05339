"""People of every group, logged in, and terms with an announced edition and a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from portal.models import Edition, Terms
from tests.factories import announce, make_edition, make_service, make_terms

GROUPS = ("起案者", "承認者", "公表担当", "閲覧者")


@pytest.fixture
def login(db: None) -> Callable[[str], Client]:
    """Return a function that logs a member of a group in, or a "superuser", and returns the client."""

    def log_in(group: str) -> Client:
        users = get_user_model().objects
        if group == "superuser":
            user = users.create_superuser("root", password=None, first_name="花子", last_name="管理")
        else:
            user = users.create_user(group, is_staff=True)
            user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def terms(db: None) -> Terms:
    return make_terms(service=make_service(slug="moon"), slug="terms-of-use")


@pytest.fixture
def announced(terms: Terms) -> Edition:
    """Edition 1, announced."""
    edition = make_edition(terms=terms)
    announce(edition)
    return edition


@pytest.fixture
def draft(announced: Edition) -> Edition:
    """Edition 2, a draft based on edition 1, with the keys of its clauses."""
    return make_edition(terms=announced.terms, document=announced.document())
