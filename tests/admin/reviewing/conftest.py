"""A draft with a link and comments, for staff of every group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.utils import timezone

from portal.models import Comment, Edition, ReviewLink
from portal.publishing.reviewing.authors import reader
from portal.publishing.reviewing.comments import add_comment
from portal.publishing.reviewing.links import make_link


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def drafter(db: None) -> Any:
    return get_user_model().objects.create_user("hanako", first_name="花子", last_name="月見")


@pytest.fixture
def link(draft: Edition, drafter: Any) -> ReviewLink:
    until = draft.terms.day_of(timezone.now()) + timedelta(days=3)
    return make_link(draft, addressee="顧問弁護士", until=until, may_comment=True, may_consent=True, by=drafter)


@pytest.fixture
def thread(draft: Edition, link: ReviewLink) -> Comment:
    key = draft.clauses.get(label="第1条").key
    return add_comment(draft, author=reader(link, "月見先生"), text="目的が狭いです。", clause_key=key)
