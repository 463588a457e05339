"""Starting, importing and files in a real browser: accessible, within their width, and helped by their script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.models import Edition
from portal.publishing.drafting.attaching import attach
from portal.publishing.drafting.starting import start_revision
from tests.admin.importing.test_pages import CHANGED, TABLE, tracked_word
from tests.attached import PDF, picture
from tests.factories import announce, make_edition


@pytest.fixture
def draft(live_server: Any) -> Edition:
    """A revision of an announced edition with files."""
    announced = make_edition()
    attach(announced, content=PDF, filename="料金表.pdf", title="別紙1　料金表", by=None)
    attach(announced, content=picture(), filename="図1.png", by=None)
    announce(announced)
    return start_revision(announced.terms, by=None, reason="改定")


@pytest.fixture
def admin(page: Any, live_server: Any) -> Any:
    """A page logged in as a superuser, which collects what the browser complains of in `page.complaints`."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", password=None))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def go(page: Any, live_server: Any, name: str, *arguments: int) -> None:
    page.goto(live_server.url + reverse(f"admin:portal_edition_{name}", args=arguments))


def check(page: Any, name: str) -> None:
    """The page complains of nothing, has no serious fault, and needs no scrolling sideways on a phone."""
    assert page.complaints == [], name
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    page.set_viewport_size({"width": 1280, "height": 800})
    faults = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in faults if fault["impact"] in ("serious", "critical")] == [], name
    page.complaints.clear()  # axe's own


def test_every_screen_is_accessible_and_fits_a_phone(admin: Any, live_server: Any, draft: Edition) -> None:
    first, second = draft.attachments.order_by("position")
    for name, *arguments in (
        ("start", draft.terms_id),
        ("import", draft.pk),
        ("import_new", draft.terms_id),
        ("attachments", draft.pk),
        ("attachments", draft.base_id),
        ("attachment", draft.pk, first.pk),
        ("attachment_delete", draft.pk, second.pk),
    ):
        go(admin, live_server, name, *arguments)
        check(admin, name)


def test_an_import_from_the_file_to_the_draft(admin: Any, live_server: Any, draft: Edition) -> None:
    go(admin, live_server, "import", draft.pk)
    word = {"name": "案.docx", "mimeType": "application/octet-stream", "buffer": tracked_word()}
    admin.set_input_files("input[type=file]", word)
    admin.get_by_role("button", name="読み込んで確かめる").click()
    check(admin, "choose")
    go(admin, live_server, "import", draft.pk)
    admin.get_by_label("または、本文を貼り付ける").fill(CHANGED)
    admin.get_by_role("button", name="読み込んで確かめる").click()
    check(admin, "preview")
    text = admin.get_by_label("取り込む本文")
    text.fill(text.input_value().replace("使い方と料金", "使い方と期間"))
    admin.get_by_role("button", name="もう一度確かめる").click()
    admin.get_by_role("button", name="保存する").click()
    admin.get_by_text("に取り込みました。").wait_for()
    assert "使い方と期間" in draft.clauses.get(label="第1条").text


def test_a_table_shows_its_choice(admin: Any, live_server: Any, draft: Edition) -> None:
    go(admin, live_server, "import", draft.pk)
    admin.get_by_label("または、本文を貼り付ける").fill(TABLE)
    admin.get_by_role("button", name="読み込んで確かめる").click()
    admin.get_by_label("旧の側だけ").check()
    admin.get_by_role("button", name="この読み方で確かめる").click()
    assert "古い言葉です。" in admin.get_by_label("取り込む本文").input_value()
    check(admin, "preview of a table")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    admin: Any, live_server: Any, draft: Edition, settings: Any
) -> None:
    settings.ATTACHMENT_BYTES = 1000
    go(admin, live_server, "attachments", draft.pk)
    large = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF + b"\0" * 2000}
    admin.set_input_files("input[type=file]", large)
    admin.get_by_role("button", name="添付する").click()
    said = admin.eval_on_selector("input[type=file]", "field => field.validationMessage")
    assert "ファイルが大きすぎます" in said
    small = {"name": "b.pdf", "mimeType": "application/pdf", "buffer": PDF}
    admin.set_input_files("input[type=file]", small)
    admin.get_by_role("button", name="添付する").click()
    admin.get_by_text("を添付しました。").wait_for()
    assert draft.attachments.filter(name="b.pdf").exists()
