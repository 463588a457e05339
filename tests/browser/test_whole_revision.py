"""A whole revision as legal staff play it, through the real screens: from a Word file to the day it is in force."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail

from portal.models import Terms
from tests.browser.word_revision import COMMENT, TEXT, revision_in_word
from tests.factories import announce, make_edition, make_service, make_terms
from tests.views.addresses import addresses

TOKYO = ZoneInfo("Asia/Tokyo")
TODAY = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)
TOMORROW = datetime(2026, 11, 21, 0, 0, tzinfo=TOKYO)
EFFECTIVE = datetime(2026, 12, 1, 0, 0, tzinfo=TOKYO)
SECOND = timedelta(seconds=1)
LONGEST_WAIT = 60_000
PASSWORD = "月見の合言葉"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SUMMARY, REMARK, NOTE = "料金の支払日を月末にします。", "支払日の変更", "月末の締めに合わせました。"
NEW_WORDS = ("末日", "アカウント", SUMMARY, REMARK, NOTE, "第2版")
"""What only the new edition, its summary and its remark say."""


@dataclass(frozen=True)
class Person:
    """Somebody with a browser of their own; `complaints` are what the browser refused or failed to run."""

    name: str
    page: Any
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def terms(live_server: Any) -> Terms:
    """Terms at /moon/terms-of-use/, whose first edition is in force; a change is told seven days ahead."""
    service = make_service(slug="moon", name="月見クラウド")
    terms = make_terms(service=service, slug="terms-of-use", notice_days=7, notice_law="本規約の約束")
    first = make_edition(terms=terms, text=TEXT, effective_date=date(2025, 4, 1), basis_kind="", basis="")
    announce(first, datetime(2025, 3, 1, 9, 0, tzinfo=TOKYO))
    return terms


@pytest.fixture
def clock(terms: Terms) -> Iterator[time_machine.Traveller]:
    """The clock of the portal (the server runs in a thread of this process); that of the browsers goes its own way."""
    with time_machine.travel(TODAY) as traveller:
        yield traveller


@pytest.fixture
def somebody(chromium: Any, live_server: Any, settings: Any) -> Iterator[Callable[..., Person]]:
    """Return a function that gives a person a browser, and an account in these groups."""
    settings.SITE_URL = live_server.url
    contexts = []

    def make(name: str, *groups: str) -> Person:
        if groups:
            user = get_user_model().objects.create_user(
                name, f"{name}@example.com", PASSWORD, is_staff=True, first_name=name, last_name="月見"
            )
            user.groups.set(Group.objects.filter(name__in=groups))
        context = chromium.new_context(
            base_url=live_server.url, locale="ja-JP", timezone_id="Asia/Tokyo", reduced_motion="reduce",
            viewport={"width": 1280, "height": 800},
        )  # fmt: skip
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        return _listening(Person(name, context.new_page()))

    yield make
    for context in contexts:
        context.close()


def _listening(person: Person) -> Person:
    person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
    person.page.on("console", lambda said: said.type == "error" and person.complaints.append(said.text))
    return person


def test_a_revision_from_the_word_file_to_the_day_it_is_in_force(
    terms: Terms, clock: time_machine.Traveller, somebody: Callable[..., Person]
) -> None:
    hanako = somebody("hanako", "起案者", "承認者")
    taro, jiro = somebody("taro", "承認者"), somebody("jiro", "公表担当")
    log_in(hanako)
    start_the_revision(hanako)
    import_the_word_file(hanako)
    say_what_changes_and_why(hanako)
    rewrite_one_article_on_its_own_page(hanako)
    write_in_the_whole_text(hanako)
    mend_the_broken_reference(hanako)
    insert_an_article_and_renumber(hanako)
    save_the_whole_text(hanako)
    write_a_remark_on_the_table(hanako)
    answer_the_comment_from_word(hanako)
    submit(hanako)
    be_refused_as_own_approver(hanako)
    approved = approve(taro)
    announce_for_tomorrow(jiro)

    clock.move_to(TOMORROW - SECOND, tick=False)
    nothing_is_to_be_seen(somebody("お客様"))
    clock.move_to(TOMORROW, tick=False)
    the_change_is_announced(somebody("お客様"), approved)
    clock.move_to(EFFECTIVE - SECOND, tick=False)
    the_old_edition_still_applies(somebody("お客様"))
    clock.move_to(EFFECTIVE, tick=False)
    the_new_edition_applies(somebody("お客様"))
    assert [person.complaints for person in (hanako, taro, jiro)] == [[], [], []]


# --- drafting ---


def log_in(person: Person) -> None:
    page = person.page
    if "/login/" not in page.url:
        page.goto("/admin/")
    page.get_by_label("ユーザー名").fill(person.name)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_selector("#user-tools")


def start_the_revision(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="改定を始める").click()
    page.get_by_role("link", name="月見クラウド利用規約").click()
    page.get_by_label("改定の理由").fill("支払いの日を月末にそろえる。")
    assert page.get_by_label("施行日").input_value() == "2026-12-01"
    page.get_by_role("button", name="改定を始める").click()
    told(page, "改定を始めました")


def import_the_word_file(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="取り込む").click()
    word = {"name": "規約改定案.docx", "mimeType": WORD, "buffer": revision_in_word()}
    page.get_by_label(re.compile("^ファイル")).set_input_files(word)
    page.get_by_role("button", name="読み込んで確かめる").click()
    page.get_by_text("このファイルには変更履歴があります: 挿入 4、削除 2、移動 0。").wait_for()
    page.get_by_label("すべて承諾した形（改定後）").check()
    page.get_by_role("button", name="この読み方で確かめる").click()
    look_at_what_was_understood(page)
    page.get_by_role("button", name="保存する").click()
    told(page, "取り込みました")


def look_at_what_was_understood(page: Any) -> None:
    understood = page.get_by_role("region", name="こう読みました")
    assert "条 4、項 8、号など 3、附則 1" in understood.inner_text()
    assert "利用料金" in understood.get_by_role("list").last.inner_text()
    assert "ファイルのコメント1件は、意見として残します。" in understood.inner_text()
    assert "「第2条（利用料金）」の見出しが違います" in understood.inner_text()
    changed = page.get_by_role("region", name="第1版との違い")
    assert "翌月10日" in changed.inner_text()
    assert "翌月末日" in changed.inner_text()


def say_what_changes_and_why(hanako: Person) -> None:
    page = hanako.page
    assert "公表までに足りないもの" in page.inner_text(".edition-status")
    page.get_by_label("改定の概要").fill(SUMMARY)
    page.get_by_label("変更の根拠").select_option(label="契約の目的に反せず合理的（民法548条の4第1項2号）")
    page.get_by_label("根拠の理由").fill("支払いの日が遅くなるだけで、料金は変わらないため。")
    page.get_by_role("button", name="保存して編集を続ける").click()
    told(page, "変更しました")


def rewrite_one_article_on_its_own_page(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="第1条（目的）", exact=True).click()
    text = page.get_by_label("本文")
    text.fill(text.input_value().replace("利用する条件", "利用する条件と料金"))
    page.get_by_label("変更理由").fill("料金の定めがあるため")
    page.get_by_role("button", name="保存", exact=True).click()
    told(page, "変更しました")


def write_in_the_whole_text(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="全文の編集").click()
    page.wait_for_selector("[data-part=outline] button")
    type_behind(page, "いつでも利用契約を解約できます。", "解約の日は、契約者が決めます。")
    page.wait_for_selector("[data-part=comparison] >> text=解約の日は")


def mend_the_broken_reference(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("button", name=re.compile("^直す: 第4条.*第2条（利用料金）")).click()
    page.wait_for_selector("#edits-dialog[open] ins:has-text('第3条')")
    page.get_by_role("button", name="反映する").click()
    assert "第3条（利用料金）の日まで" in page.get_by_label("全文").input_value()


def insert_an_article_and_renumber(hanako: Person) -> None:
    page = hanako.page
    type_behind(
        page,
        "利用者　契約者が本サービスを使わせる方",
        "\n\n第○条（アカウント）\n契約者は、アカウントを人に貸しません。",
    )
    page.wait_for_selector("[data-part=outline] button:has-text('アカウント')")
    page.get_by_role("button", name="番号を付け直す").click()
    page.wait_for_selector("#edits-dialog[open] ins:has-text('第4条')")
    page.get_by_role("button", name="反映する").click()
    text = page.get_by_label("全文").input_value()
    assert re.findall("^第.条（.+）$", text, re.MULTILINE) == [
        *("第1条（目的）", "第2条（定義）", "第3条（アカウント）", "第4条（利用料金）", "第5条（解約）")
    ]
    assert "３　解約した月の料金は、第4条（利用料金）の日までに支払います。" in text


def save_the_whole_text(hanako: Person) -> None:
    page = hanako.page
    page.get_by_label("変更理由").fill("アカウントの条を入れ、番号を付け直した")
    page.get_by_role("button", name="保存", exact=True).click()
    told(page, "保存しました")
    page.get_by_role("link", name="版の画面へ戻る").click()


def write_a_remark_on_the_table(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="対照表の備考").click()
    row = page.get_by_role("row").filter(has_text="翌月末日までに支払います。")
    row.get_by_role("link", name="備考を書く").click()
    page.get_by_label("次の言葉にする").check()
    page.get_by_label("備考の言葉").fill(REMARK)
    page.get_by_label("注記").fill(NOTE)
    page.get_by_role("button", name="保存").click()
    told(page, "備考を保存しました")
    page.get_by_role("link", name=re.compile("の画面へ戻る")).click()


def answer_the_comment_from_word(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="意見 未解決 1件").click()
    asked = page.get_by_role("article").filter(has_text=COMMENT)
    asked.get_by_text("返信する").first.click()
    asked.get_by_label("返信").fill("経理に確かめました。末日でかまいません。")
    asked.get_by_role("button", name="返信する").click()
    asked.get_by_text("経理に確かめました。末日でかまいません。").wait_for()
    asked.get_by_role("button", name="解決済みにする").click()
    asked.get_by_role("button", name="未解決に戻す").wait_for()
    page.get_by_role("link", name="版の画面へ戻る").click()


# --- deciding ---


def submit(hanako: Person) -> None:
    page = hanako.page
    page.get_by_role("link", name="照会に出す").click()
    page.get_by_label("承知のうえで進めます").check()
    page.get_by_role("button", name="照会に出す").click()
    told(page, "照会に出しました")


def be_refused_as_own_approver(hanako: Person) -> None:
    page = hanako.page
    assert "「承認する」はいまできません。" in page.inner_text(".status-impossible")
    assert page.get_by_role("link", name="承認する").count() == 0
    page.goto(page.url.replace("/change/", "/approve/"))
    assert page.get_by_role("button", name="この内容を承認する").count() == 0
    assert "照会に出した" in page.inner_text(".frozen-notice")


def approve(taro: Person) -> list[bytes]:
    """Approve, and return the two PDFs that were looked at."""
    page = taro.page
    open_what_the_mail_asks_for(taro, "承認のお願い")
    page.get_by_role("link", name="承認する").click()
    pdfs = [downloaded(page, name) for name in ("約款PDF", "新旧対照表PDF")]
    page.get_by_role("button", name="この内容を承認する").click()
    told(page, "承認しました")
    return pdfs


def announce_for_tomorrow(jiro: Person) -> None:
    page = jiro.page
    open_what_the_mail_asks_for(jiro, "公表のお願い")
    page.get_by_role("link", name="公表する").click()
    page.get_by_label("日時を決めて").check()
    page.get_by_label("公表する日").fill("2026-11-21")
    page.get_by_label("公表する時刻").fill("00:00")
    page.get_by_role("button", name="公表する").click()
    told(page, "公表を記録しました")
    assert "2026年11月21日0:00に公表されます。" in page.inner_text(".edition-status")


def open_what_the_mail_asks_for(person: Person, subject: str) -> None:
    letter = mail.outbox[-1]
    assert (letter.to, subject in letter.subject) == ([f"{person.name}@example.com"], True)
    person.page.goto(re.search("http.*", letter.body).group())  # type: ignore[union-attr]
    log_in(person)


# --- the public side ---


def nothing_is_to_be_seen(customer: Person) -> None:
    request = customer.page.request
    shut = set(addresses({1, 2})) - set(addresses({1}))
    assert {address: request.get(address).status for address in shut} == dict.fromkeys(shut, 404)
    for address in (*addresses({1}), "/moon/terms-of-use/compare/?old=1&new=2"):
        assert [word for word in NEW_WORDS if word in request.get(address).text()] == [], address


def the_change_is_announced(customer: Person, approved: list[bytes]) -> None:
    page = customer.page
    page.goto("/moon/terms-of-use/")
    assert "翌月10日まで" in page.inner_text("main")
    page.get_by_text("2026年12月1日からは、第2版が適用されます。").wait_for()
    page.get_by_role("link", name="第2版を読む").click()
    page.get_by_text("まだ適用されていません。").wait_for()
    assert [downloaded(page, name) for name in ("第2版のPDF", "新旧対照表のPDF")] == approved
    page.get_by_role("link", name="第1版と第2版の新旧対照表").click()
    page.get_by_role("heading", name="月見クラウド利用規約 新旧対照表").wait_for()
    look_at_the_table(page)


def look_at_the_table(page: Any) -> None:
    assert "第4条（旧第3条） 第1項を変更" in page.inner_text("main").replace("\u3000", " ")
    row = page.get_by_role("row").filter(has_text="翌月末日までに支払います。").inner_text()
    for words in ("翌月10日までに支払います。", REMARK, NOTE):
        assert words in row


def the_old_edition_still_applies(customer: Person) -> None:
    assert listed(customer) == ["第2版 公表済・施行前", "第1版 施行中"]
    customer.page.goto("/moon/terms-of-use/")
    assert "翌月10日まで" in customer.page.inner_text("main")


def the_new_edition_applies(customer: Person) -> None:
    assert listed(customer) == ["第2版 施行中", "第1版 失効"]
    customer.page.goto("/moon/terms-of-use/")
    text = customer.page.inner_text("main")
    assert "翌月末日まで" in text
    assert "第4条（利用料金）の日まで" in text


def listed(customer: Person) -> list[str]:
    """What the list of editions says of each."""
    customer.page.goto("/moon/terms-of-use/editions/")
    return [" ".join(words.split()) for words in customer.page.get_by_role("rowheader").all_inner_texts()]


# --- hands ---


def told(page: Any, words: str) -> None:
    """Wait for the message that says so."""
    page.locator(".messagelist", has_text=words).wait_for()


def downloaded(page: Any, name: str) -> bytes:
    """The file that the link of this name leads to."""
    body = page.request.get(page.get_by_role("link", name=name).get_attribute("href")).body()
    assert body.startswith(b"%PDF-")
    return body


def type_behind(page: Any, words: str, typed: str) -> None:
    """Put the caret behind words of the text, as a click does, and type."""
    page.get_by_label("全文").evaluate(
        "(field, words) => {const at = field.value.indexOf(words) + words.length;"
        "field.focus(); field.setSelectionRange(at, at)}",
        words,
    )
    page.keyboard.type(typed)
