"""People of the groups, and a draft that one of them wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.models import Edition
from portal.publishing.drafting.changing import changing
from tests.factories import make_edition

AHEAD = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def person(db: None) -> Callable[..., Any]:
    """Return a function that makes a member of groups with a mail address (`mail=""` for none)."""

    def make(name: str, *groups: str, mail: str | None = None) -> Any:
        address = f"{name}@example.jp" if mail is None else mail
        user = get_user_model().objects.create_user(name, address, is_staff=True)
        for group in groups:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
        return user

    return make


@pytest.fixture
def drafter(person: Callable[..., Any]) -> Any:
    return person("kian", "起案者")


@pytest.fixture
def approver(person: Callable[..., Any]) -> Any:
    return person("shonin", "承認者")


@pytest.fixture
def announcer(person: Callable[..., Any]) -> Any:
    return person("kohyo", "公表担当")


@pytest.fixture
def draft(drafter: Any) -> Edition:
    """A first edition, last saved by the drafter."""
    edition = make_edition(effective_date=AHEAD)
    edit(edition, drafter, "ひとつ目の目的です。")
    return edition


def edit(edition: Edition, by: Any, text: str) -> None:
    """Give 第1条 another text, as a drafting verb does."""
    with changing(edition, by=by) as held:
        clause = held.clauses.get(label="第1条")
        clause.text = text
        clause._history_user = by
        clause.save()
