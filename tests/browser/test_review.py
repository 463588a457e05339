"""Links and comments in a real browser: forms work under the pages' own headers, everything is accessible."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.models import Comment, Consent, Edition, ReviewLink
from portal.publishing.reviewing.authors import reader, staff
from portal.publishing.reviewing.comments import add_comment, answer
from portal.publishing.reviewing.links import link_token, make_link
from tests.admin.pages import address
from tests.factories import announce, make_edition

LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]


@pytest.fixture
def drafter(live_server: Any) -> Any:
    return get_user_model().objects.create_superuser("root", password=None, first_name="花子", last_name="月見")


@pytest.fixture
def link(drafter: Any) -> ReviewLink:
    announced = make_edition()
    announce(announced)
    draft = make_edition(terms=announced.terms, document=announced.document())
    article = draft.clauses.get(label="第1条")
    article.text = "この規約は、月見クラウドの用い方を定めます。"
    article.save()
    until = draft.terms.day_of(timezone.now()) + timedelta(days=3)
    link = make_link(draft, addressee="顧問弁護士", until=until, may_comment=True, may_consent=True, by=drafter)
    for key in ("", article.key):
        thread = add_comment(draft, author=reader(link, "月見先生"), text="目的が狭いです。", clause_key=key)
        answer(thread, author=staff(drafter), text="広げました。")
    return link


@pytest.fixture
def staff_page(page: Any, live_server: Any, drafter: Any) -> Any:
    client = Client()
    client.force_login(drafter)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def pages(link: ReviewLink, edition: Edition) -> list[str]:
    behind = f"/review/{link_token(link)}/"
    return [behind, f"{behind}comparison/", *(address(name, edition) for name in ("links", "comments", "preview"))]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_are_accessible_and_keep_to_their_width(
    staff_page: Any, live_server: Any, link: ReviewLink, width: int, scheme: str
) -> None:
    staff_page.set_viewport_size({"width": width, "height": 800})
    staff_page.emulate_media(color_scheme=scheme)
    found = []
    for path in pages(link, link.edition):
        staff_page.goto(live_server.url + path)
        staff_page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        violations = Axe().run(staff_page).response["violations"]
        found += [(path, v["id"], node["html"][:200]) for v in violations for node in v["nodes"]]
        if (needed := staff_page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((path, "too wide", needed))
    assert found == []


def test_a_reader_without_account_comments_and_consents(page: Any, live_server: Any, link: ReviewLink) -> None:
    page.goto(f"{live_server.url}/review/{link_token(link)}/")
    box = page.locator(".clause-comments", has=page.get_by_text("第2条（定義）")).locator("details").last
    box.locator("summary").click()
    box.get_by_label("お名前").fill("月見先生")
    box.get_by_label("意見").fill("定義が要ります。")
    box.get_by_role("button", name="送る").click()
    page.get_by_text("定義が要ります。", exact=True).wait_for()
    assert Comment.objects.filter(text="定義が要ります。", link=link).exists()
    page.locator("#consent-mail").fill("advisor@example.com")
    page.get_by_role("button", name="確認コードを送る").click()
    page.get_by_label("確認コード").fill(re.search(r"\b\d{6}\b", mail.outbox[-1].body).group())  # type: ignore[union-attr]
    page.get_by_role("button", name="コードを確かめる").click()
    page.get_by_role("button", name="この内容に同意する").click()
    page.get_by_role("heading", name="同意を記録しました").wait_for()
    assert Consent.objects.get().mail == "advisor@example.com"


def test_a_link_is_made_and_copied(staff_page: Any, live_server: Any, link: ReviewLink) -> None:
    staff_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    staff_page.goto(live_server.url + address("links", link.edition))
    staff_page.get_by_label("宛先").fill("事業部")
    staff_page.get_by_role("button", name="リンクを作る").click()
    staff_page.get_by_role("button", name="写す").first.click()
    staff_page.get_by_text("写しました").wait_for()
    newest = ReviewLink.objects.get(addressee="事業部")
    copied = staff_page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/review/{link_token(newest)}/"


def test_a_draft_is_marked_on_every_sheet_of_paper(page: Any, live_server: Any, link: ReviewLink) -> None:
    page.goto(f"{live_server.url}/review/{link_token(link)}/")
    page.emulate_media(media="print")
    assert page.locator(".draft-on-paper").is_visible()
    assert page.locator(".draft-on-paper").evaluate("mark => getComputedStyle(mark).position") == "fixed"
    assert not page.get_by_text("目的が狭いです。").first.is_visible()
