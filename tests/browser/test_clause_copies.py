"""A clause's form in a real browser: what was typed outlives crashes, lost networks and ended sessions."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal.models import Clause, Edition, WorkingCopy
from tests.admin.pages import address
from tests.browser.typing_pages import KEPT, LONG_WAIT, PASSWORD, crash, local_copies, status
from tests.factories import announce, make_edition

OFFER = "text=作業中の控えがあります"


@pytest.fixture
def draft(live_server: Any) -> Edition:
    announced = make_edition()
    announce(announced)
    return make_edition(terms=announced.terms, document=announced.document())


@pytest.fixture
def article(draft: Edition) -> Clause:
    return draft.clauses.get(label="第1条")


@pytest.fixture
def open_form(open_page: Any, live_server: Any) -> Any:
    """Return a function that opens the form of a clause, or of a new one, in a browser of its own."""

    def open_as(url: str, **look: Any) -> Any:
        page = open_page(**look)
        page.goto(live_server.url + url)
        return page

    return open_as


def type_text(page: Any, words: str) -> None:
    page.focus("#id_text")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_what_was_typed_before_a_crash_is_offered_by_the_server(article: Clause, open_form: Any) -> None:
    page, records = open_form(address("change", article)), article.history.count()
    type_text(page, "月を見ます。")
    page.fill("#id_caption", "趣旨")
    page.wait_for_selector(KEPT, timeout=LONG_WAIT)
    crash(page)
    again = open_form(address("change", article))
    again.wait_for_selector(OFFER)
    assert "趣旨" in again.inner_text("#content")
    again.click("text=続きから")
    assert again.input_value("#id_text").endswith("月を見ます。")
    assert again.input_value("#id_caption") == "趣旨"
    assert article.history.count() == records
    assert again.complaints == page.complaints == []


def test_what_the_server_never_got_is_offered_by_the_browser(article: Clause, open_form: Any, live_server: Any) -> None:
    page = open_form(address("change", article))
    page.route("**/copy/", lambda route: route.abort())
    type_text(page, "月を見ます。")
    page.wait_for_timeout(700)  # half a second, and the browser's own time to store it
    context = page.context
    crash(page)
    again = context.new_page()
    again.goto(live_server.url + address("change", article))
    again.wait_for_selector("#local-dialog[open]")
    again.click("#local-compare")
    again.wait_for_selector("#local-difference .mark >> text=月を見ます")
    assert Axe().run(again).response["violations"] == []
    again.click("#local-continue")
    assert again.input_value("#id_text").endswith("月を見ます。")
    again.wait_for_selector(KEPT, timeout=LONG_WAIT)
    assert WorkingCopy.objects.get().values["text"].endswith("月を見ます。")
    assert local_copies(again) == []


def test_saving_leaves_no_copy_and_none_is_offered_when_others_save_later(
    article: Clause, open_form: Any, live_server: Any
) -> None:
    page = open_form(address("change", article))
    type_text(page, "月を見ます。")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.text.endswith("月を見ます。")
    article.text = "ほかの人の文。"
    article.save()
    page.goto(live_server.url + address("change", article))
    page.wait_for_function("() => Object.keys(localStorage).every(name => !name.startsWith('portal-editor'))")
    assert page.locator("#local-dialog[open]").count() == 0
    assert page.input_value("#id_text") == "ほかの人の文。"
    assert not WorkingCopy.objects.exists()


def test_after_the_session_ended_nothing_is_lost(article: Clause, open_form: Any) -> None:
    page = open_form(address("change", article))
    Session.objects.all().delete()
    type_text(page, "月を見ます。")
    page.wait_for_selector("#editor-login:not([hidden])", timeout=LONG_WAIT)
    assert "ログインが切れました" in status(page)
    with page.context.expect_page() as opened:
        page.click("#editor-login")
    login = opened.value
    login.fill("#id_username", "anna")
    login.fill("#id_password", PASSWORD)
    login.click("[type=submit]")
    login.wait_for_selector("#user-tools")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.text.endswith("月を見ます。")


def test_a_new_clause_is_kept_where_it_goes(draft: Edition, article: Clause, open_form: Any) -> None:
    url = f"{address('add', Clause)}?edition={draft.pk}&after={article.pk}"
    page = open_form(url)
    page.fill("#id_label", "第1条の2")
    type_text(page, "月を見ます。")
    page.wait_for_selector(KEPT, timeout=LONG_WAIT)
    crash(page)
    again = open_form(url)
    again.click("text=続きから")
    again.click("[name=_save]")
    again.wait_for_selector(".messagelist .success")
    assert draft.clauses.get(label="第1条の2").text == "月を見ます。"
    assert not WorkingCopy.objects.exists()


def test_the_form_saves_without_a_script(article: Clause, open_form: Any) -> None:
    page = open_form(address("change", article))
    plain = page.context.browser.new_context(java_script_enabled=False, locale="ja-JP")
    plain.add_cookies(page.context.cookies())
    with closing(plain):
        bare = plain.new_page()
        bare.goto(page.url)
        bare.fill("#id_text", "月を見ます。")
        bare.click("[name=_save]")
        assert "変更しました" in bare.inner_text(".messagelist")


def test_the_whole_text_opens_at_the_clause(draft: Edition, open_form: Any) -> None:
    page = open_form(address("change", draft.clauses.get(label="第2条")))
    page.click("text=全文の編集で開く")
    page.wait_for_selector(".editor-tools:not([hidden])")
    page.wait_for_function("() => document.activeElement.id === 'id_text'")
    start = page.evaluate("document.getElementById('id_text').selectionStart")
    assert page.input_value("#id_text")[start:].startswith("第2条")
    assert reverse("admin:portal_edition_editor", args=[draft.pk]) in page.url


@pytest.mark.parametrize("width", [1280, 375])
def test_form_and_offer_are_accessible_and_keep_to_their_width(article: Clause, open_form: Any, width: int) -> None:
    article.text = article.text.replace("使い方", "用い方")
    article.save()
    page = open_form(address("change", article), viewport={"width": width, "height": 800})
    look_at(page, width)
    type_text(page, "月を見ます。")
    page.wait_for_selector(KEPT, timeout=LONG_WAIT)
    page.reload()
    page.wait_for_selector(OFFER)
    look_at(page, width)


def look_at(page: Any, width: int) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], node["html"][:200]) for v in violations for node in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
