"""References on a public page: quiet, plain to the keyboard, leading to what they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from tests.factories import announce, make_edition, make_service, make_terms

LONG = "利用者は、窓の月を大切に扱うものとします。" * 30
TEXT = f"""\
月見クラウド利用規約

第1条（目的）
1. この規約は、第3条第2項第1号及び次条のために定めます。
2. 前項のほか、次のとおりです。
・別表第1
| 第2条 | 附則第1項 |

第2条（窓）
{LONG}

第3条（料金）
1. {LONG}
2. 次の方は、払いません。
(1) 会長

附則
1. この規約は、2024年9月1日から施行します。
2. 前項のとおりです。

別表第1
{LONG}
"""
ADDRESS = "/moon/terms-of-use/"
LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]
IN_VIEW = """element => {
    const box = element.getBoundingClientRect()
    return box.top >= 0 && box.top < innerHeight - 24
}"""
COLOR_AND_LINE = """reference => {
    const style = getComputedStyle(reference)
    return [style.color, style.textDecorationStyle]
}"""
CONTRAST = """reference => {
    const light = color => {
        const parts = color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
        const [red, green, blue] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const ground = light(getComputedStyle(reference.closest(".document")).backgroundColor)
    const line = light(getComputedStyle(reference).textDecorationColor)
    return (Math.max(ground, line) + 0.05) / (Math.min(ground, line) + 0.05)
}"""


@pytest.fixture
def address(live_server: Any) -> Iterator[str]:
    """The address of terms with references in every place."""
    cache.clear()
    terms = make_terms(service=make_service(slug="moon"), slug="terms-of-use")
    announce(make_edition(terms=terms, text=TEXT, effective_date=date(2024, 9, 1)))
    yield live_server.url + ADDRESS
    cache.clear()


def open_page(chromium: Any, address: str, *, width: int = 1280, **look: Any) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **look)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_references_are_dotted_words_of_the_text(chromium: Any, address: str, width: int, scheme: str) -> None:
    page = open_page(chromium, address, width=width, color_scheme=scheme)
    with closing(page.context):
        reference = page.locator(".reference").first
        style = "(element, name) => getComputedStyle(element)[name]"
        assert reference.evaluate(style, "color") == page.locator(".line").first.evaluate(style, "color")
        assert reference.evaluate(style, "textDecorationStyle") == "dotted"
        assert reference.evaluate(CONTRAST) >= 3
        assert Axe().run(page).response["violations"] == []


def test_near_the_pointer_a_reference_looks_like_a_link(chromium: Any, address: str) -> None:
    page = open_page(chromium, address)
    with closing(page.context):
        reference = page.locator(".reference").first
        far = reference.evaluate(COLOR_AND_LINE)
        reference.hover()
        near = reference.evaluate(COLOR_AND_LINE)
        assert (far[1], near[1]) == ("dotted", "solid")
        assert far[0] != near[0]


@pytest.mark.parametrize("width", [1280, 375])
def test_every_reference_leads_to_what_is_then_in_view_and_marked(chromium: Any, address: str, width: int) -> None:
    page = open_page(chromium, address, width=width)
    with closing(page.context):
        references = page.locator(".reference")
        targets = [each.get_attribute("href") for each in references.all()]
        assert len(targets) == 7
        for place, target in enumerate(targets):
            references.nth(place).click()
            assert page.url == f"{address}{target}"
            assert page.locator(":target").evaluate(IN_VIEW)
            ground = page.locator(":target").evaluate("element => getComputedStyle(element).backgroundColor")
            assert ground != "rgba(0, 0, 0, 0)"


def test_a_heading_is_in_view_when_its_article_is_led_to(chromium: Any, address: str) -> None:
    page = open_page(chromium, address, width=375)
    with closing(page.context):
        page.locator(".reference", has_text="次条").click()
        assert page.locator("#art-2 > .heading").evaluate(IN_VIEW)


def test_the_keyboard_meets_references_in_reading_order_and_shows_where_it_is(chromium: Any, address: str) -> None:
    page = open_page(chromium, address)
    with closing(page.context):
        page.locator("#art-1 > .anchor").focus()
        met = []
        for _ in range(3):
            page.keyboard.press("Tab")
            met.append(page.evaluate("document.activeElement.textContent"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert met == ["第3条第2項第1号", "次条", "前項"]
        page.keyboard.press("Enter")
        assert page.url.endswith("#art-1-p1")


def test_print_shows_nothing_of_references(chromium: Any, address: str) -> None:
    page = open_page(chromium, address)
    with closing(page.context):
        page.locator(".reference").first.focus()
        page.emulate_media(media="print")
        styles = page.locator(".reference").evaluate_all(
            "all => all.map(element => getComputedStyle(element).textDecorationLine)"
        )
        assert set(styles) == {"none"}
