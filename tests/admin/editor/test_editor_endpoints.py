"""What the editor's script asks for: panel, proposed edits, jumping, working copies. And what it would never send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from portal.comparison.rows.overrides import RowAddress
from portal.comparison.table import Part
from portal.models import Edition, Terms, WorkingCopy
from portal.models.saved_states import newest_state
from portal.publishing.drafting.remarks import set_row_remark
from portal.text.writer import write
from tests.factories import TEXT, announce, make_edition

HOSTILE = "<script>alert(1)</script>"
NAMES = ("panel", "edits", "jump", "copy")


@pytest.fixture
def drafter(login: Callable[[str], Client]) -> Client:
    return login("起案者")


def address(name: str, edition: Edition) -> str:
    return reverse(f"admin:portal_edition_editor_{name}", args=[edition.pk])


def ask(client: Client, endpoint: str, edition: Edition, **asked: Any) -> Any:
    response = client.post(address(endpoint, edition), asked, content_type="application/json")
    assert response.status_code == 200, response.content.decode()
    return response.json()


def text_of(edition: Edition) -> str:
    return write(edition.document())


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, start: int, end: int) -> str:
    """A stretch of a text by offsets as JavaScript counts them."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# --- the panel ---


def test_parts_are_made_as_they_are_asked_for(drafter: Client, draft: Edition) -> None:
    asked = {"text": text_of(draft)}
    assert set(ask(drafter, "panel", draft, parts=["outline"], **asked)) == {"outline"}
    parts = ask(drafter, "panel", draft, parts=["comparison", "problems"], **asked)
    assert set(parts) == {"problems", "comparison"}
    assert ask(drafter, "panel", draft, parts=["no-such-part"], **asked) == {}


def test_places_count_as_javascript_does(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("月見クラウドの使い方", "𠮷😀の使い方").replace("次のとおり", "第88条のとおり")
    parts = ask(drafter, "panel", draft, text=text, parts=["outline", "problems", "comparison"])
    starts = [start for start, _ in parts["outline"]["places"]]
    assert starts == [utf16(text[: text.index(word)]) for word in ("月見", "第1条", "第2条", "附則")]
    assert "第88条" in [cut(text, start, end) for start, end in parts["problems"]["places"]]
    changed = [cut(text, start, start + 3) for start, _ in parts["comparison"]["places"]]
    assert changed == ["この規", "この規"]


def test_places_hold_where_lines_end_in_blanks_and_begin_with_tabs(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("定めます。\n", "定めます。   \n\t\n")
    places = ask(drafter, "panel", draft, text=text, parts=["outline"])["outline"]["places"]
    assert places[2][0] == text.index("第2条")


def test_the_comparison_is_with_what_is_chosen(drafter: Client, draft: Edition, terms: Terms) -> None:
    text = text_of(draft).replace("使い方", "用い方")
    in_words = {
        against: ask(drafter, "panel", draft, text=text, parts=["comparison"], against=against)["comparison"]["html"]
        for against in ("base", "in_force", "saved", "nonsense")
    }
    assert "第1版と比べて" in in_words["base"]
    assert "保存済みの文と比べて" in in_words["saved"]
    assert in_words["in_force"] == in_words["nonsense"] == in_words["base"]


def test_staff_s_remarks_stand_on_the_rows_of_the_base_and_follow_their_units(drafter: Client, draft: Edition) -> None:
    first = draft.clauses.get(label="第1条")
    row = RowAddress("new", first.key, ((),), Part.LEAD)
    set_row_remark(draft, row, remark="月見の実態に合わせた", note=HOSTILE, by=None)
    text = text_of(draft).replace("この規約は", "はじめに。\n２　この規約は").replace("使い方", "用い方")

    def html(against: str) -> str:
        return ask(drafter, "panel", draft, text=text, parts=["comparison"], against=against)["comparison"]["html"]

    assert "月見の実態に合わせた" in html("base")
    assert "<script" not in html("base")
    assert "月見の実態に合わせた" not in html("saved")


def test_house_terms_are_asked_for(drafter: Client, draft: Edition) -> None:
    Terms.objects.filter(pk=draft.terms_id).update(house_terms="利用者/使い手")
    text = text_of(draft).replace("申込みをした人", "申込みをした使い手")
    problems = ask(drafter, "panel", draft, text=text, parts=["problems"])["problems"]
    assert "使い手" in problems["html"]
    assert "data-mend" in problems["html"]


def test_nothing_in_the_panel_is_markup_that_somebody_typed(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("（目的）", f"（{HOSTILE}）").replace("次のとおり", f"第88条{HOSTILE}。。")
    parts = ask(drafter, "panel", draft, text=text, parts=["outline", "problems", "comparison"])
    edits = ask(drafter, "edits", draft, text=text, what="mend_all")
    for html in (*(part["html"] for part in parts.values()), edits["html"]):
        assert html
        assert "<script" not in html


# --- proposed edits ---


def made(text: str, answer: Any) -> str:
    """The text after the edits of an answer."""
    for edit in reversed(answer["edits"]):
        text = cut(text, 0, edit["start"]) + edit["text"] + cut(text, edit["end"], utf16(text))
    return text


def test_renumbering_is_proposed_with_every_edit_and_references_mean_what_they_meant(drafter: Client) -> None:
    base = make_edition(text=TEXT.replace("次の", "第1条と次の"))
    announce(base)
    draft = make_edition(terms=base.terms, document=base.document())
    text = text_of(draft).replace("第1条（目的）", "第1条（𠮷）\n前置き。\n\n第1条（目的）")
    answer = ask(drafter, "edits", draft, text=text, what="renumber")
    after = made(text, answer)
    assert "第2条（目的）" in after
    assert "第3条（定義）" in after
    assert "第2条と次の" in after
    assert len(answer["edits"]) == answer["html"].count("<tr><td>")


def test_renumbering_may_give_what_was_put_in_a_branch_number(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("第2条（定義）", "第2条（新）\n新しい。\n\n第2条（定義）")
    assert "第1条の2（新）" in made(text, ask(drafter, "edits", draft, text=text, what="renumber", branch=True))


def test_what_needs_no_number_says_so(drafter: Client, draft: Edition) -> None:
    answer = ask(drafter, "edits", draft, text=text_of(draft), what="renumber")
    assert answer["edits"] == []
    assert answer["message"] == "番号に直すところはありません。"


def test_one_mend_and_all_mends(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("定めます。", "定めます。。").replace("施行します。", "施行します。。")
    names = ask(drafter, "panel", draft, text=text, parts=["problems"])["problems"]["html"].split('data-mend="')[1:]
    one = ask(drafter, "edits", draft, text=text, what="mend", name=names[0].partition('"')[0])
    assert made(text, one).count("。。") == 1
    both = ask(drafter, "edits", draft, text=text, what="mend_all")
    assert made(text, both) == text_of(draft)


def test_mends_leave_lines_alone_that_were_typed_with_blanks(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("定めます。", "定めます。。").replace("次のとおりです。\n", "次のとおりです。 \n")
    assert "次のとおりです。 \n" in made(text, ask(drafter, "edits", draft, text=text, what="mend_all"))


def test_a_mend_that_is_gone_says_so(drafter: Client, draft: Edition) -> None:
    answer = ask(drafter, "edits", draft, text=text_of(draft), what="mend", name="slip.1.2.3")
    assert answer == {"edits": [], "message": "この指摘は、もう文にありません。"}


@pytest.mark.parametrize(
    ("way", "line", "expected"),
    [
        ("item", "(1) 利用者", "\n(2) \n(3) 当社"),
        ("next", "(2) 当社", "\n(3) \n"),
        ("paragraph", "この規約は、月見", "定めます。\n2　\n"),
        ("subitem", "(1) 利用者", "申込みをした人\n"),
    ],
)
def test_a_unit_is_proposed_with_its_label_and_the_place_to_type(
    drafter: Client, draft: Edition, way: str, line: str, expected: str
) -> None:
    text = text_of(draft).replace("月見クラウド利用規約\n", "𠮷月見クラウド利用規約\n")
    at = utf16(text[: text.index(line)])
    answer = ask(drafter, "edits", draft, text=text, what="unit", way=way, at=at)
    after = made(text, answer)
    assert expected in after
    assert cut(after, answer["caret"], answer["caret"] + 1) == "\n"
    assert after.count("\n") == text.count("\n") + 1


def test_words_left_out_around_an_edit_are_marked_and_short_lines_are_whole(drafter: Client, draft: Edition) -> None:
    words = "月の満ち欠けを数える暦の上で互いに定めた日までに支払います。。ただし、月の見えない夜を数えません。"
    text = f"第1条（目的）\n{words}\n\n第2条（約束）\n約束を守ります。。\n"
    html = ask(drafter, "edits", draft, text=text, what="mend_all")["html"]
    assert ">…定めた日までに支払います" in html
    assert "ただし、月の見えない夜を…<" in html
    assert ">約束を守ります" in html


def test_an_article_is_proposed_with_its_caption_to_be_typed_over(drafter: Client, draft: Edition) -> None:
    text = text_of(draft).replace("月見クラウド利用規約\n", "𠮷月見クラウド利用規約\n")
    at = utf16(text[: text.index("この規約は、月見")])
    answer = ask(drafter, "edits", draft, text=text, what="unit", way="article", at=at)
    after = made(text, answer)
    assert "第1条の2（見出し）" in after
    assert cut(after, answer["caret"], answer["caret_end"]) == "見出し"


def test_where_no_unit_can_stand_it_is_said(drafter: Client, draft: Edition) -> None:
    answer = ask(drafter, "edits", draft, text="", what="unit", way="item", at=0)
    assert "ここには入れられません" in answer["message"]


# --- jumping ---


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("18の2", "第十八条の二"),
        ("第十八条の二", "第十八条の二"),
        ("18-2", "第十八条の二"),
        ("１８ー２", None),
        ("第18条の2", "第十八条の二"),
        ("十八の二", "第十八条の二"),
        ("十八", "第十八条（"),
        ("第１８条", "第十八条（"),
        ("別表第1", "別表第一"),
        ("附則", "附則"),
        ("二章", "第二章"),
        ("料金", "第十八条（料金"),
        ("月を見る", "第十八条の二"),
        ("第99条", None),
        ("", None),
    ],
)
def test_a_place_is_found_by_any_spelling(drafter: Client, draft: Edition, words: str, found: str | None) -> None:
    text = (
        "𠮷野規約\n\n第二章　約束\n\n第十八条（料金）\n払います。\n\n第十八条の二（約束）\n月を見る。\n\n"
        "附則\n施行します。\n\n別表第一\n一覧\n"
    )
    answer = ask(drafter, "jump", draft, text=text, words=words)
    if found is None:
        assert "見つかりません" in answer["message"]
    else:
        assert answer["start"] == utf16(text[: text.index(found)])


# --- working copies ---


def keep(client: Client, edition: Edition, **asked: Any) -> Any:
    user = get_user_model().objects.get(username="起案者").pk
    asked = {"text": "書きかけ", "history_change_reason": "月", "seen": newest_state(edition), "user": user} | asked
    return client.post(address("copy", edition), asked, content_type="application/json")


def test_what_is_typed_is_kept_without_history(drafter: Client, draft: Edition) -> None:
    before = newest_state(draft)
    answer = keep(drafter, draft, text="書きかけ\ud800𠮷\x00").json()
    assert "控えました" in answer["message"]
    assert answer["others"] == ""
    copy = WorkingCopy.objects.get()
    assert (copy.values, copy.seen) == ({"text": "書きかけ?𠮷", "history_change_reason": "月"}, before)
    assert newest_state(draft) == before


def test_keeping_says_that_somebody_else_saved(drafter: Client, draft: Edition) -> None:
    seen = newest_state(draft)
    draft.clauses.first().save()
    assert "ほかの人がこの版を保存しました" in keep(drafter, draft, seen=seen).json()["others"]


def test_the_copy_of_one_person_is_not_written_by_another(drafter: Client, draft: Edition) -> None:
    assert keep(drafter, draft, user=0).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_no_copy_is_kept_of_an_announced_edition(drafter: Client, draft: Edition) -> None:
    announce(draft)
    response = keep(drafter, draft)
    assert response.status_code == 409
    assert "公表済み" in response.json()["message"]


def test_a_text_too_long_for_the_server_is_refused_in_words(drafter: Client, draft: Edition, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = keep(drafter, draft, text="月" * 2000)
    assert response.status_code == 413
    assert "長すぎて" in response.json()["message"]


# --- what nobody may ask, and what no script sends ---


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("group", ["承認者", "公表担当", "閲覧者"])
def test_who_may_not_write_gets_no_answer(login: Any, draft: Edition, name: str, group: str) -> None:
    response = login(group).post(address(name, draft), {"text": ""}, content_type="application/json")
    assert response.status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_without_a_session_the_script_is_sent_to_the_login(client: Client, draft: Edition, name: str) -> None:
    response = client.post(address(name, draft), {"text": "書きかけ"}, content_type="application/json")
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("name", NAMES)
def test_endpoints_are_not_read_by_get(drafter: Client, draft: Edition, name: str) -> None:
    assert drafter.get(address(name, draft)).status_code == 405


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '"x"',
        "{}",
        '{"text": 1}',
        '{"text": "", "what": "no", "words": 3, "seen": -1}',
        '{"text": "", "what": "unit", "way": "no", "at": 0, "words": [], "seen": "x"}',
        '{"text": "", "what": "unit", "way": "item", "at": -1, "words": null, "seen": 99999999999999999999}',
        '{"text": "", "what": "mend", "name": {}, "words": {}, "seen": 1.5}',
        "\xff",
    ],
)
def test_what_cannot_be_read_is_refused(drafter: Client, draft: Edition, name: str, body: str) -> None:
    response = drafter.post(address(name, draft), body.encode("latin-1"), content_type="application/json")
    assert response.status_code == (400 if name != "panel" or '"text": ""' not in body else 200)


def test_a_caret_far_outside_is_at_the_end(drafter: Client, draft: Edition) -> None:
    answer = ask(drafter, "edits", draft, text=text_of(draft), what="unit", way="paragraph", at=2**40)
    assert answer["edits"]


def test_an_edition_that_is_not_there_is_not_found(drafter: Client, draft: Edition) -> None:
    for name in NAMES:
        path = reverse(f"admin:portal_edition_editor_{name}", args=[2**70])
        assert drafter.post(path, {"text": ""}, content_type="application/json").status_code == 404
