"""The whole-text editor in a real browser: typing, panel, keys, edits and their undo, saving, and nothing lost."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal.models import Edition, WorkingCopy
from portal.models.saved_states import newest_state
from portal.publishing.drafting.working_copies import keep_copy
from portal.text.writer import write
from tests.browser.typing_pages import KEPT, LONG_WAIT, PASSWORD, crash, local_copies, status
from tests.factories import TEXT, announce, make_edition

LOOKS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]
WATCHED = """() => {
    window.longest = 0
    new PerformanceObserver(list => list.getEntries().forEach(task => {longest = Math.max(longest, task.duration)}))
        .observe({type: "longtask"})
    let typed = 0
    document.getElementById("id_text").addEventListener("input", () => {typed = performance.now()})
    document.querySelector("[data-part=outline]")
        .addEventListener("shown", () => {window.toOutline = performance.now() - typed})
}"""
IS_SEEN_WHOLE = """selector => {
    const own = document.querySelector(selector).getBoundingClientRect()
    const box = document.querySelector(selector).closest(".editor-scroll").getBoundingClientRect()
    return own.top >= box.top && own.bottom <= Math.min(box.bottom, innerHeight)
}"""
TEXT_WITH_REFERENCES = TEXT.replace("次のとおりです。", "次のとおりです。𠮷😀第1条をみてください。")


@pytest.fixture
def draft(live_server: Any) -> Edition:
    announced = make_edition(text=TEXT_WITH_REFERENCES)
    announce(announced)
    return make_edition(terms=announced.terms, document=announced.document())


@pytest.fixture
def open_editor(open_page: Any, live_server: Any) -> Any:
    """Return a function that opens an edition's editor as somebody of a name, each time in a browser of its own."""

    def open_as(edition: Edition, name: str = "anna", **look: Any) -> Any:
        page = open_page(name, **look)
        go(page, live_server, edition)
        return page

    return open_as


def go(page: Any, live_server: Any, edition: Edition, query: str = "") -> None:
    page.goto(f"{live_server.url}{reverse('admin:portal_edition_editor', args=[edition.pk])}{query}")
    # The script shows its tools when it is ready.
    page.wait_for_selector(".editor-tools:not([hidden]), .editor-offer", state="attached")


def type_at_end_of(page: Any, words: str, typed: str) -> None:
    """Put the caret behind words of the text and type."""
    page.evaluate(
        "words => {const f = document.getElementById('id_text'); const at = f.value.indexOf(words) + words.length;"
        "f.focus(); f.setSelectionRange(at, at)}",
        words,
    )
    page.keyboard.type(typed)


def text_of(edition: Edition) -> str:
    return write(Edition.objects.get(pk=edition.pk).document())


def caret_line(page: Any) -> str:
    return page.evaluate(
        "() => {const f = document.getElementById('id_text');"
        "return f.value.slice(f.value.lastIndexOf('\\n', f.selectionStart - 1) + 1).split('\\n')[0]}"
    )


# --- typing and the panel ---


def test_the_panel_follows_what_is_typed_without_taking_the_focus(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    page.wait_for_selector("[data-part=outline] button")
    type_at_end_of(page, "(2) 当社　月見株式会社", "\n\n第3条（届出）\n第88条のとおり届け出ます。")
    page.wait_for_selector("[data-part=outline] button:has-text('第3条（届出）')")
    page.wait_for_selector("[data-part=problems] >> text=第88条")
    page.wait_for_selector("[data-part=comparison] >> text=届け出ます")
    assert page.evaluate("document.activeElement.id") == "id_text"
    assert "第3条" in page.inner_text("[data-part=outline] [aria-current]")
    assert "3か条" in page.inner_text("#editor-counts")
    assert page.complaints == []


def test_a_finding_leads_to_its_words_behind_wide_characters(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "𠮷😀", "第77条")
    page.click("[data-part=problems] li:has-text('第77条') .place")
    assert page.evaluate("getSelection().toString()").startswith("第77条")


def test_the_comparison_is_with_the_edition_that_is_chosen(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "使い方", "と見方")
    page.wait_for_selector("[data-part=comparison] >> text=と見方")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    page.wait_for_selector("[data-part=comparison] >> text=と見方")
    page.select_option("#editor-against", "saved")
    page.wait_for_selector("[data-part=comparison] >> text=保存済みの文との違いはありません")


# --- keys and edits ---


@pytest.mark.parametrize("words", ["2", "第二条", "第２条", "定義"])
def test_an_article_is_jumped_to_however_it_is_spelt(draft: Edition, open_editor: Any, words: str) -> None:
    page = open_editor(draft)
    page.focus("#id_text")
    page.keyboard.press("Alt+j")
    page.fill("#jump-words", words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#jump-dialog", state="hidden")
    assert caret_line(page) == "第2条（定義）"
    assert page.evaluate("document.activeElement.id") == "id_text"


def test_keys_do_nothing_while_an_input_method_composes(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    page.evaluate(
        "document.getElementById('id_text').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'j', altKey: true, isComposing: true, bubbles: true}))"
    )
    assert not page.evaluate("document.getElementById('jump-dialog').open")


def test_an_item_is_put_in_with_its_label_and_taken_back_by_the_browser(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    before = page.input_value("#id_text")
    type_at_end_of(page, "(1) 利用者　申込みをした人", "")
    page.keyboard.press("Alt+g")
    page.wait_for_selector("[data-tool=undo]:not([hidden])")
    page.keyboard.type("月の人")
    assert "\n(2) 月の人\n(3) 当社" in page.input_value("#id_text").replace("　", " ")
    for _ in range(8):
        page.keyboard.press("Control+z")
    assert page.input_value("#id_text") == before


def test_an_article_is_put_in_and_its_caption_typed_over(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "次のとおりです。", "")
    page.keyboard.press("Alt+a")
    page.wait_for_selector("[data-part=outline] button:has-text('第3条（見出し）')")
    page.keyboard.insert_text("届出")
    assert caret_line(page) == "第3条（届出）"
    page.wait_for_selector("[data-part=outline] button:has-text('第3条（届出）')")
    assert page.complaints == []


def test_next_change_and_next_problem_are_gone_to(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "月見株式会社", "等。第66条")
    page.wait_for_selector("[data-part=problems] >> text=第66条")
    page.wait_for_selector("[data-part=comparison] >> text=第66条")
    page.evaluate("document.getElementById('id_text').setSelectionRange(0, 0)")
    page.keyboard.press("Alt+n")
    assert "(2) 当社" in caret_line(page) or "第2条" in caret_line(page)
    page.evaluate("document.getElementById('id_text').setSelectionRange(0, 0)")
    page.keyboard.press("Alt+p")
    assert page.evaluate("document.getElementById('id_text').selectionStart") > 0


def test_renumbering_is_shown_made_in_one_step_and_undone(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "月見クラウド利用規約\n", "\n第1条（前置き）\n月を見ましょう。\n")
    typed = page.input_value("#id_text")
    page.keyboard.press("Alt+r")
    page.wait_for_selector("#edits-dialog[open] td:has-text('第1条')")
    assert page.input_value("#id_text") == typed
    page.click("#edits-apply")
    after = page.input_value("#id_text")
    assert "第2条（目的）" in after
    assert "𠮷😀第2条をみて" in after
    page.keyboard.press("Control+z")
    assert page.input_value("#id_text") == typed
    page.keyboard.press("Control+y")
    assert page.input_value("#id_text") == after
    page.click("[data-tool=undo]")
    assert page.input_value("#id_text") == typed
    assert "元に戻しました" in status(page)
    assert text_of(draft) != typed


def test_a_mend_is_shown_and_made(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "月見株式会社", "。。")
    page.click("[data-mend]:has-text('直す')")
    page.wait_for_selector("#edits-dialog[open] .editor-edits")
    page.click("#edits-apply")
    assert "。。" not in page.input_value("#id_text")
    assert "まだ保存していません" in status(page)


# --- saving and what is not saved ---


def test_saving_by_key_keeps_the_text_and_leaves_no_copy(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "使い方", "と見方𠮷")
    page.fill("#id_history_change_reason", "月の理由")
    page.focus("#id_text")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    assert "使い方と見方𠮷" in text_of(draft)
    assert page.url.endswith("/editor/")
    assert caret_line(page) == "この規約は、月見クラウドの使い方と見方𠮷を定めます。"
    assert page.evaluate("document.activeElement.id") == "id_text"
    assert local_copies(page) == []
    assert not WorkingCopy.objects.exists()
    assert page.complaints == []


def test_what_was_typed_before_a_crash_is_offered_by_the_server(
    draft: Edition, open_editor: Any, live_server: Any
) -> None:
    page = open_editor(draft)
    type_at_end_of(page, "使い方", "と見方")
    typed = page.input_value("#id_text")
    page.wait_for_selector(KEPT, timeout=LONG_WAIT)
    state = newest_state(draft)
    crash(page)
    again = open_editor(draft)
    assert "作業中の控えがあります" in again.inner_text("#content")
    again.click("text=続きから")
    assert again.input_value("#id_text") == typed
    assert newest_state(draft) == state


def test_what_the_server_never_got_is_offered_by_the_browser(
    draft: Edition, open_editor: Any, live_server: Any
) -> None:
    page = open_editor(draft)
    page.route("**/editor/copy/", lambda route: route.abort())
    type_at_end_of(page, "使い方", "と見方")
    typed = page.input_value("#id_text")
    page.wait_for_timeout(700)  # half a second, and the browser's own time to store it
    context = page.context
    crash(page)
    again = context.new_page()
    go(again, live_server, draft)
    again.wait_for_selector("#local-dialog[open]")
    again.click("#local-compare")
    again.wait_for_selector("#local-difference >> text=と見方")
    again.click("#local-continue")
    assert again.input_value("#id_text") == typed
    again.wait_for_selector(KEPT, timeout=LONG_WAIT)
    assert WorkingCopy.objects.get().values["text"] == typed
    assert local_copies(again) == []


def test_a_lost_connection_is_told_and_typing_is_kept_when_it_is_back(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    page.context.set_offline(True)
    type_at_end_of(page, "使い方", "と見方")
    page.wait_for_selector("#editor-status:has-text('通信できません')", timeout=LONG_WAIT)
    assert "と見方" in local_copies(page)[0]
    page.context.set_offline(False)
    page.wait_for_selector(KEPT, timeout=LONG_WAIT)
    assert "と見方" in WorkingCopy.objects.get().values["text"]
    assert local_copies(page) == []


def test_after_the_session_ended_typing_goes_on_and_is_kept_when_one_logs_in_again(
    draft: Edition, open_editor: Any, live_server: Any
) -> None:
    page = open_editor(draft)
    Session.objects.all().delete()
    type_at_end_of(page, "使い方", "と見方")
    page.wait_for_selector("#editor-login:not([hidden])", timeout=LONG_WAIT)
    assert "ログインが切れました" in status(page)
    assert "と見方" in local_copies(page)[0]
    with page.context.expect_page() as opened:
        page.click("#editor-login")
    login = opened.value
    login.fill("#id_username", "anna")
    login.fill("#id_password", PASSWORD)
    login.click("[type=submit]")
    login.wait_for_selector("#user-tools")
    type_at_end_of(page, "と見方", "。")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    assert "使い方と見方。" in text_of(draft)


def test_two_people_on_one_draft_see_both_changes_before_they_are_saved(draft: Edition, open_editor: Any) -> None:
    anna, ben = open_editor(draft, "anna"), open_editor(draft, "ben")
    type_at_end_of(anna, "使い方", "と見方")
    type_at_end_of(ben, "申込みをした人", "々")
    anna.click("[name=_save]")
    anna.wait_for_selector(".messagelist .success")
    ben.click("[name=_save]")
    ben.wait_for_selector("text=ほかの人が保存しました")
    merged = ben.input_value("#id_text")
    assert "使い方と見方" in merged
    assert "した人々" in merged
    assert "した人々" not in text_of(draft)
    ben.click("[name=_save]")
    ben.wait_for_selector(".messagelist .success")
    assert text_of(draft) == merged


def test_two_people_in_one_clause_choose_and_nothing_is_lost(draft: Edition, open_editor: Any) -> None:
    anna, ben = open_editor(draft, "anna"), open_editor(draft, "ben")
    type_at_end_of(anna, "使い方", "と見方")
    type_at_end_of(ben, "使い方", "と聞き方")
    anna.click("[name=_save]")
    anna.wait_for_selector(".messagelist .success")
    ben.click("[name=_save]")
    ben.wait_for_selector(".editor-conflict")
    assert Axe().run(ben).response["violations"] == []
    ben.check("input[value=hand]")
    ben.fill("[name^=hand-]", ben.input_value("[name^=hand-]").replace("と聞き方", "と見方と聞き方"))
    ben.click("[name=_save]")
    ben.wait_for_selector(".messagelist .success")
    assert "使い方と見方と聞き方" in text_of(draft)
    assert ben.locator("#local-dialog[open]").count() == 0


def test_the_page_checks_and_saves_without_a_script(draft: Edition, open_editor: Any) -> None:
    page = open_editor(draft)
    plain = page.context.browser.new_context(java_script_enabled=False, locale="ja-JP")
    plain.add_cookies(page.context.cookies())
    with closing(plain):
        bare = plain.new_page()
        bare.goto(page.url)
        bare.fill("#id_text", bare.input_value("#id_text").replace("使い方", "用い方。第55条"))
        bare.click("[name=_check]")
        assert "第55条" in bare.inner_text("[data-part=problems]")
        bare.click("[name=_save]")
        assert "保存しました" in bare.inner_text(".messagelist")
    assert "用い方。第55条" in text_of(draft)


# --- looks ---


def test_a_small_screen_shows_outline_a_mend_and_the_comparison_without_scrolling(
    draft: Edition, open_editor: Any
) -> None:
    page = open_editor(draft, viewport={"width": 1280, "height": 800})
    type_at_end_of(page, "(2) 当社　月見株式会社", "\n\n第3条（届出）\n第88条のとおり届け出ます。\n届け出ます。。")
    page.wait_for_selector("[data-part=problems] [data-mend]")
    page.wait_for_selector("[data-part=comparison] >> text=届け出ます")
    for seen in ("[data-part=outline] li:nth-child(4)", "[data-mend]", "[data-part=comparison] tbody tr:first-child"):
        assert page.evaluate(IS_SEEN_WHOLE, seen), seen
    width = page.locator("[data-part=problems]").bounding_box()["width"]
    page.click("summary:has(#outline-heading)")
    assert page.locator("[data-part=problems]").bounding_box()["width"] > 1.3 * width
    page.click("summary:has(#problems-heading)")
    assert page.locator("[data-part=comparison]").bounding_box()["height"] > 350


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_are_accessible_and_keep_to_their_width(
    draft: Edition, open_editor: Any, live_server: Any, width: int, scheme: str
) -> None:
    page = open_editor(draft, viewport={"width": width, "height": 800}, color_scheme=scheme)
    type_at_end_of(page, "使い方", "。。第77条")
    page.wait_for_selector("[data-part=comparison] >> text=第77条")
    look_at(page, width)
    page.click("[data-tool=mend-all]")
    page.wait_for_selector("#edits-dialog[open]")
    look_at(page, width)
    page.click("#edits-dialog [data-close]")
    page.click("[data-tool=shortcuts]")
    look_at(page, width)
    keep_copy(draft, {"text": "別の文"}, by=get_user_model().objects.get(), seen=0)
    go(page, live_server, draft)
    look_at(page, width)


def look_at(page: Any, width: int) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], node["html"][:200]) for v in violations for node in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- a long text ---


@pytest.fixture
def long_draft(live_server: Any) -> Edition:
    """Six hundred articles, a few hundred thousand characters."""
    return make_edition(text="\n".join(map(long_article, range(1, 601))), effective_date=None)


def long_article(number: int) -> str:
    return (
        f"第{number}条（約束の{number}番目）\n１　契約者は、{'月を見る約束を守り、' * 20}{number}番目の月を見ます。\n"
        f"２　前項の約束は、次のとおりです。\n（１）月を見ること。{'星も見ます。' * 10}\n（２）約束を守ること。"
    )


def test_six_hundred_articles_open_soon_and_typing_is_never_blocked(long_draft: Edition, open_editor: Any) -> None:
    """Limits of the issue, on a machine that has other things to do: opened in 2 s, keystroke to outline in 1 s."""
    page = open_editor(long_draft)
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    page.wait_for_selector("[data-part=outline] button")
    page.wait_for_selector("[data-count=problems]:not(:empty)", timeout=LONG_WAIT)
    page.evaluate(WATCHED)
    type_at_end_of(page, "第300条（", "新しい")
    page.wait_for_selector("[data-part=outline] button:has-text('第300条（新しい')", timeout=LONG_WAIT)
    to_outline, longest = page.evaluate("[toOutline, longest]")
    print(f"opened in {loaded:.0f} ms, keystroke to outline {to_outline:.0f} ms, longest task {longest:.0f} ms")
    assert loaded < 2 * 2_000
    assert to_outline < 2 * 1_000
    assert longest < 500


def test_renumbering_six_hundred_articles_is_taken_back_by_the_same_key(long_draft: Edition, open_editor: Any) -> None:
    """The browser would need a minute to make so many lines undoable; the page takes them back itself."""
    page = open_editor(long_draft)
    page.evaluate("document.getElementById('id_text').setRangeText('第1条（前置き）\\n月を見ます。\\n', 0, 0)")
    typed = page.input_value("#id_text")
    page.focus("#id_text")
    page.keyboard.press("Alt+r")
    page.wait_for_selector("#edits-dialog[open]", timeout=2 * LONG_WAIT)
    page.click("#edits-apply")
    assert "第601条（約束の600番目）" in page.input_value("#id_text")
    page.keyboard.press("Control+z")
    assert page.input_value("#id_text") == typed
