"""Every kind of public page in a real browser: accessible, within its width, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from portal.models import SealedRole
from tests.factories import ANNOUNCED_AT, announce, make_edition, make_service, make_terms
from tests.views.examples import seal

TEXT = """\
月見クラウド利用規約

前文
この規約は、月見株式会社（以下「当社」といいます。）が月見クラウドの使い方を定めるものです。

第1章　総則

第1条（目的）
この規約は、{0}ために定めます。

第2条（定義）
1. この規約の言葉は、次の各号のとおりです。
(1) 利用者　申込みをし、当社がこれを承諾した方
　ア 個人
　イ 法人
(2) 当社　月見株式会社（https://example.jp/a/very/long/address/that/has/no/blank/in/it/at/all/index.html）
2. 前項のほか、次の表のとおりです。

| 言葉 | 意味 | 単位 | 備考として書く長い見出し |
| --- | --- | --- | --- |
| 観測 | 月を見ること | 回 | 雲のある夜を除きます |

附則
この規約は、{1}から施行します。

別表
・一つ目の点
・二つ目の点
"""
MOON = "/moon/terms-of-use/"
PAGES = [
    "/",
    "/moon/",
    MOON,
    f"{MOON}editions/",
    f"{MOON}editions/1/",
    f"{MOON}editions/3/",
    f"{MOON}editions/4/",
    f"{MOON}compare/",
    f"{MOON}compare/?old=2&new=2",
    f"{MOON}compare/1/2/",
    f"{MOON}compare/2/1/?rows=changed",
    f"{MOON}compare/1/3/?rows=all&width=ignore",
    "/moon/privacy/compare/1/2/",
    "/moon/rules/compare/1/2/",
    "/moon/privacy/",
    "/no-such-service/",
]
LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]
SPACING = """* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important}
p {margin-block-end: 2em !important}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a:not(.skip), button, select, summary")]
    .filter(target => target.offsetParent && !target.closest("p, dd"))
    .map(target => [target.textContent.trim(), target.offsetWidth, target.offsetHeight])
    .filter(([, width, height]) => width < 24 || height < 24)"""
TEXT_LEFTS = """line => {
    const label = line.querySelector(".label"), range = document.createRange()
    range.setStartAfter(label)
    range.setEndAfter(line.lastChild)
    const left = box => Math.round(box.left), lines = new Map()
    // A link within a line is a box of its own, of another height.
    for (const box of range.getClientRects()) {
        const line = [...lines.keys()].find(top => Math.abs(top - box.top) < box.height / 2) ?? box.top
        lines.set(line, Math.min(left(box), lines.get(line) ?? Infinity))
    }
    return [left(label.getBoundingClientRect()), [...lines.values()]]
}"""
FOCUSED = """() => {
    const link = document.activeElement
    return {class: link.className, name: link.ariaLabel, outline: getComputedStyle(link).outlineStyle}
}"""
EDITIONS = [
    (date(2020, 4, 1), "月の見方をそろえる"),
    (date(2022, 9, 1), "月と星の見方をそろえ、ともに楽しむ"),
    (date(2999, 4, 1), "月を見る"),
]


@pytest.fixture
def portal(live_server: Any) -> Iterator[str]:
    """The address of a portal with an edition in every state, and terms in two other house styles without files."""
    cache.clear()
    service = make_service(slug="moon", description="月を見るサービスです。")
    moon = make_terms(service=service, slug="terms-of-use", description="月見クラウドの約束です。")
    privacy = make_terms(service=service, slug="privacy", name="個人情報の取扱い", house_style="two-column")
    rules = make_terms(service=service, slug="rules", name="月見のきまり", house_style="government")
    for terms, editions in ((moon, EDITIONS), (privacy, EDITIONS[:2]), (rules, EDITIONS[:2])):
        for effective, purpose in editions:
            edition = make_edition(terms=terms, text=TEXT.format(purpose, effective), effective_date=effective)
            announce(edition, is_migrated=effective.year == 2020)
    withdrawn = make_edition(terms=moon, text=TEXT.format("見る", "来年"), effective_date=date(2023, 4, 1))
    announce(withdrawn, withdrawn_at=ANNOUNCED_AT)
    for number in (1, 2):
        seal(moon.editions.get(number=number), SealedRole.EDITION_PDF, "規約.pdf")
    yield live_server.url
    cache.clear()


def open_pages(chromium: Any, *, locale: str = "ja-JP", **look: Any) -> Any:
    """Return a browser context with this look; what its pages complain about is in `.complaints`."""
    context = chromium.new_context(locale=locale, reduced_motion="reduce", **look)
    context.complaints = []
    context.on("weberror", lambda error: context.complaints.append(str(error.error)))
    context.on("console", lambda message: context.complaints.append(f"{message.page.url}: {message.text}"))
    return context


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_breaks_a_rule_of_accessibility(chromium: Any, portal: str, width: int, scheme: str) -> None:
    found = []
    with closing(open_pages(chromium, viewport={"width": width, "height": 800}, color_scheme=scheme)) as context:
        for address in PAGES:
            page = context.new_page()
            page.goto(portal + address)
            result = Axe().run(page)
            found += [
                (address, violation["id"], node["html"][:200], node["failureSummary"])
                for violation in result.response["violations"]
                for node in violation["nodes"]
            ]
            page.close()
    assert found == []


@pytest.mark.parametrize("locale", ["ja-JP", "en-US"])
@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1280, 1920])
def test_no_page_scrolls_sideways_even_with_a_readers_own_spacing(
    chromium: Any, portal: str, width: int, locale: str
) -> None:
    """The spacing is that of WCAG 2.2, 1.4.12; the policy is off, for it refuses a style put in by a test."""
    wider = {}
    look = {"viewport": {"width": width, "height": 800}, "locale": locale, "bypass_csp": True}
    with closing(open_pages(chromium, **look)) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(portal + address)
            needed = [page.evaluate("document.documentElement.scrollWidth")]
            page.add_style_tag(content=SPACING)
            needed.append(page.evaluate("document.documentElement.scrollWidth"))
            if max(needed) > width:
                wider[address] = needed
    assert wider == {}


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_pressed_is_large_enough_for_a_finger(chromium: Any, portal: str, width: int) -> None:
    """24 px each way (WCAG 2.2, 2.5.8); a link in a paragraph is as high as its line."""
    small = []
    with closing(open_pages(chromium, viewport={"width": width, "height": 800})) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(portal + address)
            small += [(address, found) for found in page.evaluate(SMALL_TARGETS)]
    assert small == []


def test_lines_are_measured_and_labels_hang_before_them(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1920, "height": 800})) as context:
        page = context.new_page()
        page.goto(portal + MOON)
        ems = page.locator(".document .line").evaluate_all(
            "lines => Math.max(...lines.map(line => line.clientWidth / parseFloat(getComputedStyle(line).fontSize)))"
        )
        assert 30 <= ems <= 40
        page.set_viewport_size({"width": 375, "height": 800})
        label, lines = page.locator("#art-2-p1-i2 > .line").first.evaluate(TEXT_LEFTS)
    assert len(lines) > 1
    assert label < min(lines) == max(lines)


def test_every_article_shows_a_link_to_itself(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 375, "height": 800})) as context:
        page = context.new_page()
        page.goto(portal + MOON)
        links = {page.locator(f"#art-{n} .anchor").get_attribute("href") for n in (1, 2)}
        assert links == {"#art-1", "#art-2"}
        assert page.locator("#art-2 .anchor").is_visible()


def test_pages_ask_nothing_of_others_and_complain_of_nothing(chromium: Any, portal: str) -> None:
    asked: list[str] = []
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        for address in PAGES:
            page.goto(portal + address)
        complaints = [words for words in context.complaints if "/no-such-service/" not in words]
    assert [url for url in asked if not url.startswith(portal)] == []
    assert complaints == []


def test_the_contents_stand_beside_the_text_or_fold_above_it(chromium: Any, portal: str) -> None:
    shown = {}
    for width in (1280, 375):
        with closing(open_pages(chromium, viewport={"width": width, "height": 800})) as context:
            page = context.new_page()
            page.goto(portal + MOON)
            shown[width] = [page.locator(name).is_visible() for name in (".contents-beside", ".contents-folded")]
            if width == 375:
                page.locator(".contents-folded summary").click()
            page.locator(".contents a:visible", has_text="第2条").click()
            assert page.url.endswith("#art-2")
    assert shown == {1280: [True, False], 375: [False, True]}


def test_the_keyboard_reaches_the_text_by_the_first_link(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.goto(portal + MOON)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "本文へ移動"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_a_phone_shows_each_cell_of_a_comparison_with_its_heading(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 375, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        labels = (
            page.locator("tr.row-changed")
            .first.locator("td")
            .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        )
        assert labels == ['"新"', '"旧"', '"備考"']


def test_changes_are_insertions_and_deletions_to_those_who_hear_the_page(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        changed = page.locator("tr.row-changed").first
        assert changed.locator("td.new").get_by_role("insertion").count() > 0
        assert changed.locator("td.old").get_by_role("deletion").count() > 0


@pytest.mark.parametrize("address", [f"{MOON}compare/1/2/", "/moon/rules/compare/1/2/"])
@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}])
def test_marks_are_lines_under_words_whatever_the_colours(
    chromium: Any, portal: str, address: str, look: dict[str, str]
) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.emulate_media(**look)
        page.goto(portal + address)
        lines = page.locator(".mark").evaluate_all(
            "marks => [...new Set(marks.map(mark => getComputedStyle(mark).textDecorationLine))]"
        )
        assert lines == ["underline"]
        struck = page.locator("ins, del").evaluate_all(
            "all => all.filter(one => getComputedStyle(one).textDecorationLine.includes('through')).length"
        )
        assert struck == 0


def test_the_keyboard_reaches_every_changed_row_and_sees_where_it_is(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        names = page.locator(".comparison .anchor").evaluate_all("links => links.map(a => a.ariaLabel)")
        assert names and all(name.endswith("へのリンク") for name in names)
        page.locator(".table-choice a").last.focus()
        reached = []
        while len(reached) < len(names):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            reached += [focused] if focused["class"] == "anchor" else []
        assert [link["name"] for link in reached] == names
        assert {link["outline"] for link in reached} == {"solid"}
        page.locator(".comparison .anchor").last.press("Enter")
        assert page.locator("tr:target").count() == 1


@pytest.mark.parametrize("width", [1280, 375])
def test_links_of_rows_cover_no_words(chromium: Any, portal: str, width: int) -> None:
    """Neither over the text of their cell nor outside the window."""
    covered = """links => links.map(link => {
        const box = link.getBoundingClientRect(), lines = [...link.closest("td").querySelectorAll(".line")]
        return lines.some(line => {
            const range = document.createRange()
            range.selectNodeContents(line)
            return [...range.getClientRects()].some(words => words.left < box.right && words.right > box.left
                && words.top < box.bottom && words.bottom > box.top)
        }) || box.left < 0 || box.right > innerWidth
    }).filter(Boolean).length"""
    with closing(open_pages(chromium, viewport={"width": width, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        assert page.locator(".comparison a").count() > 2
        assert page.locator(".comparison a").evaluate_all(covered) == 0


def test_a_reader_chooses_rows_without_scripts_and_stays_at_the_choice(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800}, java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        page.get_by_role("link", name="変更のある行だけ").click()
        assert page.url.endswith("?rows=changed")
        assert page.locator("[aria-current=true]").first.inner_text() == "変更のある行だけ"
        page.get_by_role("link", name="示さない").click()
        assert page.url.endswith("?rows=changed&width=ignore")
        page.get_by_role("button", name="対照表を表示").click()
        assert page.url.endswith("/compare/1/2/?rows=changed&width=ignore")


def test_a_printed_comparison_repeats_its_heading_and_has_no_links(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.goto(f"{portal}{MOON}compare/1/2/")
        page.emulate_media(media="print")
        assert (
            page.locator(".comparison > thead").evaluate("head => getComputedStyle(head).display")
            == "table-header-group"
        )
        assert [link for link in page.locator(".comparison a, .table-choice a").all() if link.is_visible()] == []


def test_print_leaves_navigation_out_and_names_the_address(chromium: Any, portal: str) -> None:
    with closing(open_pages(chromium, viewport={"width": 1280, "height": 800})) as context:
        page = context.new_page()
        page.goto(portal + MOON)
        assert not page.locator(".print-only").is_visible()
        page.emulate_media(media="print")
        hidden = (".site-header", ".contents-beside", ".contents-folded", ".actions", ".anchor >> nth=0")
        assert [name for name in hidden if page.locator(name).is_visible()] == []
        for address in (MOON, f"{MOON}editions/", f"{MOON}editions/3/", "/moon/privacy/editions/1/"):
            page.goto(portal + address)
            to_follow = page.locator(".edition-notice a, .editions td a").all()
            assert [link.inner_text() for link in to_follow if link.is_visible()] == []
            assert page.locator(".print-only").inner_text() == portal + address
