"""Every admin page of the portal and every page behind a review link: accessible, within its width, and quiet.

The pages are taken from the addresses themselves: a new one that is not shown here fails the first test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from portal.admin.edition_urls import ACTION, ROUTES
from portal.models import Attachment, Bundle, Clause, Edition, Issuer, Publication, SealedFile, Service, Terms
from portal.models.saved_states import savings
from portal.publishing.reviewing.links import link_token
from portal.views.review.urls import urlpatterns as review_patterns
from tests.browser.admin_world import World, make_world
from tests.factories import make_edition

ALL_RULES: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
RULES_OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
LOOKS = [(1280, "light", ALL_RULES), (375, "dark", ALL_RULES | {"runOnly": RULES_OF_LOOKS})]
"""Width, colours, and what axe is asked: what the page is made of once, what depends on the look in each."""
SERIOUS = ("serious", "critical")
MODEL_PAGES = ("changelist", "add", "change", "delete", "history", "simple_history")
UNWRITTEN = ("decision", "publication", "sealedfile")
"""Records that are read here and made elsewhere: no page adds or deletes them, and they have no versions."""
NO_PAGES = {
    *(f"portal_edition_{route.name}" for route in ROUTES if route.methods == ACTION),
    *(f"portal_edition_{name}" for name in ("edition_pdf", "comparison_pdf", "attachment_file")),
    *(f"portal_{model}_{page}" for model in UNWRITTEN for page in ("add", "delete", "history")),
    *(f"portal_clause_{name}" for name in ("copy", "difference", "add_copy", "add_difference")),
    "portal_bundle_members",
    "portal_comparisonstyle_preview",
    "portal_sealedfile_download",
}
"""Addresses that answer with a file, to a form or a script, or to nobody; what forms show when sent: `answers`."""
WITHOUT_A_PAGE_BEHIND_A_LINK = {"edition_pdf", "comparison_pdf", "file", "comment", "ask_mail", "check_mail", "give"}
DECIDED_IN = {
    "submit": "sent_back",
    "approve": "in_review",
    "send_back": "in_review",
    "announce": "approved",
    "redate": "ahead",
    "cancel": "ahead",
    "withdraw": "in_force",
}
SUBMIT = ".submit-row [type=submit]"
ASK_CODE = "#consent [type=submit]"
UPLOAD = "#content form:has([type=file]) [type=submit]"
TWO_SIDES = "旧\t新\n第1条（目的）\t第1条（目的）\n古い言葉です。\t新しい言葉です。\n"
WITH_GAPS = "月見クラウド利用規約\n\n第1条（目的）\n月を見ます。\n\n第3条（料金）\n(1) 一\n(3) 三\n"
SHAPE = """() => [document.documentElement.scrollWidth, document.querySelectorAll("h1").length]"""
FOCUS = """() => {
    const shown = node => node.getClientRects().length && getComputedStyle(node).visibility === "visible"
    const look = node => {
        const style = getComputedStyle(node)
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
            style.backgroundColor, style.textDecorationLine, style.color].join()
    }
    const unseen = []
    for (const node of document.querySelectorAll("#content :is(a[href], button, input, select, textarea, summary)")) {
        if (!shown(node) || node.disabled || node.type === "hidden") continue
        document.activeElement.blur()
        const before = look(node)
        node.focus({focusVisible: true, preventScroll: true})
        if (document.activeElement === node && look(node) === before) unseen.push(node.outerHTML.slice(0, 120))
    }
    return unseen
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page by its name: where it is, and what is typed into which fields and pressed, if a form's answer is meant."""

    name: str
    path: str
    typed: tuple[tuple[str, str], ...] = ()
    pressed: str = ""
    status: int = 200


@pytest.fixture
def world(live_server: Any, quick_pdfs: None) -> tuple[World, Any]:
    return make_world()


# --- which pages there are ---


def names_in(patterns: list[Any]) -> Iterator[str]:
    """The names of the portal's own pages among addresses."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            yield from names_in(pattern.url_patterns)
        elif pattern.name and (pattern.name.startswith("portal_") or pattern.name in ("index", "app_list")):
            yield pattern.name


def own_models() -> list[type[Model]]:
    return [model for model in admin.site._registry if model._meta.app_label == "portal"]


def overviews(world: World) -> list[Screen]:
    """The front pages, and the pages that every model has."""
    front = Screen("index", reverse("admin:index")), Screen("app_list", reverse("admin:app_list", args=["portal"]))
    return [*front, *model_screens(world)]


def drafting(world: World) -> list[Screen]:
    """Every page about an edition: of the draft, of one without anything, and those of each state."""
    return [*edition_screens(world), *decision_screens(world), *pages_with_more(world)]


def others(world: World) -> list[Screen]:
    """Bundles, the pages behind links, and what forms show when they are sent."""
    return [*bundle_screens(world), *review_screens(world), *answers(world)]


PARTS = (overviews, drafting, others)


def model_screens(world: World) -> Iterator[Screen]:
    """The pages that every model has, on the row that has most to show."""
    rows = {
        Bundle: world.bundles["draft"],
        Clause: world.draft.clauses.get(label="第1条"),
        Edition: world.draft,
        Issuer: Issuer.objects.get(),
        Service: Service.objects.get(),
        Terms: world.draft.terms,
        Publication: world.states["ahead"].publication,
        SealedFile: world.states["ahead"].sealed_files.first(),
        type(world.style): world.style,
    }
    for model in own_models():
        row = rows.get(model) or model._default_manager.first()
        assert row is not None, model
        for page in MODEL_PAGES:
            name = f"portal_{model._meta.model_name}_{page}"
            if name in NO_PAGES or (page == "simple_history" and model._meta.model_name in UNWRITTEN):
                continue
            yield Screen(name, reverse(f"admin:{name}", args=_arguments(page, row)))


def _arguments(page: str, row: Any) -> list[Any]:
    if page in ("changelist", "add"):
        return []
    return [row.pk, row.history.latest().history_id] if page == "simple_history" else [row.pk]


def edition_screens(world: World) -> Iterator[Screen]:
    blank = make_edition(terms=world.empty, text="", effective_date=None, summary="")
    for route in ROUTES:
        name = f"portal_edition_{route.name}"
        if name in NO_PAGES or "<int:" in route.address or route.name == "compared_states":
            continue
        for edition in (world.draft, blank) if route.name not in DECIDED_IN else (world.draft,):
            yield of(edition, route.name)


def decision_screens(world: World) -> Iterator[Screen]:
    for state, edition in world.states.items():
        yield Screen(f"portal_edition_change {state}", reverse("admin:portal_edition_change", args=[edition.pk]))
    for page, state in DECIDED_IN.items():
        yield of(world.states[state], page)


def pages_with_more(world: World) -> Iterator[Screen]:
    """The pages whose address says more than which edition, and the steps that a query opens."""
    draft = world.draft
    file = Attachment.objects.filter(edition=draft).first()
    for name in ("portal_edition_attachment", "portal_edition_attachment_delete"):
        yield Screen(name, reverse(f"admin:{name}", args=[draft.pk, file.pk]))
    for name in ("portal_edition_start", "portal_edition_import_new"):
        for terms in (draft.terms, world.empty):
            yield Screen(name, reverse(f"admin:{name}", args=[terms.pk]))
    newest, *_, oldest = savings(draft)
    yield of(draft, "compared_states", f"?old={oldest.state}&new={newest.state}")
    article = draft.clauses.get(label="第2条")
    yield of(world.states["sent_back"], "editor")
    yield Screen("portal_clause_change with a copy", reverse("admin:portal_clause_change", args=[article.pk]))
    yield of(draft, "arrange", f"?move={article.key}")
    yield of(draft, "arrange", f"?split={article.key}")
    yield of(draft, "replace", "?words=月見&by=日和")
    yield of(draft, "replace", "?words=そんな言葉はない")
    yield Screen("portal_clause_add", f"{reverse('admin:portal_clause_add')}?edition={draft.pk}&after={article.pk}")
    yield Screen("portal_comparisonstyle_add", f"{reverse('admin:portal_comparisonstyle_add')}?base=word-level")


def of(edition: Edition, page: str, query: str = "") -> Screen:
    name = f"portal_edition_{page}"
    return Screen(f"{name} {query}".strip(), reverse(f"admin:{name}", args=[edition.pk]) + query)


def bundle_screens(world: World) -> Iterator[Screen]:
    for name in sorted(set(names_in(admin.site.urls[0]))):
        page = name.removeprefix("portal_bundle_")
        if page != name and page not in MODEL_PAGES and page != "bulk" and name not in NO_PAGES:
            for bundle in world.bundles.values():
                yield Screen(name, reverse(f"admin:{name}", args=[bundle.pk]))
    bulk = reverse("admin:portal_bundle_bulk")
    yield from (Screen("portal_bundle_bulk", bulk + query) for query in ("", "?words=月見株式会社&by=日和株式会社"))
    approved = world.bundles["approved"]
    yield Screen("portal_bundle_change approved", reverse("admin:portal_bundle_change", args=[approved.pk]))


def review_screens(world: World) -> Iterator[Screen]:
    for pattern in review_patterns:
        if pattern.name not in WITHOUT_A_PAGE_BEHIND_A_LINK:
            yield Screen(pattern.name, reverse(f"review:{pattern.name}", args=[link_token(world.link)]))
    yield Screen("ended", reverse("review:text", args=[link_token(world.ended)]), status=410)


def answers(world: World) -> Iterator[Screen]:
    """What forms show when they are sent with nothing, or with what cannot be; what an import shows before it saves."""
    for page, state in DECIDED_IN.items():
        if page != "approve":
            yield sent(of(world.states[state], page), SUBMIT)
    yield sent(of(world.draft, "links"), ".review-form [type=submit]", status=422)
    yield sent(of(world.draft, "attachments"), UPLOAD)
    for pasted in ("", TWO_SIDES, WITH_GAPS):
        yield sent(of(world.draft, "import"), UPLOAD, ("#id_pasted", pasted))
    reading = Screen("consent", reverse("review:text", args=[link_token(world.link)]))
    yield sent(reading, ASK_CODE, status=422)
    yield sent(reading, ASK_CODE, ("#consent-name", "月見先生"), ("#consent-mail", "advisor@example.jp"))


def sent(screen: Screen, pressed: str, *typed: tuple[str, str], status: int = 200) -> Screen:
    return Screen(f"{screen.name} sent", screen.path, typed, pressed, status)


# --- what is asked of each ---


def test_every_page_is_among_those_shown(world: tuple[World, Any]) -> None:
    shown = {screen.name.split()[0] for part in PARTS for screen in part(world[0])}
    assert set(names_in(admin.site.urls[0])) - shown - NO_PAGES == set()
    assert {pattern.name for pattern in review_patterns} - shown - WITHOUT_A_PAGE_BEHIND_A_LINK == set()


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS, ids=["wide-light", "narrow-dark"])
@pytest.mark.parametrize("part", PARTS)
def test_no_page_breaks_a_rule(
    chromium: Any,
    live_server: Any,
    world: tuple[World, Any],
    part: Callable[[World], list[Screen]],
    width: int,
    scheme: str,
    rules: dict[str, Any],
) -> None:
    portal, user = world
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
    found: list[Any] = []
    with closing(chromium.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", **look)) as context:
        log_in(context, live_server.url, user)
        page = context.new_page()
        for screen in part(portal):
            with listening(page) as complaints:
                status = open_screen(page, live_server.url, screen)
            found += [
                (screen.name, complaint) for complaint in complaints if f"status of {screen.status}" not in complaint
            ]
            found += [(screen.name, wrong) for wrong in wrong_with(page, width, rules)]
            found += [(screen.name, f"answered {status}")] if status != screen.status else []
    assert found == []


def log_in(context: Any, url: str, user: Any) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


@contextmanager
def listening(page: Any) -> Iterator[list[str]]:
    """Collect what the browser complains of: refusals by the policy, scripts that fail.

    Only while a page is opened: axe itself puts styles in, which the policy refuses.
    """
    complaints: list[str] = []
    hear: dict[str, Callable[[Any], None]] = {
        "console": lambda said: complaints.append(said.text) if said.type == "error" else None,
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, listener in hear.items():
        page.on(event, listener)
    yield complaints
    for event, listener in hear.items():
        page.remove_listener(event, listener)


def open_screen(page: Any, url: str, screen: Screen) -> int:
    """Open a page, press what is to be pressed, unfold everything, and return the status of the answer."""
    response = page.goto(url + screen.path)
    if screen.pressed:
        page.eval_on_selector_all("form", "forms => forms.forEach(form => {form.noValidate = true})")
        for field, value in screen.typed:
            page.fill(field, value)
        with page.expect_navigation() as moved:
            page.locator(screen.pressed).first.click()
        response = moved.value
    page.eval_on_selector_all("#content details, main details", "all => all.forEach(one => {one.open = true})")
    return response.status


def wrong_with(page: Any, width: int, rules: dict[str, Any]) -> Iterator[str]:
    """What axe finds that is serious, and what it does not look for."""
    for violation in Axe().run(page, options=rules).response["violations"]:
        if violation["impact"] in SERIOUS:
            yield from (
                f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}" for node in violation["nodes"]
            )
    needed, headings = page.evaluate(SHAPE)
    if needed > width:
        yield f"scrolls sideways: {needed} px"
    if headings != 1:
        yield f"{headings} first headings"
    yield from (f"focus is not seen: {node}" for node in page.evaluate(FOCUS))
