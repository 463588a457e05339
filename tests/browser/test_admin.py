"""The portal's own admin pages in a real browser: accessible, within their width, under the policy, and working."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.comparison.house_style import GOVERNMENT
from portal.models import Clause, ComparisonStyle, Decision, Edition, Terms
from tests.admin.pages import address
from tests.factories import announce, make_comparison_style, make_edition

LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]


@pytest.fixture
def editions(live_server: Any) -> tuple[Edition, Edition]:
    """An announced edition, and a draft whose first article was changed."""
    announced = make_edition()
    announce(announced)
    draft = make_edition(terms=announced.terms, document=announced.document(), summary="")
    article = draft.clauses.get(label="第1条")
    article.text = "この規約は、月見クラウドの用い方を定めます。\n(1) 一\n(3) 三"
    article._change_reason = "言い回し"
    article.save()
    Terms.objects.filter(pk=draft.terms_id).update(house_style=make_comparison_style(GOVERNMENT, name="aozora").name)
    return announced, draft


@pytest.fixture
def problems(page: Any) -> list[str]:
    """What the browser complains of: refusals by the policy, scripts that fail."""
    found: list[str] = []
    page.on("console", lambda message: message.type == "error" and found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def admin_page(page: Any, live_server: Any) -> Any:
    """A page logged in as a superuser."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", password=None))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def own_pages(announced: Edition, draft: Edition) -> list[str]:
    article = draft.clauses.get(label="第1条")
    style = ComparisonStyle.objects.get()
    return [
        reverse("admin:index"),
        *(address(name, draft) for name in ("change", "findings", "preview", "comparison", "history")),
        address("change", announced),
        address("change", article),
        address("history", article),
        address("simple_history", article, article.history.latest().history_id),
        f"{address('add', Clause)}?edition={draft.pk}&after={article.pk}",
        address("add", Edition),
        address("change", draft.terms),
        address("change", draft.terms.service),
        address("changelist", Edition),
        address("changelist", Decision),
        address("change", announced.decisions.get()),
        address("change", announced.publication),
        *(address(name, style) for name in ("change", "delete", "history")),
        address("changelist", ComparisonStyle),
        address("add", ComparisonStyle),
        f"{address('add', ComparisonStyle)}?base=word-level",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_own_pages_are_accessible_and_keep_to_their_width(
    admin_page: Any, live_server: Any, editions: Any, width: int, scheme: str
) -> None:
    admin_page.set_viewport_size({"width": width, "height": 800})
    admin_page.emulate_media(color_scheme=scheme)
    found = []
    for path in own_pages(*editions):
        admin_page.goto(live_server.url + path)
        violations = Axe().run(admin_page).response["violations"]
        found += [(path, v["id"], node["html"][:200]) for v in violations for node in v["nodes"]]
        if (needed := admin_page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((path, "too wide", needed))
    assert found == []


def test_own_pages_work_under_the_policy(admin_page: Any, live_server: Any, editions: Any, problems: list[str]) -> None:
    for path in own_pages(*editions):
        response = admin_page.goto(live_server.url + path)
        assert response.status == 200, path
        assert "default-src 'none'" in response.headers["content-security-policy"]
    assert problems == []


def test_an_article_is_inserted_corrected_and_deleted_by_hand(
    admin_page: Any, live_server: Any, editions: Any, problems: list[str]
) -> None:
    _, draft = editions
    admin_page.goto(live_server.url + address("change", draft))
    admin_page.get_by_role("link", name="第1条（目的）の後に追加").click()
    admin_page.fill("#id_label", "1条の2")
    admin_page.fill("#id_text", "１　一つ目。\n２　二つ目。")
    admin_page.click("[name=_save]")
    assert "読めません" in admin_page.inner_text(".errorlist")
    assert admin_page.input_value("#id_text") == "１　一つ目。\n２　二つ目。"
    admin_page.fill("#id_label", "第1条の2")
    admin_page.click("[name=_save]")
    admin_page.wait_for_selector(".messagelist .success")
    new = draft.clauses.get(label="第1条の2")
    assert (new.number, new.text) == ("1_2", "１　一つ目。\n２　二つ目。")
    assert admin_page.url.endswith(f"#clause-{new.pk}")
    admin_page.get_by_role("link", name="第1条の2を削除").click()
    admin_page.click("#content input[type=submit]")
    admin_page.wait_for_selector(".messagelist .success")
    assert not draft.clauses.filter(label="第1条の2").exists()
    assert problems == []


def test_a_style_is_tried_in_another_tab_corrected_and_saved(
    admin_page: Any, live_server: Any, editions: Any, problems: list[str]
) -> None:
    style = ComparisonStyle.objects.get()
    admin_page.goto(live_server.url + address("change", style))
    admin_page.fill("#id_heading_old", "改正後")
    assert "二つとも「改正後」" in tried(admin_page, problems)
    admin_page.fill("#id_heading_old", "現行")
    assert "まだ保存していません" in tried(admin_page, problems)
    style.refresh_from_db()
    assert style.style.headings == ("改正後", "改正前")
    admin_page.press("#id_heading_old", "Enter")
    admin_page.wait_for_selector(".messagelist .success")
    style.refresh_from_db()
    assert style.style.headings == ("改正後", "現行")
    assert problems == []


def tried(admin_page: Any, problems: list[str]) -> str:
    """Press the button that tries a style, and return what the other tab shows."""
    with admin_page.context.expect_page() as opened:
        admin_page.get_by_role("button", name="プレビュー").click()
    tab = opened.value
    tab.on("console", lambda message: message.type == "error" and problems.append(message.text))
    tab.wait_for_load_state()
    violations = Axe().run(tab).response["violations"]
    assert [(v["id"], node["html"]) for v in violations for node in v["nodes"]] == []
    shown = tab.inner_text("#content")
    tab.close()
    return shown


def test_an_untouched_form_sends_back_what_is_stored(admin_page: Any, live_server: Any, editions: Any) -> None:
    """What a browser makes of line ends and leading blanks is no change."""
    _, draft = editions
    article = draft.clauses.get(label="第2条")
    Clause.objects.filter(pk=article.pk).update(text="　字下げ。\n２　次。\n\n３　空行の後。")
    before = article.history.count()
    admin_page.goto(live_server.url + address("change", article))
    admin_page.click("[name=_save]")
    admin_page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.text == "　字下げ。\n２　次。\n\n３　空行の後。"
    assert article.history.count() == before
