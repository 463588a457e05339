"""The way of a draft to the public as three people click it, each page accessible and within its width."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.models import Edition
from tests.admin.pages import address
from tests.factories import announce, make_edition

pytestmark = pytest.mark.usefixtures("quick_pdfs")


@pytest.fixture
def as_member(page: Any, live_server: Any) -> Callable[[str], Any]:
    """Return a function that logs the page in as a new member of a group."""

    def log_in(group: str) -> Any:
        user = get_user_model().objects.create_user(group, f"{len(group)}@example.jp", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return log_in


@pytest.fixture
def draft(live_server: Any) -> Edition:
    first = make_edition()
    announce(first)
    return make_edition(
        terms=first.terms, document=first.document(), effective_date=timezone.localdate() + timedelta(days=60)
    )


def seen_to_be_sound(page: Any) -> None:
    """Assert that the page has no serious violation, in light and dark, and no sideways scrolling on a phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.reload()  # colours change over time, and half-way they have little contrast
        violations = Axe().run(page).response["violations"]
        assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == [], page.title()
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.title()
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_draft_is_submitted_approved_announced_and_withdrawn(
    as_member: Callable[[str], Any], live_server: Any, draft: Edition
) -> None:
    change = live_server.url + address("change", draft)
    page = as_member("起案者")
    page.goto(change)
    page.get_by_role("link", name="照会に出す").click()
    seen_to_be_sound(page)
    page.get_by_label("理由").fill("確認をお願いします。")
    page.get_by_label("上に挙げた事項を確かめ、承知のうえで進めます。").check()
    page.get_by_role("button", name="照会に出す").click()
    assert "照会に出しました" in page.locator(".messagelist").inner_text()
    assert "確認をお願いします。" in page.locator(".edition-status").inner_text()
    seen_to_be_sound(page)

    page = as_member("承認者")
    page.goto(live_server.url + "/admin/")
    page.locator(".section-to_approve").get_by_role("link").first.click()
    page.get_by_role("link", name="承認する").click()
    seen_to_be_sound(page)
    page.get_by_role("button", name="この内容を承認する").click()
    assert "承認がそろいました" in page.locator(".edition-status").inner_text()

    page = as_member("公表担当")
    page.goto(live_server.url + "/admin/")
    seen_to_be_sound(page)
    page.locator(".section-to_announce").get_by_role("link").first.click()
    page.get_by_role("link", name="公表する").click()
    seen_to_be_sound(page)
    page.get_by_label("日時を決めて").check()
    page.get_by_label("公表する日").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("公表する時刻").fill("09:30")
    page.get_by_role("button", name="公表する").click()
    assert draft not in Edition.objects.public()
    for name in ("公表を取り消す", "公表日時を変える"):
        page.goto(change)
        page.get_by_role("link", name=name).click()
        seen_to_be_sound(page)
    page.get_by_label("今すぐ").check()
    page.get_by_label("理由").fill("早めます。")
    page.get_by_role("button", name="公表日時を変える").click()
    assert draft in Edition.objects.public()

    page.get_by_role("link", name="撤回する").click()
    assert "いま適用されている第1版は、そのまま適用されます。" in page.locator(".consequence").inner_text()
    seen_to_be_sound(page)
    page.get_by_label("理由").fill("誤りがありました。")
    page.get_by_role("button", name="撤回する").click()
    assert Edition.objects.get(pk=draft.pk).publication.withdrawn_at is not None
